#include "tests/engine/flashback/ground_truth.h"

#include <algorithm>
#include <cstring>
#include <fmt/format.h>
#include <sqlite3.h>

namespace strandline::test {

namespace {

class Rows
{
public:
    Rows(PlainDatabase &database, const std::string &sql)
    {
        const int rc = sqlite3_prepare_v2(database.handle(), sql.c_str(), -1, &m_statement, nullptr);
        if (rc != SQLITE_OK) {
            throw SqlFailure(rc & 0xff, sqlite3_errmsg(database.handle()) + (": " + sql));
        }
    }
    ~Rows() { sqlite3_finalize(m_statement); }
    Rows(const Rows &) = delete;
    Rows &operator=(const Rows &) = delete;

    bool next() { return sqlite3_step(m_statement) == SQLITE_ROW; }
    int width() const { return sqlite3_column_count(m_statement); }
    std::int64_t integer(int column) const { return sqlite3_column_int64(m_statement, column); }
    std::string text(int column) const
    {
        const auto *text = sqlite3_column_text(m_statement, column);
        return text == nullptr ? std::string() : reinterpret_cast<const char *>(text);
    }
    std::string value(int column) const
    {
        const int type = sqlite3_column_type(m_statement, column);
        if (type == SQLITE_NULL) {
            return encoded(sqlite::Null{});
        }
        if (type == SQLITE_INTEGER) {
            return encoded(integer(column));
        }
        if (type == SQLITE_FLOAT) {
            return encoded(sqlite3_column_double(m_statement, column));
        }
        const void *content = type == SQLITE_TEXT ? sqlite3_column_text(m_statement, column)
                                                  : sqlite3_column_blob(m_statement, column);
        const auto *bytes = static_cast<const char *>(content);
        std::string data;
        if (bytes != nullptr) {
            data.assign(bytes, static_cast<std::size_t>(sqlite3_column_bytes(m_statement, column)));
        }
        return type == SQLITE_TEXT ? encoded(data) : encoded(core::Bytes(data.begin(), data.end()));
    }

private:
    sqlite3_stmt *m_statement = nullptr;
};

std::string quoted(const std::string &name)
{
    return '"' + name + '"';
}

std::string rowidKey(std::int64_t rowid)
{
    return fmt::format("{:020}", static_cast<std::uint64_t>(rowid) + (std::uint64_t{1} << 63U));
}

std::string joined(const std::vector<std::string> &values)
{
    return fmt::format("{}", fmt::join(values, " | "));
}

std::string line(const std::string &table, char operation, const std::string &key,
                 const std::vector<std::string> &before, const std::vector<std::string> &after)
{
    return fmt::format("{} {} {}: {} -> {}", table, operation, key, joined(before), joined(after));
}

// A row of `from` in the columns of `to`.
std::vector<std::string> brought(const std::vector<std::string> &row, const TruthTable &from,
                                 const TruthTable &to)
{
    std::vector<std::string> out = to.defaults;
    for (std::size_t i = 0; i < to.columns.size(); ++i) {
        const auto at = std::find(from.columns.begin(), from.columns.end(), to.columns[i]);
        if (at != from.columns.end()) {
            out[i] = row[static_cast<std::size_t>(at - from.columns.begin())];
        }
    }
    return out;
}

TruthTable tableOf(PlainDatabase &database, const std::string &name, bool withoutRowid)
{
    TruthTable table;
    table.withoutRowid = withoutRowid;
    std::vector<std::pair<std::int64_t, int>> key; // place in the key, column
    Rows columns(database, "PRAGMA table_info(" + quoted(name) + ")");
    while (columns.next()) {
        if (columns.integer(5) != 0) {
            key.emplace_back(columns.integer(5), static_cast<int>(table.columns.size()));
        }
        table.columns.push_back(columns.text(1));
        const std::string byDefault = columns.text(4);
        Rows value(database, "SELECT " + (byDefault.empty() ? "NULL" : byDefault));
        value.next();
        table.defaults.push_back(value.value(0));
    }
    std::sort(key.begin(), key.end());
    Rows rows(database, fmt::format("SELECT {}* FROM {}", withoutRowid ? "" : "rowid, ", quoted(name)));
    while (rows.next()) {
        std::vector<std::string> row;
        for (int i = withoutRowid ? 0 : 1; i < rows.width(); ++i) {
            row.push_back(rows.value(i));
        }
        std::string id = withoutRowid ? std::string() : rowidKey(rows.integer(0));
        for (std::size_t i = 0; i < key.size() && withoutRowid; ++i) {
            id += (i == 0 ? "" : ",") + row[static_cast<std::size_t>(key[i].second)];
        }
        table.rows.emplace(std::move(id), std::move(row));
    }
    return table;
}

std::vector<std::string> encodedRow(const std::vector<sqlite::Value> &row)
{
    std::vector<std::string> out;
    for (const sqlite::Value &value : row) {
        out.push_back(encoded(value));
    }
    return out;
}

std::string keyOf(const flashback::RowChange &change)
{
    const bool keyed = change.table().withoutRowid;
    return keyed ? fmt::format("{}", fmt::join(encodedRow(change.key), ",")) : rowidKey(change.rowid);
}

} // namespace

std::string encoded(const sqlite::Value &value)
{
    if (std::holds_alternative<sqlite::Null>(value)) {
        return "NULL";
    }
    if (const auto *integer = std::get_if<std::int64_t>(&value)) {
        return fmt::format("i{}", *integer);
    }
    if (const auto *real = std::get_if<double>(&value)) {
        return fmt::format("r{:a}", *real);
    }
    if (const auto *text = std::get_if<std::string>(&value)) {
        return fmt::format("t{}:{}", text->size(), *text);
    }
    return "b" + core::toHex(std::get<core::Bytes>(value));
}

TruthState stateOf(PlainDatabase &database)
{
    TruthState state;
    std::vector<std::pair<std::string, bool>> tables;
    database.execute("BEGIN");
    {
        Rows list(database, "PRAGMA main.table_list");
        while (list.next()) {
            const std::string type = list.text(2);
            if (list.text(0) == "main" && (type == "table" || type == "shadow") &&
                list.text(1) != "sqlite_schema") {
                tables.emplace_back(list.text(1), list.integer(4) != 0);
            }
        }
    }
    for (const auto &[name, withoutRowid] : tables) {
        state.emplace(name, tableOf(database, name, withoutRowid));
    }
    database.execute("COMMIT");
    return state;
}

std::vector<std::string> differenceOf(const TruthState &before, const TruthState &after)
{
    static const TruthTable nothing;
    std::vector<std::string> lines;
    std::map<std::string, std::pair<const TruthTable *, const TruthTable *>> tables;
    for (const auto &[name, table] : before) {
        tables[name] = {&table, &nothing};
    }
    for (const auto &[name, table] : after) {
        auto &pair = tables.emplace(name, std::pair(&nothing, &nothing)).first->second;
        pair.second = &table;
    }
    for (const auto &[name, pair] : tables) {
        const auto &[old, now] = pair;
        for (const auto &[key, row] : old->rows) {
            const auto same = now->rows.find(key);
            if (same == now->rows.end()) {
                lines.push_back(line(name, 'D', key, row, {}));
            } else if (brought(row, *old, *now) != same->second) {
                lines.push_back(line(name, 'U', key, row, same->second));
            }
        }
        for (const auto &[key, row] : now->rows) {
            if (old->rows.count(key) == 0) {
                lines.push_back(line(name, 'I', key, {}, row));
            }
        }
    }
    std::sort(lines.begin(), lines.end());
    return lines;
}

void ChangeRecord::begin(const flashback::CommitHead &commit)
{
    commits[commit.commit.scn.value].head = commit;
}

void ChangeRecord::row(const flashback::RowChange &change)
{
    Commit &commit = commits[change.scn.value];
    const char operation = change.operation == flashback::RowOperation::Insert   ? 'I'
                           : change.operation == flashback::RowOperation::Update ? 'U'
                                                                                 : 'D';
    commit.lines.push_back(line(change.table().name, operation, keyOf(change), encodedRow(change.oldRow),
                                encodedRow(change.newRow)));
    commit.rows.push_back(change);
}

void ChangeRecord::end(const flashback::CommitHead &commit,
                       const std::vector<flashback::TableChanges> &tables)
{
    Commit &own = commits[commit.commit.scn.value];
    own.tables = tables;
    std::sort(own.lines.begin(), own.lines.end());
}

void replay(TruthState &state, const ChangeRecord::Commit &commit, const TruthState &after)
{
    for (const flashback::TableChanges &table : commit.tables) {
        if (table.rowidsRenumbered) {
            state[table.table().name] = after.at(table.table().name);
        }
    }
    for (const flashback::RowChange &change : commit.rows) {
        if (change.operation == flashback::RowOperation::Delete) {
            state[change.before->name].rows.erase(keyOf(change));
        }
    }
    for (const auto &[name, shape] : after) {
        TruthTable &table = state[name];
        for (auto &[key, row] : table.rows) {
            row = brought(row, table, shape);
        }
        table.columns = shape.columns;
        table.defaults = shape.defaults;
    }
    for (const flashback::RowChange &change : commit.rows) {
        if (change.operation != flashback::RowOperation::Delete) {
            state[change.after->name].rows[keyOf(change)] = encodedRow(change.newRow);
        }
    }
}

std::string differingRows(const TruthState &expected, const TruthState &found)
{
    for (const auto &[name, table] : found) {
        const auto other = expected.find(name);
        if (other == expected.end() ? !table.rows.empty() : other->second.rows != table.rows) {
            return name;
        }
    }
    for (const auto &[name, table] : expected) {
        if (!table.rows.empty() && found.count(name) == 0) {
            return name;
        }
    }
    return {};
}

} // namespace strandline::test
