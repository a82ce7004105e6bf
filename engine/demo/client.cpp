#include "engine/demo/client.h"

namespace strandline::demo {

namespace {

sqlite::ConnectionOptions writing(std::shared_ptr<sqlite::Watch> watch)
{
    sqlite::ConnectionOptions options;
    options.watch = std::move(watch);
    options.access = sqlite::Access::ReadWrite;
    options.ownDatabase = true;
    options.busyTimeout = std::chrono::seconds(30);
    return options;
}

} // namespace

std::string stamp(core::Time t)
{
    std::string text = core::formatTime(std::chrono::floor<std::chrono::seconds>(t)).substr(0, 19);
    text[10] = ' ';
    return text;
}

Client::Client(const std::string &database, const core::Clock &clock, Committed committed,
               std::shared_ptr<sqlite::Watch> watch)
    : m_connection(database, writing(std::move(watch))), m_clock(&clock), m_committed(std::move(committed))
{
    m_connection.execute("PRAGMA foreign_keys=ON; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-16000");
}

void Client::begin()
{
    m_connection.execute("BEGIN IMMEDIATE");
}

core::Scn Client::commit()
{
    m_connection.execute("COMMIT");
    return m_committed();
}

void Client::rollback()
{
    m_connection.execute("ROLLBACK");
}

std::int64_t Client::run(std::string_view sql, std::initializer_list<sqlite::Value> values)
{
    sqlite::Statement statement = m_connection.prepare(sql);
    statement.bindAll(values);
    while (statement.step()) {
    }
    return m_connection.changes();
}

std::vector<Client::Row> Client::rows(std::string_view sql, std::initializer_list<sqlite::Value> values)
{
    sqlite::Statement statement = m_connection.prepare(sql);
    statement.bindAll(values);
    std::vector<Row> out;
    while (statement.step()) {
        Row row;
        for (int c = 0; c < statement.columnCount(); ++c) {
            row.push_back(statement.value(c));
        }
        out.push_back(std::move(row));
    }
    return out;
}

std::int64_t Client::integer(std::string_view sql, std::initializer_list<sqlite::Value> values)
{
    sqlite::Statement statement = m_connection.prepare(sql);
    statement.bindAll(values);
    return statement.step() ? statement.integer(0) : 0;
}

std::int64_t asInteger(const sqlite::Value &value)
{
    const auto *i = std::get_if<std::int64_t>(&value);
    return i != nullptr ? *i : 0;
}

std::string asText(const sqlite::Value &value)
{
    const auto *s = std::get_if<std::string>(&value);
    return s != nullptr ? *s : std::string();
}

} // namespace strandline::demo
