// CommitsModel and the figures of the chart of commits.
#include "models/timeline/commit_series.h"
#include "models/timeline/commits_model.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace strandline;
using namespace strandline::timeline;
using namespace std::chrono_literals;

namespace {

const core::Time start = core::Time(1772373600s);

Commit commitAt(std::uint64_t scn, std::chrono::seconds after, std::uint32_t pages = 2)
{
    Commit commit;
    commit.scn = {scn};
    commit.incarnation = {1};
    commit.timeFrom = commit.timeTo = start + after;
    commit.pages = pages;
    commit.storedBytes = pages * 100;
    return commit;
}

std::vector<Commit> everyMinute(std::uint64_t from, std::uint64_t count)
{
    std::vector<Commit> out;
    for (std::uint64_t i = from; i < from + count; ++i) {
        out.push_back(commitAt(i, std::chrono::minutes(i)));
    }
    return out;
}

} // namespace

class CommitsTest : public QObject
{
    Q_OBJECT

private slots:
    void newestFirst()
    {
        CommitsModel model;
        QAbstractItemModelTester tester(&model);
        model.append(everyMinute(1, 1500));
        QCOMPARE(model.rowCount(), 1500);
        QCOMPARE(model.index(0, CommitsModel::ScnColumn).data().toString(), QLocale().toString(1500));
        QCOMPARE(model.commitAt(1499).scn, core::Scn{1});
        QCOMPARE(model.rowOf({1}), 1499);
        QCOMPARE(model.rowOf({9999}), -1);
    }

    void selectionSurvivesNewCommits()
    {
        CommitsModel model;
        QAbstractItemModelTester tester(&model);
        model.append(everyMinute(1, 10));
        const QPersistentModelIndex chosen = model.index(model.rowOf({7}), 0);
        model.append(everyMinute(11, 5));
        QVERIFY(chosen.isValid());
        QCOMPARE(model.commitAt(chosen.row()).scn, core::Scn{7});
        QCOMPARE(model.rowCount(), 15);
    }

    void rangeRestrictsRowsAndNotTheCommits()
    {
        CommitsModel model;
        QAbstractItemModelTester tester(&model);
        model.append(everyMinute(1, 100));
        model.setRange(TimeRange{start + 10min, start + 19min});
        QCOMPARE(model.rowCount(), 10);
        QCOMPARE(model.commitAt(0).scn, core::Scn{19});
        QCOMPARE(model.commits().size(), std::size_t{100});
        model.append(everyMinute(101, 1)); // behind the range: no row
        QCOMPARE(model.rowCount(), 10);
        model.setRange({});
        QCOMPARE(model.rowCount(), 101);
    }

    void gapsAndUncertainTimesAreSaid()
    {
        CommitsModel model;
        QAbstractItemModelTester tester(&model);
        Commit gap = commitAt(1, 60s);
        gap.gap = true;
        gap.timeFrom = start;
        model.append({gap});
        QVERIFY(model.index(0, CommitsModel::NoteColumn).data().toString().contains("Gap"));
        QVERIFY(model.index(0, CommitsModel::TimeColumn).data().toString().startsWith("≈"));
    }

    void everyCommitFallsIntoOneBin()
    {
        const auto commits = everyMinute(1, 997);
        const TimeRange range = wholeRange(commits);
        for (const int count : {1, 7, 250, 5000}) {
            std::uint64_t sum = 0;
            std::uint64_t pages = 0;
            for (const Bin &bin : bins(commits, range, count)) {
                sum += bin.commits;
                pages += bin.pages;
            }
            QCOMPARE(sum, 997ULL);
            QCOMPARE(pages, 2ULL * 997);
        }
    }

    void binsHoldWhatLiesInTheirTime()
    {
        const std::vector<Commit> commits{commitAt(1, 0s, 5), commitAt(2, 9s, 1), commitAt(3, 10s, 7),
                                          commitAt(4, 20s)};
        const auto out = bins(commits, {start, start + 20s}, 2);
        QCOMPARE(out[0].commits, 2U);
        QCOMPARE(out[0].value(Measure::Pages), 6ULL);
        QCOMPARE(out[0].first, core::Scn{1});
        QCOMPARE(out[0].last, core::Scn{2});
        QCOMPARE(out[1].commits, 1U); // the one at 20 s lies outside
        QCOMPARE(out[1].value(Measure::Bytes), 700ULL);
    }

    void theBaseDoesNotDwarfTheRest()
    {
        Commit base = commitAt(1, 0s, 100000);
        base.base = true;
        const auto out = bins({base, commitAt(2, 1s, 3)}, {start, start + 2s}, 1);
        QCOMPARE(out[0].commits, 2U);
        QCOMPARE(out[0].pages, 3ULL);
        QVERIFY(out[0].base);
    }

    void nearestInTime()
    {
        const std::vector<Commit> commits{commitAt(1, 0s), commitAt(2, 10s), commitAt(3, 60s)};
        QCOMPARE(nearest(commits, start - 1h), std::size_t{0});
        QCOMPARE(nearest(commits, start + 6s), std::size_t{1});
        QCOMPARE(nearest(commits, start + 34s), std::size_t{1});
        QCOMPARE(nearest(commits, start + 36s), std::size_t{2});
        QCOMPARE(nearest(commits, start + 1h), std::size_t{2});
    }

    void axisStepsAreRound()
    {
        QCOMPARE(niceStep(1, 5), 1ULL);
        QCOMPARE(niceStep(7, 5), 2ULL);
        QCOMPARE(niceStep(51, 6), 10ULL);
        QCOMPARE(niceStep(123456, 4), 50000ULL);
    }
};

QTEST_GUILESS_MAIN(CommitsTest)
#include "tst_commits.moc"
