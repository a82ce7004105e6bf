// The session board: made whole, claimed, folded, swept, and read however hostile its contents are.
#include "engine/monitor/board.h"
#include "tests/support/child_process.h"
#include "tests/support/temp_folder.h"

#include <QtTest>
#include <csignal>
#include <filesystem>
#include <sys/stat.h>
#include <sys/wait.h>
#include <thread>

using namespace strandline;
using namespace strandline::monitor;
using strandline::test::TempFolder;

class TstBoard : public QObject
{
    Q_OBJECT

    struct Place
    {
        TempFolder folder;
        timeline::Location location{folder.file("a.db"), {}};
        Place()
        {
            test::writeFile(location.database, "x");
            std::filesystem::create_directory(location.sidecar());
        }
    };

    static std::size_t claimed(const sl_board &board)
    {
        std::size_t count = 0;
        for (const sl_slot &slot : board.slot) {
            count += sl_load(&slot.owner) != 0 ? 1 : 0;
        }
        return count;
    }

private slots:
    void isAllocatedInFullWithTheModeOfItsFolder()
    {
        const Place place;
        QVERIFY(!Board::openExisting(place.location));
        QCOMPARE(::chmod(place.location.sidecar().c_str(), 0750), 0);
        const auto board = Board::open(place.location);
        struct stat st = {};
        QCOMPARE(::stat(boardPath(place.location).c_str(), &st), 0);
        QCOMPARE(static_cast<std::size_t>(st.st_size), sizeof(sl_board));
        QVERIFY(static_cast<std::size_t>(st.st_blocks) * 512 >= sizeof(sl_board));
        QCOMPARE(st.st_mode & 0777U, 0640U);
        QVERIFY(board->shared());
        QVERIFY(sizeof(sl_board) < 2'000'000);
    }

    void twoProgramsSeeOneBoard()
    {
        const Place place;
        const auto first = Board::open(place.location);
        const auto second = Board::open(place.location);
        sl_slot *slot = sl_claim(&first->layout(), 1, processStart(1));
        sl_store32(&slot->event, SL_DB_READ);
        QCOMPARE(sl_load32(&second->layout().slot[0].event), std::uint32_t{SL_DB_READ});
    }

    void thoseWhoMakeItAtOnceAgreeOnOne()
    {
        const Place place;
        std::vector<std::shared_ptr<Board>> boards(8);
        std::vector<std::thread> threads;
        for (auto &board : boards) {
            threads.emplace_back([&] { board = Board::open(place.location); });
        }
        for (std::thread &thread : threads) {
            thread.join();
        }
        for (const auto &board : boards) {
            QVERIFY(sl_claim(&board->layout(), 7, 1) != nullptr);
        }
        QCOMPARE(claimed(boards.front()->layout()), boards.size());
    }

    void slotsAreNeverGivenTwice()
    {
        const auto board = Board::inMemory();
        std::vector<std::thread> threads;
        std::array<std::atomic<int>, SL_SLOTS> users{};
        std::atomic<bool> twice = false;
        for (std::uint64_t i = 1; i <= 8; ++i) {
            threads.emplace_back([&, i] {
                for (int round = 0; round < 2000; ++round) {
                    if (sl_slot *slot = sl_claim(&board->layout(), i, 1)) {
                        auto &user = users.at(static_cast<std::size_t>(slot - board->layout().slot));
                        twice = twice || user.fetch_add(1) != 0;
                        sl_add(&sl_record_of(&board->layout(), slot)->counters.calls, 1);
                        user.fetch_sub(1);
                        sl_give_back(&board->layout(), slot);
                    }
                }
            });
        }
        for (std::thread &thread : threads) {
            thread.join();
        }
        QVERIFY(!twice);
        QCOMPARE(board->layout().totals.calls, std::uint64_t{16'000});
        QCOMPARE(board->layout().sessions, std::uint64_t{16'000});
        QCOMPARE(claimed(board->layout()), std::size_t{0});
    }

    void aFullBoardRefusesAndCounts()
    {
        const auto board = Board::inMemory();
        for (int i = 0; i < SL_SLOTS; ++i) {
            QVERIFY(sl_claim(&board->layout(), 1, 1) != nullptr);
        }
        QVERIFY(sl_claim(&board->layout(), 1, 1) == nullptr);
        QCOMPARE(board->layout().refused, std::uint64_t{1});
    }

    void theDeadAreSweptAndTheirCountersKept()
    {
        const Place place;
        const auto board = Board::open(place.location);
        test::ChildProcess child({"/bin/sleep", "600"});
        const auto pid = static_cast<std::uint64_t>(child.pid());
        sl_slot *theirs = sl_claim(&board->layout(), pid, processStart(pid));
        sl_store32(&theirs->ready, 1);
        sl_add(&sl_record_of(&board->layout(), theirs)->counters.event_ns[SL_WAL_SYNC], 1234);
        sl_slot *ours = sl_claim(&board->layout(), static_cast<std::uint64_t>(core::currentProcess()),
                                 processStart(static_cast<std::uint64_t>(core::currentProcess())));
        sl_store32(&ours->ready, 1);
        // A number that another process has got since.
        sl_slot *reused = sl_claim(&board->layout(), static_cast<std::uint64_t>(core::currentProcess()), 77);
        sl_store32(&reused->ready, 1);
        QCOMPARE(board->sweep(), std::size_t{1});
        child.stop(SIGKILL);
        QCOMPARE(board->sweep(), std::size_t{1});
        QCOMPARE(sl_load(&theirs->owner), std::uint64_t{0});
        QCOMPARE(board->layout().totals.event_ns[SL_WAL_SYNC], std::uint64_t{1234});
        QVERIFY(sl_load(&ours->owner) != 0);
        QCOMPARE(board->sweep(), std::size_t{0});
    }

    // Its parent hasn't asked for its exit code yet.
    void aZombieHasEnded()
    {
        const pid_t pid = ::fork();
        if (pid == 0) {
            ::_exit(0);
        }
        QVERIFY(pid > 0);
        QTRY_COMPARE(processStart(static_cast<std::uint64_t>(pid)), std::uint64_t{0});
        QCOMPARE(::kill(pid, 0), 0); // it is still there
        QCOMPARE(::waitpid(pid, nullptr, 0), pid);
    }

    void whatIsOfNoUseIsReplaced_data()
    {
        QTest::addColumn<int>("what");
        QTest::newRow("magic") << 0;
        QTest::newRow("version") << 1;
        QTest::newRow("another start of the machine") << 2;
        QTest::newRow("short") << 3;
        QTest::newRow("symbolic link") << 4;
    }

    void whatIsOfNoUseIsReplaced()
    {
        QFETCH(int, what);
        const Place place;
        const std::string path = boardPath(place.location);
        {
            const auto board = Board::open(place.location);
            sl_claim(&board->layout(), 1, 1);
            board->layout().magic ^= what == 0 ? 1 : 0;
            board->layout().version += what == 1 ? 1 : 0;
            board->layout().boot += what == 2 ? 1 : 0;
        }
        if (what == 3) {
            std::filesystem::resize_file(path, 100);
        } else if (what == 4) {
            std::filesystem::rename(path, path + ".elsewhere");
            std::filesystem::create_symlink(path + ".elsewhere", path);
        }
        QVERIFY(!Board::openExisting(place.location));
        QCOMPARE(claimed(Board::open(place.location)->layout()), std::size_t{0});
        QVERIFY(Board::openExisting(place.location) != nullptr);
    }

    void groupsOfWordsAreReadWholeOrNotAtAll()
    {
        const auto board = Board::inMemory();
        sl_record &record = board->layout().record[0];
        std::atomic<bool> done = false;
        std::thread writer([&] {
            for (std::uint64_t i = 1; i <= 200'000; ++i) {
                sl_begin_write(&record.counters_seq);
                sl_store(&record.counters.calls, i);
                sl_store(&record.counters.rows, 2 * i);
                sl_end_write(&record.counters_seq);
            }
            done = true;
        });
        std::uint64_t held = 0;
        bool torn = false;
        while (!done || held == 0) {
            const std::uint32_t began = sl_begin_read(&record.counters_seq);
            const std::uint64_t calls = sl_load(&record.counters.calls);
            const std::uint64_t rows = sl_load(&record.counters.rows);
            if (sl_read_held(&record.counters_seq, began) != 0) {
                ++held;
                torn = torn || rows != 2 * calls;
            }
        }
        writer.join();
        QVERIFY(!torn);
    }

    void bucketsAreLogarithmic()
    {
        QCOMPARE(sl_bucket(0), 0U);
        QCOMPARE(sl_bucket(999), 0U);
        QCOMPARE(sl_bucket(1000), 1U);
        QCOMPARE(sl_bucket(1999), 1U);
        QCOMPARE(sl_bucket(2000), 2U);
        QCOMPARE(sl_bucket(UINT64_MAX), 23U);
    }

    void itsClockRunsAsTheSystems()
    {
        const auto board = Board::inMemory();
        const sl_clock &clock = board->layout().clock;
        const std::uint64_t began = sl_monotonic_ns();
        const std::uint64_t mine = sl_now(&clock);
        while (sl_monotonic_ns() - began < 20'000'000) {
        }
        const auto wall = static_cast<double>(sl_monotonic_ns() - began);
        const auto counted = static_cast<double>(sl_now(&clock) - mine);
        // Two readings that the scheduler may tear apart: generous, and still far below what a wrong scale
        // gives.
        QVERIFY2(counted > 0.5 * wall && counted < 2 * wall, qPrintable(QString::number(counted / wall)));
    }
};

QTEST_GUILESS_MAIN(TstBoard)
#include "tst_board.moc"
