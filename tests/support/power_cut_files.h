// The operating system's files, with a record of what a power cut would take away: everything written,
// created, renamed or removed since the last sync of that file or folder. Safe from any thread.
#pragma once

#include "tests/support/forwarding_files.h"
#include "tests/support/random.h"

#include <map>
#include <mutex>
#include <set>
#include <variant>

namespace strandline::test {

class PowerCutFiles final : public ForwardingFiles
{
public:
    PowerCutFiles() : ForwardingFiles(core::systemFiles()) {}

    enum class Loss
    {
        Everything, // nothing that wasn't synced survives
        SomeSectors // each unsynced sector of 512 bytes survives or not; of names, some first ones
    };
    // Writes what the disk would hold after a power cut now: the tree of `folder` goes to `to`.
    void cut(const std::string &folder, const std::string &to, Loss loss, Random &random) const;

    std::unique_ptr<core::File> open(const std::string &path, core::OpenMode mode) const override;
    void createFolder(const std::string &folder, const std::string &likePath) const override;
    void remove(const std::string &path) const override;
    void rename(const std::string &from, const std::string &to) const override;
    void syncFolder(const std::string &folder) const override;

    struct Write
    {
        std::uint64_t offset;
        core::Bytes bytes;
    };
    struct Cut // to a size
    {
        std::uint64_t sizeBytes;
    };
    struct Inode
    {
        core::Bytes durable;
        std::vector<std::variant<Write, Cut>> pending;
    };

private:
    friend class PowerCutFile;
    using Names = std::map<std::string, std::shared_ptr<Inode>>; // null: a folder
    struct NameChange
    {
        std::string path;
        std::shared_ptr<Inode> inode;
        bool removed = false;
    };
    static void apply(Names &names, const NameChange &change);
    std::shared_ptr<Inode> inodeOf(const std::string &path, bool fresh) const;
    static core::Bytes survivor(const Inode &inode, Loss loss, Random &random);

    mutable std::mutex m_mutex;
    mutable Names m_names;                     // now; guarded by m_mutex
    mutable Names m_durable;                   // guarded by m_mutex
    mutable std::vector<NameChange> m_changes; // not durable, in order; guarded by m_mutex
};

} // namespace strandline::test
