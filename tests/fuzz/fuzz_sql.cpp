// Feeds the tokenizer, the splitter, the digest, the rewriting of AS OF and the flashback statements with
// text that nobody would write. Whatever they get: no crash, no endless loop, and what they promise for every
// input holds.
//
//   fuzz_sql [ITERATIONS [SEED]]   mutates the statements in tests/fuzz/corpus/sql
// Built with -fsanitize=fuzzer (STRANDLINE_LIBFUZZER) it is a libFuzzer target; give it that folder as
// corpus.
#include "engine/core/error.h"
#include "engine/sql/classify.h"
#include "engine/sql/digest.h"
#include "engine/sql/flashback_statement.h"
#include "engine/sql/rewrite.h"
#include "engine/sql/splitter.h"
#include "engine/sql/tokenizer.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

using namespace strandline;

namespace {

void require(bool holds, const char *what, std::string_view text)
{
    if (holds) {
        return;
    }
    std::fprintf(stderr, "fuzz_sql: %s does not hold for these %zu bytes:\n", what, text.size());
    std::fwrite(text.data(), 1, text.size(), stderr);
    std::fputc('\n', stderr);
    std::abort();
}

void checkTokens(std::string_view text)
{
    std::size_t end = 0;
    for (const sql::Token &token : sql::tokenize(text)) {
        require(token.offset == end && token.length > 0, "tokens tile the text", text);
        end = token.end();
        sql::unquoted(token.in(text));
    }
    require(end == text.size(), "tokens tile the text", text);
}

void checkPieces(std::string_view text)
{
    std::size_t end = 0;
    for (const sql::StatementPiece &piece : sql::splitStatements(text)) {
        require(piece.offset == end && piece.length > 0, "pieces tile the script", text);
        end += piece.length;
        require(piece.bodyOffset >= piece.offset && piece.bodyOffset + piece.bodyLength <= end,
                "a body lies in its piece", text);
        const sql::StatementClass kind = sql::classify(piece.in(text));
        require(piece.empty() == (kind.kind == sql::StatementKind::Empty), "only an empty piece has no class",
                text);
    }
    require(end == text.size(), "pieces tile the script", text);
    sql::isComplete(text);
}

void checkDigest(std::string_view text)
{
    const std::string once = sql::normalize(text);
    require(sql::normalize(once) == once, "normalizing again changes nothing", text);
    require(sql::sqlId(text).size() == 13, "an id has 13 characters", text);
}

void checkMap(std::string_view text, const sql::Rewritten &rewritten)
{
    std::size_t before = 0;
    for (std::size_t i = 0; i <= rewritten.sql.size(); ++i) {
        const std::size_t original = rewritten.toOriginal.toOriginal(i);
        require(original >= before && original <= text.size(), "offsets map monotonically into the text",
                text);
        before = original;
    }
}

// A clause lies in the text, and its expression keeps to where it stands.
void checkPoint(std::string_view text, const sql::PointClause &clause)
{
    require(clause.offset + clause.length <= text.size() && clause.offset <= clause.expressionOffset &&
                clause.expressionOffset < clause.offset + clause.length && !clause.expression.empty(),
            "a point in time lies in the text", text);
    for (std::size_t i = 0; i <= clause.expression.size(); ++i) {
        require(clause.kind == sql::PointClause::Kind::RestorePoint ||
                    clause.expressionToOriginal.toOriginal(i) <= text.size(),
                "an expression maps into the text", text);
    }
}

void checkRewriting(std::string_view text)
{
    sql::ParsedStatement parsed;
    try {
        parsed = sql::parseExtended(text);
    } catch (const core::Error &error) {
        require(error.code() == core::ErrorCode::Sql && error.sqlOffset() >= 0 &&
                    static_cast<std::size_t>(error.sqlOffset()) <= text.size(),
                "a refusal points into the text", text);
        return;
    }
    const std::vector<std::string> schemas(parsed.references.size(), "asof \"1\"");
    const sql::Rewritten rewritten = sql::rewriteAsOf(text, parsed, schemas);
    checkMap(text, rewritten);
    if (parsed.has()) {
        sql::presentTables(text); // what can be refused was refused above
    }
    if (!parsed.has()) {
        require(rewritten.sql == text, "a statement without AS OF stays as it is", text);
        return;
    }
    for (const sql::AsOfReference &reference : parsed.references) {
        require(reference.tableOffset + reference.tableLength <= reference.offset &&
                    reference.offset + reference.length <= text.size(),
                "a reference lies in the text", text);
        if (!reference.versions) {
            checkPoint(text, reference);
            continue;
        }
        for (const sql::VersionsBound &bound : {reference.versions->from, reference.versions->to}) {
            if (bound.kind == sql::VersionsBound::Kind::Point) {
                checkPoint(text, bound.point);
            }
        }
    }
    require(!sql::parseExtended(rewritten.sql).has(), "nothing is left to rewrite", text);
}

void checkFlashback(std::string_view text)
{
    std::optional<sql::FlashbackStatement> statement;
    try {
        statement = sql::parseFlashback(text);
    } catch (const core::Error &error) {
        require(error.code() == core::ErrorCode::Sql && error.sqlOffset() >= 0 &&
                    static_cast<std::size_t>(error.sqlOffset()) <= text.size(),
                "a refusal points into the text", text);
        require(sql::classify(text).isFlashback(), "SQLite's own statements are never refused", text);
        return;
    }
    require(statement.has_value() == sql::classify(text).isFlashback(), "the class and the parser agree",
            text);
    if (!statement) {
        return;
    }
    if (const auto *table = std::get_if<sql::FlashbackTable>(&statement->what)) {
        require(!table->tables.empty() && !table->tables.front().empty(), "a table has a name", text);
        checkPoint(text, table->to);
    } else if (const auto *database = std::get_if<sql::FlashbackDatabase>(&statement->what)) {
        checkPoint(text, database->to);
    } else if (const auto *transaction = std::get_if<sql::FlashbackTransaction>(&statement->what)) {
        checkPoint(text, transaction->xid);
    } else if (const auto *create = std::get_if<sql::CreateRestorePoint>(&statement->what)) {
        require(!create->name.empty(), "a restore point has a name", text);
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char *>(data), size);
    checkTokens(text);
    checkPieces(text);
    checkDigest(text);
    checkRewriting(text);
    checkFlashback(text);
    return 0;
}

#ifndef STRANDLINE_LIBFUZZER

#include "tests/support/random.h"

#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace {

using test::Random;

std::string current; // the input that runs, for the report of a crash

extern "C" void onCrash(int signal)
{
    std::fputs("fuzz_sql: crashed with this input:\n", stderr);
    std::fwrite(current.data(), 1, current.size(), stderr);
    std::fputc('\n', stderr);
    std::signal(signal, SIG_DFL);
    std::raise(signal);
}

std::vector<std::string> readCorpus(const std::filesystem::path &folder)
{
    std::vector<std::filesystem::path> paths(std::filesystem::directory_iterator(folder), {});
    std::sort(paths.begin(), paths.end());
    std::vector<std::string> corpus;
    for (const std::filesystem::path &path : paths) {
        std::ifstream file(path, std::ios::binary);
        corpus.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
    }
    return corpus;
}

// A piece of some statement, at byte or at token boundaries.
std::string fragment(Random &random, const std::vector<std::string> &corpus)
{
    const std::string &from = corpus[random.below(corpus.size())];
    if (random.oneIn(3)) {
        const std::size_t offset = random.below(from.size());
        return from.substr(offset, 1 + random.below(30));
    }
    const std::vector<sql::Token> tokens = sql::tokenize(from);
    const std::size_t first = random.below(tokens.size());
    const std::size_t last = std::min(tokens.size() - 1, first + random.below(8));
    return from.substr(tokens[first].offset, tokens[last].end() - tokens[first].offset);
}

void mutate(std::string &text, Random &random, const std::vector<std::string> &corpus)
{
    const std::size_t at = random.below(text.size() + 1);
    switch (random.below(6)) {
    case 0:
        text.insert(at, 1, static_cast<char>(random.below(256)));
        break;
    case 1:
        text.erase(at, 1 + random.below(6));
        break;
    case 2:
        text.erase(at, random.below(60));
        break;
    case 3:
        text.replace(at, std::min(text.size() - at, static_cast<std::size_t>(random.below(20))),
                     fragment(random, corpus));
        break;
    default:
        text.insert(at, fragment(random, corpus));
        break;
    }
}

} // namespace

int main(int argc, char **argv)
{
    const std::uint64_t iterations = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 20000;
    const std::uint64_t seed =
        argc > 2 ? std::strtoull(argv[2], nullptr, 10) : test::testSeed("fuzz_sql", 20261121);
    std::signal(SIGSEGV, &onCrash);
    std::signal(SIGABRT, &onCrash);
    const std::vector<std::string> corpus = readCorpus(STRANDLINE_SOURCE_DIR "/tests/fuzz/corpus/sql");
    Random random(seed);
    for (std::uint64_t i = 0; i < iterations; ++i) {
        current = corpus[i % corpus.size()];
        for (std::uint64_t mutations = random.below(8); mutations > 0; --mutations) {
            mutate(current, random, corpus);
        }
        LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t *>(current.data()), current.size());
    }
    std::printf("fuzz_sql: %llu inputs from seed %llu\n", static_cast<unsigned long long>(iterations),
                static_cast<unsigned long long>(seed));
    return 0;
}

#endif
