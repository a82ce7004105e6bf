// VERSIONS BETWEEN, the other part of ExtendedParser.
#include "engine/sql/constant_expression.h"
#include "engine/sql/extended_parser.h"
#include "engine/sql/parameters.h"

#include <fmt/format.h>

namespace strandline::sql {

// Behind a table's name this is no SQL of SQLite's, whatever comes next.
bool ExtendedParser::isVersions(std::size_t i) const
{
    return isWord(i, "VERSIONS") && isWord(i + 1, "BETWEEN");
}

// m_at is at VERSIONS.
std::ptrdiff_t ExtendedParser::readVersions(const TableName &name)
{
    refuseCommonTable(name, "VERSIONS BETWEEN");
    AsOfReference reference;
    reference.schema = name.schema;
    reference.table = name.table;
    reference.tableOffset = m_tokens[name.first].offset;
    reference.tableLength = m_tokens[name.end - 1].end() - reference.tableOffset;
    reference.offset = m_tokens[m_at].offset;
    m_at += 2;
    if (!isWord(m_at, "SCN") && !isWord(m_at, "TIMESTAMP")) {
        fail(m_at, "VERSIONS BETWEEN needs SCN or TIMESTAMP next: VERSIONS BETWEEN SCN 5 AND 9, or VERSIONS "
                   "BETWEEN TIMESTAMP MINVALUE AND MAXVALUE.");
    }
    reference.kind = isWord(m_at, "SCN") ? PointClause::Kind::Scn : PointClause::Kind::Timestamp;
    const std::string words = fmt::format("VERSIONS BETWEEN {}", toUpperAscii(textOf(m_at)));
    ++m_at;
    reference.versions.emplace();
    reference.versions->from = readBound(reference.kind, words);
    if (!isWord(m_at, "AND")) {
        fail(m_at, fmt::format("{} needs AND and the end of the range: {} {} AND MAXVALUE.", words, words,
                               m_text.substr(m_tokens[m_at - 1].offset, m_tokens[m_at - 1].length)));
    }
    ++m_at;
    reference.versions->to = readBound(reference.kind, words);
    reference.length = m_tokens[m_at - 1].end() - reference.offset;
    refuseSecondPoint(name);
    m_parsed.references.push_back(std::move(reference));
    return static_cast<std::ptrdiff_t>(m_parsed.references.size()) - 1;
}

VersionsBound ExtendedParser::readBound(PointClause::Kind kind, const std::string &words)
{
    VersionsBound bound;
    bound.point.kind = kind;
    const std::size_t first = m_at;
    if (isWord(first, "MINVALUE") || isWord(first, "MAXVALUE")) {
        bound.kind = isWord(first, "MINVALUE") ? VersionsBound::Kind::Minimum : VersionsBound::Kind::Maximum;
        ++m_at;
    } else {
        m_at = behindConstantExpression(m_text, m_tokens, first, words);
        takeExpression(bound.point, m_text, m_tokens[first].offset, m_tokens[m_at - 1].end(),
                       m_parsed.parameters);
    }
    bound.point.offset = m_tokens[first].offset;
    bound.point.length = m_tokens[m_at - 1].end() - bound.point.offset;
    return bound;
}

// In a list of tables, behind what isn't a table's name. (In an expression `versions` may be a column.)
void ExtendedParser::refuseMisplacedVersions() const
{
    const Before before = top().before;
    if (isVersions(m_at) && top().listsTables() && !top().tableExpected && before != Before::Nothing &&
        before != Before::Expression) {
        refuseMisplaced("VERSIONS BETWEEN");
    }
}

void ExtendedParser::refuseCommonTable(const TableName &name, const std::string &clause) const
{
    if (isCommonTable(name)) {
        fail(m_at,
             fmt::format("{} is a common table expression (WITH), which has no past of its own. Write {} "
                         "behind the tables inside it; a table of the same name is meant by "
                         "main.{}.",
                         name.table, clause, name.table));
    }
}

void ExtendedParser::refuseSecondPoint(const TableName &name) const
{
    if (asOfForm(m_at) != nullptr || isVersions(m_at)) {
        fail(m_at,
             fmt::format("{} has two points in time. Leave one; to see both, name the table twice, with "
                         "two aliases.",
                         name.table));
    }
}

} // namespace strandline::sql
