// A recorded database as backups read it: its history brought up to now, and its pages as of any commit.
// Private to the area.
//
// readPages() may be called from any thread; the rest belongs to one. Errors: those of timeline::History and
// Recorder.
#pragma once

#include "engine/backup/piece_reader.h"
#include "engine/core/job.h"
#include "engine/timeline/store.h"

#include <mutex>

namespace strandline::sqlite {
class LiveFile;
}

namespace strandline::backup {

// What a database's history needs before it is backed up, and could not be done.
struct CatchUp
{
    bool usable = true;             // false: the database goes on without its history (it left WAL mode)
    std::vector<std::string> notes; // whole sentences
};
// Takes in what was committed and isn't in the history yet: waits for the recorder that runs, or records for
// a moment where none does.
CatchUp catchUp(timeline::History &history, const timeline::Location &location, const core::Clock &clock,
                const std::string &program, const core::JobContext &job);

class RecordedSource
{
public:
    // asOf: the commit to back up; nothing: the newest.
    RecordedSource(std::shared_ptr<timeline::History> history, std::optional<core::Scn> asOf);
    ~RecordedSource();

    timeline::History &history() const { return *m_history; }
    core::Scn current() const { return m_current; } // the commit to back up
    timeline::Commit commit(core::Scn scn) const { return m_history->store()->describe(scn); }
    std::uint32_t pageSize(core::Scn scn) const;
    // Whether the database can be read as of scn.
    bool readable(core::Scn scn) const;

    // Pages page, page + 1 … as of scn, as many as fit into out.
    void readPages(core::Scn scn, std::uint32_t page, std::span<std::uint8_t> out) const;

    // One step with what changed between two commits that can be read.
    Step stepBetween(core::Scn from, core::Scn to) const;
    // A step for each commit after `from` up to `to` that can be read; unreadable gets the others.
    std::vector<Step> stepsOfCommits(core::Scn from, core::Scn to, std::vector<ScnRange> &unreadable,
                                     const core::JobContext &job) const;

private:
    Step emptyStep(core::Scn scn) const;
    std::unique_ptr<sqlite::LiveFile> borrowLive() const;
    void giveBack(std::unique_ptr<sqlite::LiveFile> live) const;

    const std::shared_ptr<timeline::History> m_history;
    const std::shared_ptr<timeline::Store> m_store;
    const core::Scn m_current;
    const timeline::Store::Pin m_pin; // of the oldest SCN: retention leaves what we read
    mutable std::mutex m_mutex;
    mutable std::vector<std::unique_ptr<sqlite::LiveFile>> m_live; // guarded by m_mutex: idle ones
};

} // namespace strandline::backup
