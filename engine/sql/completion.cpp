#include "engine/sql/completion.h"

#include "engine/sql/completion_scope.h"
#include "engine/sql/extended_parser.h"
#include "engine/sql/flashback_words.h"
#include "engine/sql/keywords.h"

#include <algorithm>
#include <map>
#include <set>
#include <span>

namespace strandline::sql {

namespace {

using Words = std::span<const std::string_view>;

constexpr std::string_view startWords[] = {"SELECT",
                                           "INSERT INTO",
                                           "UPDATE",
                                           "DELETE FROM",
                                           "WITH",
                                           "CREATE TABLE",
                                           "CREATE INDEX",
                                           "CREATE VIEW",
                                           "CREATE TRIGGER",
                                           "ALTER TABLE",
                                           "DROP TABLE",
                                           "DROP INDEX",
                                           "DROP VIEW",
                                           "EXPLAIN QUERY PLAN",
                                           "BEGIN",
                                           "COMMIT",
                                           "ROLLBACK",
                                           "PRAGMA",
                                           "VALUES",
                                           "REPLACE INTO",
                                           "ANALYZE",
                                           "VACUUM",
                                           "REINDEX",
                                           "ATTACH",
                                           "DETACH",
                                           "SAVEPOINT",
                                           "RELEASE",
                                           "FLASHBACK TABLE",
                                           "FLASHBACK TRANSACTION",
                                           "FLASHBACK DATABASE",
                                           "EXPLAIN FLASHBACK",
                                           "CREATE RESTORE POINT",
                                           "DROP RESTORE POINT",
                                           "PURGE TABLE",
                                           "PURGE RECYCLEBIN",
                                           "ALTER SESSION SET AS OF"};
constexpr std::string_view afterTableWords[] = {"WHERE",
                                                "JOIN",
                                                "LEFT JOIN",
                                                "AS",
                                                "ON",
                                                "AS OF SCN",
                                                "AS OF TIMESTAMP",
                                                "GROUP BY",
                                                "ORDER BY",
                                                "LIMIT",
                                                "INNER JOIN",
                                                "CROSS JOIN",
                                                "NATURAL JOIN",
                                                "USING",
                                                "SET",
                                                "HAVING",
                                                "UNION",
                                                "UNION ALL",
                                                "EXCEPT",
                                                "INTERSECT",
                                                "INDEXED BY",
                                                "NOT INDEXED",
                                                "RETURNING",
                                                "VERSIONS BETWEEN SCN",
                                                "VERSIONS BETWEEN TIMESTAMP"};
constexpr std::string_view expressionWords[] = {
    "AND",  "OR",   "NOT",  "IN",   "LIKE", "BETWEEN", "IS NULL", "IS NOT NULL", "NULL", "EXISTS",
    "CASE", "WHEN", "THEN", "ELSE", "END",  "CAST",    "AS",      "COLLATE",     "GLOB", "DISTINCT"};
constexpr std::string_view selectFollow[] = {"FROM"};
constexpr std::string_view whereFollow[] = {"GROUP BY",  "ORDER BY", "LIMIT",
                                            "RETURNING", "UNION",    "UNION ALL"};
constexpr std::string_view joinFollow[] = {"WHERE", "JOIN", "LEFT JOIN", "GROUP BY", "ORDER BY", "LIMIT"};
constexpr std::string_view groupFollow[] = {"HAVING", "ORDER BY", "LIMIT"};
constexpr std::string_view orderFollow[] = {"ASC", "DESC", "NULLS LAST", "LIMIT"};
constexpr std::string_view limitFollow[] = {"OFFSET"};
constexpr std::string_view setFollow[] = {"WHERE", "FROM", "RETURNING"};
constexpr std::string_view targetFollow[] = {"VALUES", "SELECT", "DEFAULT VALUES"};

struct Follow
{
    std::string_view clause;
    Words words;
};
constexpr Follow follows[] = {
    {"SELECT", selectFollow}, {"WHERE", whereFollow}, {"HAVING", groupFollow}, {"ON", joinFollow},
    {"GROUP", groupFollow},   {"ORDER", orderFollow}, {"LIMIT", limitFollow},  {"SET", setFollow},
    {"USING", joinFollow},    {"INTO", targetFollow},
};

bool isPlainName(std::string_view name)
{
    const auto first = static_cast<unsigned char>(name.empty() ? '0' : name.front());
    const bool startsWell = first == '_' || first >= 0x80 || (first | 32U) - 'a' < 26U;
    return startsWell && std::all_of(name.begin(), name.end(), [](char c) {
               const auto u = static_cast<unsigned char>(c);
               return u == '_' || u == '$' || u >= 0x80 || (u | 32U) - 'a' < 26U ||
                      static_cast<unsigned>(u - '0') < 10U;
           });
}

// 0: begins with it, 1: a word in it does, 2: has it inside, -1: not at all. prefix in lower case.
int matchOf(std::string_view text, std::string_view prefix)
{
    if (prefix.empty()) {
        return 0;
    }
    const std::string lower = toLowerAscii(text);
    int best = -1;
    for (std::size_t at = lower.find(prefix); at != std::string::npos; at = lower.find(prefix, at + 1)) {
        if (at == 0) {
            return 0;
        }
        const bool wordBegins = std::string_view("_ .\"").find(lower[at - 1]) != std::string_view::npos;
        best = wordBegins || best == 1 ? 1 : 2;
    }
    return best == 2 && prefix.size() < 2 ? -1 : best;
}

class Completer
{
public:
    // before: the statement up to what is being written.
    Completer(std::string_view before, const Scope &scope, const CompletionSchema &schema)
        : m_before(before), m_scope(scope), m_schema(schema), m_prefix(toLowerAscii(scope.prefix))
    {
    }

    std::vector<Proposal> all(std::size_t limit)
    {
        if (!m_scope.qualifier.empty()) {
            qualified();
        } else {
            place();
        }
        std::stable_sort(m_found.begin(), m_found.end(),
                         [](const Found &a, const Found &b) { return a.match < b.match; });
        std::vector<Proposal> out;
        std::set<std::string> seen;
        for (Found &found : m_found) {
            if (out.size() == limit) {
                break;
            }
            if (seen.insert(toLowerAscii(found.proposal.text)).second) {
                out.push_back(std::move(found.proposal));
            }
        }
        return out;
    }

private:
    struct Found
    {
        int match;
        Proposal proposal;
    };
    struct NamedColumn
    {
        std::string name;
        std::string type;
    };
    static constexpr int depthMax = 8; // of subqueries in subqueries whose columns are looked for

    void place()
    {
        if (const auto flashback = flashbackPlace(m_before)) {
            if (flashback->table) {
                tables();
            }
            words(flashback->words);
            return;
        }
        switch (m_scope.place) {
        case Place::Start:
            words(startWords);
            break;
        case Place::Table:
            if (m_scope.afterJoin) {
                joins();
            }
            tables();
            schemas();
            return;
        case Place::AfterTable:
            words(afterTableWords);
            break;
        case Place::PointForm:
            for (const PointForm &form : pointForms()) {
                word(form.second.empty() ? std::string(form.first)
                                         : std::string(form.first) + " " + std::string(form.second));
            }
            return;
        case Place::Pragma:
            for (const std::string &name : m_schema.pragmas) {
                add(ProposalKind::Pragma, name, name, {});
            }
            return;
        case Place::AfterTarget:
            columnList(true);
            follow();
            break;
        case Place::TargetColumns:
            columnList(false);
            targetColumns();
            return;
        case Place::JoinCondition:
            joinConditions();
            expression();
            break;
        case Place::Expression:
            expression();
            break;
        case Place::Other:
            follow();
            break;
        }
        if (m_prefix.size() >= 2 && !m_scope.quoted) {
            words(keywords());
        }
    }

    void add(ProposalKind kind, std::string_view matched, std::string text, std::string detail,
             std::size_t back = 0)
    {
        if (const int match = matchOf(matched, m_prefix); match >= 0) {
            m_found.push_back({match, {kind, std::move(text), std::move(detail), back}});
        }
    }

    std::string cased(std::string_view words) const
    {
        return m_scope.lowerCase ? toLowerAscii(words) : std::string(words);
    }

    void word(std::string_view w)
    {
        // A word is proposed by its beginning only: others would be noise.
        if (matchOf(w, m_prefix) == 0) {
            m_found.push_back({0, {ProposalKind::Keyword, cased(w), {}}});
        }
    }

    void words(Words list)
    {
        for (const std::string_view w : list) {
            word(w);
        }
    }

    void follow()
    {
        for (const Follow &entry : follows) {
            if (entry.clause == m_scope.clause) {
                words(entry.words);
            }
        }
    }

    const CompletionTable *tableOf(const Source &source) const
    {
        const auto found =
            std::find_if(m_schema.tables.begin(), m_schema.tables.end(), [&](const CompletionTable &t) {
                return equalsIgnoringCase(t.name, source.table) &&
                       (source.schema.empty() || equalsIgnoringCase(t.schema, source.schema));
            });
        return found != m_schema.tables.end() ? &*found : nullptr;
    }

    std::vector<NamedColumn> columnsOfQuery(int index, int depth) const
    {
        std::vector<NamedColumn> out;
        if (index < 0 || depth > depthMax) {
            return out;
        }
        const Query &query = m_scope.queries[static_cast<std::size_t>(index)];
        for (const SelectItem &item : query.items) {
            if (!item.star) {
                if (!item.name.empty()) {
                    out.push_back({item.name, {}});
                }
                continue;
            }
            for (const Source &source : query.sources) {
                if (item.qualifier.empty() || equalsIgnoringCase(source.name(), item.qualifier)) {
                    const auto columns = columnsOf(source, depth + 1);
                    out.insert(out.end(), columns.begin(), columns.end());
                }
            }
        }
        return out;
    }

    std::vector<NamedColumn> columnsOf(const Source &source, int depth = 0) const
    {
        std::vector<NamedColumn> out;
        if (source.query >= 0) {
            return columnsOfQuery(source.query, depth);
        }
        if (source.schema.empty()) {
            for (const CommonTable &common : m_scope.commonTables) {
                if (equalsIgnoringCase(common.name, source.table)) {
                    for (const std::string &name : common.columns) {
                        out.push_back({name, {}});
                    }
                    return common.columns.empty() ? columnsOfQuery(common.query, depth) : out;
                }
            }
        }
        if (const CompletionTable *table = tableOf(source)) {
            for (const CompletionColumn &column : table->columns) {
                out.push_back({column.name, column.type});
            }
        }
        return out;
    }

    // The innermost query's first.
    std::vector<const Source *> visible() const
    {
        std::vector<const Source *> out;
        for (int q = m_scope.query; q >= 0; q = m_scope.queries[static_cast<std::size_t>(q)].parent) {
            for (const Source &source : m_scope.queries[static_cast<std::size_t>(q)].sources) {
                out.push_back(&source);
            }
        }
        return out;
    }

    void column(const NamedColumn &column, const std::string &of, const std::string &qualifier)
    {
        std::string detail = of;
        if (!column.type.empty()) {
            detail += (detail.empty() ? "" : " · ") + column.type;
        }
        const std::string name = m_scope.quoted ? column.name : spelledName(column.name);
        add(ProposalKind::Column, column.name,
            (qualifier.empty() || m_scope.quoted ? "" : spelledName(qualifier) + ".") + name,
            std::move(detail));
    }

    void qualified()
    {
        const std::string &owner = m_scope.qualifier.back();
        bool known = false;
        for (const Source *source : visible()) {
            if (!known && equalsIgnoringCase(source->name(), owner)) {
                known = true;
                for (const NamedColumn &c : columnsOf(*source)) {
                    column(c, source->table, {});
                }
            }
        }
        for (const CompletionTable &table : m_schema.tables) {
            if (m_scope.qualifier.size() == 1 && equalsIgnoringCase(table.schema, owner)) {
                add(table.view ? ProposalKind::View : ProposalKind::Table, table.name,
                    spelledName(table.name), {});
            }
        }
        if (!known && m_scope.place != Place::Table) { // the table may come into FROM later
            for (const NamedColumn &c : columnsOf({.schema = {}, .table = owner, .alias = {}})) {
                column(c, owner, {});
            }
        }
    }

    void tables()
    {
        for (const CommonTable &common : m_scope.commonTables) {
            add(ProposalKind::Alias, common.name, spelledName(common.name), {});
        }
        for (const CompletionTable &table : m_schema.tables) {
            add(table.view ? ProposalKind::View : ProposalKind::Table, table.name, spelledName(table.name),
                table.schema == "main" ? std::string() : table.schema);
        }
    }

    void schemas()
    {
        std::set<std::string> names;
        for (const CompletionTable &table : m_schema.tables) {
            if (names.insert(table.schema).second && table.schema != "main") {
                add(ProposalKind::Schema, table.schema, spelledName(table.schema), {});
            }
        }
    }

    void expression()
    {
        const std::vector<const Source *> sources = visible();
        std::map<std::string, int> count; // of columns by lower-case name
        std::vector<std::pair<const Source *, std::vector<NamedColumn>>> columns;
        for (const Source *source : sources) {
            columns.emplace_back(source, columnsOf(*source));
            for (const NamedColumn &c : columns.back().second) {
                ++count[toLowerAscii(c.name)];
            }
        }
        for (const auto &[source, list] : columns) {
            const bool row =
                equalsIgnoringCase(source->alias, "new") || equalsIgnoringCase(source->alias, "old");
            for (const NamedColumn &c : list) {
                const bool several = count[toLowerAscii(c.name)] > 1 || row;
                column(c, source->table, several ? source->name() : std::string());
            }
        }
        for (const Source *source : sources) {
            if (!source->name().empty()) {
                add(ProposalKind::Alias, source->name(), spelledName(source->name()),
                    source->alias.empty() ? std::string() : source->table);
            }
        }
        follow();
        words(expressionWords);
        functions();
    }

    void functions()
    {
        if (m_scope.quoted) {
            return;
        }
        for (const CompletionFunction &function : m_schema.functions) {
            // Without a letter they would bury the columns.
            if (!m_prefix.empty()) {
                const bool none = function.arguments == 0;
                add(ProposalKind::Function, function.name, function.name + "()", signatureOf(function),
                    none ? 0 : 1);
            }
        }
    }

    static std::string signatureOf(const CompletionFunction &function)
    {
        std::string out = function.name + "(";
        for (int i = 0; i < function.arguments; ++i) {
            out += (i > 0 ? ", " : "") +
                   (i < 3 ? std::string(1, static_cast<char>('X' + i)) : "X" + std::to_string(i + 1));
        }
        return out + (function.arguments < 0 ? "…)" : ")");
    }

    const Source *target() const
    {
        if (m_scope.query < 0) {
            return nullptr;
        }
        const Query &query = m_scope.queries[static_cast<std::size_t>(m_scope.query)];
        return query.sources.empty() ? nullptr : &query.sources.front();
    }

    void columnList(bool parentheses)
    {
        const Source *table = target();
        const bool insert = m_scope.clause == "INTO";
        if (table == nullptr || !insert || !m_prefix.empty() ||
            (!parentheses && m_scope.previousWord != "")) {
            return;
        }
        std::string list;
        for (const NamedColumn &c : columnsOf(*table)) {
            list += (list.empty() ? "" : ", ") + spelledName(c.name);
        }
        if (!list.empty()) {
            add(ProposalKind::Columns, list, parentheses ? "(" + list + ")" : list, table->table);
        }
    }

    void targetColumns()
    {
        if (const Source *table = target()) {
            for (const NamedColumn &c : columnsOf(*table)) {
                column(c, {}, {});
            }
        }
    }

    // "c" for customers, "oi" for order_items; "c2" where that is taken.
    std::string aliasFor(const std::string &table) const
    {
        std::string base;
        bool begins = true;
        for (const char c : table) {
            const bool letter = (static_cast<unsigned char>(c) | 32U) - 'a' < 26U;
            if (letter && begins) {
                base += toLowerAscii(std::string(1, c));
            }
            begins = !letter;
        }
        base = base.empty() ? "t" : base;
        const auto taken = [&](const std::string &name) {
            const auto sources = visible();
            return isKeyword(name) || std::any_of(sources.begin(), sources.end(), [&](const Source *s) {
                       return equalsIgnoringCase(s->name(), name);
                   });
        };
        std::string alias = base;
        for (int i = 2; taken(alias); ++i) {
            alias = base + std::to_string(i);
        }
        return alias;
    }

    static std::string condition(const CompletionForeignKey &key, const std::string &child,
                                 const std::string &parent, bool parentFirst)
    {
        std::string out;
        for (std::size_t i = 0; i < key.columns.size() && i < key.parentColumns.size(); ++i) {
            const std::string a = spelledName(child) + "." + spelledName(key.columns[i]);
            const std::string b = spelledName(parent) + "." + spelledName(key.parentColumns[i]);
            out += (i > 0 ? " AND " : "") + (parentFirst ? b + " = " + a : a + " = " + b);
        }
        return out;
    }

    void join(const CompletionTable &table, const std::string &alias, const std::string &on)
    {
        const std::string text =
            spelledName(table.name) + " " + alias + (m_scope.lowerCase ? " on " : " ON ") + on;
        add(ProposalKind::Join, table.name, text, {});
    }

    // Tables that a foreign key ties to one of those before.
    void joins()
    {
        for (const Source *source : visible()) {
            const CompletionTable *mine = source->query >= 0 ? nullptr : tableOf(*source);
            if (mine == nullptr) {
                continue;
            }
            for (const CompletionForeignKey &key : mine->foreignKeys) {
                if (const CompletionTable *parent =
                        tableOf({.schema = {}, .table = key.parentTable, .alias = {}})) {
                    const std::string alias = aliasFor(parent->name);
                    join(*parent, alias, condition(key, source->name(), alias, true));
                }
            }
            for (const CompletionTable &child : m_schema.tables) {
                for (const CompletionForeignKey &key : child.foreignKeys) {
                    if (equalsIgnoringCase(key.parentTable, mine->name)) {
                        const std::string alias = aliasFor(child.name);
                        join(child, alias, condition(key, alias, source->name(), false));
                    }
                }
            }
        }
    }

    // Between the table of this ON and those before.
    void joinConditions()
    {
        if (m_scope.previousWord != "ON" || m_scope.query < 0) {
            return;
        }
        const auto &sources = m_scope.queries[static_cast<std::size_t>(m_scope.query)].sources;
        for (std::size_t i = 0; i < sources.size(); ++i) {
            for (std::size_t j = 0; j < sources.size(); ++j) {
                const CompletionTable *child = i == j ? nullptr : tableOf(sources[i]);
                if (child == nullptr) {
                    continue;
                }
                for (const CompletionForeignKey &key : child->foreignKeys) {
                    if (equalsIgnoringCase(key.parentTable, sources[j].table)) {
                        const std::string text = condition(key, sources[i].name(), sources[j].name(), j > i);
                        add(ProposalKind::Join, text, text, {});
                    }
                }
            }
        }
    }

    const std::string_view m_before;
    const Scope &m_scope;
    const CompletionSchema &m_schema;
    const std::string m_prefix;
    std::vector<Found> m_found;
};

} // namespace

std::string spelledName(std::string_view name)
{
    if (isPlainName(name) && !isReserved(name)) {
        return std::string(name);
    }
    std::string out = "\"";
    for (const char c : name) {
        out.append(c == '"' ? 2 : 1, c);
    }
    return out + "\"";
}

Completion complete(std::string_view statement, std::size_t cursor, const CompletionSchema &schema,
                    std::size_t limit)
{
    cursor = std::min(cursor, statement.size());
    const Scope scope = scopeAt(statement, cursor);
    Completion out{scope.replaceOffset, cursor - scope.replaceOffset, {}};
    if (!scope.silent) {
        out.proposals = Completer(statement.substr(0, scope.replaceOffset), scope, schema).all(limit);
    }
    if (scope.quoted) { // the quote that was opened is replaced too
        for (Proposal &proposal : out.proposals) {
            const std::string name = unquoted(proposal.text);
            std::string quoted = "\"";
            for (const char c : name) {
                quoted.append(c == '"' ? 2 : 1, c);
            }
            proposal.text = quoted + "\"";
        }
    }
    return out;
}

} // namespace strandline::sql
