#include "engine/sql/rewrite.h"

#include "engine/sql/extended_parser.h"
#include "engine/sql/text_edits.h"
#include "engine/sql/tokenizer.h"

#include <algorithm>
#include <fmt/format.h>

namespace strandline::sql {

std::size_t OffsetMap::toOriginal(std::size_t offset) const
{
    const auto next = std::upper_bound(m_segments.begin(), m_segments.end(), offset,
                                       [](std::size_t value, const Segment &s) { return value < s.offset; });
    if (next == m_segments.begin()) {
        return offset;
    }
    const Segment &segment = *std::prev(next);
    return segment.copied ? segment.original + (offset - segment.offset) : segment.original;
}

int OffsetMap::toOriginal(int offset) const
{
    return offset < 0 ? offset : static_cast<int>(toOriginal(static_cast<std::size_t>(offset)));
}

void OffsetMap::addCopied(std::size_t offset, std::size_t original)
{
    m_segments.push_back({offset, original, true});
}

void OffsetMap::addReplaced(std::size_t offset, std::size_t original)
{
    m_segments.push_back({offset, original, false});
}

int ParsedStatement::parameterCount() const
{
    int count = 0;
    for (const Parameter &parameter : parameters) {
        count = std::max(count, parameter.number);
    }
    return count;
}

int ParsedStatement::parameterNumber(std::string_view name) const
{
    const auto found = std::find_if(parameters.begin(), parameters.end(), [name](const Parameter &parameter) {
        return !name.empty() && parameter.name == name;
    });
    return found != parameters.end() ? found->number : 0;
}

ParsedStatement parseExtended(std::string_view statement)
{
    return ExtendedParser(statement).parse();
}

std::vector<TableMention> presentTables(std::string_view statement)
{
    return ExtendedParser(statement).presentTables();
}

static std::string quotedName(std::string_view name)
{
    std::string out = "\"";
    for (const char c : name) {
        out.append(c == '"' ? 2 : 1, c);
    }
    return out + '"';
}

static bool isInClause(const Parameter &parameter, const ParsedStatement &parsed)
{
    return std::any_of(parsed.references.begin(), parsed.references.end(), [&](const AsOfReference &r) {
        return parameter.offset >= r.offset && parameter.offset < r.offset + r.length;
    });
}

// A clause that goes with its parameters must not change the numbers of the others.
static void numberParameters(TextEdits &edits, const ParsedStatement &parsed)
{
    const auto inClause = [&](const Parameter &parameter) { return isInClause(parameter, parsed); };
    if (std::none_of(parsed.parameters.begin(), parsed.parameters.end(), inClause)) {
        return;
    }
    for (const Parameter &parameter : parsed.parameters) {
        if (!inClause(parameter) && parameter.number > 0) {
            edits.replace(parameter.offset, parameter.length, fmt::format("?{}", parameter.number));
        }
    }
}

// The table of the versions goes by the name of the table that they are of.
static std::string replacement(const AsOfReference &reference, const std::string &schema)
{
    if (!reference.versions) {
        return quotedName(schema) + "." + quotedName(reference.table);
    }
    return quotedName(schema) + (reference.mayBeNamed ? " AS " + quotedName(reference.table) : "");
}

Rewritten rewriteAsOf(std::string_view statement, const ParsedStatement &parsed,
                      const std::vector<std::string> &schemaForReference)
{
    TextEdits edits;
    for (std::size_t i = 0; i < parsed.references.size(); ++i) {
        const AsOfReference &reference = parsed.references[i];
        edits.replace(reference.tableOffset, reference.tableLength,
                      replacement(reference, schemaForReference.at(i)));
        // A blank, so that what stood on both sides of the clause stays two tokens.
        edits.replace(reference.offset, reference.length, " ");
    }
    for (const QualifiedColumn &column : parsed.qualifiedColumns) {
        const AsOfReference &reference = parsed.references[column.reference];
        const std::string &schema = reference.schema;
        if (!reference.versions && equalsIgnoringCase(column.schema, schema.empty() ? "main" : schema)) {
            edits.replace(column.offset, column.length, quotedName(schemaForReference.at(column.reference)));
        }
    }
    numberParameters(edits, parsed);
    return edits.apply(statement);
}

} // namespace strandline::sql
