#include "engine/timeline/branch.h"

#include "engine/core/hash.h"

namespace strandline::timeline {

using core::Bytes;
using core::ByteView;

namespace {

constexpr std::string_view magic = "STRLBACK";
constexpr std::uint32_t version = 1;
constexpr std::size_t noteBytes = 64;

std::string pathOf(const Location &location)
{
    return location.sidecar() + "/flashback.note";
}

} // namespace

void writeBranchNote(const Location &location, const BranchNote &note)
{
    Bytes bytes;
    core::ByteWriter out(bytes);
    out.bytes({reinterpret_cast<const std::uint8_t *>(magic.data()), magic.size()});
    out.u32(version);
    out.u32(note.end.frame);
    out.bytes(note.history.bytes);
    out.u64(note.target.value);
    for (const std::uint32_t word :
         {note.end.salt[0], note.end.salt[1], note.end.checksum[0], note.end.checksum[1]}) {
        out.u32(word);
    }
    out.u64(core::hash64(bytes));
    const core::FileSystem &files = *location.files;
    const std::string path = pathOf(location);
    files.tryRemove(path + ".new");
    const auto file = files.open(path + ".new", core::OpenMode::Create);
    file->writeAt(0, bytes);
    file->sync();
    files.rename(path + ".new", path);
    files.syncFolder(location.sidecar());
}

std::optional<BranchNote> readBranchNote(const Location &location)
{
    const std::string path = pathOf(location);
    if (!location.files->exists(path)) {
        return std::nullopt;
    }
    Bytes bytes(noteBytes);
    const auto file = location.files->open(path, core::OpenMode::Read);
    if (file->readAt(0, bytes) != bytes.size()) {
        return std::nullopt;
    }
    core::ByteReader in(bytes);
    const ByteView mark = in.take(magic.size());
    BranchNote note;
    const bool known = std::equal(mark.begin(), mark.end(), magic.begin()) && in.u32() == version;
    if (!known) {
        return std::nullopt;
    }
    note.end.frame = in.u32();
    const ByteView id = in.take(note.history.bytes.size());
    std::copy(id.begin(), id.end(), note.history.bytes.begin());
    note.target.value = in.u64();
    for (std::uint32_t *word :
         {&note.end.salt[0], &note.end.salt[1], &note.end.checksum[0], &note.end.checksum[1]}) {
        *word = in.u32();
    }
    const std::uint64_t hash = in.u64();
    return hash == core::hash64(ByteView(bytes).first(noteBytes - 8)) ? std::optional(note) : std::nullopt;
}

void removeBranchNote(const Location &location) noexcept
{
    location.files->tryRemove(pathOf(location));
}

} // namespace strandline::timeline
