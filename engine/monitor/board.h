// The session board as C++ sees it: made, mapped, swept. Its layout and rules are in board_layout.h.
//
// Safe from any thread. Errors: those of core::File (a full disk, refused permissions); Busy where another
// program hangs while it makes the board.
#pragma once

#include "engine/monitor/board_layout.h"
#include "engine/monitor/process.h"
#include "engine/timeline/history.h"

#include <atomic>
#include <memory>
#include <mutex>

namespace strandline::monitor {

class Board
{
public:
    // The one in the sidecar, made where it is missing or of no use (of an earlier start of the machine,
    // another version, damaged). The sidecar's folder must be there. Its mode and owner are those of the
    // folder.
    static std::shared_ptr<Board> open(const timeline::Location &location);
    // The one in the sidecar; null where there is none that can be used. Makes nothing.
    static std::shared_ptr<Board> openExisting(const timeline::Location &location);
    // One that only this process sees: for a database without a sidecar.
    static std::shared_ptr<Board> inMemory();

    sl_board &layout() const { return *m_layout; }
    bool shared() const { return m_file != nullptr; }

    // Whether the sidecar has another board than this one now, or none that is used yet: it was made, or made
    // anew, after this board. location: as timeline::resolved(). Takes a call of the system, or two.
    bool isReplaced(const timeline::Location &location) const;
    // From now on whoever publishes on this board moves to that one, when it is convenient to him.
    void retireFor(std::shared_ptr<Board> successor);
    bool retired() const { return m_retired.load(std::memory_order_acquire); }
    std::shared_ptr<Board> successor() const; // null: it isn't retired

    // Folds and frees the slots of processes that are gone; how many. 0 while another one sweeps.
    std::size_t sweep();

private:
    Board(const timeline::Location &location, std::unique_ptr<MappedFile> file,
          std::optional<core::FileIdentity> identity);
    Board();

    // Constant after construction.
    timeline::Location m_location;
    std::unique_ptr<MappedFile> m_file;           // null: in memory
    std::unique_ptr<sl_board> m_private;          // null: in a file
    std::optional<core::FileIdentity> m_identity; // of the file
    sl_board *m_layout;

    std::atomic<bool> m_retired = false;
    mutable std::mutex m_mutex;
    std::shared_ptr<Board> m_successor; // guarded by m_mutex
};

// Where the file lies.
std::string boardPath(const timeline::Location &location);

} // namespace strandline::monitor
