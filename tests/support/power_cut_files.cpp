#include "tests/support/power_cut_files.h"

#include "tests/support/temp_folder.h"

#include <algorithm>
#include <filesystem>

namespace strandline::test {

using core::Bytes;

namespace {

constexpr std::size_t SectorBytes = 512;

std::string parentOf(const std::string &path)
{
    return std::filesystem::path(path).parent_path().string();
}

void write(Bytes &bytes, std::uint64_t offset, core::ByteView piece)
{
    bytes.resize(std::max<std::size_t>(bytes.size(), offset + piece.size()));
    std::copy(piece.begin(), piece.end(), bytes.begin() + static_cast<std::ptrdiff_t>(offset));
}

} // namespace

class PowerCutFile final : public core::File
{
public:
    PowerCutFile(const PowerCutFiles &files, std::unique_ptr<core::File> target,
                 std::shared_ptr<PowerCutFiles::Inode> inode)
        : m_files(files), m_target(std::move(target)), m_inode(std::move(inode))
    {
    }
    std::size_t readAt(std::uint64_t offset, std::span<std::uint8_t> out) const override
    {
        return m_target->readAt(offset, out);
    }
    void writeAt(std::uint64_t offset, core::ByteView bytes) override
    {
        m_target->writeAt(offset, bytes);
        const std::lock_guard lock(m_files.m_mutex);
        m_inode->pending.emplace_back(PowerCutFiles::Write{offset, Bytes(bytes.begin(), bytes.end())});
    }
    void sync() override
    {
        m_target->sync();
        const std::lock_guard lock(m_files.m_mutex);
        for (const auto &change : m_inode->pending) {
            if (const auto *written = std::get_if<PowerCutFiles::Write>(&change)) {
                write(m_inode->durable, written->offset, written->bytes);
            } else {
                m_inode->durable.resize(std::get<PowerCutFiles::Cut>(change).sizeBytes);
            }
        }
        m_inode->pending.clear();
    }
    void truncate(std::uint64_t sizeBytes) override
    {
        m_target->truncate(sizeBytes);
        const std::lock_guard lock(m_files.m_mutex);
        m_inode->pending.emplace_back(PowerCutFiles::Cut{sizeBytes});
    }
    std::uint64_t sizeBytes() const override { return m_target->sizeBytes(); }
    const std::string &path() const override { return m_target->path(); }

private:
    const PowerCutFiles &m_files;
    std::unique_ptr<core::File> m_target;
    std::shared_ptr<PowerCutFiles::Inode> m_inode;
};

// Files that were there before this object are durable as they are.
std::shared_ptr<PowerCutFiles::Inode> PowerCutFiles::inodeOf(const std::string &path, bool fresh) const
{
    const std::lock_guard lock(m_mutex);
    auto &inode = m_names[path];
    if (fresh) {
        inode = std::make_shared<Inode>();
        m_changes.push_back({path, inode, false});
    } else if (inode == nullptr) {
        inode = std::make_shared<Inode>();
        const std::string bytes = readFile(path);
        inode->durable.assign(bytes.begin(), bytes.end());
        m_durable[path] = inode;
    }
    return inode;
}

std::unique_ptr<core::File> PowerCutFiles::open(const std::string &path, core::OpenMode mode) const
{
    auto file = target().open(path, mode);
    return std::make_unique<PowerCutFile>(*this, std::move(file),
                                          inodeOf(path, mode == core::OpenMode::Create));
}

void PowerCutFiles::createFolder(const std::string &folder, const std::string &likePath) const
{
    const bool fresh = !target().exists(folder);
    target().createFolder(folder, likePath);
    const std::lock_guard lock(m_mutex);
    m_names[folder] = nullptr;
    if (fresh) {
        m_changes.push_back({folder, nullptr, false});
    } else {
        m_durable.emplace(folder, nullptr);
    }
}

void PowerCutFiles::remove(const std::string &path) const
{
    target().remove(path);
    const std::lock_guard lock(m_mutex);
    m_names.erase(path);
    m_changes.push_back({path, nullptr, true});
}

void PowerCutFiles::rename(const std::string &from, const std::string &to) const
{
    auto inode = inodeOf(from, false);
    target().rename(from, to);
    const std::lock_guard lock(m_mutex);
    m_names.erase(from);
    m_names[to] = inode;
    m_changes.push_back({to, inode, false}); // both or, after a cut between them, both names
    m_changes.push_back({from, nullptr, true});
}

void PowerCutFiles::apply(Names &names, const NameChange &change)
{
    if (change.removed) {
        names.erase(change.path);
    } else {
        names[change.path] = change.inode;
    }
}

void PowerCutFiles::syncFolder(const std::string &folder) const
{
    target().syncFolder(folder);
    const std::lock_guard lock(m_mutex);
    std::vector<NameChange> rest;
    for (const NameChange &change : m_changes) {
        if (parentOf(change.path) == folder) {
            apply(m_durable, change);
        } else {
            rest.push_back(change);
        }
    }
    m_changes = std::move(rest);
}

Bytes PowerCutFiles::survivor(const Inode &inode, Loss loss, Random &random)
{
    Bytes bytes = inode.durable;
    if (loss == Loss::Everything) {
        return bytes;
    }
    for (const auto &change : inode.pending) {
        const auto *written = std::get_if<Write>(&change);
        if (written == nullptr) {
            if (random.oneIn(2)) {
                bytes.resize(std::get<Cut>(change).sizeBytes);
            }
            continue;
        }
        // Sectors are those of the file: the first and last piece of a write may be shorter.
        std::size_t at = 0;
        while (at < written->bytes.size()) {
            const std::uint64_t offset = written->offset + at;
            const std::size_t piece =
                std::min<std::size_t>(written->bytes.size() - at, SectorBytes - offset % SectorBytes);
            if (random.oneIn(2)) {
                write(bytes, offset, core::ByteView(written->bytes).subspan(at, piece));
            }
            at += piece;
        }
    }
    return bytes;
}

void PowerCutFiles::cut(const std::string &folder, const std::string &to, Loss loss, Random &random) const
{
    const std::lock_guard lock(m_mutex);
    Names names = m_durable;
    if (loss == Loss::SomeSectors) {
        const std::uint64_t kept = random.below(m_changes.size() + 1);
        for (std::uint64_t i = 0; i < kept; ++i) {
            apply(names, m_changes[i]);
        }
    }
    for (const auto &[path, inode] : names) { // in order: a folder before what is in it
        if (path != folder && path.rfind(folder + "/", 0) != 0) {
            continue;
        }
        const std::string target = to + path.substr(folder.size());
        if (inode == nullptr) {
            std::filesystem::create_directories(target);
        } else if (std::filesystem::exists(parentOf(target))) { // else its folder was lost with it
            const Bytes bytes = survivor(*inode, loss, random);
            writeFile(target, std::string(bytes.begin(), bytes.end()));
        }
    }
}

} // namespace strandline::test
