#include "engine/offsite/folder_store.h"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>

namespace strandline::offsite {

using core::Bytes;
using core::Error;
using core::ErrorCode;
using core::OpenMode;

namespace {

constexpr std::size_t blockBytes = 1U << 20U;
constexpr const char *partPrefix = ".part-";

std::string parentOf(const std::string &path)
{
    const std::size_t slash = path.rfind('/');
    return slash == std::string::npos ? std::string() : path.substr(0, slash);
}

std::string baseOf(const std::string &path)
{
    const std::size_t slash = path.rfind('/');
    return slash == std::string::npos ? path : path.substr(slash + 1);
}

// "sets/.tmp-ID" for "sets/ID"
std::string renamed(const std::string &group, const std::string &prefix)
{
    const std::string parent = parentOf(group);
    return (parent.empty() ? std::string() : parent + '/') + prefix + baseOf(group);
}

bool isFolder(const std::string &path)
{
    std::error_code ignored;
    return std::filesystem::symlink_status(path, ignored).type() == std::filesystem::file_type::directory;
}

} // namespace

FolderStore::FolderStore(std::string folder, std::uint64_t bytesPerSecond, const core::FileSystem &files)
    : m_folder(std::move(folder)), m_files(files), m_throttle(bytesPerSecond)
{
    std::error_code ignored;
    if (!std::filesystem::is_directory(m_folder, ignored)) {
        throw Error(
            ErrorCode::NotFound,
            fmt::format("There is no folder {}. Where it is on a disk that can be taken out, put that in; "
                        "otherwise make the folder first.",
                        m_folder))
            .withPath(m_folder);
    }
}

std::string FolderStore::pathOf(const std::string &name) const
{
    const std::filesystem::path path(name);
    const bool leads = path.is_absolute() || name.empty() ||
                       std::any_of(path.begin(), path.end(), [](const auto &step) { return step == ".."; });
    if (leads) {
        throw Error(ErrorCode::Usage, fmt::format("\"{}\" is no name of an object.", name));
    }
    std::string step = m_folder;
    for (const auto &part : path.parent_path()) {
        step += '/' + part.string();
        if (m_files.exists(step) && !isFolder(step)) {
            throw Error(ErrorCode::Permission,
                        fmt::format("{} is not a folder (symbolic links are refused). Remove it.", step))
                .withPath(step);
        }
    }
    return m_folder + '/' + name;
}

void FolderStore::makeFolders(const std::string &name) const
{
    std::string made = m_folder;
    for (const auto &step : std::filesystem::path(parentOf(name))) {
        const std::string parent = made;
        made += '/' + step.string();
        if (!m_files.exists(made)) {
            m_files.createFolder(made, parent);
            m_files.syncFolder(parent);
        }
    }
}

void FolderStore::collect(const std::string &below, const std::string &prefix, std::vector<StoredObject> &out,
                          const core::JobContext &job) const
{
    job.checkStop();
    for (const std::string &entry : m_files.list(below.empty() ? m_folder : m_folder + '/' + below)) {
        const std::string name = below.empty() ? entry : below + '/' + entry;
        const std::size_t shared = std::min(name.size(), prefix.size());
        if (name.compare(0, shared, prefix, 0, shared) != 0 || entry.rfind(partPrefix, 0) == 0) {
            continue;
        }
        const std::string path = m_folder + '/' + name;
        if (isFolder(path)) {
            collect(name, prefix, out, job);
        } else if (name.size() >= prefix.size() && m_files.exists(path)) {
            out.push_back({name, m_files.sizeOf(path)});
        }
    }
}

std::vector<StoredObject> FolderStore::list(const std::string &prefix, const core::JobContext &job)
{
    std::vector<StoredObject> found;
    collect({}, prefix, found, job);
    std::sort(found.begin(), found.end(),
              [](const StoredObject &a, const StoredObject &b) { return a.name < b.name; });
    return found;
}

std::optional<StoredObject> FolderStore::head(const std::string &name, const core::JobContext &job)
{
    job.checkStop();
    const std::string path = pathOf(name);
    if (!m_files.exists(path)) {
        return std::nullopt;
    }
    return StoredObject{name, m_files.sizeOf(path)};
}

void FolderStore::get(const std::string &name, std::uint64_t offset, std::uint64_t length,
                      const Receiver &receiver, const core::JobContext &job)
{
    const auto file = m_files.open(pathOf(name), OpenMode::Read);
    const std::uint64_t size = file->sizeBytes();
    const std::uint64_t end = length < size - std::min(offset, size) ? offset + length : size;
    Bytes block;
    for (std::uint64_t at = offset; at < end;) {
        job.checkStop();
        block.resize(static_cast<std::size_t>(std::min<std::uint64_t>(blockBytes, end - at)));
        m_throttle.pass(block.size(), job);
        const std::size_t n = file->readAt(at, block);
        if (n == 0) {
            break; // cut meanwhile
        }
        receiver({block.data(), n});
        at += n;
    }
}

PutReport FolderStore::put(const std::string &name, const Source &source, const core::JobContext &job)
{
    const std::string path = pathOf(name);
    makeFolders(name);
    const std::string folder = parentOf(path);
    const std::string part = folder + '/' + partPrefix + baseOf(path);
    m_files.tryRemove(part);
    {
        const auto file = m_files.open(part, OpenMode::Create);
        Bytes block;
        for (std::uint64_t at = 0; at < source.sizeBytes; at += block.size()) {
            job.checkStop();
            block.resize(
                static_cast<std::size_t>(std::min<std::uint64_t>(blockBytes, source.sizeBytes - at)));
            m_throttle.pass(block.size(), job);
            source.read(at, block);
            file->writeAt(at, block);
            job.report(at + block.size(), source.sizeBytes, "bytes");
        }
        file->sync();
    }
    m_files.rename(part, path);
    m_files.syncFolder(folder);
    return {source.sizeBytes, 0};
}

void FolderStore::remove(const std::string &name, const core::JobContext &job)
{
    job.checkStop();
    const std::string path = pathOf(name);
    std::string folder = parentOf(path);
    m_files.tryRemove(folder + '/' + partPrefix + baseOf(path));
    if (m_files.exists(path)) {
        m_files.remove(path);
        m_files.syncFolder(folder);
    }
    // Folders that are empty now have no object to be there for.
    for (; folder.size() > m_folder.size() && m_files.tryRemove(folder); folder = parentOf(folder)) {
    }
}

std::string FolderStore::staging(const std::string &group) const
{
    return renamed(group, ".tmp-");
}

void FolderStore::publish(const std::string &group, const core::JobContext &job)
{
    job.checkStop();
    m_files.rename(pathOf(staging(group)), pathOf(group));
    m_files.syncFolder(parentOf(pathOf(group)));
}

std::string FolderStore::withdraw(const std::string &group, const std::string & /*lastPut*/,
                                  const core::JobContext &job)
{
    job.checkStop();
    const std::string gone = renamed(group, ".del-");
    if (m_files.exists(pathOf(group))) {
        m_files.rename(pathOf(group), pathOf(gone));
        m_files.syncFolder(parentOf(pathOf(group)));
    }
    return gone;
}

} // namespace strandline::offsite
