#include "engine/sqlite/computed_table.h"

#include "engine/sqlite/context_value.h"

#include <sqlite3.h>

namespace strandline::sqlite {

namespace {

// What a connection knows of one table.
struct Entry
{
    Connection &connection;
    std::shared_ptr<ComputedTable> table;
};

struct Table : sqlite3_vtab
{
    explicit Table(Entry &of) : sqlite3_vtab{}, entry(of) {}
    Entry &entry;
};

struct Cursor : sqlite3_vtab_cursor
{
    Cursor() : sqlite3_vtab_cursor{} {}
    std::unique_ptr<TableScan> scan;
    bool atEnd = true;
};

ComputedTable &tableOf(sqlite3_vtab *table)
{
    return *static_cast<Table *>(table)->entry.table;
}

std::optional<Condition::Kind> kindOf(unsigned char op)
{
    switch (op) {
    case SQLITE_INDEX_CONSTRAINT_EQ:
        return Condition::Kind::Equal;
    case SQLITE_INDEX_CONSTRAINT_GT:
        return Condition::Kind::Greater;
    case SQLITE_INDEX_CONSTRAINT_GE:
        return Condition::Kind::GreaterOrEqual;
    case SQLITE_INDEX_CONSTRAINT_LT:
        return Condition::Kind::Less;
    case SQLITE_INDEX_CONSTRAINT_LE:
        return Condition::Kind::LessOrEqual;
    case SQLITE_INDEX_CONSTRAINT_ISNOTNULL:
        return Condition::Kind::IsNotNull;
    default:
        return std::nullopt;
    }
}

} // namespace

// The functions that SQLite calls; a friend of Connection, where exceptions wait for the end of the step.
struct ComputedTableCalls
{
    static int fail(sqlite3_vtab *table) noexcept
    {
        static_cast<Table *>(table)->entry.connection.m_pending = std::current_exception();
        return SQLITE_ERROR;
    }

    static int connect(sqlite3 *db, void *entry, int /*count*/, const char *const * /*arguments*/,
                       sqlite3_vtab **out, char ** /*message*/) noexcept
    {
        auto &known = *static_cast<Entry *>(entry);
        try {
            sqlite3_vtab_config(db, SQLITE_VTAB_DIRECTONLY);
            const int rc = sqlite3_declare_vtab(db, ("CREATE TABLE x" + known.table->declaration()).c_str());
            if (rc == SQLITE_OK) {
                *out = std::make_unique<Table>(known).release();
            }
            return rc;
        } catch (...) {
            known.connection.m_pending = std::current_exception();
            return SQLITE_ERROR;
        }
    }

    static int disconnect(sqlite3_vtab *table) noexcept
    {
        const std::unique_ptr<Table> owned(static_cast<Table *>(table));
        return SQLITE_OK;
    }

    static int bestIndex(sqlite3_vtab *table, sqlite3_index_info *info) noexcept
    {
        try {
            std::vector<Condition> conditions;
            std::vector<std::size_t> constraintOf;
            for (int i = 0; i < info->nConstraint; ++i) {
                const auto &constraint = info->aConstraint[i];
                const auto kind = kindOf(constraint.op);
                if (constraint.usable != 0 && constraint.iColumn >= 0 && kind) {
                    const char *collation = sqlite3_vtab_collation(info, i);
                    conditions.push_back({static_cast<std::size_t>(constraint.iColumn), *kind,
                                          collation != nullptr ? collation : "BINARY"});
                    constraintOf.push_back(static_cast<std::size_t>(i));
                }
            }
            const ScanPlan plan = tableOf(table).plan(conditions);
            for (std::size_t i = 0; i < plan.used.size(); ++i) {
                info->aConstraintUsage[constraintOf.at(plan.used[i])].argvIndex = static_cast<int>(i) + 1;
            }
            info->idxNum = plan.number;
            info->estimatedCost = plan.cost;
            info->estimatedRows = static_cast<sqlite3_int64>(plan.rows);
            return SQLITE_OK;
        } catch (...) {
            return fail(table);
        }
    }

    static int open(sqlite3_vtab * /*table*/, sqlite3_vtab_cursor **out) noexcept
    {
        *out = new Cursor;
        return SQLITE_OK;
    }

    static int close(sqlite3_vtab_cursor *cursor) noexcept
    {
        const std::unique_ptr<Cursor> owned(static_cast<Cursor *>(cursor));
        return SQLITE_OK;
    }

    static int filter(sqlite3_vtab_cursor *cursor, int number, const char * /*name*/, int count,
                      sqlite3_value **arguments) noexcept
    {
        auto &self = *static_cast<Cursor *>(cursor);
        const Entry &entry = static_cast<Table *>(cursor->pVtab)->entry;
        try {
            self.scan.reset();
            ScanRequest request{number, {}, entry.connection.m_stop};
            for (int i = 0; i < count; ++i) {
                request.values.push_back(valueOf(arguments[i]));
            }
            self.scan = entry.table->scan(request);
            self.atEnd = !self.scan->next();
            return SQLITE_OK;
        } catch (...) {
            return fail(cursor->pVtab);
        }
    }

    static int next(sqlite3_vtab_cursor *cursor) noexcept
    {
        auto &self = *static_cast<Cursor *>(cursor);
        try {
            self.atEnd = !self.scan->next();
            return SQLITE_OK;
        } catch (...) {
            return fail(cursor->pVtab);
        }
    }

    static int eof(sqlite3_vtab_cursor *cursor) noexcept
    {
        return static_cast<Cursor *>(cursor)->atEnd ? 1 : 0;
    }

    static int column(sqlite3_vtab_cursor *cursor, sqlite3_context *context, int column) noexcept
    {
        try {
            setResult(context, static_cast<Cursor *>(cursor)->scan->value(static_cast<std::size_t>(column)));
            return SQLITE_OK;
        } catch (...) {
            return fail(cursor->pVtab);
        }
    }

    static int rowid(sqlite3_vtab_cursor *cursor, sqlite3_int64 *out) noexcept
    {
        *out = static_cast<Cursor *>(cursor)->scan->rowid();
        return SQLITE_OK;
    }

    static const sqlite3_module &module()
    {
        static const sqlite3_module calls = [] {
            sqlite3_module m{};
            m.xConnect = &connect; // without xCreate the table exists by its module's name
            m.xBestIndex = &bestIndex;
            m.xDisconnect = &disconnect;
            m.xOpen = &open;
            m.xClose = &close;
            m.xFilter = &filter;
            m.xNext = &next;
            m.xEof = &eof;
            m.xColumn = &column;
            m.xRowid = &rowid;
            return m;
        }();
        return calls;
    }
};

void addComputedTable(Connection &connection, const std::string &name, std::shared_ptr<ComputedTable> table)
{
    auto entry = std::make_unique<Entry>(Entry{connection, std::move(table)});
    const int rc = sqlite3_create_module_v2(connection.handle(), name.c_str(), &ComputedTableCalls::module(),
                                            entry.release(), [](void *p) { delete static_cast<Entry *>(p); });
    if (rc != SQLITE_OK) {
        throw connection.lastError(rc);
    }
}

void dropComputedTable(Connection &connection, const std::string &name)
{
    sqlite3_create_module_v2(connection.handle(), name.c_str(), nullptr, nullptr, nullptr);
}

} // namespace strandline::sqlite
