#include "engine/session/table_search.h"

#include "engine/catalog/catalog.h"
#include "engine/session/text_matcher.h"

#include <algorithm>
#include <chrono>
#include <fmt/format.h>
#include <numeric>

namespace strandline::session {

using catalog::TableKind;
using core::Error;
using core::ErrorCode;
using sqlite::quoteIdentifier;
using Clock = std::chrono::steady_clock;

namespace {

constexpr std::chrono::milliseconds tellEvery{50};
constexpr std::size_t tellAtLatest = 64; // matches
constexpr unsigned rowsBetweenLooks = 128;

constexpr int typeInteger = 1;
constexpr int typeReal = 2;
constexpr int typeBlob = 4;
constexpr int typeNull = 5;

struct Prepared
{
    sqlite::Statement statement;
    std::optional<Error> problem;
};

// A table that SQLite can't read is an outcome here.
Prepared tryPrepare(sqlite::Connection &connection, const std::string &sql) noexcept
{
    try {
        return {connection.prepare(sql), std::nullopt};
    } catch (const Error &error) {
        return {{}, error};
    }
}

// The names that identify a row in SQL: the rowid's, or the columns of the primary key; empty: none.
std::vector<std::string> keyNames(const catalog::Table &table)
{
    if (table.summary.kind == TableKind::View) {
        return {};
    }
    if (table.summary.withoutRowid) {
        std::vector<const catalog::Column *> key;
        for (const catalog::Column &column : table.columns) {
            if (column.primaryKey > 0) {
                key.push_back(&column);
            }
        }
        std::sort(key.begin(), key.end(),
                  [](const auto *a, const auto *b) { return a->primaryKey < b->primaryKey; });
        std::vector<std::string> names;
        for (const catalog::Column *column : key) {
            names.push_back(column->name);
        }
        return names;
    }
    for (const char *name : {"rowid", "_rowid_", "oid"}) {
        const bool hidden = std::any_of(table.columns.begin(), table.columns.end(),
                                        [&](const catalog::Column &c) { return asciiLower(c.name) == name; });
        if (!hidden) {
            return {name};
        }
    }
    return {};
}

class Search
{
public:
    Search(Lease &lease, const SearchQuery &query, SearchSink &sink, const core::JobContext &job)
        : m_connection(lease.connection()), m_query(query), m_sink(sink), m_job(job),
          m_matcher(query.text, query.mode, query.caseSensitive), m_told(Clock::now())
    {
    }

    void run()
    {
        const sqlite::Connection::CancelScope cancel(m_connection, m_job.stop);
        m_connection.execute("BEGIN"); // one state for all tables; the lease ends it where this fails
        std::vector<catalog::Table> all = catalog::loadSchema(m_connection, "main", m_job);
        checkTables(all);
        if (m_query.names) {
            searchNames(all);
        }
        if (m_query.values) {
            all.erase(
                std::remove_if(all.begin(), all.end(),
                               [this](const catalog::Table &table) { return !valuesWanted(table.summary); }),
                all.end());
            searchTables(all);
        }
        m_connection.execute("COMMIT");
    }

private:
    bool chosen(const catalog::TableSummary &table) const
    {
        return std::any_of(m_query.tables.begin(), m_query.tables.end(), [&](const std::string &name) {
            return asciiLower(name) == asciiLower(table.name);
        });
    }
    bool valuesWanted(const catalog::TableSummary &table) const
    {
        return m_query.tables.empty()
                   ? !table.internal && (table.kind == TableKind::Table || table.kind == TableKind::Virtual)
                   : chosen(table);
    }
    void checkTables(const std::vector<catalog::Table> &all) const
    {
        for (const std::string &name : m_query.tables) {
            if (std::none_of(all.begin(), all.end(), [&](const catalog::Table &table) {
                    return asciiLower(table.summary.name) == asciiLower(name);
                })) {
                throw Error(ErrorCode::NotFound, fmt::format("There is no table {}. Check the name.", name));
            }
        }
    }

    // True where the text is in it.
    bool searchText(FoundIn where, const std::string &table, const std::string &name, const std::string &text)
    {
        const auto at = m_matcher.find(text);
        if (at) {
            SearchMatch match;
            match.where = where;
            match.table = table;
            match.name = name;
            add(std::move(match), text, *at);
        }
        return at.has_value();
    }
    void searchStatement(const std::string &table, const std::string &name, const std::string &sql)
    {
        if (m_query.mode == SearchMode::Contains) {
            searchText(FoundIn::Statement, table, name, sql);
        }
    }
    void searchNames(const std::vector<catalog::Table> &all)
    {
        for (const catalog::Table &table : all) {
            m_job.checkStop();
            const catalog::TableSummary &summary = table.summary;
            if (m_query.tables.empty() ? summary.internal || summary.kind == TableKind::Shadow
                                       : !chosen(summary)) {
                continue;
            }
            bool named = searchText(summary.kind == TableKind::View ? FoundIn::View : FoundIn::Table,
                                    summary.name, summary.name, summary.name);
            for (const catalog::Column &column : table.columns) {
                named = searchText(FoundIn::Column, summary.name, column.name, column.name) || named;
            }
            if (!named) {
                searchStatement(summary.name, summary.name, summary.sql);
            }
            for (const catalog::Index &index : table.indexes) {
                if (index.origin == catalog::IndexOrigin::CreateIndex && // SQLite named the others
                    !searchText(FoundIn::Index, summary.name, index.name, index.name)) {
                    searchStatement(summary.name, index.name, index.sql);
                }
            }
            for (const catalog::Trigger &trigger : table.triggers) {
                if (!searchText(FoundIn::Trigger, summary.name, trigger.name, trigger.name)) {
                    searchStatement(summary.name, trigger.name, trigger.sql);
                }
            }
        }
        hand();
    }

    void searchTables(const std::vector<catalog::Table> &tables)
    {
        std::vector<catalog::TableSummary> summaries;
        for (const catalog::Table &table : tables) {
            summaries.push_back(table.summary);
        }
        const auto estimates = catalog::estimateRows(m_connection, "main", summaries, m_job);
        m_rowsExpected = std::accumulate(
            estimates.begin(), estimates.end(), std::uint64_t{0},
            [](std::uint64_t sum, const auto &estimate) { return sum + (estimate ? estimate->rows : 0); });
        for (std::size_t i = 0; i < tables.size(); ++i) {
            m_at = {};
            m_at.table = tables[i].summary.name;
            m_at.place = i + 1;
            m_at.tables = tables.size();
            if (estimates[i]) {
                m_at.rowsEstimated = estimates[i]->rows;
            }
            m_sink.table(m_at);
            searchTable(tables[i]);
            hand();
            m_sink.table(m_at);
            m_rowsBefore += m_at.rows;
        }
    }

    void searchTable(const catalog::Table &table)
    {
        m_keyNames = keyNames(table);
        m_hasRowid = !table.summary.withoutRowid && !m_keyNames.empty();
        std::string list;
        for (const std::string &name : m_keyNames) {
            // Quoted, a rowid that isn't there would be taken for a text.
            list += (list.empty() ? "" : ", ") + (m_hasRowid ? name : quoteIdentifier(name));
        }
        std::vector<std::string> columns;
        for (const catalog::Column &column : table.columns) {
            if (column.kind != catalog::ColumnKind::Hidden) {
                columns.push_back(column.name);
                list += (list.empty() ? "" : ", ") + quoteIdentifier(column.name);
            }
        }
        Prepared prepared = tryPrepare(
            m_connection, fmt::format("SELECT {} FROM main.{}", list, quoteIdentifier(table.summary.name)));
        m_job.checkStop();
        if (prepared.problem || columns.empty()) {
            m_at.state = SearchedTable::State::Skipped;
            m_at.problem =
                prepared.problem ? prepared.problem->message() : "It has no columns that can be read.";
            return;
        }
        m_at.state = searchRows(prepared.statement, columns) ? SearchedTable::State::Done
                                                             : SearchedTable::State::Limited;
    }

    // False: stopped at the limit.
    bool searchRows(sqlite::Statement &row, const std::vector<std::string> &columns)
    {
        while (row.step()) {
            ++m_at.rows;
            for (std::size_t i = 0; i < columns.size(); ++i) {
                const int column = static_cast<int>(m_keyNames.size() + i);
                std::string_view text;
                const auto at = findInCell(row, column, text);
                if (!at) {
                    continue;
                }
                if (m_query.matchesPerTable > 0 && m_at.matches == m_query.matchesPerTable) {
                    return false; // there is more
                }
                ++m_at.matches;
                SearchMatch match;
                match.table = m_at.table;
                match.name = columns[i];
                add(std::move(match), text, *at, &row);
            }
            if (m_at.rows % rowsBetweenLooks == 0) {
                look();
            }
        }
        return true;
    }

    std::optional<MatchPlace> findInCell(sqlite::Statement &row, int column, std::string_view &text)
    {
        const int type = row.type(column);
        if (type == typeNull || (type == typeBlob && !m_query.blobs)) {
            return std::nullopt;
        }
        const double real = type == typeReal ? row.real(column) : 0; // before it is turned into text
        if (type != typeBlob) {
            m_text = row.text(column);
        }
        text = type == typeBlob ? row.bytes(column) : std::string_view(m_text);
        auto at = m_matcher.find(text);
        if (!at && type == typeReal && m_matcher.equalsNumber(real)) {
            at = MatchPlace{0, text.size()};
        }
        return at;
    }

    void add(SearchMatch match, std::string_view text, const MatchPlace &at, sqlite::Statement *row = nullptr)
    {
        const Snippet snippet = snippetAround(text, at);
        match.offset = at.offset;
        match.before = snippet.before;
        match.match = snippet.match;
        match.after = snippet.after;
        match.cutBefore = snippet.cutBefore;
        match.cutAfter = snippet.cutAfter;
        if (row != nullptr && m_hasRowid) {
            match.rowid = row->integer(0);
        } else if (row != nullptr) {
            for (std::size_t i = 0; i < m_keyNames.size(); ++i) {
                match.key.emplace_back(m_keyNames[i], row->value(static_cast<int>(i)));
            }
        }
        m_found.push_back(std::move(match));
        if (m_found.size() >= tellAtLatest) {
            hand();
        }
    }

    void hand()
    {
        if (!m_found.empty()) {
            m_sink.found(std::exchange(m_found, {}));
        }
    }

    void look()
    {
        m_job.checkStop();
        const auto now = Clock::now();
        if (now - m_told >= tellEvery) {
            m_told = now;
            hand();
            m_sink.table(m_at);
            const std::uint64_t done = m_rowsBefore + m_at.rows;
            m_job.report(done, std::max(done, m_rowsExpected), "rows");
        }
    }

    sqlite::Connection &m_connection;
    const SearchQuery &m_query;
    SearchSink &m_sink;
    const core::JobContext &m_job;
    TextMatcher m_matcher;
    Clock::time_point m_told;
    std::vector<SearchMatch> m_found; // not handed over yet
    SearchedTable m_at;
    std::vector<std::string> m_keyNames; // of the table, the first columns of its statement
    bool m_hasRowid = false;
    std::string m_text;             // of the cell looked at
    std::uint64_t m_rowsBefore = 0; // in the tables before
    std::uint64_t m_rowsExpected = 0;
};

} // namespace

void search(Lease &lease, const SearchQuery &query, SearchSink &sink, const core::JobContext &job)
{
    if (query.text.empty()) {
        throw Error(ErrorCode::Usage, "There is nothing to search for. Give a text.");
    }
    Search(lease, query, sink, job).run();
}

} // namespace strandline::session
