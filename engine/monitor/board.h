// The session board as C++ sees it: made, mapped, swept. Its layout and rules are in board_layout.h.
//
// Safe from any thread. Errors: those of core::File (a full disk, refused permissions); Busy where another
// program hangs while it makes the board.
#pragma once

#include "engine/monitor/board_layout.h"
#include "engine/monitor/process.h"
#include "engine/timeline/history.h"

#include <memory>

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

    // Folds and frees the slots of processes that are gone; how many. 0 while another one sweeps.
    std::size_t sweep();

private:
    Board(const timeline::Location &location, std::unique_ptr<MappedFile> file);
    Board();

    // Constant after construction.
    timeline::Location m_location;
    std::unique_ptr<MappedFile> m_file;  // null: in memory
    std::unique_ptr<sl_board> m_private; // null: in a file
    sl_board *m_layout;
};

// Where the file lies.
std::string boardPath(const timeline::Location &location);

} // namespace strandline::monitor
