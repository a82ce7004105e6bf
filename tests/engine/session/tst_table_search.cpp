// The search in all tables: what it finds against what plain SQLite finds, names, keys, limits, cancelling.
#include "engine/session/table_search.h"
#include "engine/sqlite/connection.h"
#include "tests/support/error_code.h"
#include "tests/support/plain_database.h"
#include "tests/support/random.h"
#include "tests/support/temp_folder.h"

#include <QElapsedTimer>
#include <QTest>
#include <atomic>
#include <set>
#include <thread>

using namespace strandline;
using namespace strandline::session;
using test::errorCodeOf;
using test::PlainDatabase;
using test::Random;
using test::TempFolder;

namespace {

class Recording final : public SearchSink
{
public:
    void found(std::vector<SearchMatch> &&part) override
    {
        for (SearchMatch &match : part) {
            matches.push_back(std::move(match));
        }
    }
    void table(const SearchedTable &table) override
    {
        tables.push_back(table);
        if (onTable) {
            onTable();
        }
    }
    const SearchedTable &last(const std::string &name) const
    {
        for (auto it = tables.rbegin(); it != tables.rend(); ++it) {
            if (it->table == name) {
                return *it;
            }
        }
        throw std::runtime_error("not searched: " + name);
    }

    std::vector<SearchMatch> matches;
    std::vector<SearchedTable> tables;
    std::function<void()> onTable;
};

} // namespace

class TableSearchTest : public QObject
{
    Q_OBJECT

    TempFolder m_folder;
    std::string m_path;

    Recording search(const SearchQuery &query)
    {
        Recording sink;
        Lease lease = Database::open(m_path)->lease();
        session::search(lease, query, sink, {});
        return sink;
    }
    // "kind table name", in the order found.
    QStringList names(const std::string &text, SearchMode mode = SearchMode::Contains)
    {
        SearchQuery query;
        query.text = text;
        query.mode = mode;
        query.values = false;
        static const char *const kinds[] = {"value", "table",   "view",     "column",
                                            "index", "trigger", "statement"};
        QStringList out;
        for (const SearchMatch &match : search(query).matches) {
            out << QString("%1 %2 %3")
                       .arg(kinds[static_cast<int>(match.where)], match.table.c_str(), match.name.c_str());
        }
        return out;
    }
    // "rowid:column", as plain SQLite answers.
    std::set<std::string> truth(const std::string &table, const std::vector<std::string> &columns,
                                const std::string &condition)
    {
        PlainDatabase plain(m_path, PlainDatabase::Open::ReadOnly);
        std::set<std::string> out;
        for (const std::string &column : columns) {
            std::string where = condition;
            for (std::size_t at = 0; (at = where.find('@', at)) != std::string::npos; at += column.size()) {
                where.replace(at, 1, column);
            }
            std::string all = plain.text("SELECT group_concat(rowid, ' ') FROM " + table + " WHERE " + where);
            for (const QString &row : QString::fromStdString(all).split(' ', Qt::SkipEmptyParts)) {
                out.insert(row.toStdString() + ":" + column);
            }
        }
        return out;
    }

private slots:
    void init() { m_path = m_folder.file(std::string(QTest::currentTestFunction()) + ".db"); }

    void findsWhatPlainSqliteFinds()
    {
        Random random(test::testSeed("table search", 7));
        PlainDatabase plain(m_path);
        plain.execute("CREATE TABLE a(x, y TEXT, z REAL); CREATE TABLE b(p, q, r); BEGIN");
        const auto value = [&]() -> std::string {
            std::string text;
            for (std::uint64_t i = random.below(12); i > 0; --i) {
                text += "abAB12. "[random.below(8)];
            }
            switch (random.below(5)) {
            case 0:
                return std::to_string(random.below(3000));
            case 1:
                return std::to_string(random.below(3000)) + "." + std::to_string(random.below(100));
            case 2:
                return "NULL";
            case 3:
                return "CAST('" + text + "' AS BLOB)";
            default:
                return "'" + text + "'";
            }
        };
        for (int i = 0; i < 600; ++i) {
            plain.execute(std::string("INSERT INTO ") + (i % 2 == 0 ? "a" : "b") + " VALUES(" + value() +
                          "," + value() + "," + value() + ")");
        }
        plain.execute("COMMIT");
        for (int round = 0; round < 60; ++round) {
            SearchQuery query;
            for (std::uint64_t i = random.between(1, 3); i > 0; --i) {
                query.text += "abAB12."[random.below(7)];
            }
            query.mode = static_cast<SearchMode>(random.below(3));
            query.caseSensitive = random.oneIn(2);
            query.blobs = random.oneIn(2);
            query.names = false;
            query.matchesPerTable = 0;
            const std::string t = query.caseSensitive ? "CAST(@ AS TEXT)" : "lower(CAST(@ AS TEXT))";
            const std::string n =
                (query.caseSensitive ? "'" : "lower('") + query.text + (query.caseSensitive ? "'" : "')");
            std::string condition = query.mode == SearchMode::Contains     ? "instr(" + t + "," + n + ") > 0"
                                    : query.mode == SearchMode::StartsWith ? "instr(" + t + "," + n + ") = 1"
                                                                           : t + " = " + n;
            bool isNumber = false;
            QString::fromStdString(query.text).toDouble(&isNumber);
            if (query.mode == SearchMode::Equals && isNumber) {
                condition =
                    "(" + condition + " OR (typeof(@) = 'real' AND @ = CAST('" + query.text + "' AS REAL)))";
            }
            if (!query.blobs) {
                condition += " AND typeof(@) <> 'blob'";
            }
            const Recording sink = search(query);
            for (const auto &[table, columns] : std::map<std::string, std::vector<std::string>>{
                     {"a", {"x", "y", "z"}}, {"b", {"p", "q", "r"}}}) {
                std::set<std::string> found;
                for (const SearchMatch &match : sink.matches) {
                    if (match.table == table) {
                        found.insert(std::to_string(*match.rowid) + ":" + match.name);
                    }
                }
                QVERIFY2(found == truth(table, columns, condition), query.text.c_str());
                QCOMPARE(sink.last(table).rows, std::uint64_t{300});
                QCOMPARE(sink.last(table).matches, static_cast<std::uint64_t>(found.size()));
            }
        }
    }

    void tellsTheMatchInItsSurroundings()
    {
        PlainDatabase(m_path).execute(
            "CREATE TABLE t(a); INSERT INTO t VALUES(printf('%.300c', '-') || 'Grüße aus "
            "KÖLN' || printf('%.300c', '+'))");
        SearchQuery query;
        query.text = "köln";
        const SearchMatch match = search(query).matches.at(0);
        QCOMPARE(match.match, std::string("KÖLN"));
        QCOMPARE(match.offset, std::uint64_t{300 + 12});
        QVERIFY(match.cutBefore && match.cutAfter);
        QCOMPARE(QString::fromStdString(match.before).right(10), QString("Grüße aus "));
        QVERIFY(match.after.find_first_not_of('+') == std::string::npos);
        query.caseSensitive = true;
        QVERIFY(search(query).matches.empty());
    }

    void searchesUtf16AsText()
    {
        PlainDatabase(m_path).execute(
            "PRAGMA encoding = 'UTF-16'; CREATE TABLE t(a, b); INSERT INTO t VALUES('harbour lamp', 1234)");
        SearchQuery query;
        query.text = "r l";
        QCOMPARE(search(query).matches.at(0).offset, std::uint64_t{6});
        query.text = "23";
        QCOMPARE(search(query).matches.at(0).name, std::string("b"));
    }

    void searchesNamesAndStatements()
    {
        PlainDatabase(m_path).execute(
            "CREATE TABLE customer(id INTEGER PRIMARY KEY, mail TEXT);"
            "CREATE INDEX by_mail ON customer(mail);"
            "CREATE TABLE other(a CHECK (a <> 'mailbox'));"
            "CREATE VIEW mailing AS SELECT mail FROM customer;"
            "CREATE TRIGGER watch AFTER INSERT ON other BEGIN SELECT 'no mail'; END;");
        QCOMPARE(names("MAIL"),
                 QStringList({"column customer mail", "index customer by_mail", "view mailing mailing",
                              "column mailing mail", "statement other other", "statement other watch"}));
        QCOMPARE(names("mail", SearchMode::Equals),
                 QStringList({"column customer mail", "column mailing mail"}));
        QCOMPARE(names("wat", SearchMode::StartsWith), QStringList({"trigger other watch"}));
    }

    void keysLeadToTheRows()
    {
        PlainDatabase(m_path).execute(
            "CREATE TABLE pair(b TEXT, a INT, v, PRIMARY KEY(a, b)) WITHOUT ROWID;"
            "INSERT INTO pair VALUES('x', 1, 'needle'), ('y', 2, 'hay');"
            "CREATE TABLE hidden(rowid TEXT, v); INSERT INTO hidden(_rowid_, v) VALUES(9, 'needle');"
            "CREATE TABLE nokey(rowid, _rowid_, oid, v); INSERT INTO nokey(v) VALUES('needle');"
            "CREATE VIEW seen AS SELECT v FROM pair;");
        SearchQuery query;
        query.text = "needle";
        const Recording all = search(query);
        QCOMPARE(all.matches.size(), std::size_t{3}); // not the view
        QCOMPARE(*all.matches[0].rowid, std::int64_t{9});
        QVERIFY(!all.matches[1].rowid && all.matches[1].key.empty());
        const SearchMatch &pair = all.matches[2];
        QVERIFY(!pair.rowid);
        QCOMPARE(pair.key.size(), std::size_t{2});
        QCOMPARE(pair.key[0].first, std::string("a"));
        QVERIFY(pair.key[0].second == sqlite::Value(std::int64_t{1}));
        QVERIFY(pair.key[1].second == sqlite::Value(std::string("x")));
        query.tables = {"SEEN"};
        QCOMPARE(search(query).matches.at(0).table, std::string("seen"));
        query.tables = {"none"};
        QCOMPARE(errorCodeOf([&] { search(query); }), std::string("NOT_FOUND"));
        query.text.clear();
        QCOMPARE(errorCodeOf([&] { search(query); }), std::string("USAGE"));
    }

    void stopsAtTheLimitAndPassesWhatCantBeRead()
    {
        PlainDatabase plain(m_path);
        plain.execute(
            "CREATE TABLE a(v); INSERT INTO a VALUES('x'), ('x'), ('x'); CREATE TABLE b(v); INSERT INTO b "
            "SELECT v FROM a; INSERT INTO b VALUES('X');"
            "PRAGMA writable_schema = on; INSERT INTO sqlite_schema VALUES('table', 'c', 'c', 0, 'CREATE "
            "VIRTUAL TABLE c USING nowhere');");
        SearchQuery query;
        query.text = "x";
        query.names = false;
        query.matchesPerTable = 3;
        const Recording sink = search(query);
        QCOMPARE(sink.matches.size(), std::size_t{6});
        QVERIFY(sink.last("a").state == SearchedTable::State::Done);
        QVERIFY(sink.last("b").state == SearchedTable::State::Limited);
        QVERIFY(sink.last("c").state == SearchedTable::State::Skipped);
        QVERIFY(sink.last("c").problem.find("nowhere") != std::string::npos);
        QCOMPARE(sink.last("c").place, std::size_t{3});
        QCOMPARE(sink.last("c").tables, std::size_t{3});
    }

    void cancelEndsItSoon()
    {
        PlainDatabase(m_path).execute(
            "CREATE TABLE t(v); CREATE VIEW endless AS WITH RECURSIVE n(x) AS (SELECT 1 UNION "
            "ALL SELECT x + 1 FROM n) SELECT x FROM n;");
        Recording sink;
        std::stop_source stop;
        core::JobContext job;
        job.stop = stop.get_token();
        SearchQuery query;
        query.text = "no such number";
        query.tables = {"endless"};
        std::atomic<int> tells{0};
        sink.onTable = [&] { ++tells; };
        QElapsedTimer sinceStop;
        std::thread stopper([&] {
            while (tells < 3) { // it reports while it runs
                std::this_thread::yield();
            }
            sinceStop.start();
            stop.request_stop();
        });
        Lease lease = Database::open(m_path)->lease();
        const std::string code = errorCodeOf([&] { session::search(lease, query, sink, job); });
        const qint64 took = sinceStop.elapsed();
        stopper.join();
        QCOMPARE(code, std::string("CANCELLED"));
        qInfo("cancelled within %lld ms", static_cast<long long>(took));
        QVERIFY(sink.last("endless").rows > 0);
    }
};

QTEST_GUILESS_MAIN(TableSearchTest)
#include "tst_table_search.moc"
