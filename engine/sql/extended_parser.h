// Finds the extended grammar in one statement: follows its clauses, parentheses and common table expressions
// closely enough to know at each place whether a table is read there. What it doesn't know is left to SQLite.
// Used by parseExtended() only. One object a statement; belongs to its thread. Errors: core::Error(Sql).
#pragma once

#include "engine/sql/rewrite.h"
#include "engine/sql/tokenizer.h"

#include <cstddef>
#include <optional>
#include <span>

namespace strandline::sql {

// A way to say a point in time behind AS OF. A new one is a line in the table in extended_parser.cpp.
struct PointForm
{
    enum class Operand
    {
        Expression,
        Name,
    };

    AsOfReference::Kind kind;
    std::string_view first;  // "SCN", "RESTORE"
    std::string_view second; // "POINT"; empty: one word
    Operand operand;

    std::size_t words() const { return second.empty() ? 1 : 2; }
    std::string spelled() const; // "AS OF RESTORE POINT"
};

std::span<const PointForm> pointForms();

class ExtendedParser
{
public:
    explicit ExtendedParser(std::string_view statement);
    ParsedStatement parse();
    // As sql::presentTables(). One of the two a parser.
    std::vector<TableMention> presentTables();

private:
    static constexpr std::ptrdiff_t none = -1;

    enum class FrameKind
    {
        Query,      // the statement itself, or parentheses with a SELECT in them
        TableList,  // FROM (a JOIN b)
        Expression, // any other parentheses
        Cast,       // CAST(x AS type): here AS OF SCN is a type
    };
    enum class Definition
    {
        None,
        View,
        Trigger,
    };
    enum class Clause
    {
        Start,  // a verb is expected: SELECT, INSERT, WITH …
        Insert, // behind INSERT's target: SELECT, VALUES or WITH is expected
        Create, // behind CREATE TABLE or INDEX
        From,
        Other,
    };
    // What stands before the current place in a list of tables.
    enum class Before
    {
        Nothing,
        Alias,
        Subquery,
        Function,
        Join,       // a parenthesis with tables in it
        Expression, // behind ON
    };
    struct CommonTable
    {
        std::string name;
        std::size_t bodyBegin; // tokens
        std::size_t bodyEnd;
        bool recursive;
    };
    struct Frame
    {
        FrameKind kind = FrameKind::Query;
        Clause clause = Clause::Start;
        Before before = Before::Nothing;
        bool tableExpected = false;
        std::ptrdiff_t scope = none;
        std::ptrdiff_t outerScope = none;
        std::size_t withEnd = 0; // behind the list of common table expressions
        std::vector<CommonTable> commonTables;

        bool listsTables() const
        {
            return kind == FrameKind::TableList || (kind == FrameKind::Query && clause == Clause::From);
        }
    };
    // What columns may be qualified with in one SELECT.
    struct VisibleTable
    {
        std::string name; // alias or name
        std::string schema;
        std::ptrdiff_t reference; // none: of the present
    };
    struct Scope
    {
        std::ptrdiff_t parent;
        std::vector<VisibleTable> tables;
    };
    struct QualifiedName
    {
        std::size_t token; // of the schema
        std::string table;
        std::ptrdiff_t scope;
    };
    struct TableName
    {
        std::size_t first; // tokens
        std::size_t end;
        std::string schema;
        std::string table;
    };

    // Looking at tokens; i may be beyond the end.
    bool isKind(std::size_t i, TokenKind kind) const;
    bool isWord(std::size_t i, std::string_view word) const;
    bool isQueryStart(std::size_t i) const;
    bool isName(std::size_t i) const;
    bool isBareAlias(std::size_t i) const;
    bool isWindowClause(std::size_t i) const;
    const PointForm *asOfForm(std::size_t i) const;
    bool isVersions(std::size_t i) const;
    std::string_view textOf(std::size_t i) const;
    std::size_t closingOf(std::size_t open) const;
    [[noreturn]] void fail(std::size_t token, const std::string &message) const;

    bool lookOver();
    void readTokens();
    void readStatement();
    std::size_t firstVerb() const;
    bool isVirtualTable() const;
    Definition definition() const;
    void refuseInDefinition() const;
    bool isInsideCast(std::size_t i) const;

    void step();
    void openParenthesis();
    void closeParenthesis();
    void word();
    void clauseWord(Frame &frame);
    void verb(Frame &frame);
    void startQuery(Frame &frame, Clause clause);
    void withClause(Frame &frame);
    void writeTarget(std::string_view verb);
    void tableReference();
    void inTable();
    void mention(const TableName &name);
    void asKeyword();
    void qualifiedName();

    TableName readTableName();
    std::optional<std::string> readAlias(bool bareAllowed);
    std::ptrdiff_t readClause(const TableName &name, const PointForm &form);
    void readOperand(AsOfReference &reference, const PointForm &form);
    std::ptrdiff_t readPast(const TableName &name);
    std::ptrdiff_t readVersions(const TableName &name);
    VersionsBound readBound(PointClause::Kind kind, const std::string &words);
    void refuseMisplacedVersions() const;
    void refuseCommonTable(const TableName &name, const std::string &clause) const;
    void refuseSecondPoint(const TableName &name) const;
    bool isCommonTable(const TableName &name) const;
    void refuseUnknownForm() const;
    [[noreturn]] void refuseMisplaced(const std::string &clause) const;
    void resolveQualifiedNames();

    Frame &top() { return m_frames.back(); }
    const Frame &top() const { return m_frames.back(); }

    std::string_view m_text;
    std::size_t m_begin = 0; // of the first statement in m_text
    std::size_t m_end = 0;
    std::vector<Token> m_tokens;
    std::size_t m_at = 0;
    std::vector<Frame> m_frames;
    std::vector<Scope> m_scopes;
    std::vector<QualifiedName> m_qualifiedNames;
    ParsedStatement m_parsed;
    std::vector<TableMention> m_mentions;
};

} // namespace strandline::sql
