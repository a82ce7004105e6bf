#include "engine/transfer/output_file.h"

#include "engine/core/error.h"

#include <filesystem>
#include <fmt/format.h>

namespace strandline::transfer {

using core::Error;
using core::ErrorCode;

namespace {

constexpr std::size_t bufferBytes = std::size_t{1} << 20U;

// Hidden, beside the target, of this process alone.
std::string temporaryFor(const std::string &path)
{
    const std::filesystem::path target(path);
    const std::string name = fmt::format(".{}.{}.part", target.filename().string(), core::currentProcess());
    return (target.parent_path() / name).string();
}

void refuseDatabase(const core::FileSystem &files, const std::string &path, const std::string &database)
{
    if (database.empty()) {
        return;
    }
    for (const char *suffix : {"", "-wal", "-shm", "-journal"}) {
        const auto own = files.identity(database + suffix);
        if (own && own == files.identity(path)) {
            throw Error(ErrorCode::Usage,
                        fmt::format("{} is the database itself. Choose another file to write to.", path))
                .withPath(path);
        }
    }
}

} // namespace

OutputFile::OutputFile(std::string path, bool replace, const std::string &database,
                       const core::FileSystem &files)
    : m_files(files), m_path(std::move(path)), m_temporary(temporaryFor(m_path)), m_replace(replace)
{
    refuseDatabase(m_files, m_path, database);
    if (std::error_code ignored; std::filesystem::is_directory(m_path, ignored)) {
        throw Error(ErrorCode::Exists, fmt::format("{} is a folder. Name a file in it.", m_path))
            .withPath(m_path);
    }
    refuseExisting();
    m_files.tryRemove(m_temporary); // of a process with our number that was killed
    m_file = m_files.open(m_temporary, core::OpenMode::Create);
    m_buffer.reserve(bufferBytes);
}

OutputFile::~OutputFile()
{
    if (m_file) {
        m_file.reset();
        m_files.tryRemove(m_temporary);
    }
}

void OutputFile::refuseExisting() const
{
    if (!m_replace && m_files.exists(m_path)) {
        throw Error(ErrorCode::Exists,
                    fmt::format("{} is there already. Choose another name, or say that it is to be replaced.",
                                m_path))
            .withPath(m_path);
    }
}

void OutputFile::write(std::string_view text)
{
    m_buffer += text;
    if (m_buffer.size() >= bufferBytes) {
        flush();
    }
}

void OutputFile::flush()
{
    m_file->writeAt(m_written, {reinterpret_cast<const std::uint8_t *>(m_buffer.data()), m_buffer.size()});
    m_written += m_buffer.size();
    m_buffer.clear();
}

void OutputFile::finish()
{
    flush();
    m_file->sync();
    refuseExisting();
    m_files.rename(m_temporary, m_path);
    m_file.reset();
}

} // namespace strandline::transfer
