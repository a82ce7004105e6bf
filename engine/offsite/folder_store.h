// Objects as files below a folder, which must exist: a removable disk that isn't mounted is no reason to fill
// the disk below. Written as ".part-NAME" beside, made durable, renamed. Symbolic links are not followed.
// Thread rule and errors: object_store.h.
#pragma once

#include "engine/core/file.h"
#include "engine/offsite/object_store.h"

namespace strandline::offsite {

class FolderStore final : public ObjectStore
{
public:
    // Throws NotFound where the folder isn't there.
    FolderStore(std::string folder, std::uint64_t bytesPerSecond,
                const core::FileSystem &files = core::systemFiles());

    const std::string &description() const override { return m_folder; }
    std::vector<StoredObject> list(const std::string &prefix, const core::JobContext &job) override;
    std::optional<StoredObject> head(const std::string &name, const core::JobContext &job) override;
    void get(const std::string &name, std::uint64_t offset, std::uint64_t length, const Receiver &receiver,
             const core::JobContext &job) override;
    PutReport put(const std::string &name, const Source &source, const core::JobContext &job) override;
    void remove(const std::string &name, const core::JobContext &job) override;
    // As a store of backups does it (engine/backup/store_folder.h): "sets/.tmp-ID", "sets/.del-ID".
    std::string staging(const std::string &group) const override;
    void publish(const std::string &group, const core::JobContext &job) override;
    std::string withdraw(const std::string &group, const std::string &lastPut,
                         const core::JobContext &job) override;

private:
    std::string pathOf(const std::string &name) const; // throws Usage for one that leads out of the folder
    void makeFolders(const std::string &name) const;
    void collect(const std::string &below, const std::string &prefix, std::vector<StoredObject> &out,
                 const core::JobContext &job) const;

    const std::string m_folder;
    const core::FileSystem &m_files;
    Throttle m_throttle;
};

} // namespace strandline::offsite
