#include "engine/sqlite/statement.h"

#include "engine/sqlite/connection.h"
#include "engine/sqlite/page_vfs.h"

#include <sqlite3.h>
#include <utility>

namespace strandline::sqlite {

Statement::~Statement()
{
    if (m_watched) {
        endExecution();
        m_connection->watch()->finalizing(*m_watched, *this);
    }
    sqlite3_finalize(m_stmt);
}

Statement::Statement(Statement &&other) noexcept
    : m_connection(other.m_connection), m_stmt(std::exchange(other.m_stmt, nullptr)),
      m_watched(std::move(other.m_watched))
{
}

Statement &Statement::operator=(Statement &&other) noexcept
{
    if (this != &other) {
        const Statement old(std::move(*this));
        m_connection = other.m_connection;
        m_stmt = std::exchange(other.m_stmt, nullptr);
        m_watched = std::move(other.m_watched);
    }
    return *this;
}

int Statement::parameterCount() const
{
    return sqlite3_bind_parameter_count(m_stmt);
}

int Statement::parameterIndex(const std::string &name) const
{
    return sqlite3_bind_parameter_index(m_stmt, name.c_str());
}

std::string Statement::parameterName(int index) const
{
    const char *name = sqlite3_bind_parameter_name(m_stmt, index);
    return name != nullptr ? name : "";
}

void Statement::bind(int index, const Value &value)
{
    int rc = SQLITE_OK;
    if (std::holds_alternative<Null>(value)) {
        rc = sqlite3_bind_null(m_stmt, index);
    } else if (const auto *i = std::get_if<std::int64_t>(&value)) {
        rc = sqlite3_bind_int64(m_stmt, index, *i);
    } else if (const auto *d = std::get_if<double>(&value)) {
        rc = sqlite3_bind_double(m_stmt, index, *d);
    } else if (const auto *s = std::get_if<std::string>(&value)) {
        rc = sqlite3_bind_text64(m_stmt, index, s->data(), s->size(), SQLITE_TRANSIENT, SQLITE_UTF8);
    } else {
        const auto &b = std::get<core::Bytes>(value);
        rc = b.empty() ? sqlite3_bind_zeroblob(m_stmt, index, 0)
                       : sqlite3_bind_blob64(m_stmt, index, b.data(), b.size(), SQLITE_TRANSIENT);
    }
    if (rc != SQLITE_OK) {
        throw m_connection->lastError(rc);
    }
}

void Statement::bindAll(std::initializer_list<Value> values)
{
    int index = 0;
    for (const Value &v : values) {
        bind(++index, v);
    }
}

int Statement::stepOnce()
{
    if (!m_watched) {
        return sqlite3_step(m_stmt);
    }
    Watch &watch = *m_connection->watch();
    OpenCalls &calls = watch.calls;
    if (calls.stepping == m_watched.get()) {
        ++calls.depth;
        ++calls.inSteps;
    } else {
        watch.beginStep(*m_watched, *this);
    }
    const int rc = sqlite3_step(m_stmt);
    if (rc == SQLITE_ROW && calls.stepping == m_watched.get()) {
        --calls.depth;
        --calls.inSteps;
        ++calls.rows;
    } else {
        watch.endStep(*m_watched, *this,
                      rc == SQLITE_ROW    ? StepOutcome::Row
                      : rc == SQLITE_DONE ? StepOutcome::Done
                                          : StepOutcome::Failed);
    }
    return rc;
}

// After its end there is nothing left in it that would take time.
void Statement::endExecution()
{
    if (!m_watched || !m_watched->running) {
        sqlite3_reset(m_stmt);
        return;
    }
    const CallScope call(*m_connection);
    sqlite3_reset(m_stmt);
    m_connection->watch()->ended(*m_watched, *this);
}

bool Statement::step()
{
    const int rc = stepOnce();
    if (m_connection->m_pending || (rc != SQLITE_ROW && rc != SQLITE_DONE)) {
        failStep(rc);
    }
    return rc == SQLITE_ROW;
}

void Statement::failStep(int code)
{
    if (m_connection->m_pending) {
        endExecution();
        std::rethrow_exception(std::exchange(m_connection->m_pending, nullptr));
    }
    core::Error error = m_connection->lastError(code);
    endExecution();
    m_connection->rethrowPageError();
    throw error;
}

std::optional<core::Error> Statement::run()
{
    int rc = SQLITE_ROW;
    while (rc == SQLITE_ROW) {
        rc = stepOnce();
    }
    if (m_connection->m_pending) {
        failStep(rc);
    }
    if (rc == SQLITE_DONE) {
        endExecution();
        return std::nullopt;
    }
    core::Error error = m_connection->lastError(rc);
    endExecution();
    const int primary = rc & 0xff;
    if (primary == SQLITE_CONSTRAINT || primary == SQLITE_MISMATCH || primary == SQLITE_TOOBIG) {
        return error;
    }
    m_connection->rethrowPageError();
    throw error;
}

void Statement::reset()
{
    endExecution();
    sqlite3_clear_bindings(m_stmt);
}

int Statement::columnCount() const
{
    return sqlite3_column_count(m_stmt);
}

std::string Statement::columnName(int column) const
{
    const char *name = sqlite3_column_name(m_stmt, column);
    return name != nullptr ? name : "";
}

std::string Statement::declaredType(int column) const
{
    const char *type = sqlite3_column_decltype(m_stmt, column);
    return type != nullptr ? type : "";
}

ColumnSource Statement::source(int column) const
{
    const auto text = [](const char *name) { return std::string(name != nullptr ? name : ""); };
    return {text(sqlite3_column_database_name(m_stmt, column)),
            text(sqlite3_column_table_name(m_stmt, column)),
            text(sqlite3_column_origin_name(m_stmt, column))};
}

Value Statement::value(int column) const
{
    switch (sqlite3_column_type(m_stmt, column)) {
    case SQLITE_INTEGER:
        return std::int64_t{sqlite3_column_int64(m_stmt, column)};
    case SQLITE_FLOAT:
        return sqlite3_column_double(m_stmt, column);
    case SQLITE_TEXT:
        return text(column);
    case SQLITE_BLOB: {
        const std::string_view b = bytes(column);
        return core::Bytes(b.begin(), b.end());
    }
    default:
        return Null{};
    }
}

bool Statement::isNull(int column) const
{
    return sqlite3_column_type(m_stmt, column) == SQLITE_NULL;
}

std::int64_t Statement::integer(int column) const
{
    return sqlite3_column_int64(m_stmt, column);
}

double Statement::real(int column) const
{
    return sqlite3_column_double(m_stmt, column);
}

int Statement::type(int column) const
{
    return sqlite3_column_type(m_stmt, column);
}

std::string Statement::text(int column) const
{
    const auto *data = reinterpret_cast<const char *>(sqlite3_column_text(m_stmt, column));
    const int size = sqlite3_column_bytes(m_stmt, column);
    return data != nullptr ? std::string(data, static_cast<std::size_t>(size)) : std::string();
}

std::string_view Statement::bytes(int column) const
{
    // As a BLOB, text would come in the encoding of the database.
    const bool isText = sqlite3_column_type(m_stmt, column) == SQLITE_TEXT;
    const void *data = isText ? sqlite3_column_text(m_stmt, column) : sqlite3_column_blob(m_stmt, column);
    const int size = sqlite3_column_bytes(m_stmt, column);
    return data != nullptr ? std::string_view(static_cast<const char *>(data), static_cast<std::size_t>(size))
                           : std::string_view();
}

bool Statement::readsOnly() const
{
    return sqlite3_stmt_readonly(m_stmt) != 0;
}

int Statement::explainKind() const
{
    return sqlite3_stmt_isexplain(m_stmt);
}

std::string Statement::sql() const
{
    const char *sql = sqlite3_sql(m_stmt);
    return sql != nullptr ? sql : "";
}

} // namespace strandline::sqlite
