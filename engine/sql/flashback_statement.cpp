#include "engine/sql/flashback_statement.h"

#include "engine/sql/classify.h"
#include "engine/sql/constant_expression.h"
#include "engine/sql/extended_parser.h"
#include "engine/sql/keywords.h"
#include "engine/sql/parameters.h"
#include "engine/sql/splitter.h"

#include <algorithm>
#include <fmt/format.h>

namespace strandline::sql {

namespace {

using core::Error;
using core::ErrorCode;

// Reads one statement from left to right; classify() has said that it is a flashback statement.
class FlashbackParser
{
public:
    FlashbackParser(std::string_view text, std::size_t begin, std::size_t end) : m_text(text), m_end(end)
    {
        ParameterNumbers numbers;
        for (std::size_t offset = begin; offset < end;) {
            const Token token = tokenAt(text, offset);
            offset = token.end();
            if (token.isTrivia()) {
                continue;
            }
            if (token.kind == TokenKind::Illegal) {
                throw Error(ErrorCode::Sql, fmt::format("unrecognized token: \"{}\"", token.in(text)))
                    .withSqlOffset(static_cast<int>(token.offset));
            }
            m_tokens.push_back(token);
            if (token.kind == TokenKind::Parameter) {
                m_statement.parameters.push_back(numbers.next(token, text));
            }
        }
    }

    FlashbackStatement parse()
    {
        explain();
        if (accept("FLASHBACK")) {
            flashback();
        } else if (accept("PURGE")) {
            purge();
        } else if (accept("ALTER")) {
            alterSession();
        } else {
            restorePoint();
        }
        if (m_at < m_tokens.size()) {
            fail(fmt::format("Nothing can follow here, but there is {}. {}", current(), m_usage));
        }
        return std::move(m_statement);
    }

private:
    bool isWord(std::string_view word, std::size_t ahead = 0) const
    {
        const std::size_t i = m_at + ahead;
        return i < m_tokens.size() && m_tokens[i].kind == TokenKind::Word &&
               equalsIgnoringCase(m_tokens[i].in(m_text), word);
    }
    bool isKind(TokenKind kind) const { return m_at < m_tokens.size() && m_tokens[m_at].kind == kind; }
    bool accept(std::string_view word)
    {
        const bool found = isWord(word);
        m_at += found ? 1 : 0;
        return found;
    }
    std::string_view current() const
    {
        return m_at < m_tokens.size() ? m_tokens[m_at].in(m_text) : std::string_view("the end");
    }
    [[noreturn]] void fail(const std::string &message) const
    {
        throw Error(ErrorCode::Sql, message)
            .withSqlOffset(static_cast<int>(m_at < m_tokens.size() ? m_tokens[m_at].offset : m_end));
    }
    void expect(std::string_view word)
    {
        if (!accept(word)) {
            fail(fmt::format("{} is expected here, not {}. {}", word, current(), m_usage));
        }
    }

    void explain();
    void flashback();
    void flashbackTable();
    void beforeDrop(FlashbackBeforeDrop statement);
    void flashbackTransaction();
    void purge();
    void alterSession();
    void restorePoint();
    std::string name(std::string_view of);
    std::string tableName();
    PointClause point(std::size_t first);

    std::string_view m_text;
    std::size_t m_end; // of the statement
    std::vector<Token> m_tokens;
    std::size_t m_at = 0;
    std::string_view m_usage; // how the statement is written: the end of every message
    FlashbackStatement m_statement;
};

void FlashbackParser::explain()
{
    m_usage = "Write EXPLAIN FLASHBACK … for what the statement would do.";
    m_statement.explain = accept("EXPLAIN");
    if (m_statement.explain && isWord("QUERY")) {
        fail("This statement has no query plan. Write EXPLAIN FLASHBACK … for what it would do.");
    }
    if (m_statement.explain && !isWord("FLASHBACK")) {
        fail(fmt::format("EXPLAIN tells what a FLASHBACK statement would do; {} has nothing to tell "
                         "beforehand. Write it without EXPLAIN.",
                         current()));
    }
}

void FlashbackParser::flashback()
{
    m_usage = "Write FLASHBACK TABLE, FLASHBACK TRANSACTION or FLASHBACK DATABASE.";
    if (accept("TABLE")) {
        flashbackTable();
    } else if (accept("TRANSACTION")) {
        flashbackTransaction();
    } else if (accept("DATABASE")) {
        m_usage = "Write FLASHBACK DATABASE TO SCN 5, TO TIMESTAMP '2026-03-01 12:00' or TO RESTORE POINT "
                  "name.";
        const std::size_t first = m_at;
        expect("TO");
        m_statement.what = FlashbackDatabase{point(first)};
    } else {
        fail(fmt::format("TABLE, TRANSACTION or DATABASE is expected here, not {}. {}", current(), m_usage));
    }
}

void FlashbackParser::flashbackTable()
{
    m_usage = "Write FLASHBACK TABLE a, b TO SCN 5 [ENABLE TRIGGERS], or TABLE a TO BEFORE DROP "
              "[RENAME TO b].";
    FlashbackTable statement;
    std::size_t second = 0; // token of the second table
    do {
        second = statement.tables.size() == 1 ? m_at : second;
        const std::size_t first = m_at;
        std::string table = tableName();
        const auto same = [&](const std::string &other) { return equalsIgnoringCase(other, table); };
        if (std::any_of(statement.tables.begin(), statement.tables.end(), same)) {
            m_at = first;
            fail(fmt::format("{} stands twice in the list. Name every table once.", table));
        }
        statement.tables.push_back(std::move(table));
    } while (isKind(TokenKind::Comma) && (++m_at, true));
    const std::size_t to = m_at;
    expect("TO");
    if (isWord("BEFORE")) {
        if (second != 0) {
            m_at = second;
            fail("TO BEFORE DROP brings one table back. Write a statement for each of them.");
        }
        beforeDrop({std::move(statement.tables.front()), {}});
        return;
    }
    statement.to = point(to);
    if (accept("ENABLE")) {
        expect("TRIGGERS");
        statement.enableTriggers = true;
    }
    m_statement.what = std::move(statement);
}

void FlashbackParser::beforeDrop(FlashbackBeforeDrop statement)
{
    m_usage = "Write FLASHBACK TABLE a TO BEFORE DROP [RENAME TO b].";
    expect("BEFORE");
    expect("DROP");
    if (accept("RENAME")) {
        expect("TO");
        statement.rename = name("the table's new name");
    }
    m_statement.what = std::move(statement);
}

void FlashbackParser::flashbackTransaction()
{
    m_usage = "Write FLASHBACK TRANSACTION 12 [NOCASCADE [FORCE] | CASCADE | NONCONFLICT_ONLY].";
    FlashbackTransaction statement;
    const std::size_t first = m_at;
    m_at = behindConstantExpression(m_text, m_tokens, first, "FLASHBACK TRANSACTION");
    takeExpression(statement.xid, m_text, m_tokens[first].offset, m_tokens[m_at - 1].end(),
                   m_statement.parameters);
    statement.xid.offset = statement.xid.expressionOffset;
    statement.xid.length = m_tokens[m_at - 1].end() - statement.xid.offset;
    if (accept("NOCASCADE")) {
        statement.mode =
            accept("FORCE") ? FlashbackTransaction::Mode::Force : FlashbackTransaction::Mode::NoCascade;
    } else if (accept("CASCADE")) {
        statement.mode = FlashbackTransaction::Mode::Cascade;
    } else if (accept("NONCONFLICT_ONLY")) {
        statement.mode = FlashbackTransaction::Mode::NonConflictOnly;
    }
    m_statement.what = std::move(statement);
}

void FlashbackParser::purge()
{
    m_usage = "Write PURGE TABLE a or PURGE RECYCLEBIN.";
    if (accept("TABLE")) {
        m_statement.what = Purge{tableName()};
        return;
    }
    if (!accept("RECYCLEBIN")) {
        fail(fmt::format("TABLE or RECYCLEBIN is expected here, not {}. {}", current(), m_usage));
    }
    m_statement.what = Purge{};
}

void FlashbackParser::alterSession()
{
    m_usage = "Write ALTER SESSION SET AS OF SCN 5, or SET AS OF = CURRENT to come back.";
    expect("SESSION");
    expect("SET");
    const std::size_t first = m_at;
    expect("AS");
    expect("OF");
    if (isKind(TokenKind::Operator) && current() == "=") {
        ++m_at;
    }
    AlterSession statement;
    if (!accept("CURRENT")) {
        statement.asOf = point(first);
    }
    m_statement.what = std::move(statement);
}

void FlashbackParser::restorePoint()
{
    const bool create = accept("CREATE");
    m_usage = create ? "Write CREATE RESTORE POINT name [AS OF SCN 5] [GUARANTEE FLASHBACK DATABASE]."
                     : "Write DROP RESTORE POINT name.";
    if (!create) {
        expect("DROP");
    }
    expect("RESTORE");
    expect("POINT");
    if (!create) {
        m_statement.what = DropRestorePoint{name("the restore point's name")};
        return;
    }
    CreateRestorePoint statement;
    statement.name = name("the restore point's name");
    if (isWord("AS")) {
        const std::size_t first = m_at;
        ++m_at;
        expect("OF");
        statement.asOf = point(first);
    }
    if (accept("GUARANTEE")) {
        expect("FLASHBACK");
        expect("DATABASE");
        statement.guarantee = true;
    }
    m_statement.what = std::move(statement);
}

std::string FlashbackParser::name(std::string_view of)
{
    const bool quoted = isKind(TokenKind::QuotedIdentifier) || isKind(TokenKind::String);
    const bool plain = isKind(TokenKind::Word);
    if (!plain && !quoted) {
        fail(fmt::format("{} is expected here, not {}. {}", of, current(), m_usage));
    }
    if (plain && isReserved(current())) {
        fail(fmt::format("{0} is a word of SQL's own: as a name it must stand in double quotes, \"{0}\". {1}",
                         current(), m_usage));
    }
    std::string found = unquoted(current());
    if (found.empty()) {
        fail(fmt::format("A name can't be empty. {}", m_usage));
    }
    ++m_at;
    return found;
}

std::string FlashbackParser::tableName()
{
    const std::size_t first = m_at;
    std::string table = name("a table's name");
    if (isKind(TokenKind::Dot)) {
        if (!equalsIgnoringCase(table, "main")) {
            m_at = first;
            fail(fmt::format("Flashback knows the tables of the opened database only, and {} is another one. "
                             "Open that database itself.",
                             table));
        }
        ++m_at;
        table = name("a table's name");
    }
    return table;
}

// first: token of TO or AS. Stands behind it and its OF.
PointClause FlashbackParser::point(std::size_t first)
{
    const std::string_view before = m_tokens[first].in(m_text);
    const std::string lead = equalsIgnoringCase(before, "AS") ? "AS OF" : "TO";
    const auto forms = pointForms();
    const auto form = std::find_if(forms.begin(), forms.end(), [this](const PointForm &candidate) {
        return isWord(candidate.first) && (candidate.second.empty() || isWord(candidate.second, 1));
    });
    if (form == forms.end()) {
        fail(fmt::format("{} needs SCN, TIMESTAMP or RESTORE POINT here, not {}. {}", lead, current(),
                         m_usage));
    }
    PointClause clause;
    clause.kind = form->kind;
    m_at += form->words();
    if (form->operand == PointForm::Operand::Name) {
        const std::size_t at = m_at;
        clause.expression = name("the restore point's name");
        clause.expressionOffset = m_tokens[at].offset;
    } else {
        const std::size_t begin = m_at;
        m_at = behindConstantExpression(m_text, m_tokens, begin, fmt::format("{} {}", lead, form->first));
        takeExpression(clause, m_text, m_tokens[begin].offset, m_tokens[m_at - 1].end(),
                       m_statement.parameters);
    }
    clause.offset = m_tokens[first].offset;
    clause.length = m_tokens[m_at - 1].end() - clause.offset;
    return clause;
}

} // namespace

std::optional<FlashbackStatement> parseFlashback(std::string_view statement)
{
    if (classify(statement).kind != StatementKind::Flashback) {
        return std::nullopt;
    }
    std::size_t next = 0;
    while (const std::optional<StatementPiece> piece = nextStatement(statement, next)) {
        if (!piece->empty()) {
            const std::size_t end = piece->bodyOffset + piece->bodyLength;
            return FlashbackParser(statement, piece->bodyOffset, end).parse();
        }
        next = piece->offset + piece->length;
    }
    return std::nullopt;
}

} // namespace strandline::sql
