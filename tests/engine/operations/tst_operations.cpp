// The catalogue of operations: what is in it, how arguments are checked, how values and tables are written.
#include "engine/operations/catalogue.h"
#include "engine/operations/encoding.h"
#include "tests/support/error_code.h"
#include "tests/support/temp_folder.h"

#include <QTest>
#include <cstdlib>
#include <limits>
#include <nlohmann/json.hpp>
#include <set>

using namespace strandline;
using namespace strandline::operations;
using test::errorCodeOf;
using test::errorMessageOf;
using test::readFile;

namespace {

const std::vector<Argument> declared{
    {.name = "database",
     .kind = ArgumentKind::Path,
     .help = "the file",
     .positional = true,
     .required = true},
    {.name = "scn", .kind = ArgumentKind::Scn},
    {.name = "limit", .kind = ArgumentKind::Integer},
    {.name = "keep", .kind = ArgumentKind::Duration},
    {.name = "kind", .kind = ArgumentKind::Choice, .choices = {"full", "incremental"}},
    {.name = "param", .repeated = true},
    {.name = "yes", .kind = ArgumentKind::Flag},
};

Arguments checked(std::map<std::string, std::vector<std::string>> values)
{
    values.emplace("database", std::vector<std::string>{"a.db"});
    return Arguments::check(declared, std::move(values));
}

std::string json(const sqlite::Value &value)
{
    return compact(toJson(value));
}

} // namespace

class TestOperations : public QObject
{
    Q_OBJECT

private:
    const core::SystemClock m_clock;
    const session::HistoryLocations m_histories{""};
    const Catalogue m_catalogue{{m_clock, m_histories}};

private Q_SLOTS:
    void everyOperationIsNamedOnceAndDescribed();
    void referenceIsUpToDate();
    void argumentsAreChecked_data();
    void argumentsAreChecked();
    void argumentsAreTyped();
    void jsonLosesNothing();
    void errorsAsJson();
    void textHasNoControlCharacters();
    void csvFields();
    void tablesAreAligned();
    void tablesGoOnInTheirWidths();
};

void TestOperations::everyOperationIsNamedOnceAndDescribed()
{
    std::set<std::string> names;
    for (const Operation &operation : m_catalogue.operations()) {
        QVERIFY2(names.insert(operation.name).second, operation.name.c_str());
        QVERIFY2(!operation.summary.empty() && operation.run, operation.name.c_str());
        std::set<std::string> arguments;
        for (const Argument &argument : operation.arguments) {
            QVERIFY2(arguments.insert(argument.name).second, operation.name.c_str());
            QVERIFY2(!argument.help.empty(), (operation.name + " " + argument.name).c_str());
            QVERIFY2(argument.kind != ArgumentKind::Choice || !argument.choices.empty(),
                     operation.name.c_str());
        }
    }
    for (const char *name :
         {"record", "timeline status", "timeline log", "timeline verify", "timeline clone", "timeline prune",
          "timeline forget", "sql", "maintenance vacuum", "maintenance analyze", "maintenance reindex",
          "maintenance checkpoint", "maintenance integrity-check", "demo"}) {
        QVERIFY2(m_catalogue.find(name) != nullptr, name);
    }
    QVERIFY(m_catalogue.find("timeline") == nullptr);
}

void TestOperations::referenceIsUpToDate()
{
    const std::string path = std::string(STRANDLINE_SOURCE_DIR) + "/docs/commands.md";
    if (std::getenv("STRANDLINE_UPDATE") != nullptr) {
        test::writeFile(path, commandReference(m_catalogue));
    }
    QVERIFY2(readFile(path) == commandReference(m_catalogue),
             "docs/commands.md is not what the catalogue says. Run tst_operations with STRANDLINE_UPDATE=1.");
}

void TestOperations::argumentsAreChecked_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("value");
    QTest::addColumn<bool>("good");
    const auto row = [](const char *name, const char *value, bool good) {
        QTest::addRow("%s %s", name, value) << QString(name) << QString(value) << good;
    };
    row("scn", "1", true);
    row("scn", "0", false);
    row("scn", "-1", false);
    row("scn", "1x", false);
    row("scn", "99999999999999999999", false);
    row("limit", "-5", true);
    row("limit", "", false);
    row("limit", "1.5", false);
    row("keep", "7d", true);
    row("keep", "0s", true);
    row("keep", "7", false);
    row("keep", "d", false);
    row("keep", "7y", false);
    row("keep", "-7d", false);
    row("keep", "9223372036854775807w", false);
    row("kind", "full", true);
    row("kind", "half", false);
    row("nonsense", "1", false);
}

void TestOperations::argumentsAreChecked()
{
    QFETCH(QString, name);
    QFETCH(QString, value);
    QFETCH(bool, good);
    const std::string code = errorCodeOf([&] { checked({{name.toStdString(), {value.toStdString()}}}); });
    QCOMPARE(code, std::string(good ? "" : "USAGE"));
}

void TestOperations::argumentsAreTyped()
{
    const Arguments arguments =
        checked({{"limit", {"12"}}, {"keep", {"2w"}}, {"param", {"a=1", "b=2"}}, {"yes", {}}});
    QCOMPARE(arguments.integer("limit"), std::int64_t{12});
    QCOMPARE(arguments.integer("scn", 7), std::int64_t{7});
    QVERIFY(arguments.duration("keep") == std::chrono::hours(24 * 14));
    QCOMPARE(arguments.list("param").size(), std::size_t{2});
    QVERIFY(arguments.flag("yes"));
    QVERIFY(!arguments.has("kind"));
    QCOMPARE(arguments.text("database"), std::string("a.db"));
    QCOMPARE(errorCodeOf([&] { checked({{"scn", {"1", "2"}}}); }), std::string("USAGE"));
    QCOMPARE(errorMessageOf([&] { Arguments::check(declared, {}); }),
             std::string("DATABASE is missing: the file."));
}

void TestOperations::jsonLosesNothing()
{
    constexpr std::int64_t exact = std::int64_t{1} << 53U;
    QCOMPARE(json(exact), std::string("9007199254740992"));
    QCOMPARE(json(-exact), std::string("-9007199254740992"));
    QCOMPARE(json(exact + 1), std::string(R"({"int":"9007199254740993"})"));
    QCOMPARE(json(std::numeric_limits<std::int64_t>::min()),
             std::string(R"({"int":"-9223372036854775808"})"));
    QCOMPARE(json(0.1), std::string("0.1"));
    QCOMPARE(json(-std::numeric_limits<double>::infinity()), std::string(R"({"real":"-Infinity"})"));
    QCOMPARE(json(std::string("ä\0b", 4)), std::string("\"ä\\u0000b\""));
    QCOMPARE(json(std::string("\xc0\x80")), std::string(R"({"text":"c080"})"));       // overlong
    QCOMPARE(json(std::string("\xed\xa0\x80")), std::string(R"({"text":"eda080"})")); // half a surrogate pair
    QCOMPARE(json(std::string("\xf0\x9f\x98")), std::string(R"({"text":"f09f98"})")); // cut short
    QCOMPARE(json(std::string("\xf0\x9f\x98\x80")), std::string("\"\xf0\x9f\x98\x80\""));
    QCOMPARE(json(core::Bytes{0, 255}), std::string(R"({"blob":"00ff"})"));
    QCOMPARE(json(sqlite::Null{}), std::string("null"));
}

void TestOperations::errorsAsJson()
{
    core::Error error(core::ErrorCode::Sql, "Near \"x\".");
    QCOMPARE(compact(toJson(error)),
             std::string(R"({"code":"SQL","message":"Near \"x\".","sqlOffset":null,"path":null})"));
    error.withSqlOffset(0).withPath("/a");
    QCOMPARE(compact(toJson(error)),
             std::string(R"({"code":"SQL","message":"Near \"x\".","sqlOffset":0,"path":"/a"})"));
}

void TestOperations::textHasNoControlCharacters()
{
    QCOMPARE(escaped("a\tb\r\n\x1b[0m\x7f"), std::string("a\\tb\\r\\n\\x1b[0m\\x7f"));
    QCOMPARE(escaped("\xc2\x9b"), std::string("\\x9b"));       // CSI as one character
    QCOMPARE(escaped("\xe2\x80\xae"), std::string("\\u202e")); // right-to-left override
    QCOMPARE(escaped("\xff日本"), std::string("\\xff日本"));
    QCOMPARE(toText(std::string("it's")), std::string("it's"));
    QCOMPARE(toText(1.0), std::string("1.0"));
    QCOMPARE(toText(1e300), std::string("1e+300"));
    QCOMPARE(toText(sqlite::Null{}), std::string("NULL"));
}

void TestOperations::csvFields()
{
    QCOMPARE(toCsv(std::string("a b")), std::string("a b"));
    QCOMPARE(toCsv(std::string("a,b")), std::string("\"a,b\""));
    QCOMPARE(toCsv(std::string("a\"b")), std::string("\"a\"\"b\""));
    QCOMPARE(toCsv(std::string("a\nb")), std::string("\"a\nb\""));
    QCOMPARE(toCsv(std::string()), std::string("\"\""));
    QCOMPARE(toCsv(sqlite::Null{}), std::string());
    QCOMPARE(toCsv(core::Bytes{1}), std::string("x'01'"));
}

void TestOperations::tablesAreAligned()
{
    TextTable table({"id", "name"});
    table.alignRight(0);
    table.add({"1", "日本"});
    table.add({"100", "x"});
    QCOMPARE(table.render(), std::string(" id  name\n---  ----\n  1  日本\n100  x\n"));
}

void TestOperations::tablesGoOnInTheirWidths()
{
    TextTable table({"a", "b"});
    table.add({"xx", "1"});
    QCOMPARE(table.render(), std::string("a   b\n--  -\nxx  1\n"));
    table.add({"y", "2"});
    table.add({"zzz", "3"});
    QCOMPARE(table.render(), std::string("y   2\nzzz  3\n"));
}

QTEST_GUILESS_MAIN(TestOperations)
#include "tst_operations.moc"
