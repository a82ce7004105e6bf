// Backups of a recorded database, in turns with what anybody has: zstd of the file, sqlite3's .backup
// followed by it, and zstd -d. All of them in one run, on the same file.
#include "engine/backup/create.h"
#include "engine/backup/restore.h"
#include "engine/timeline/recorder.h"
#include "tests/bench/bench.h"

#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>

using namespace strandline;
using namespace strandline::bench;

namespace {

constexpr std::int64_t RowBytes = 117; // of a row of makeTable(), on its page

void shell(const std::string &command)
{
    if (std::system(command.c_str()) != 0) {
        throw std::runtime_error("failed: " + command);
    }
}

// What was written before is on the disk when body begins: nobody waits for the writes of another.
double secondsOf(const std::function<void()> &body)
{
    shell("sync");
    const double started = wallSeconds();
    body();
    return wallSeconds() - started;
}

class Bench
{
public:
    Bench(const Options &options, std::int64_t rows)
        : m_options(options), m_database(options.folder + "/backup.db"), m_store(options.folder + "/store")
    {
        makeTable(m_database, rows);
        timeline::RecorderOptions recorder;
        recorder.location.database = m_database;
        m_recorder = std::make_unique<timeline::Recorder>(recorder, core::JobContext{});
        record();
        m_megabytes = static_cast<double>(fileBytes(m_database)) / 1e6;
        detail(fmt::format("{:.0f} MB, {} rows", m_megabytes, rows));
    }

    void run()
    {
        for (int round = 0; round < m_options.rounds; ++round) {
            oneRound();
        }
        detail(fmt::format(
            "full {:.2f} s ({:.0f} MB/s), zstd -1 -T2 {:.2f} s, .backup and zstd {:.2f} s, restore {:.2f} s "
            "({:.0f} MB/s), zstd -d {:.2f} s",
            median(m_full), m_megabytes / median(m_full), median(m_zstd), median(m_copy), median(m_restore),
            m_megabytes / median(m_restore), median(m_unzstd)));
        detail(fmt::format("stored: full {:.1f} MB, zstd {:.1f} MB, incremental {:.1f} MB", m_fullMegabytes,
                           m_zstdMegabytes, m_incrementalMegabytes));
        figure("full backup beside zstd -1 -T2 of the file", median(m_zstdRatio), "x", Better::Higher, 0.8);
        figure("full backup beside .backup and zstd", median(m_copyRatio), "x", Better::Higher, 1.5);
        figure("incremental after 1 % changed, of the full's time",
               100 * median(m_incremental) / median(m_full), "%", Better::Lower, 3);
        figure("restore", m_megabytes / median(m_restore), "MB/s", Better::Higher, 250);
        figure("restore beside zstd -d", median(m_restoreRatio), "x", Better::Higher, 0.8);
    }

private:
    // What was committed is in the history afterwards.
    void record()
    {
        while (m_recorder->poll()) {
        }
    }

    backup::Manifest create(backup::Kind kind)
    {
        backup::CreateRequest request;
        request.database.database = m_database;
        request.store = m_store;
        request.kind = kind;
        return backup::createBackup(request, {}).manifest;
    }

    // One percent of the rows, side by side in a hundred places.
    void changeOnePercent()
    {
        const Db db(m_database, "PRAGMA synchronous=OFF");
        const std::int64_t rows = db.integer("SELECT max(id) FROM t");
        const std::int64_t run = std::max<std::int64_t>(1, rows / 10'000);
        for (std::int64_t i = 0; i < 100; ++i) {
            const std::int64_t from = below(m_random, rows - run) + 1;
            db.exec(fmt::format("UPDATE t SET n = n + 1 WHERE id BETWEEN {} AND {}", from, from + run - 1));
            record();
        }
    }

    void oneRound()
    {
        const std::string packed = m_options.folder + "/file.zst";
        const std::string copy = m_options.folder + "/copy.db";
        const std::string out = m_options.folder + "/restored.db";
        std::filesystem::remove_all(m_store);
        m_zstd.push_back(
            secondsOf([&] { shell(fmt::format("zstd -q -f -1 -T2 {} -o {}", m_database, packed)); }));
        backup::Manifest full;
        m_full.push_back(secondsOf([&] { full = create(backup::Kind::Full); }));
        m_copy.push_back(secondsOf([&] {
            shell(fmt::format("sqlite3 {} \".backup {}\" && zstd -q -f -1 -T2 {} -o {}", m_database, copy,
                              copy, packed));
        }));
        m_unzstd.push_back(secondsOf([&] { shell(fmt::format("zstd -q -f -d {} -o {}", packed, copy)); }));
        m_restore.push_back(secondsOf([&] {
            backup::RestoreRequest request;
            request.plan = backup::planRestoreFrom(backup::Catalogue(m_store).sets(), backup::Target{}, {});
            request.out = out;
            backup::runRestore(request, {});
        }));
        m_zstdRatio.push_back(m_zstd.back() / m_full.back());
        m_copyRatio.push_back(m_copy.back() / m_full.back());
        m_restoreRatio.push_back(m_unzstd.back() / m_restore.back());
        m_fullMegabytes = static_cast<double>(full.storedBytes()) / 1e6;
        m_zstdMegabytes = static_cast<double>(fileBytes(packed)) / 1e6;
        for (const std::string &file : {packed, copy, out}) {
            std::filesystem::remove(file);
        }
        changeOnePercent();
        backup::Manifest next;
        m_incremental.push_back(secondsOf([&] { next = create(backup::Kind::Differential); }));
        m_incrementalMegabytes = static_cast<double>(next.storedBytes()) / 1e6;
        detail(fmt::format(
            "full {:.2f} s, zstd {:.2f} s, .backup and zstd {:.2f} s, incremental of {:.1f} MB {:.3f} s, "
            "restore {:.2f} s, zstd -d {:.2f} s",
            m_full.back(), m_zstd.back(), m_copy.back(), static_cast<double>(next.contentBytes()) / 1e6,
            m_incremental.back(), m_restore.back(), m_unzstd.back()));
    }

    const Options &m_options;
    const std::string m_database;
    const std::string m_store;
    std::unique_ptr<timeline::Recorder> m_recorder; // as the workbench or the agent has one
    double m_megabytes = 0;
    double m_fullMegabytes = 0;
    double m_zstdMegabytes = 0;
    double m_incrementalMegabytes = 0;
    std::uint64_t m_random = 3;
    std::vector<double> m_zstd;
    std::vector<double> m_full;
    std::vector<double> m_copy;
    std::vector<double> m_unzstd;
    std::vector<double> m_restore;
    std::vector<double> m_incremental;
    std::vector<double> m_zstdRatio;
    std::vector<double> m_copyRatio;
    std::vector<double> m_restoreRatio;
};

} // namespace

int main(int argc, char **argv)
{
    return run(argc, argv, [](const Options &options) {
        Bench(options, options.size(1'000'000'000, 2'000'000) / RowBytes).run();
    });
}
