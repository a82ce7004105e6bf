// The models of the Performance Hub: tables that are well-behaved, a load map whose areas are shares, SQL ids
// from text, and a time that is looked at which moves as it should.
#include "engine/session/executor.h"
#include "models/performance/ash_analytics.h"
#include "models/performance/execution_detail.h"
#include "models/performance/sql_detail.h"
#include "tests/support/plain_database.h"
#include "tests/support/random.h"
#include "tests/support/temp_folder.h"

#include <QAbstractItemModelTester>
#include <QDir>
#include <QSignalSpy>
#include <QTest>

#include <cmath>
#include <numeric>
#include <unistd.h>

using namespace strandline;
using namespace strandline::performance;
using namespace std::chrono_literals;
using monitor::AshDimension;
using monitor::AshRow;

namespace {

std::vector<AshRow> someRows(std::uint64_t seed)
{
    test::Random random(seed);
    std::vector<AshRow> rows(500);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        rows[i].sampleId = i;
        rows[i].time = core::Time(1'700'000'000s) + 100ms * i;
        rows[i].usecsPerRow = 100'000;
        rows[i].sid = 1 + random.below(5);
        rows[i].sqlId = random.below(random.below(20) + 1);
        rows[i].event = static_cast<std::uint32_t>(random.below(SL_IDLE_CURSOR));
        rows[i].program = random.oneIn(4) ? "python3" : "strandline";
    }
    return rows;
}

QAbstractItemModelTester::FailureReportingMode strict()
{
    return QAbstractItemModelTester::FailureReportingMode::QtTest;
}

} // namespace

class TstPerformanceModels : public QObject
{
    Q_OBJECT

private slots:
    void aTopListFollowsItsDimension()
    {
        const std::vector<AshRow> rows = someRows(test::testSeed("top", 1));
        TopModel model;
        const QAbstractItemModelTester tester(&model, strict());
        model.set(AshDimension::SqlId, monitor::topOf(rows, AshDimension::SqlId, 50),
                  {{monitor::sqlIdText(1), "SELECT ?"}});
        QCOMPARE(model.columnCount(), 3);
        const int row = model.rowOf(monitor::sqlIdText(1));
        QVERIFY(row >= 0);
        QCOMPARE(model.index(row, TopModel::TextColumn).data().toString(), QString("SELECT ?"));
        QVERIFY(model.index(row, TopModel::ValueColumn).data(LinkRole).toBool());
        QVERIFY(!model.index(model.rowOf(""), TopModel::ValueColumn).data(LinkRole).toBool());
        const auto shares = model.index(row, 0).data(SharesRole).value<ClassShares>();
        const double sum = std::accumulate(shares.begin(), shares.end(), 0.0);
        double plain = 0;
        for (const AshRow &one : rows) {
            plain += one.sqlId == 1 ? 1.0 / static_cast<double>(rows.size()) : 0;
        }
        QVERIFY(std::abs(sum - plain) < 1e-9);
        QVERIFY(model.index(row, 0).data().toString().contains("±"));
        model.set(AshDimension::Program, monitor::topOf(rows, AshDimension::Program, 50), {});
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.columnCount(), 2);
        QCOMPARE(model.index(0, 1).data().toString(), QString("strandline"));
    }

    // Each tile lies within its parent, beside its siblings, and has its share of the parent's area.
    void areasOfTheLoadMapAreShares()
    {
        const std::vector<AshRow> rows = someRows(test::testSeed("map", 2));
        LoadMapModel model;
        const QAbstractItemModelTester tester(&model, strict());
        const std::vector<AshDimension> dimensions = {AshDimension::Program, AshDimension::Session,
                                                      AshDimension::WaitClass};
        model.set(dimensions, monitor::nestedTotals(rows, dimensions), 2.0);
        QCOMPARE(model.columnCount(), 5);
        double leaves = 0;
        for (int row = 0; row < model.rowCount(); ++row) {
            leaves += model.leafAt(row).total.share;
        }
        QVERIFY(std::abs(leaves - 1) < 1e-9);
        const QRectF whole(10, 20, 800, 400);
        const std::vector<MapTile> tiles = model.layOut(whole, 0);
        double first = 0;
        for (std::size_t i = 0; i < tiles.size(); ++i) {
            const MapRow &node = model.nodes().at(tiles[i].row);
            QVERIFY(whole.adjusted(-0.01, -0.01, 0.01, 0.01).contains(tiles[i].rect));
            if (tiles[i].level == 0) {
                const double area = tiles[i].rect.width() * tiles[i].rect.height() / (800.0 * 400.0);
                QVERIFY(std::abs(area - node.total.share) < 1e-6);
                first += area;
            }
            for (std::size_t k = i + 1; k < tiles.size(); ++k) {
                const MapRow &other = model.nodes().at(tiles[k].row);
                const QRectF both = tiles[i].rect.intersected(tiles[k].rect);
                const bool below = other.path.size() > node.path.size() &&
                                   std::equal(node.path.begin(), node.path.end(), other.path.begin());
                if (below) {
                    QVERIFY(tiles[i].rect.adjusted(-0.01, -0.01, 0.01, 0.01).contains(tiles[k].rect));
                } else {
                    QVERIFY(both.isEmpty() || both.width() * both.height() < 0.01);
                }
            }
        }
        QVERIFY(std::abs(first - 1) < 1e-6);
        model.set(dimensions, {}, 0);
        QVERIFY(model.layOut(whole, 10).empty());
    }

    void sqlIdsComeBackFromTheirText()
    {
        for (const std::uint64_t id : {1ULL, 0xfedcba9876543210ULL, ~0ULL}) {
            QCOMPARE(sqlIdFrom(monitor::sqlIdText(id)), std::optional<std::uint64_t>(id));
        }
        QVERIFY(!sqlIdFrom(""));
        QVERIFY(!sqlIdFrom("SELECT"));
        QVERIFY(!sqlIdFrom("zzzzzzzzzzzzz")); // more than 64 bits
    }

    void theTimeThatIsLookedAt()
    {
        Opened opened;
        AshAnalytics analytics(&opened.session);
        analytics.setActive(true);
        QTRY_VERIFY(analytics.loaded());
        QCOMPARE(analytics.inner().to - analytics.inner().from, 5min);
        QCOMPARE(analytics.outer().to - analytics.outer().from, 1h);
        QVERIFY(analytics.atNow());
        QVERIFY(analytics.strip()->series().steps() > 300);
        QCOMPARE(analytics.activity()->series().steps(), std::size_t{300});
        const series::TimeSpan past{analytics.outer().from + 10min, analytics.outer().from + 12min};
        analytics.select(past);
        QVERIFY(!analytics.atNow());
        const core::Time from = analytics.inner().from;
        analytics.refresh();
        QVERIFY(analytics.inner().from == from); // it stays where it is while time goes on
        const core::Time yesterday = analytics.outer().from - 20h;
        analytics.select({yesterday, yesterday + 1min});
        QVERIFY(analytics.outer().from <= yesterday && analytics.outer().to >= yesterday + 1min);
        analytics.setRange(AshAnalytics::Range::Historical);
        QCOMPARE(analytics.outer().to - analytics.outer().from, 24h);
        QCOMPARE(analytics.inner().to - analytics.inner().from, 1h);
        const series::TimeSpan before = analytics.outer();
        analytics.shiftDay(-1);
        QVERIFY(analytics.outer().to == before.from);
        // What a drag within a day asks for reads no more than its own time.
        const QSignalSpy answers(&analytics, &AshAnalytics::answered);
        QTRY_VERIFY(answers.count() > 0 && analytics.strip()->series().start == analytics.outer().from);
        const auto strip = analytics.strip()->shared();
        const auto shown = answers.count();
        analytics.select({analytics.outer().from + 2h, analytics.outer().from + 3h});
        QTRY_VERIFY(answers.count() > shown);
        QVERIFY(analytics.strip()->shared() == strip);
    }

    void whatWasKeptIsShownAsHistory()
    {
        Opened opened(true);
        const core::Time then = core::SystemClock().now() - 3h;
        std::vector<AshRow> rows = someRows(3);
        for (std::size_t i = 0; i < rows.size(); ++i) {
            rows[i].time = then + 100ms * i;
        }
        monitor::KeptStatistics({opened.path, {}}).keep(rows, {{1, "SELECT kept"}}, {}, then);
        AshAnalytics analytics(&opened.session);
        analytics.setRange(AshAnalytics::Range::Historical);
        analytics.select({then - 1min, then + 2min});
        analytics.setActive(true);
        QTRY_COMPARE(analytics.samples(), std::size_t{50});
        const int row = analytics.top(0)->rowOf(monitor::sqlIdText(1));
        QVERIFY(row >= 0);
        QCOMPARE(analytics.top(0)->index(row, TopModel::TextColumn).data().toString(),
                 QString("SELECT kept"));
        // 50 rows stand for a second each.
        QVERIFY(std::abs(analytics.sessions() * 180 - 50) < 1);
        analytics.addFilter({AshDimension::SqlId, monitor::sqlIdText(1)});
        QTRY_VERIFY(analytics.samples() < 50 && analytics.samples() > 0);
        analytics.setActive(false);
    }

    // Nobody active is zero; nobody there to see it is a gap.
    void timesThatNobodyWatchedAreGaps()
    {
        Opened opened;
        AshAnalytics analytics(&opened.session);
        analytics.setActive(true);
        const auto valueAt = [&](const series::SeriesData &data, core::Time time) {
            const auto step = (time - data.start) / data.step;
            return data.lines.front().values.at(static_cast<std::size_t>(step));
        };
        QTRY_VERIFY(analytics.watched());
        const auto &activity = analytics.activity()->series();
        QVERIFY(std::isnan(valueAt(activity, activity.start)));
        QVERIFY(std::isnan(valueAt(analytics.strip()->series(), analytics.strip()->series().start)));
        const auto knows = [&] { return !std::isnan(valueAt(activity, activity.end() - 1s)); };
        QTRY_VERIFY(knows());
        QCOMPARE(analytics.emptyText(), QString("No session was active in this time."));
        analytics.select({analytics.outer().from, analytics.outer().from + 10min});
        QTRY_VERIFY(!analytics.watched());
        QCOMPARE(analytics.emptyText(), QString("Nobody watched the database in this time."));
        analytics.setActive(false);
    }

    // Where nobody was active, the activity before it is one step away.
    void theLastActivityIsFound()
    {
        Opened opened(true);
        const core::Time then = std::chrono::floor<std::chrono::seconds>(core::SystemClock().now()) - 30h;
        AshRow row = someRows(3).front();
        row.sampleId = monitor::keptOneIn;
        row.time = then;
        AshRow older = row;
        older.time = then - 5h;
        monitor::KeptStatistics({opened.path, {}}).keep({older, row}, {{1, "SELECT kept"}}, {}, then);
        AshAnalytics analytics(&opened.session);
        analytics.setActive(true);
        QTRY_VERIFY(analytics.earlier().has_value());
        QVERIFY(*analytics.earlier() == then);
        QCOMPARE(analytics.samples(), std::size_t{0});
        analytics.selectEarlier();
        QCOMPARE(analytics.range(), AshAnalytics::Range::Historical);
        QTRY_COMPARE(analytics.samples(), std::size_t{1});
        QVERIFY(!analytics.earlier());
        analytics.select({then - 1h, then - 30min});
        QTRY_VERIFY(analytics.earlier() == then - 5h);
        analytics.select({then - 7h, then - 6h});
        QTRY_VERIFY(analytics.loaded() && !analytics.earlier() && analytics.samples() == 0);
        analytics.setActive(false);
    }

    void executionsAndAStatementInDetail()
    {
        Opened opened;
        {
            session::Lease lease = opened.session.database()->lease();
            const std::string sql = "SELECT /*+ MONITOR */ count(*) FROM t WHERE a > ";
            for (const char *value : {"1", "2", "3"}) {
                session::query(lease, sql + value, {}, {});
            }
        }
        ExecutionsModel executions(&opened.session);
        const QAbstractItemModelTester tester(&executions, strict());
        executions.setActive(true);
        QTRY_COMPARE(executions.rowCount(), 3);
        QCOMPARE(executions.running(), 0);
        executions.setActive(false);
        const ExecutionRow row = executions.at(0);
        ExecutionDetail detail(&opened.session);
        detail.show(row);
        QTRY_VERIFY(detail.plan()->rowCount() > 0);
        QVERIFY(detail.facts().size() > 6);

        SqlDetail sql(&opened.session);
        sql.setActive(true);
        sql.show(executions.index(0, ExecutionsModel::SqlIdColumn).data().toString());
        QTRY_VERIFY(sql.loaded());
        QVERIFY(sql.known());
        QCOMPARE(sql.sums().executions, std::uint64_t{3});
        QCOMPARE(sql.executions()->rowCount(), 3);
        QVERIFY(sql.facts().literal);
        QVERIFY(QString::fromStdString(sql.facts().text).contains("FROM t"));
        const auto &histogram = sql.sums().histogram;
        QCOMPARE(std::accumulate(histogram.begin(), histogram.end(), std::uint64_t{0}), std::uint64_t{3});
        sql.show("0000000000001");
        QTRY_VERIFY(sql.loaded());
        QVERIFY(!sql.known());
        sql.setActive(false);
    }

    // Only the sampler knows that it has ended: no rows, no steps, and a time that is an estimate.
    void anExecutionOfAnotherProgramIsToldAsSampled()
    {
        Opened opened(true);
        const auto database = opened.session.database();
        sl_board &board = database->monitor().heldBoard()->layout();
        const auto process = static_cast<std::uint64_t>(::getppid());
        sl_slot *slot = sl_claim(&board, process, monitor::processStart(process));
        const std::string sql = "SELECT count(*) FROM t";
        sl_record *record = sl_record_of(&board, slot);
        sl_put_bytes(record->sql, SL_SQL_BYTES, sql.data(), sql.size());
        sl_store32(&record->sql_bytes, static_cast<std::uint32_t>(sql.size()));
        sl_store32(&slot->kind, SL_KIND_PROBED);
        sl_store(&slot->execution, 7);
        sl_store(&slot->call_start_ns, sl_now(&board.clock) - 6'000'000'000U);
        sl_store(&slot->execution_start_ns, sl_load(&slot->call_start_ns));
        sl_store32(&slot->event, SL_DB_READ);
        sl_store32(&slot->state, SL_STATE_ACTIVE);
        sl_store32(&slot->ready, 1);

        ExecutionsModel executions(&opened.session);
        const QAbstractItemModelTester tester(&executions, strict());
        executions.setActive(true);
        QTRY_COMPARE(executions.running(), 1);
        const auto met = [&] {
            const std::vector<AshRow> rows = database->monitor().samples();
            return std::any_of(rows.begin(), rows.end(),
                               [&](const AshRow &row) { return row.process == process; });
        };
        QTRY_VERIFY(met()); // our own reading is sampled, too
        sl_store32(&slot->state, SL_STATE_IDLE);
        QTRY_VERIFY(executions.rowCount() == 1 && executions.running() == 0);
        executions.setActive(false);
        const auto cell = [&](int column, int role = Qt::DisplayRole) {
            return executions.index(0, column).data(role).toString();
        };
        QCOMPARE(cell(ExecutionsModel::StatusColumn), ExecutionsModel::tr("■ Ended"));
        const QString split = classSplit(executions.at(0).shares);
        QVERIFY(split.contains("User I/O"));
        QCOMPARE(cell(ExecutionsModel::TimeColumn, Qt::ToolTipRole),
                 ExecutionsModel::tr("As sampled: %1").arg(split));
        QCOMPARE(cell(ExecutionsModel::TextColumn, Qt::ToolTipRole), QString::fromStdString(sql));
        ExecutionDetail detail(&opened.session);
        detail.show(executions.at(0));
        for (const ExecutionDetail::Fact &fact : detail.facts()) {
            QVERIFY(fact.name != ExecutionDetail::tr("Rows"));
            QVERIFY(fact.name != ExecutionDetail::tr("Virtual machine steps"));
        }
        sl_give_back(&board, slot);
    }

private:
    struct Opened
    {
        explicit Opened(bool sidecar = false)
        {
            test::PlainDatabase(path).execute("PRAGMA journal_mode = WAL; CREATE TABLE t(a)");
            if (sidecar) {
                QDir().mkpath(QString::fromStdString(path + ".strandline"));
            }
            session.open(QString::fromStdString(path));
            if (!QTest::qWaitFor(
                    [this] { return session.state() == session::DatabaseSession::State::Open; })) {
                throw std::runtime_error("not opened");
            }
        }
        ~Opened() { session.close(); }
        Opened(const Opened &) = delete;
        Opened &operator=(const Opened &) = delete;

        test::TempFolder folder{test::TempFolder::Place::Memory};
        std::string path = folder.file("a.db");
        task::TaskList tasks;
        session::DatabaseSession session{&tasks};
    };
};

QTEST_GUILESS_MAIN(TstPerformanceModels)
#include "tst_performance_models.moc"
