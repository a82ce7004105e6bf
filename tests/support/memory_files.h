// Files in memory: histories that are damaged a thousand times without touching a disk. Safe from any thread;
// the bytes of one file may be changed only while nobody reads it.
#pragma once

#include "engine/core/file.h"

#include <map>
#include <mutex>
#include <set>

namespace strandline::test {

class MemoryFiles final : public core::FileSystem
{
public:
    // Takes in a folder of the disk with everything below it, under the same paths.
    void load(const std::string &folder);
    void put(const std::string &path, core::Bytes bytes);
    // Null where there is no such file.
    std::shared_ptr<core::Bytes> bytesOf(const std::string &path) const;
    std::vector<std::string> paths() const; // of all files

    std::unique_ptr<core::File> open(const std::string &path, core::OpenMode mode) const override;
    bool exists(const std::string &path) const override;
    std::vector<std::string> list(const std::string &folder) const override;
    void createFolder(const std::string &folder, const std::string &likePath) const override;
    void remove(const std::string &path) const override;
    bool tryRemove(const std::string &path) const noexcept override;
    void rename(const std::string &from, const std::string &to) const override;
    void syncFolder(const std::string & /*folder*/) const override {}
    std::optional<core::FileIdentity> identity(const std::string &path) const override;
    std::uint64_t sizeOf(const std::string &path) const override;
    std::optional<std::string> lockedBy(const std::string & /*path*/) const override { return std::nullopt; }
    std::vector<core::RangeLock> locks(const std::string & /*path*/) const override { return {}; }
    std::vector<core::Opener> openers(const std::string & /*path*/) const override { return {}; }
    void makeLike(const std::string & /*path*/, const std::string & /*likePath*/) const override {}
    void link(const std::string &from, const std::string &to) const override;
    std::unique_ptr<core::FileLock> tryLock(const std::string &path, const std::string &text) const override;
    std::string readText(const std::string &path) const override;
    bool isNetwork(const std::string & /*path*/) const override { return false; }

private:
    std::shared_ptr<core::Bytes> find(const std::string &path) const; // throws NotFound

    mutable std::mutex m_mutex;
    mutable std::map<std::string, std::shared_ptr<core::Bytes>> m_files; // guarded by m_mutex
    mutable std::set<std::string> m_folders;                             // guarded by m_mutex
};

} // namespace strandline::test
