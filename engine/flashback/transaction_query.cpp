#include "engine/flashback/transaction_query.h"

#include "engine/flashback/page_reader.h"
#include "engine/flashback/read_ahead.h"
#include "engine/flashback/row_sql.h"
#include "engine/flashback/undo_analysis.h"
#include "engine/sql/tokenizer.h"
#include "engine/timeline/commit_users.h"

#include <limits>

namespace strandline::flashback {

using core::Scn;
using sqlite::Condition;
using sqlite::Null;
using sqlite::Value;

namespace {

using History = std::shared_ptr<timeline::History>;

enum Column : std::size_t
{
    Xid,
    StartScn,
    StartTimestamp,
    CommitScn,
    CommitTimestamp,
    LogonUser,
    Operation,
    TableName,
    RowId,
    UndoSql,
    RedoSql,
};

struct Row
{
    std::shared_ptr<const timeline::Commit> commit;
    Scn start;
    const char *operation = "UNKNOWN";
    std::string table; // empty: UNKNOWN
    std::string rowId; // empty: DDL
    std::string undo;
    std::string redo;
    std::int64_t number = 0; // in its transaction
};

std::size_t bytesOf(const Row &row)
{
    return row.undo.size() + row.redo.size();
}

// The commits and the table that conditions leave.
struct Wanted
{
    std::uint64_t from = 0;
    std::uint64_t to = std::numeric_limits<std::uint64_t>::max();
    std::string table; // empty: all
};

const char *nameOf(RowOperation operation)
{
    return operation == RowOperation::Insert   ? "INSERT"
           : operation == RowOperation::Update ? "UPDATE"
                                               : "DELETE";
}

class RowMaker final : public ChangeSink
{
public:
    RowMaker(const PageReader &reader, const ReadAhead<Row>::Give &give) : m_reader(reader), m_give(give) {}

    void begin(const CommitHead &head) override
    {
        m_row = {};
        m_row.commit = std::make_shared<timeline::Commit>(head.commit);
        m_row.start = m_reader.predecessor(head.commit.scn);
        m_number = 0;
        if (!head.known) {
            give(m_row);
        }
        for (const SchemaChange &change : head.schema) {
            Row row = m_row;
            row.operation = "DDL";
            row.table = change.after ? change.after->table : change.before->table;
            row.undo = ddl(change.after, change.before);
            row.redo = ddl(change.before, change.after);
            give(std::move(row));
        }
    }

    void row(const RowChange &change) override
    {
        Row row = m_row;
        row.operation = nameOf(change.operation);
        row.table = change.table().name;
        row.rowId = rowText(change);
        row.undo = undoSql(change);
        row.redo = redoSql(change);
        give(std::move(row));
    }

private:
    // One entry of the schema made of another: exact where it comes or goes, for the rest see undoScript().
    static std::string ddl(const std::optional<SchemaEntry> &from, const std::optional<SchemaEntry> &to)
    {
        const bool own = (to ? to : from)->sql.empty(); // an index of a constraint
        if (own) {
            return {};
        }
        if (from && to && from->type == "table" && from->name != to->name) {
            return "ALTER TABLE " + sqlite::quoteIdentifier(from->name) + " RENAME TO " +
                   sqlite::quoteIdentifier(to->name) + ";";
        }
        if (from && to && from->type == "table") {
            return {};
        }
        std::string out;
        if (from) {
            out = "DROP " + sql::toUpperAscii(from->type) + " " + sqlite::quoteIdentifier(from->name) + ";";
        }
        return to ? out + (out.empty() ? "" : " ") + to->sql + ";" : out;
    }

    void give(Row row)
    {
        row.number = m_number++;
        m_give(std::move(row));
    }

    const PageReader &m_reader;
    const ReadAhead<Row>::Give &m_give;
    Row m_row; // what all rows of a commit share
    std::int64_t m_number = 0;
};

void readRows(const History &history, const Wanted &wanted, const ReadAhead<Row>::Give &give,
              const core::JobContext &job)
{
    const Scn from{std::max(wanted.from, history->oldestScn().value)};
    const Scn to{std::min(wanted.to, history->currentScn().value)};
    if (from > to) {
        return;
    }
    // An SCN of a line that was left has no place among those that lead to the present.
    const PageReader pages(history->store());
    const Scn last = pages.inLine(to, history->currentScn());
    if (!last || last < from) {
        return;
    }
    RowMaker maker(pages, give);
    ChangeOptions options;
    options.table = wanted.table;
    ChangeReader(history).read(from, last, options, maker, job);
}

class Scan final : public sqlite::TableScan
{
public:
    Scan(const History &history, const Wanted &wanted, const std::stop_token &stop)
        : m_store(history->store()),
          m_rows([history, wanted](const ReadAhead<Row>::Give &give,
                                   const core::JobContext &job) { readRows(history, wanted, give, job); },
                 stop)
    {
    }

    bool next() override { return m_rows.next(m_row); }

    // Asked for by few: the first makes what knows it.
    Value user() const
    {
        if (!m_users) {
            m_users.emplace(m_store);
        }
        const auto user = m_users->of(m_row.commit->scn);
        return user ? Value(*user) : Value(Null{});
    }

    Value value(std::size_t column) const override
    {
        const auto text = [](const std::string &s) { return s.empty() ? Value(Null{}) : Value(s); };
        switch (column) {
        case Xid:
        case CommitScn:
            return static_cast<std::int64_t>(m_row.commit->scn.value);
        case StartScn:
            return m_row.start ? Value(static_cast<std::int64_t>(m_row.start.value)) : Value(Null{});
        case StartTimestamp:
            return core::formatTime(m_row.commit->timeFrom);
        case CommitTimestamp:
            return core::formatTime(m_row.commit->timeTo);
        case Operation:
            return std::string(m_row.operation);
        case TableName:
            return text(m_row.table);
        case RowId:
            return text(m_row.rowId);
        case UndoSql:
            return text(m_row.undo);
        case RedoSql:
            return text(m_row.redo);
        case LogonUser:
            return user();
        default:
            return Null{};
        }
    }

    std::int64_t rowid() const override
    {
        constexpr unsigned numberBits = 30;
        return static_cast<std::int64_t>((m_row.commit->scn.value << numberBits) |
                                         static_cast<std::uint64_t>(m_row.number));
    }

private:
    const std::shared_ptr<const timeline::Store> m_store;
    ReadAhead<Row> m_rows;
    Row m_row;
    mutable std::optional<timeline::CommitUsers> m_users;
};

class TransactionQuery final : public sqlite::ComputedTable
{
public:
    explicit TransactionQuery(std::function<History()> history) : m_history(std::move(history)) {}

    std::string declaration() const override
    {
        return "(xid INTEGER, start_scn INTEGER, start_timestamp TEXT, commit_scn INTEGER, commit_timestamp "
               "TEXT, "
               "logon_user TEXT, operation TEXT, table_name TEXT COLLATE NOCASE, row_id TEXT, undo_sql TEXT, "
               "redo_sql TEXT)";
    }

    // number: for each used condition four bits, the first lowest: what it says of what.
    sqlite::ScanPlan plan(const std::vector<Condition> &conditions) const override
    {
        sqlite::ScanPlan plan;
        plan.cost = 1e8;
        for (std::size_t i = 0; i < conditions.size() && plan.used.size() < mostUsed; ++i) {
            const Condition &condition = conditions[i];
            const bool scn = condition.column == Xid || condition.column == CommitScn;
            const bool table = condition.column == TableName && condition.kind == Condition::Kind::Equal;
            if (condition.kind == Condition::Kind::IsNotNull || (!scn && !table)) {
                continue;
            }
            const int code = table ? tableCode : 1 + static_cast<int>(condition.kind);
            plan.number |= code << (4 * plan.used.size());
            plan.used.push_back(i);
            plan.cost /= condition.kind == Condition::Kind::Equal && scn ? 1e5 : 10;
            plan.rows /= condition.kind == Condition::Kind::Equal && scn ? 1e5 : 10;
        }
        return plan;
    }

    std::unique_ptr<sqlite::TableScan> scan(const sqlite::ScanRequest &request) override
    {
        Wanted wanted;
        int codes = request.plan;
        for (const Value &value : request.values) {
            take(codes & 15, value, wanted);
            codes >>= 4;
        }
        return std::make_unique<Scan>(m_history(), wanted, request.stop);
    }

private:
    static constexpr std::size_t mostUsed = 6;
    static constexpr int tableCode = 15;

    // What can't be told here is left to SQLite, which looks again.
    static void take(int code, const Value &value, Wanted &wanted)
    {
        if (code == tableCode) {
            const auto *name = std::get_if<std::string>(&value);
            wanted.table = name != nullptr ? *name : wanted.table;
            return;
        }
        const auto *number = std::get_if<std::int64_t>(&value);
        if (number == nullptr) {
            return;
        }
        if (*number < 0) {
            return;
        }
        const auto scn = static_cast<std::uint64_t>(*number);
        switch (static_cast<Condition::Kind>(code - 1)) {
        case Condition::Kind::Equal:
            wanted.from = std::max(wanted.from, scn);
            wanted.to = std::min(wanted.to, scn);
            break;
        case Condition::Kind::Greater:
        case Condition::Kind::GreaterOrEqual:
            wanted.from = std::max(wanted.from, scn);
            break;
        case Condition::Kind::Less:
        case Condition::Kind::LessOrEqual:
            wanted.to = std::min(wanted.to, scn);
            break;
        case Condition::Kind::IsNotNull:
            break;
        }
    }

    const std::function<History()> m_history;
};

} // namespace

std::shared_ptr<sqlite::ComputedTable> makeTransactionQuery(std::function<History()> history)
{
    return std::make_shared<TransactionQuery>(std::move(history));
}

} // namespace strandline::flashback
