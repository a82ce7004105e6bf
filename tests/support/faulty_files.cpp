#include "tests/support/faulty_files.h"

#include <cerrno>

namespace strandline::test {

using core::ByteView;

class FaultyFile final : public core::File
{
public:
    FaultyFile(const FaultyFiles &files, std::unique_ptr<core::File> target)
        : m_files(files), m_target(std::move(target))
    {
    }
    std::size_t readAt(std::uint64_t offset, std::span<std::uint8_t> out) const override
    {
        m_files.check(path());
        return m_target->readAt(offset, out);
    }
    void writeAt(std::uint64_t offset, ByteView bytes) override
    {
        if (m_files.hit()) {
            if (m_files.m_fault == FaultyFiles::Fault::ShortWrite) {
                m_target->writeAt(offset, bytes.first(bytes.size() / 2));
                throw core::systemError(ENOSPC, "Cannot write a file (planted)", path());
            }
            throw core::systemError(EIO, "Cannot write a file (planted)", path());
        }
        m_files.m_bytesWritten += bytes.size();
        m_target->writeAt(offset, bytes);
    }
    void sync() override
    {
        m_files.check(path());
        m_target->sync();
    }
    void truncate(std::uint64_t sizeBytes) override
    {
        m_files.check(path());
        m_target->truncate(sizeBytes);
    }
    std::uint64_t sizeBytes() const override { return m_target->sizeBytes(); }
    const std::string &path() const override { return m_target->path(); }

private:
    const FaultyFiles &m_files;
    std::unique_ptr<core::File> m_target;
};

void FaultyFiles::failAt(std::uint64_t at, Fault fault, bool lasting)
{
    m_count = 0;
    m_failures = 0;
    m_fault = fault;
    m_lasting = lasting;
    m_failAt = at;
}

bool FaultyFiles::hit() const
{
    const std::uint64_t n = ++m_count;
    const std::uint64_t at = m_failAt;
    const bool fails = at != 0 && (n == at || (m_lasting && n > at));
    if (fails) {
        ++m_failures;
    }
    return fails;
}

void FaultyFiles::check(const std::string &path) const
{
    if (hit()) {
        throw core::systemError(EIO, "The disk failed (planted)", path);
    }
}

std::unique_ptr<core::File> FaultyFiles::open(const std::string &path, core::OpenMode mode) const
{
    check(path);
    return std::make_unique<FaultyFile>(*this, target().open(path, mode));
}

std::vector<std::string> FaultyFiles::list(const std::string &folder) const
{
    check(folder);
    return target().list(folder);
}

void FaultyFiles::createFolder(const std::string &folder, const std::string &likePath) const
{
    check(folder);
    target().createFolder(folder, likePath);
}

void FaultyFiles::remove(const std::string &path) const
{
    check(path);
    target().remove(path);
}

void FaultyFiles::rename(const std::string &from, const std::string &to) const
{
    check(from);
    target().rename(from, to);
}

void FaultyFiles::syncFolder(const std::string &folder) const
{
    check(folder);
    target().syncFolder(folder);
}

std::unique_ptr<core::FileLock> FaultyFiles::tryLock(const std::string &path, const std::string &text) const
{
    check(path);
    return target().tryLock(path, text);
}

} // namespace strandline::test
