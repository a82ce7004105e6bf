#include "tests/support/memory_files.h"

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace strandline::test {

namespace {

using core::Bytes;

class MemoryFile final : public core::File
{
public:
    MemoryFile(std::shared_ptr<Bytes> bytes, std::string path)
        : m_bytes(std::move(bytes)), m_path(std::move(path))
    {
    }
    std::size_t readAt(std::uint64_t offset, std::span<std::uint8_t> out) const override
    {
        if (offset >= m_bytes->size()) {
            return 0;
        }
        const std::size_t n = std::min<std::size_t>(out.size(), m_bytes->size() - offset);
        std::copy_n(m_bytes->begin() + static_cast<std::ptrdiff_t>(offset), n, out.begin());
        return n;
    }
    void writeAt(std::uint64_t offset, core::ByteView bytes) override
    {
        m_bytes->resize(std::max<std::size_t>(m_bytes->size(), offset + bytes.size()));
        std::copy(bytes.begin(), bytes.end(), m_bytes->begin() + static_cast<std::ptrdiff_t>(offset));
    }
    void sync() override {}
    void truncate(std::uint64_t sizeBytes) override { m_bytes->resize(sizeBytes); }
    std::uint64_t sizeBytes() const override { return m_bytes->size(); }
    const std::string &path() const override { return m_path; }

private:
    std::shared_ptr<Bytes> m_bytes;
    std::string m_path;
};

class MemoryLock final : public core::FileLock
{
};

} // namespace

void MemoryFiles::load(const std::string &folder)
{
    createFolder(folder, {});
    for (const auto &entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (entry.is_directory()) {
            createFolder(entry.path().string(), {});
        } else if (entry.is_regular_file()) {
            std::ifstream in(entry.path(), std::ios::binary);
            put(entry.path().string(),
                Bytes(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()));
        }
    }
}

void MemoryFiles::put(const std::string &path, Bytes bytes)
{
    const std::lock_guard lock(m_mutex);
    m_files[path] = std::make_shared<Bytes>(std::move(bytes));
}

std::shared_ptr<Bytes> MemoryFiles::bytesOf(const std::string &path) const
{
    const std::lock_guard lock(m_mutex);
    const auto it = m_files.find(path);
    return it == m_files.end() ? nullptr : it->second;
}

std::vector<std::string> MemoryFiles::paths() const
{
    const std::lock_guard lock(m_mutex);
    std::vector<std::string> result;
    for (const auto &[path, bytes] : m_files) {
        result.push_back(path);
    }
    return result;
}

std::shared_ptr<Bytes> MemoryFiles::find(const std::string &path) const
{
    auto bytes = bytesOf(path);
    if (bytes == nullptr) {
        throw core::systemError(ENOENT, "Cannot open a file", path);
    }
    return bytes;
}

std::unique_ptr<core::File> MemoryFiles::open(const std::string &path, core::OpenMode mode) const
{
    if (mode == core::OpenMode::Create) {
        const std::lock_guard lock(m_mutex);
        if (m_files.count(path) != 0) {
            throw core::systemError(EEXIST, "Cannot create a file", path);
        }
        m_files[path] = std::make_shared<Bytes>();
    }
    return std::make_unique<MemoryFile>(find(path), path);
}

bool MemoryFiles::exists(const std::string &path) const
{
    const std::lock_guard lock(m_mutex);
    return m_files.count(path) != 0 || m_folders.count(path) != 0;
}

std::vector<std::string> MemoryFiles::list(const std::string &folder) const
{
    const std::lock_guard lock(m_mutex);
    std::set<std::string> names;
    const auto add = [&](const std::string &path) {
        if (path.rfind(folder + "/", 0) == 0) {
            const std::string rest = path.substr(folder.size() + 1);
            names.insert(rest.substr(0, rest.find('/')));
        }
    };
    for (const auto &[path, bytes] : m_files) {
        add(path);
    }
    std::for_each(m_folders.begin(), m_folders.end(), add);
    if (names.empty() && m_folders.count(folder) == 0) {
        throw core::systemError(ENOENT, "Cannot list a folder", folder);
    }
    return {names.begin(), names.end()};
}

void MemoryFiles::createFolder(const std::string &folder, const std::string & /*likePath*/) const
{
    const std::lock_guard lock(m_mutex);
    m_folders.insert(folder);
}

void MemoryFiles::remove(const std::string &path) const
{
    const std::lock_guard lock(m_mutex);
    if (m_files.erase(path) == 0 && m_folders.erase(path) == 0) {
        throw core::systemError(ENOENT, "Cannot delete a file", path);
    }
}

void MemoryFiles::rename(const std::string &from, const std::string &to) const
{
    auto bytes = find(from);
    const std::lock_guard lock(m_mutex);
    m_files.erase(from);
    m_files[to] = std::move(bytes);
}

void MemoryFiles::link(const std::string &from, const std::string &to) const
{
    auto bytes = find(from);
    const std::lock_guard lock(m_mutex);
    m_files[to] = std::move(bytes);
}

std::optional<core::FileIdentity> MemoryFiles::identity(const std::string &path) const
{
    const auto bytes = bytesOf(path);
    if (bytes == nullptr) {
        return std::nullopt;
    }
    return core::FileIdentity{1, reinterpret_cast<std::uintptr_t>(bytes.get())};
}

std::uint64_t MemoryFiles::sizeOf(const std::string &path) const
{
    const auto bytes = bytesOf(path);
    return bytes == nullptr ? 0 : bytes->size();
}

bool MemoryFiles::tryRemove(const std::string &path) const noexcept
{
    const std::lock_guard lock(m_mutex);
    return m_files.erase(path) + m_folders.erase(path) != 0;
}

std::unique_ptr<core::FileLock> MemoryFiles::tryLock(const std::string & /*path*/,
                                                     const std::string & /*text*/) const
{
    return std::make_unique<MemoryLock>();
}

std::string MemoryFiles::readText(const std::string &path) const
{
    const auto bytes = find(path);
    return {bytes->begin(), bytes->end()};
}

} // namespace strandline::test
