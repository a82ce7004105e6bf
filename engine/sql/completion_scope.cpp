#include "engine/sql/completion_scope.h"

#include "engine/sql/keywords.h"

#include <algorithm>
#include <array>

namespace strandline::sql {

namespace {

bool isName(const Token &token, std::string_view text)
{
    return token.kind == TokenKind::QuotedIdentifier || token.kind == TokenKind::String ||
           (token.kind == TokenKind::Word && !isReserved(token.in(text)));
}

template <std::size_t N>
bool isOneOf(std::string_view word, const std::array<std::string_view, N> &words)
{
    return std::find(words.begin(), words.end(), word) != words.end();
}

constexpr std::array<std::string_view, 3> unions{"UNION", "EXCEPT", "INTERSECT"};
constexpr std::array<std::string_view, 7> endsFrom{"WHERE", "GROUP",  "HAVING", "ORDER",
                                                   "LIMIT", "WINDOW", "SET"};

class ScopeReader
{
public:
    ScopeReader(std::string_view text, std::size_t cursor) : m_text(text), m_cursor(cursor) {}

    Scope read()
    {
        findPrefix();
        if (m_scope.silent) {
            return std::move(m_scope);
        }
        m_scope.queries.emplace_back();
        m_frames.push_back({.query = 0, .clause = "", .isQuery = true});
        for (m_at = 0; m_at < m_tokens.size(); ++m_at) {
            if (!m_noted && m_tokens[m_at].offset >= m_scope.replaceOffset) {
                note();
            }
            take(m_tokens[m_at]);
        }
        if (!m_noted) {
            note();
        }
        while (!m_frames.empty()) {
            finishItem(m_frames.back());
            m_frames.pop_back();
        }
        return std::move(m_scope);
    }

private:
    struct Frame
    {
        int query = 0;
        std::string clause = {}; // "": a verb is expected
        bool isQuery = false;
        bool tableExpected = false;
        bool afterTable = false;   // a table or subquery was read, an alias may follow
        bool afterJoin = false;    // the table that is expected stands behind JOIN
        bool columnList = false;   // names of columns of the target
        int commonTable = -1;      // this is its query, or its column list
        std::size_t itemBegin = 0; // of the SELECT item that is read, in m_tokens
        bool pointOperand = false; // behind AS OF SCN: a value follows
        bool versions = false;     // between VERSIONS BETWEEN and the AND of its range
    };

    std::string wordAt(std::size_t i) const
    {
        return i < m_tokens.size() && m_tokens[i].kind == TokenKind::Word
                   ? toUpperAscii(m_tokens[i].in(m_text))
                   : std::string();
    }

    // What is being written at the cursor; its token takes no part in the reading.
    void findPrefix()
    {
        m_scope.replaceOffset = m_cursor;
        for (const Token &token : tokenize(m_text)) {
            if (token.offset < m_cursor && m_cursor <= token.end()) {
                const bool inside = m_cursor < token.end();
                const char first = m_text[token.offset];
                const bool openQuote =
                    token.kind == TokenKind::Illegal && (first == '"' || first == '`' || first == '[');
                if (token.kind == TokenKind::Word || openQuote ||
                    (inside && token.kind == TokenKind::QuotedIdentifier)) {
                    m_scope.replaceOffset = token.offset;
                    m_scope.quoted = token.kind != TokenKind::Word;
                    m_scope.prefix = std::string(
                        m_text.substr(token.offset, m_cursor - token.offset).substr(m_scope.quoted ? 1 : 0));
                    if (openQuote) {
                        break; // it swallows the rest
                    }
                    continue;
                }
                const bool lineComment = token.kind == TokenKind::Comment && first == '-';
                const bool openBlock = token.kind == TokenKind::Comment && token.end() == m_text.size() &&
                                       m_text.substr(token.end() - 2) != "*/";
                const bool number = token.kind == TokenKind::Integer || token.kind == TokenKind::Float;
                const bool parameter = token.kind == TokenKind::Parameter;
                const bool openString = token.kind == TokenKind::Illegal && first == '\'';
                m_scope.silent =
                    m_scope.silent || number || parameter || lineComment || openBlock || openString ||
                    (inside && token.kind != TokenKind::Blank && token.kind != TokenKind::Operator);
            }
            if (!token.isTrivia()) {
                m_tokens.push_back(token);
            }
        }
        const auto keyword = std::find_if(m_tokens.begin(), m_tokens.end(), [&](const Token &t) {
            return t.kind == TokenKind::Word && isKeyword(t.in(m_text));
        });
        const std::string_view sample =
            keyword != m_tokens.end() ? keyword->in(m_text) : std::string_view(m_scope.prefix);
        m_scope.lowerCase = !sample.empty() && sample == toLowerAscii(sample);
    }

    // The cursor is before m_tokens[m_at].
    void note()
    {
        m_noted = true;
        const Frame &frame = m_frames.back();
        m_scope.query = frame.query;
        m_scope.clause = frame.clause;
        m_scope.previousWord = m_at > 0 ? wordAt(m_at - 1) : std::string();
        std::size_t i = m_at;
        while (i >= 2 && m_tokens[i - 1].kind == TokenKind::Dot &&
               m_tokens[i - 1].end() <= m_scope.replaceOffset) {
            m_scope.qualifier.insert(m_scope.qualifier.begin(), unquoted(m_tokens[i - 2].in(m_text)));
            i -= 2;
        }
        m_scope.afterJoin = frame.afterJoin;
        m_scope.place = placeOf(frame);
    }

    Place placeOf(const Frame &frame) const
    {
        if (m_scope.previousWord == "OF" && m_at >= 2 && wordAt(m_at - 2) == "AS") {
            return Place::PointForm;
        }
        if (frame.columnList) {
            return Place::TargetColumns;
        }
        if (frame.tableExpected) {
            return Place::Table;
        }
        if (frame.clause.empty()) {
            return Place::Start;
        }
        if (frame.clause == "PRAGMA") {
            return m_scope.previousWord == "PRAGMA" || m_tokens[m_at - 1].kind == TokenKind::Dot
                       ? Place::Pragma
                       : Place::Other;
        }
        if (frame.clause == "INTO") {
            return Place::AfterTarget;
        }
        if (frame.clause == "FROM" || frame.clause == "UPDATE") {
            return Place::AfterTable;
        }
        if (frame.clause == "ON") {
            return Place::JoinCondition;
        }
        static constexpr std::array<std::string_view, 8> none{"CREATE", "DROP",   "LIMIT", "BEGIN",
                                                              "COMMIT", "ATTACH", "WITH",  "EXPLAIN"};
        return isOneOf(frame.clause, none) ? Place::Other : Place::Expression;
    }

    Query &queryOf(const Frame &frame) { return m_scope.queries[static_cast<std::size_t>(frame.query)]; }

    int newQuery(int parent)
    {
        m_scope.queries.push_back({.parent = parent, .sources = {}, .items = {}});
        return static_cast<int>(m_scope.queries.size()) - 1;
    }

    void take(const Token &token)
    {
        // What is being written is no name of anything yet.
        if (token.offset == m_scope.replaceOffset && token.offset < m_cursor) {
            return;
        }
        if (takePoint(token)) {
            return;
        }
        switch (token.kind) {
        case TokenKind::OpenParen:
            m_frames.back().pointOperand = false;
            open();
            return;
        case TokenKind::CloseParen:
            close();
            return;
        case TokenKind::Comma:
            comma();
            return;
        case TokenKind::Semicolon: // of a trigger's body
            m_frames.resize(1);
            m_frames.back().query = newQuery(0);
            startClause("");
            return;
        case TokenKind::Word:
            if (m_frames.back().clause == "DROP" && wordAt(m_at) == "IF") {
                return;
            }
            if (!m_frames.back().tableExpected || isReserved(token.in(m_text))) {
                word(wordAt(m_at));
                if (m_tookWord) {
                    return;
                }
            }
            break;
        default:
            break;
        }
        if (isName(token, m_text)) {
            name(token);
        }
    }

    void startClause(std::string_view clause)
    {
        Frame &frame = m_frames.back();
        finishItem(frame);
        frame.clause = clause;
        frame.tableExpected = false;
        frame.afterTable = false;
        frame.afterJoin = false;
        frame.itemBegin = m_at + 1;
    }

    void expectTable(std::string_view clause, bool join = false)
    {
        startClause(clause);
        m_frames.back().tableExpected = true;
        m_frames.back().afterJoin = join;
    }

    void word(const std::string &w)
    {
        Frame &frame = m_frames.back();
        m_tookWord = true;
        if (frame.clause.empty() || frame.clause == "EXPLAIN" || frame.clause == "WITH") {
            verb(w);
        } else if (w == "SELECT" || w == "VALUES") {
            frame.isQuery = true;
            if (frame.clause == "INTO") { // INSERT INTO t SELECT: the target isn't read
                frame.query = newQuery(-1);
            }
            startClause(w);
        } else if (w == "FROM") {
            expectTable("FROM");
        } else if (w == "JOIN") {
            expectTable("FROM", true);
        } else if (w == "INTO") {
            expectTable("INTO");
        } else if (w == "ON") {
            on(frame);
        } else if (isOneOf(w, unions)) {
            const int parent = queryOf(frame).parent;
            startClause("");
            m_frames.back().query = newQuery(parent);
        } else if (isOneOf(w, endsFrom) || w == "USING" || w == "RETURNING") {
            startClause(w);
        } else if (w == "REFERENCES") {
            expectTable("INTO");
        } else if (isJoinWord(w) && frame.clause == "ON") {
            startClause("FROM");
        } else if ((frame.clause == "DROP" || frame.clause == "ALTER") && (w == "TABLE" || w == "VIEW")) {
            expectTable(frame.clause);
        } else if (frame.clause == "CREATE" && w == "BEGIN") {
            startClause("");
        } else if (frame.clause == "CREATE" && w == "AS") {
            startClause("");
        } else {
            m_tookWord = isKeyword(w);
        }
    }

    void on(Frame &frame)
    {
        if (frame.clause == "CREATE") { // INDEX or TRIGGER … ON t
            frame.tableExpected = true;
        } else {
            startClause("ON");
        }
    }

    void verb(const std::string &w)
    {
        Frame &frame = m_frames.back();
        if (w == "WITH" || w == "RECURSIVE" || w == "AS" || w == "NOT" || w == "MATERIALIZED") {
            frame.clause = "WITH";
            return;
        }
        if (w == "QUERY" || w == "PLAN" || w == "EXPLAIN") {
            startClause("EXPLAIN");
            return;
        }
        static constexpr std::array<std::string_view, 16> verbs{
            "SELECT", "VALUES", "INSERT", "REPLACE", "DELETE", "CREATE", "DROP",    "ALTER",
            "PRAGMA", "BEGIN",  "COMMIT", "ATTACH",  "DETACH", "UPDATE", "ANALYZE", "REINDEX"};
        if (!isOneOf(w, verbs)) {
            m_tookWord = frame.clause != "WITH" && isKeyword(w);
            return;
        }
        if (w == "UPDATE" || w == "ANALYZE" || w == "REINDEX") {
            expectTable("UPDATE");
        } else {
            startClause(w);
        }
    }

    void name(const Token &token)
    {
        Frame &frame = m_frames.back();
        const std::string text = unquoted(token.in(m_text));
        if (frame.tableExpected) {
            tableName(frame, text);
        } else if (frame.afterTable) {
            queryOf(frame).sources.back().alias = text;
            frame.afterTable = false;
        } else if (frame.clause == "WITH" && !frame.columnList) {
            m_scope.commonTables.push_back({.name = text, .columns = {}, .query = -1});
        } else if (frame.columnList && frame.commonTable >= 0) {
            m_scope.commonTables[static_cast<std::size_t>(frame.commonTable)].columns.push_back(text);
        }
    }

    // AS OF and its point, or VERSIONS BETWEEN and its range, stand between a table and its alias. True: the
    // token belongs to them.
    bool takePoint(const Token &token)
    {
        Frame &frame = m_frames.back();
        const std::string previous = m_at > 0 ? wordAt(m_at - 1) : std::string();
        const std::string w = wordAt(m_at);
        if (!frame.afterTable) {
            return false;
        }
        if (w == "OF" && previous == "AS") {
            return true;
        }
        if (frame.versions || (w == "VERSIONS" && wordAt(m_at + 1) == "BETWEEN")) {
            frame.versions = w != "AND";
            frame.pointOperand = w == "AND"; // the second value is read as a point's
            return token.kind != TokenKind::OpenParen;
        }
        if (previous == "OF" && m_at >= 2 && wordAt(m_at - 2) == "AS") {
            frame.pointOperand = true;
            return true;
        }
        if (frame.pointOperand && token.kind != TokenKind::OpenParen) {
            frame.pointOperand = token.kind == TokenKind::Operator || (w == "POINT" && previous == "RESTORE");
            return true;
        }
        frame.pointOperand = frame.pointOperand || token.kind == TokenKind::Operator;
        return false;
    }

    void tableName(Frame &frame, const std::string &text)
    {
        std::string schema;
        if (m_at + 1 < m_tokens.size() && m_tokens[m_at + 1].kind == TokenKind::Dot) {
            return; // the table follows
        }
        if (m_at >= 2 && m_tokens[m_at - 1].kind == TokenKind::Dot) {
            schema = unquoted(m_tokens[m_at - 2].in(m_text));
        }
        queryOf(frame).sources.push_back(
            {.schema = schema, .table = text, .alias = {}, .query = -1, .joined = frame.afterJoin});
        frame.tableExpected = false;
        frame.afterJoin = false;
        frame.afterTable = frame.clause == "FROM" || frame.clause == "UPDATE";
        if (frame.clause == "CREATE") { // in a trigger both rows have these columns
            for (const char *row : {"NEW", "OLD"}) {
                queryOf(frame).sources.push_back(
                    {.schema = schema, .table = text, .alias = row, .query = -1, .joined = false});
            }
        }
    }

    void open()
    {
        Frame &frame = m_frames.back();
        const std::string next = wordAt(m_at + 1);
        const bool cursorNext =
            m_at + 1 >= m_tokens.size() || m_tokens[m_at + 1].offset >= m_scope.replaceOffset;
        const bool query = next == "SELECT" || next == "WITH" || next == "VALUES";
        Frame inner{.query = frame.query, .clause = frame.clause, .itemBegin = m_at + 1};
        if (frame.clause == "WITH" && !m_scope.commonTables.empty()) {
            inner.commonTable = static_cast<int>(m_scope.commonTables.size()) - 1;
            if (wordAt(m_at - 1) == "AS" || wordAt(m_at - 1) == "MATERIALIZED") {
                inner.query = newQuery(-1);
                m_scope.commonTables.back().query = inner.query;
                inner.isQuery = true;
                inner.clause.clear();
            } else {
                inner.columnList = true;
            }
        } else if (query || (frame.tableExpected && cursorNext && !frame.afterJoin && next.empty())) {
            inner.query = newQuery(frame.tableExpected ? -1 : frame.query);
            inner.isQuery = true;
            inner.clause.clear();
        } else if (frame.tableExpected) {
            inner.tableExpected = true;
        } else if (frame.clause == "INTO" || (frame.clause == "CREATE" && !queryOf(frame).sources.empty())) {
            inner.columnList = true;
        } else if (frame.clause == "ON" || frame.clause == "FROM" || frame.clause == "SELECT") {
            inner.clause = frame.clause == "ON" ? "ON" : "WHERE"; // an expression
        }
        m_frames.push_back(std::move(inner));
    }

    void close()
    {
        if (m_frames.size() == 1) {
            return;
        }
        finishItem(m_frames.back());
        const Frame inner = m_frames.back();
        m_frames.pop_back();
        Frame &frame = m_frames.back();
        if (frame.tableExpected) {
            if (inner.isQuery) {
                queryOf(frame).sources.push_back({.schema = {},
                                                  .table = {},
                                                  .alias = {},
                                                  .query = inner.query,
                                                  .joined = frame.afterJoin});
                frame.afterTable = true;
            }
            frame.tableExpected = false;
            frame.afterJoin = false;
        }
    }

    void comma()
    {
        Frame &frame = m_frames.back();
        if (frame.clause == "FROM" || (frame.clause == "ON" && frame.isQuery)) {
            expectTable("FROM");
        } else if (frame.clause == "SELECT" && frame.isQuery) {
            finishItem(frame);
            frame.itemBegin = m_at + 1;
        }
    }

    // The SELECT item from itemBegin to before m_at has its name.
    void finishItem(Frame &frame)
    {
        if (frame.clause != "SELECT" || !frame.isQuery || frame.itemBegin >= m_at ||
            frame.itemBegin >= m_tokens.size()) {
            return;
        }
        const Token &last = m_tokens[m_at - 1];
        SelectItem item;
        if (last.in(m_text) == "*" && last.kind == TokenKind::Operator) {
            const bool qualified = m_at >= frame.itemBegin + 3 && m_tokens[m_at - 2].kind == TokenKind::Dot;
            item.star = qualified || m_at == frame.itemBegin + 1;
            item.qualifier = qualified ? unquoted(m_tokens[m_at - 3].in(m_text)) : std::string();
        } else if (isName(last, m_text) && last.kind != TokenKind::String) {
            item.name = unquoted(last.in(m_text));
        }
        queryOf(frame).items.push_back(std::move(item));
    }

    const std::string_view m_text;
    const std::size_t m_cursor;
    std::vector<Token> m_tokens;
    std::size_t m_at = 0;
    bool m_noted = false;
    bool m_tookWord = false;
    std::vector<Frame> m_frames;
    Scope m_scope;
};

} // namespace

Scope scopeAt(std::string_view statement, std::size_t cursor)
{
    return ScopeReader(statement, std::min(cursor, statement.size())).read();
}

} // namespace strandline::sql
