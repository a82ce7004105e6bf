#include "engine/monitor/board.h"

#include "engine/timeline/place.h"

#include <chrono>
#include <fmt/format.h>
#include <map>
#include <thread>

namespace strandline::monitor {

namespace {

constexpr std::chrono::milliseconds patience{1000}; // for another one that makes or sweeps the board

std::string lockPath(const timeline::Location &location)
{
    return location.sidecar() + "/sessions.lock";
}

void begin(sl_board &board, std::uint64_t boot)
{
    board.magic = SL_MAGIC;
    board.version = SL_VERSION;
    board.slot_count = SL_SLOTS;
    board.size_bytes = sizeof(sl_board);
    board.boot = boot;
    board.clock = sl_calibrate();
    board.created_us = static_cast<std::uint64_t>(core::SystemClock().now().time_since_epoch().count());
}

bool usable(const sl_board &board)
{
    return board.magic == SL_MAGIC && board.version == SL_VERSION && board.slot_count == SL_SLOTS &&
           board.size_bytes == sizeof(sl_board) && board.boot == bootNumber();
}

// A file that is removed unless it got its final name.
class Draft
{
public:
    Draft(const core::FileSystem &files, std::string path) : m_files(files), m_path(std::move(path))
    {
        m_files.tryRemove(m_path); // of a process of this number that died
    }
    ~Draft() { m_files.tryRemove(m_path); }
    Draft(const Draft &) = delete;
    Draft &operator=(const Draft &) = delete;
    const std::string &path() const { return m_path; }

private:
    const core::FileSystem &m_files;
    std::string m_path;
};

// Written in full before anybody maps it: a full disk is an error here, and no signal later.
void make(const timeline::Location &location)
{
    const auto board = std::make_unique<sl_board>();
    begin(*board, bootNumber());
    const Draft draft(*location.files, fmt::format("{}.{}", boardPath(location), core::currentProcess()));
    location.files->open(draft.path(), core::OpenMode::Create)
        ->writeAt(0, core::ByteView(reinterpret_cast<const std::uint8_t *>(board.get()), sizeof *board));
    location.files->rename(draft.path(), boardPath(location));
}

std::unique_ptr<MappedFile> mapped(const timeline::Location &location)
{
    auto file = MappedFile::open(boardPath(location), sizeof(sl_board));
    return file && usable(*static_cast<const sl_board *>(file->data())) ? std::move(file) : nullptr;
}

} // namespace

std::string boardPath(const timeline::Location &location)
{
    return location.sidecar() + "/sessions.shm";
}

Board::Board(const timeline::Location &location, std::unique_ptr<MappedFile> file,
             std::optional<core::FileIdentity> identity)
    : m_location(location), m_file(std::move(file)), m_identity(identity),
      m_layout(static_cast<sl_board *>(m_file->data()))
{
}

Board::Board() : m_private(std::make_unique<sl_board>()), m_layout(m_private.get())
{
    begin(*m_layout, 0);
}

std::shared_ptr<Board> Board::inMemory()
{
    return std::shared_ptr<Board>(new Board);
}

std::shared_ptr<Board> Board::openExisting(const timeline::Location &where)
{
    const timeline::Location location = timeline::resolved(where);
    // Asked for before it is mapped: should another one take its place in between, isReplaced() tells.
    const auto identity = location.files->identity(boardPath(location));
    auto file = mapped(location);
    return file ? std::shared_ptr<Board>(new Board(location, std::move(file), identity)) : nullptr;
}

std::shared_ptr<Board> Board::open(const timeline::Location &where)
{
    const timeline::Location location = timeline::resolved(where);
    const auto giveUp = std::chrono::steady_clock::now() + patience;
    for (;;) {
        if (auto board = openExisting(location)) {
            return board;
        }
        if (const auto lock = location.files->tryLock(lockPath(location), {})) {
            if (!mapped(location)) {
                make(location);
            }
        } else if (std::chrono::steady_clock::now() >= giveUp) {
            throw core::Error(
                core::ErrorCode::Busy,
                fmt::format("Another program has been making {} for a second. Try again, or end it.",
                            boardPath(location)))
                .withPath(boardPath(location));
        } else {
            std::this_thread::sleep_for(std::chrono::milliseconds(2));
        }
    }
}

bool Board::isReplaced(const timeline::Location &location) const
{
    if (!shared()) {
        return location.files->exists(location.sidecar());
    }
    return location.files->identity(boardPath(location)) != m_identity &&
           location.files->exists(location.sidecar());
}

void Board::retireFor(std::shared_ptr<Board> successor)
{
    const std::lock_guard lock(m_mutex);
    m_successor = std::move(successor);
    m_retired.store(true, std::memory_order_release);
}

std::shared_ptr<Board> Board::successor() const
{
    const std::lock_guard lock(m_mutex);
    return m_successor;
}

std::size_t Board::sweep()
{
    // In memory there is nobody but us.
    const auto lock = shared() ? m_location.files->tryLock(lockPath(m_location), {}) : nullptr;
    std::size_t freed = 0;
    std::map<std::uint64_t, std::uint64_t> starts; // of those that run: the system is asked once for each
    for (std::size_t i = 0; lock && i < SL_SLOTS; ++i) {
        sl_slot &slot = m_layout->slot[i];
        const std::uint64_t owner = sl_load(&slot.owner);
        // One that has only just been claimed has no start yet.
        const std::uint64_t start = sl_load(&slot.process_start);
        if (owner == 0) {
            continue;
        }
        std::uint64_t &running = starts[owner];
        running = running != 0 ? running : processStart(owner);
        const bool another = running > 1 && start != 0 && start != running && sl_load32(&slot.ready) == 1;
        if (running == 0 || another) {
            sl_give_back(m_layout, &slot);
            ++freed;
        }
    }
    return freed;
}

} // namespace strandline::monitor
