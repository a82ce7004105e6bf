// A file system that hands everything to another one: the base of the hostile ones. Thread rule as the
// target's.
#pragma once

#include "engine/core/file.h"

namespace strandline::test {

class ForwardingFiles : public core::FileSystem
{
public:
    explicit ForwardingFiles(const core::FileSystem &target) : m_target(target) {}

    std::unique_ptr<core::File> open(const std::string &path, core::OpenMode mode) const override
    {
        return m_target.open(path, mode);
    }
    bool exists(const std::string &path) const override { return m_target.exists(path); }
    std::vector<std::string> list(const std::string &folder) const override { return m_target.list(folder); }
    void createFolder(const std::string &folder, const std::string &likePath) const override
    {
        m_target.createFolder(folder, likePath);
    }
    void remove(const std::string &path) const override { m_target.remove(path); }
    bool tryRemove(const std::string &path) const noexcept override { return m_target.tryRemove(path); }
    void rename(const std::string &from, const std::string &to) const override { m_target.rename(from, to); }
    void syncFolder(const std::string &folder) const override { m_target.syncFolder(folder); }
    std::optional<core::FileIdentity> identity(const std::string &path) const override
    {
        return m_target.identity(path);
    }
    std::uint64_t sizeOf(const std::string &path) const override { return m_target.sizeOf(path); }
    std::unique_ptr<core::FileLock> tryLock(const std::string &path, const std::string &text) const override
    {
        return m_target.tryLock(path, text);
    }
    std::optional<std::string> lockedBy(const std::string &path) const override
    {
        return m_target.lockedBy(path);
    }
    std::vector<core::RangeLock> locks(const std::string &path) const override
    {
        return m_target.locks(path);
    }
    std::vector<core::Opener> openers(const std::string &path) const override
    {
        return m_target.openers(path);
    }
    void makeLike(const std::string &path, const std::string &likePath) const override
    {
        m_target.makeLike(path, likePath);
    }
    void link(const std::string &from, const std::string &to) const override { m_target.link(from, to); }
    std::string readText(const std::string &path) const override { return m_target.readText(path); }
    bool isNetwork(const std::string &path) const override { return m_target.isNetwork(path); }

protected:
    const core::FileSystem &target() const { return m_target; }

private:
    const core::FileSystem &m_target;
};

} // namespace strandline::test
