#include "engine/sql/extended_parser.h"

#include "engine/sql/constant_expression.h"
#include "engine/sql/keywords.h"
#include "engine/sql/parameters.h"
#include "engine/sql/splitter.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace strandline::sql {

using core::Error;
using core::ErrorCode;

namespace {

constexpr std::array<PointForm, 3> forms{{
    {AsOfReference::Kind::Scn, "SCN", "", PointForm::Operand::Expression},
    {AsOfReference::Kind::Timestamp, "TIMESTAMP", "", PointForm::Operand::Expression},
    {AsOfReference::Kind::RestorePoint, "RESTORE", "POINT", PointForm::Operand::Name},
}};

} // namespace

std::span<const PointForm> pointForms()
{
    return forms;
}

std::string PointForm::spelled() const
{
    return fmt::format("AS OF {}{}{}", first, second.empty() ? "" : " ", second);
}

ExtendedParser::ExtendedParser(std::string_view statement) : m_text(statement)
{
    std::size_t next = 0;
    while (const std::optional<StatementPiece> piece = nextStatement(m_text, next)) {
        if (!piece->empty()) {
            m_begin = piece->bodyOffset;
            m_end = piece->bodyOffset + piece->bodyLength;
            break;
        }
        next = piece->offset + piece->length;
    }
    const std::size_t nul = m_text.substr(0, m_end).find('\0', m_begin);
    if (nul != std::string_view::npos) {
        throw Error(ErrorCode::Sql, "The statement has a NUL byte in it, where SQLite would stop reading. "
                                    "Remove it; a text value with NUL bytes can be given as a parameter.")
            .withSqlOffset(static_cast<int>(nul));
    }
    m_scopes.push_back({none, {}});
    m_frames.emplace_back();
    m_frames.back().scope = 0;
}

ParsedStatement ExtendedParser::parse()
{
    if (!lookOver()) {
        return std::move(m_parsed);
    }
    readTokens();
    if (!isVirtualTable()) {
        refuseInDefinition();
        readStatement();
        resolveQualifiedNames();
    }
    return std::move(m_parsed);
}

std::vector<TableMention> ExtendedParser::presentTables()
{
    readTokens();
    if (definition() == Definition::None && !isVirtualTable()) {
        readStatement();
    }
    return std::move(m_mentions);
}

void ExtendedParser::readStatement()
{
    while (m_at < m_tokens.size()) {
        step();
    }
}

void ExtendedParser::readTokens()
{
    for (std::size_t offset = m_begin; offset < m_end;) {
        const Token token = tokenAt(m_text, offset);
        offset = token.end();
        if (!token.isTrivia()) {
            m_tokens.push_back(token);
        }
    }
}

// Most statements are over with this: it gathers their parameters and tells whether AS OF or VERSIONS BETWEEN
// is in them. (A long INSERT shouldn't need memory for its tokens.)
bool ExtendedParser::lookOver()
{
    ParameterNumbers numbers;
    std::string_view second; // what would make a clause of the word before
    bool found = false;
    for (std::size_t offset = m_begin; offset < m_end;) {
        const Token token = tokenAt(m_text, offset);
        offset = token.end();
        if (token.isTrivia()) {
            continue;
        }
        const bool isWord = token.kind == TokenKind::Word;
        found = found || (isWord && equalsIgnoringCase(token.in(m_text), second));
        second = !isWord                                            ? ""
                 : equalsIgnoringCase(token.in(m_text), "AS")       ? "OF"
                 : equalsIgnoringCase(token.in(m_text), "VERSIONS") ? "BETWEEN"
                                                                    : "";
        if (token.kind == TokenKind::Parameter) {
            m_parsed.parameters.push_back(numbers.next(token, m_text));
        }
    }
    return found;
}

bool ExtendedParser::isKind(std::size_t i, TokenKind kind) const
{
    return i < m_tokens.size() && m_tokens[i].kind == kind;
}

bool ExtendedParser::isWord(std::size_t i, std::string_view word) const
{
    return isKind(i, TokenKind::Word) && equalsIgnoringCase(textOf(i), word);
}

std::string_view ExtendedParser::textOf(std::size_t i) const
{
    return i < m_tokens.size() ? m_tokens[i].in(m_text) : std::string_view();
}

bool ExtendedParser::isQueryStart(std::size_t i) const
{
    return isWord(i, "SELECT") || isWord(i, "VALUES") || isWord(i, "WITH");
}

// SQLite takes a string for a name where only a name can stand.
bool ExtendedParser::isName(std::size_t i) const
{
    return isKind(i, TokenKind::QuotedIdentifier) || isKind(i, TokenKind::String) ||
           (isKind(i, TokenKind::Word) && !isReserved(textOf(i)));
}

bool ExtendedParser::isBareAlias(std::size_t i) const
{
    return isName(i) && !isJoinWord(textOf(i)) && !isWord(i, "INDEXED") && !isWindowClause(i);
}

// SQLite reads WINDOW as a keyword only before a name and AS.
bool ExtendedParser::isWindowClause(std::size_t i) const
{
    return isWord(i, "WINDOW") && isName(i + 1) && isWord(i + 2, "AS");
}

// The form whose words stand behind AS OF at i; null where there is none.
const PointForm *ExtendedParser::asOfForm(std::size_t i) const
{
    if (!isWord(i, "AS") || !isWord(i + 1, "OF")) {
        return nullptr;
    }
    const auto *found = std::find_if(forms.begin(), forms.end(), [&](const PointForm &form) {
        return isWord(i + 2, form.first) && (form.second.empty() || isWord(i + 3, form.second));
    });
    return found != forms.end() ? &*found : nullptr;
}

std::size_t ExtendedParser::closingOf(std::size_t open) const
{
    std::size_t depth = 0;
    for (std::size_t i = open; i < m_tokens.size(); ++i) {
        if (isKind(i, TokenKind::OpenParen)) {
            ++depth;
        } else if (isKind(i, TokenKind::CloseParen) && --depth == 0) {
            return i;
        }
    }
    return m_tokens.size();
}

void ExtendedParser::fail(std::size_t token, const std::string &message) const
{
    const std::size_t offset = token < m_tokens.size() ? m_tokens[token].offset : m_text.size();
    throw Error(ErrorCode::Sql, message).withSqlOffset(static_cast<int>(offset));
}

std::size_t ExtendedParser::firstVerb() const
{
    std::size_t i = 0;
    while (isWord(i, "EXPLAIN") || isWord(i, "QUERY") || isWord(i, "PLAN")) {
        ++i;
    }
    return i;
}

// The arguments of a virtual table are its module's business.
bool ExtendedParser::isVirtualTable() const
{
    const std::size_t i = firstVerb();
    return isWord(i, "CREATE") && isWord(i + 1, "VIRTUAL");
}

ExtendedParser::Definition ExtendedParser::definition() const
{
    std::size_t i = firstVerb();
    if (!isWord(i++, "CREATE")) {
        return Definition::None;
    }
    i += isWord(i, "TEMP") || isWord(i, "TEMPORARY") ? 1 : 0;
    return isWord(i, "VIEW")      ? Definition::View
           : isWord(i, "TRIGGER") ? Definition::Trigger
                                  : Definition::None;
}

bool ExtendedParser::isInsideCast(std::size_t i) const
{
    std::size_t depth = 0;
    while (i-- > 0) {
        if (isKind(i, TokenKind::CloseParen)) {
            ++depth;
        } else if (isKind(i, TokenKind::OpenParen) && depth-- == 0) {
            return i > 0 && isWord(i - 1, "CAST");
        }
    }
    return false;
}

// Views and triggers live in the schema, where SQLite must understand them.
void ExtendedParser::refuseInDefinition() const
{
    const Definition kind = definition();
    for (std::size_t i = 0; kind != Definition::None && i < m_tokens.size(); ++i) {
        if (i > 0 && isName(i - 1) && isVersions(i)) {
            fail(i,
                 fmt::format("VERSIONS BETWEEN can't be used inside CREATE {}, for other programs couldn't "
                             "read it. Copy the versions into a table first (CREATE TABLE … AS SELECT …).",
                             kind == Definition::View ? "VIEW" : "TRIGGER"));
        }
        if (asOfForm(i) == nullptr || isInsideCast(i)) {
            continue;
        }
        fail(i, kind == Definition::View
                    ? "AS OF can't be used inside CREATE VIEW, for other programs couldn't read such a view. "
                      "Create the view without it, and write AS OF behind the view's name where you query it."
                    : "AS OF can't be used inside CREATE TRIGGER, for other programs couldn't run such a "
                      "trigger. Copy the rows of the past into a table first (CREATE TABLE … AS SELECT … AS "
                      "OF …) and read that table in the trigger.");
    }
}

void ExtendedParser::step()
{
    switch (m_tokens[m_at].kind) {
    case TokenKind::OpenParen:
        openParenthesis();
        break;
    case TokenKind::CloseParen:
        closeParenthesis();
        break;
    case TokenKind::Comma:
        if (top().listsTables()) {
            top().tableExpected = true;
        }
        ++m_at;
        break;
    case TokenKind::Word:
        word();
        break;
    case TokenKind::QuotedIdentifier:
    case TokenKind::String:
        if (top().tableExpected) {
            tableReference();
        } else {
            qualifiedName();
        }
        break;
    default:
        ++m_at;
        break;
    }
}

void ExtendedParser::openParenthesis()
{
    constexpr std::size_t deepest = 1000; // SQLite gives up long before
    if (m_frames.size() > deepest) {
        fail(m_at, "The statement has too many parentheses inside each other. Make it simpler.");
    }
    Frame &outer = top();
    Frame frame;
    frame.scope = outer.scope;
    frame.outerScope = outer.outerScope;
    if (isQueryStart(m_at + 1)) {
        // A subquery in FROM doesn't see its neighbours, one in an expression sees all tables.
        frame.outerScope = outer.tableExpected ? outer.outerScope : outer.scope;
        frame.scope = frame.outerScope;
        outer.before = outer.tableExpected ? Before::Subquery : outer.before;
    } else if (outer.tableExpected) {
        frame.kind = FrameKind::TableList;
        frame.tableExpected = true;
        outer.before = Before::Join;
    } else {
        // A table, its alias or a restore point may be called CAST.
        const bool name = outer.listsTables() && outer.before == Before::Alias;
        const bool cast = m_at > 0 && isWord(m_at - 1, "CAST") && !name;
        frame.kind = cast ? FrameKind::Cast : FrameKind::Expression;
        frame.clause = Clause::Other;
    }
    outer.tableExpected = false;
    m_frames.push_back(std::move(frame));
    ++m_at;
}

void ExtendedParser::closeParenthesis()
{
    if (m_frames.size() > 1) {
        m_frames.pop_back();
    }
    ++m_at;
}

void ExtendedParser::word()
{
    Frame &frame = top();
    if (isWord(m_at, "AS")) {
        asKeyword();
        return;
    }
    if (m_at < frame.withEnd) {
        ++m_at;
        return;
    }
    refuseMisplacedVersions();
    if (frame.tableExpected && isName(m_at)) {
        tableReference();
        return;
    }
    if (isWord(m_at, "IN") && isName(m_at + 1)) {
        inTable();
        return;
    }
    if (isKind(m_at + 1, TokenKind::Dot)) {
        qualifiedName();
        return;
    }
    if (frame.kind == FrameKind::Query || frame.kind == FrameKind::TableList) {
        clauseWord(frame);
        return;
    }
    ++m_at;
}

// AS OF where no table stands right before it, or another AS.
void ExtendedParser::asKeyword()
{
    const PointForm *form = asOfForm(m_at);
    if (form != nullptr && top().kind != FrameKind::Cast) {
        refuseMisplaced(form->spelled());
    }
    if (top().clause == Clause::Create && isQueryStart(m_at + 1)) {
        top().clause = Clause::Start;
    }
    ++m_at;
}

void ExtendedParser::clauseWord(Frame &frame)
{
    static constexpr std::array<std::string_view, 8> enders{"WHERE", "GROUP", "HAVING",    "ORDER",
                                                            "LIMIT", "SET",   "RETURNING", "VALUES"};
    const auto isOneOf = [this](std::string_view candidate) { return isWord(m_at, candidate); };
    if (frame.kind == FrameKind::Query && (frame.clause == Clause::Start || frame.clause == Clause::Insert)) {
        verb(frame);
        return;
    }
    const bool comparison = isWord(m_at, "FROM") && m_at > 1 && isWord(m_at - 1, "DISTINCT") &&
                            (isWord(m_at - 2, "IS") || isWord(m_at - 2, "NOT"));
    if (isWord(m_at, "JOIN")) {
        frame.tableExpected = frame.listsTables();
    } else if (isWord(m_at, "ON") || isWord(m_at, "USING")) {
        frame.before = Before::Expression;
    } else if (frame.kind == FrameKind::Query) {
        if (isWord(m_at, "SELECT")) {
            startQuery(frame, Clause::Other);
        } else if (isWord(m_at, "FROM") && !comparison) {
            frame.clause = Clause::From;
            frame.tableExpected = true;
            frame.before = Before::Nothing;
        } else if (isWord(m_at, "UNION") || isWord(m_at, "EXCEPT") || isWord(m_at, "INTERSECT")) {
            frame.clause = Clause::Start;
        } else if (std::any_of(enders.begin(), enders.end(), isOneOf) || isWindowClause(m_at)) {
            frame.clause = Clause::Other;
            frame.tableExpected = false;
        }
    }
    ++m_at;
}

void ExtendedParser::verb(Frame &frame)
{
    const bool insertBody = frame.clause == Clause::Insert;
    if (isWord(m_at, "WITH")) {
        withClause(frame);
    } else if (isWord(m_at, "SELECT") || isWord(m_at, "VALUES")) {
        startQuery(frame, Clause::Other);
        ++m_at;
    } else if (insertBody || isWord(m_at, "ALL") || isWord(m_at, "EXPLAIN") || isWord(m_at, "QUERY") ||
               isWord(m_at, "PLAN")) {
        ++m_at; // DEFAULT VALUES; UNION ALL; EXPLAIN QUERY PLAN
    } else if (isWord(m_at, "INSERT") || isWord(m_at, "REPLACE")) {
        writeTarget("INSERT");
        frame.clause = Clause::Insert;
    } else if (isWord(m_at, "UPDATE") || isWord(m_at, "DELETE")) {
        writeTarget(isWord(m_at, "UPDATE") ? "UPDATE" : "DELETE");
        frame.clause = Clause::Other;
    } else {
        frame.clause = isWord(m_at, "CREATE") ? Clause::Create : Clause::Other;
        ++m_at;
    }
}

// Every SELECT of a compound sees its own tables.
void ExtendedParser::startQuery(Frame &frame, Clause clause)
{
    frame.clause = clause;
    frame.tableExpected = false;
    m_scopes.push_back({frame.outerScope, {}});
    frame.scope = static_cast<std::ptrdiff_t>(m_scopes.size()) - 1;
}

// Notes the names of [RECURSIVE] name [(columns)] AS [[NOT] MATERIALIZED] (query), …: all of them are visible
// in all of the bodies. The bodies themselves are read as any parenthesis is.
void ExtendedParser::withClause(Frame &frame)
{
    std::size_t i = m_at + 1;
    const bool recursive = isWord(i, "RECURSIVE");
    i += recursive ? 1 : 0;
    while (isName(i)) {
        CommonTable table{unquoted(textOf(i)), 0, 0, recursive};
        ++i;
        if (isKind(i, TokenKind::OpenParen)) {
            i = closingOf(i) + 1;
        }
        while (isWord(i, "AS") || isWord(i, "NOT") || isWord(i, "MATERIALIZED")) {
            ++i;
        }
        if (!isKind(i, TokenKind::OpenParen)) {
            break;
        }
        table.bodyBegin = i;
        table.bodyEnd = closingOf(i);
        i = table.bodyEnd + 1;
        frame.commonTables.push_back(std::move(table));
        if (!isKind(i, TokenKind::Comma)) {
            break;
        }
        ++i;
    }
    frame.withEnd = std::min(i, m_tokens.size());
    ++m_at;
}

// INSERT [OR …] INTO t, UPDATE [OR …] t, DELETE FROM t
void ExtendedParser::writeTarget(std::string_view verb)
{
    ++m_at;
    if (isWord(m_at, "OR")) {
        m_at += 2;
    }
    if (isWord(m_at, "INTO") || isWord(m_at, "FROM")) {
        ++m_at;
    }
    if (!isName(m_at)) {
        return;
    }
    const TableName name = readTableName();
    const auto refuse = [&] {
        if (asOfForm(m_at) != nullptr || isVersions(m_at)) {
            fail(m_at,
                 fmt::format("{} changes the table {} as it is now: its past can't be changed. Remove {} {} "
                             "here; it belongs behind a table that is read.",
                             verb, name.table, toUpperAscii(textOf(m_at)), toUpperAscii(textOf(m_at + 1))));
        }
    };
    refuse();
    mention(name);
    const std::optional<std::string> alias = readAlias(false);
    refuse();
    if (verb != "INSERT") {
        m_scopes.front().tables.push_back({alias.value_or(name.table), name.schema, none});
    }
}

ExtendedParser::TableName ExtendedParser::readTableName()
{
    TableName name{m_at, m_at + 1, {}, unquoted(textOf(m_at))};
    if (isKind(m_at + 1, TokenKind::Dot) && isName(m_at + 2)) {
        name.schema = std::move(name.table);
        name.table = unquoted(textOf(m_at + 2));
        name.end = m_at + 3;
    }
    m_at = name.end;
    return name;
}

std::optional<std::string> ExtendedParser::readAlias(bool bareAllowed)
{
    const bool keyword = isWord(m_at, "AS");
    const std::size_t at = m_at + (keyword ? 1 : 0);
    if (keyword ? !isName(at) : !bareAllowed || !isBareAlias(at)) {
        return std::nullopt;
    }
    m_at = at + 1;
    return unquoted(textOf(at));
}

void ExtendedParser::tableReference()
{
    top().tableExpected = false;
    const TableName name = readTableName();
    if (isKind(m_at, TokenKind::OpenParen)) {
        top().before = Before::Function;
        return;
    }
    const std::ptrdiff_t reference = readPast(name);
    if (reference == none) {
        refuseUnknownForm();
        mention(name);
    }
    const std::optional<std::string> alias = readAlias(true);
    if (reference != none) {
        m_parsed.references[static_cast<std::size_t>(reference)].mayBeNamed = !alias;
    }
    top().before = Before::Alias;
    if (top().scope != none) {
        auto &tables = m_scopes[static_cast<std::size_t>(top().scope)].tables;
        tables.push_back({alias.value_or(name.table), name.schema, reference});
    }
}

// expression IN [schema.]table
void ExtendedParser::inTable()
{
    ++m_at;
    const TableName name = readTableName();
    if (readPast(name) == none && !isKind(m_at, TokenKind::OpenParen)) {
        mention(name);
    }
}

void ExtendedParser::mention(const TableName &name)
{
    const bool common = std::any_of(m_frames.begin(), m_frames.end(), [&](const Frame &frame) {
        return std::any_of(
            frame.commonTables.begin(), frame.commonTables.end(),
            [&](const CommonTable &table) { return equalsIgnoringCase(table.name, name.table); });
    });
    if (name.schema.empty() && !common) {
        const Token &token = m_tokens[name.first];
        m_mentions.push_back({token.offset, token.length, name.table});
    }
}

// `main` in main.t.x is looked at again when all tables are known.
void ExtendedParser::qualifiedName()
{
    const bool second = isKind(m_at + 1, TokenKind::Dot) && isName(m_at + 2);
    if (second && isKind(m_at + 3, TokenKind::Dot) && isName(m_at + 4)) {
        m_qualifiedNames.push_back({m_at, unquoted(textOf(m_at + 2)), top().scope});
        m_at += 5;
        return;
    }
    m_at += second ? 3 : 1;
}

bool ExtendedParser::isCommonTable(const TableName &name) const
{
    if (!name.schema.empty()) {
        return false;
    }
    // Inside its own body a name that isn't recursive can only mean the table that it will hide.
    const auto hides = [&](const CommonTable &common) {
        const bool inBody = name.first > common.bodyBegin && name.first < common.bodyEnd;
        return equalsIgnoringCase(common.name, name.table) && (common.recursive || !inBody);
    };
    return std::any_of(m_frames.begin(), m_frames.end(), [&](const Frame &frame) {
        return std::any_of(frame.commonTables.begin(), frame.commonTables.end(), hides);
    });
}

std::ptrdiff_t ExtendedParser::readPast(const TableName &name)
{
    if (const PointForm *form = asOfForm(m_at)) {
        return readClause(name, *form);
    }
    return isVersions(m_at) ? readVersions(name) : none;
}

// m_at is at AS.
std::ptrdiff_t ExtendedParser::readClause(const TableName &name, const PointForm &form)
{
    refuseCommonTable(name, form.spelled());
    AsOfReference reference;
    reference.kind = form.kind;
    reference.schema = name.schema;
    reference.table = name.table;
    reference.tableOffset = m_tokens[name.first].offset;
    reference.tableLength = m_tokens[name.end - 1].end() - reference.tableOffset;
    reference.offset = m_tokens[m_at].offset;
    m_at += 2 + form.words();
    readOperand(reference, form);
    reference.length = m_tokens[m_at - 1].end() - reference.offset;
    refuseSecondPoint(name);
    refuseUnknownForm();
    m_parsed.references.push_back(std::move(reference));
    return static_cast<std::ptrdiff_t>(m_parsed.references.size()) - 1;
}

void ExtendedParser::readOperand(AsOfReference &reference, const PointForm &form)
{
    const std::size_t first = m_at;
    if (form.operand == PointForm::Operand::Name) {
        if (!isName(m_at)) {
            fail(m_at, fmt::format("{} needs a name.", form.spelled()));
        }
        reference.expressionOffset = m_tokens[first].offset;
        reference.expression = unquoted(textOf(first));
        ++m_at;
        return;
    }
    m_at = behindConstantExpression(m_text, m_tokens, first, form.spelled());
    takeExpression(reference, m_text, m_tokens[first].offset, m_tokens[m_at - 1].end(), m_parsed.parameters);
}

// `t AS OF 5`: legal in no dialect, and SQLite's "near 5" wouldn't say what is missing.
void ExtendedParser::refuseUnknownForm() const
{
    if (!isWord(m_at, "AS") || !isWord(m_at + 1, "OF")) {
        return;
    }
    const std::size_t next = m_at + 2;
    static constexpr std::array<TokenKind, 6> values{TokenKind::Word,  TokenKind::String,
                                                     TokenKind::Blob,  TokenKind::Integer,
                                                     TokenKind::Float, TokenKind::Parameter};
    const bool value =
        std::any_of(values.begin(), values.end(), [&](TokenKind k) { return isKind(next, k); });
    if (value && !(isKind(next, TokenKind::Word) && isKeyword(textOf(next)))) {
        fail(next, fmt::format("AS OF needs SCN or TIMESTAMP before {}: AS OF SCN 5, or AS OF TIMESTAMP "
                               "'2024-05-01 12:00:00'.",
                               textOf(next)));
    }
}

void ExtendedParser::refuseMisplaced(const std::string &clause) const
{
    if (top().listsTables()) {
        switch (top().before) {
        case Before::Alias:
            fail(m_at,
                 fmt::format("{} must come right behind the table's name, before its alias and INDEXED BY: "
                             "table {} … alias.",
                             clause, clause));
        case Before::Subquery:
            fail(m_at,
                 fmt::format("{} can't follow a subquery. Write it behind each table inside the subquery.",
                             clause));
        case Before::Function:
            fail(m_at,
                 fmt::format("{} can't follow a table-valued function, which has no history. Remove it.",
                             clause));
        case Before::Join:
            fail(m_at,
                 fmt::format("{} can't follow a join in parentheses. Write it behind each of its tables.",
                             clause));
        case Before::Nothing:
        case Before::Expression:
            break;
        }
    }
    fail(m_at,
         fmt::format("{} can't stand here. Write it right behind the name of a table that is read, before "
                     "its alias: FROM table {} … alias.",
                     clause, clause));
}

void ExtendedParser::resolveQualifiedNames()
{
    for (const QualifiedName &name : m_qualifiedNames) {
        const Token &token = m_tokens[name.token];
        const std::string schema = unquoted(token.in(m_text));
        for (std::ptrdiff_t s = name.scope; s != none; s = m_scopes[static_cast<std::size_t>(s)].parent) {
            const Scope &scope = m_scopes[static_cast<std::size_t>(s)];
            const auto matches = [&](const VisibleTable &table) {
                return equalsIgnoringCase(table.name, name.table) &&
                       (table.schema.empty() || equalsIgnoringCase(table.schema, schema));
            };
            // A table of the present with that name comes first: it is what SQLite knows by it.
            const auto present =
                std::find_if(scope.tables.begin(), scope.tables.end(),
                             [&](const auto &table) { return matches(table) && table.reference == none; });
            if (present != scope.tables.end()) {
                break;
            }
            const auto past = std::find_if(scope.tables.begin(), scope.tables.end(), matches);
            if (past != scope.tables.end()) {
                m_parsed.qualifiedColumns.push_back(
                    {token.offset, token.length, schema, static_cast<std::size_t>(past->reference)});
                break;
            }
        }
    }
}

} // namespace strandline::sql
