#include "engine/backup/store_folder.h"

#include "engine/backup/files.h"
#include "engine/backup/keys.h"

#include <filesystem>

namespace strandline::backup {

using core::Error;
using core::ErrorCode;

namespace {

std::string absolute(const std::string &path)
{
    std::error_code ignored;
    std::string full = std::filesystem::absolute(path, ignored).lexically_normal().string();
    while (full.size() > 1 && full.back() == '/') {
        full.pop_back();
    }
    return full;
}

} // namespace

StoreFolder::StoreFolder(std::string path, const core::FileSystem &files)
    : m_path(absolute(path)), m_files(&files)
{
}

bool StoreFolder::exists() const
{
    return m_files->exists(m_path + "/store.json") || m_files->exists(setsFolder());
}

void StoreFolder::mustExist() const
{
    if (!exists()) {
        throw Error(
            ErrorCode::NotFound,
            fmt::format("There are no backups in {}. Check the folder; `strandctl backup create` makes "
                        "the first one.",
                        m_path))
            .withPath(m_path);
    }
}

void StoreFolder::create(const std::string &likePath) const
{
    std::error_code error;
    const std::string parent = std::filesystem::path(m_path).parent_path().string();
    std::filesystem::create_directories(parent, error);
    if (error) {
        throw core::systemError(error.value(), "Cannot create the folder of the backups", parent);
    }
    const bool fresh = !m_files->exists(m_path);
    m_files->createFolder(m_path, likePath);
    m_files->createFolder(setsFolder(), likePath);
    if (!m_files->exists(m_path + "/store.json")) {
        const core::SystemClock clock;
        writeStoreKeys(*this, StoreKeys{core::toHex(core::randomBytes(16)), clock.now(), std::nullopt});
    }
    if (fresh) {
        m_files->syncFolder(parent);
    }
}

std::vector<std::string> StoreFolder::setIds() const
{
    std::vector<std::string> ids;
    if (m_files->exists(setsFolder())) {
        for (std::string &name : m_files->list(setsFolder())) {
            if (isSetId(name)) {
                ids.push_back(std::move(name));
            }
        }
    }
    return ids;
}

std::unique_ptr<core::FileLock> StoreFolder::lock(const std::string &purpose) const
{
    const std::string path = m_path + "/lock";
    auto lock = m_files->tryLock(path, fmt::format("{} (process {})", purpose, core::currentProcess()));
    if (!lock) {
        throw Error(ErrorCode::Busy,
                    fmt::format("Somebody else writes to the backups in {}: {}. Try again when that is done.",
                                m_path, m_files->lockedBy(path).value_or("another process")))
            .withPath(m_path);
    }
    removeUnfinished();
    return lock;
}

void StoreFolder::removeUnfinished() const
{
    if (!m_files->exists(setsFolder())) {
        return;
    }
    for (const std::string &name : m_files->list(setsFolder())) {
        if (name.starts_with(".tmp-") || name.starts_with(".del-")) {
            removeFolder(*m_files, setsFolder() + "/" + name);
        }
    }
}

void removeFolder(const core::FileSystem &files, const std::string &folder) noexcept
{
    const auto names = attempt([&] { return files.list(folder); });
    if (const auto *listed = std::get_if<std::vector<std::string>>(&names)) {
        for (const std::string &name : *listed) {
            files.tryRemove(folder + "/" + name);
        }
    }
    files.tryRemove(folder);
}

} // namespace strandline::backup
