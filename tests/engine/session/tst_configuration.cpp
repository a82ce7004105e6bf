// What a database is configured to, and which commits changed it, against what was set.
#include "engine/session/configuration.h"
#include "engine/timeline/recorder.h"
#include "tests/support/plain_database.h"
#include "tests/support/temp_folder.h"

#include <QTest>
#include <fmt/format.h>
#include <random>

using namespace strandline;
using test::PlainDatabase;
using test::TempFolder;

namespace {

const catalog::ParameterValue &valueOf(const session::Configuration &configuration, std::string_view name)
{
    const auto &values = configuration.values;
    return *std::find_if(values.begin(), values.end(),
                         [&](const auto &value) { return value.parameter->name == name; });
}

struct Recorded
{
    Recorded() : path(folder.file("a.db")), writer(path)
    {
        writer.execute("PRAGMA journal_mode = WAL; CREATE TABLE t(x)");
        timeline::RecorderOptions options;
        options.location.database = path;
        recorder = std::make_unique<timeline::Recorder>(options, core::JobContext{});
    }
    core::Scn commit(const std::string &sql)
    {
        writer.execute(sql);
        recorder->poll();
        return recorder->state().scn;
    }
    session::Configuration configuration() const
    {
        return session::loadConfiguration(*session::Database::open(path), {}, {});
    }

    TempFolder folder;
    std::string path;
    PlainDatabase writer;
    std::unique_ptr<timeline::Recorder> recorder;
};

} // namespace

class TestConfiguration : public QObject
{
    Q_OBJECT
private slots:
    void everyParameterHasAValueAndAMeaning()
    {
        TempFolder folder;
        PlainDatabase writer(folder.file("a.db"));
        writer.execute("CREATE TABLE t(x)");
        const auto values =
            session::loadConfiguration(*session::Database::open(folder.file("a.db")), {}, {}).values;
        QVERIFY(values.size() > 30);
        for (const catalog::ParameterValue &value : values) {
            const std::string name(value.parameter->name);
            QVERIFY2(!value.value.empty() || name == "mmap_size", name.c_str());
            QVERIFY2(!value.standard.empty(), name.c_str());
            QVERIFY2(std::string_view(value.parameter->meaning).ends_with('.'), name.c_str());
        }
    }

    void valuesAreThoseOfTheFileAndTheConnection()
    {
        TempFolder folder;
        PlainDatabase writer(folder.file("a.db"));
        writer.execute(
            "PRAGMA page_size = 8192; PRAGMA auto_vacuum = INCREMENTAL; PRAGMA encoding = 'UTF-16le';"
            "PRAGMA user_version = 7; PRAGMA application_id = -3; CREATE TABLE t(x)");
        const session::Configuration found =
            session::loadConfiguration(*session::Database::open(folder.file("a.db")), {}, {});
        QCOMPARE(valueOf(found, "page_size").value, std::string("8192"));
        QCOMPARE(valueOf(found, "auto_vacuum").value, std::string("INCREMENTAL"));
        QCOMPARE(valueOf(found, "encoding").value, std::string("UTF-16le"));
        QCOMPARE(valueOf(found, "user_version").value, std::string("7"));
        QCOMPARE(valueOf(found, "application_id").value, std::string("-3"));
        QCOMPARE(valueOf(found, "journal_mode").value, std::string("delete"));
        QVERIFY(valueOf(found, "page_size").differs());
        QVERIFY(!valueOf(found, "journal_mode").differs());
        // Of our own connections: triggers may feed full-text tables, and they wait.
        QCOMPARE(valueOf(found, "trusted_schema").value, std::string("ON"));
        QCOMPARE(valueOf(found, "trusted_schema").standard, std::string("ON"));
        QCOMPARE(valueOf(found, "busy_timeout").value, std::string("5000"));
        QCOMPARE(valueOf(found, "busy_timeout").standard, std::string("0"));
        QCOMPARE(valueOf(found, "synchronous").standard, std::string("FULL"));
        QVERIFY(found.changes.empty());
        QVERIFY(!found.knownSince);
    }

    // The header in the file says the same as PRAGMA.
    void theHeaderAgreesWithPragma()
    {
        TempFolder folder;
        for (const char *sql : {"PRAGMA page_size = 65536", "PRAGMA page_size = 512",
                                "PRAGMA auto_vacuum = FULL", "PRAGMA auto_vacuum = INCREMENTAL",
                                "PRAGMA encoding = 'UTF-16be'", "PRAGMA user_version = -9"}) {
            const std::string path = folder.file(fmt::format("{}.db", std::hash<std::string>()(sql)));
            PlainDatabase writer(path);
            writer.execute(std::string(sql) + "; CREATE TABLE t(x)");
            const std::string content = test::readFile(path);
            sqlite::Connection connection(path);
            const auto values = catalog::loadParameters(connection);
            for (const catalog::HeaderValue &header : catalog::headerParameters(
                     std::span(reinterpret_cast<const std::uint8_t *>(content.data()), content.size()))) {
                const auto value = std::find_if(values.begin(), values.end(), [&](const auto &candidate) {
                    return candidate.parameter->name == header.name;
                });
                QCOMPARE(header.value, value->value);
            }
        }
    }

    void changesAreFoundWithTheirCommits()
    {
        Recorded recorded;
        std::mt19937 random(11);
        std::vector<std::string> expected; // the newest first
        std::int64_t version = 0;
        std::int64_t application = 0;
        for (int i = 0; i < 60; ++i) {
            switch (random() % 4) {
            case 0: {
                const std::int64_t next = static_cast<std::int64_t>(random() % 1000) - 500;
                const core::Scn scn = recorded.commit(fmt::format("PRAGMA user_version = {}", next));
                if (next != version) {
                    expected.insert(expected.begin(),
                                    fmt::format("user_version {} {} {}", scn.value, version, next));
                }
                version = next;
                break;
            }
            case 1: {
                const auto next = static_cast<std::int64_t>(random() % 3);
                const core::Scn scn = recorded.commit(
                    fmt::format("PRAGMA application_id = {}; INSERT INTO t VALUES (1)", next));
                if (next != application) { // set by a commit of its own, before that of the row
                    expected.insert(expected.begin(),
                                    fmt::format("application_id {} {} {}", scn.value - 1, application, next));
                }
                application = next;
                break;
            }
            case 2:
                recorded.commit(fmt::format("CREATE TABLE t{}(x)", i)); // changes page 1 in other ways
                break;
            default:
                recorded.commit("INSERT INTO t VALUES (randomblob(5000))");
            }
        }
        const session::Configuration found = recorded.configuration();
        std::vector<std::string> actual;
        for (const flashback::ParameterChange &change : found.changes) {
            actual.push_back(
                fmt::format("{} {} {} {}", change.name, change.scn.value, change.before, change.after));
        }
        QCOMPARE(actual, expected);
        QVERIFY(found.knownSince);
        const flashback::ParameterChange *last = found.lastChange("user_version");
        QVERIFY(last != nullptr);
        QCOMPARE(last->after, valueOf(found, "user_version").value);
        QVERIFY(found.lastChange("page_size") == nullptr);
        // The same in steps.
        recorded.commit("PRAGMA user_version = 1001");
        const session::Configuration further =
            session::loadConfiguration(*session::Database::open(recorded.path), found, {});
        QCOMPARE(further.changes.size(), expected.size() + 1);
        QCOMPARE(further.changes.front().after, std::string("1001"));
        QCOMPARE(further.changes.back().scn, found.changes.back().scn);
        recorded.recorder->close();
    }

    void aCancelledLookEnds()
    {
        const Recorded recorded;
        std::stop_source stop;
        stop.request_stop();
        core::JobContext job;
        job.stop = stop.get_token();
        const auto database = session::Database::open(recorded.path);
        QVERIFY_EXCEPTION_THROWN(session::loadConfiguration(*database, {}, job), core::Error);
    }
};

QTEST_GUILESS_MAIN(TestConfiguration)
#include "tst_configuration.moc"
