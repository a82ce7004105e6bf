// A file system whose n-th operation fails. Safe from any thread.
#pragma once

#include "tests/support/forwarding_files.h"

#include <atomic>

namespace strandline::test {

class FaultyFiles final : public ForwardingFiles
{
public:
    enum class Fault
    {
        Io,         // refused, nothing done
        ShortWrite, // a write stores its first half, then the disk is full
    };
    using ForwardingFiles::ForwardingFiles;

    // The operation number `at` (from 1, counted since this call) fails; with lasting also all later ones,
    // until heal().
    void failAt(std::uint64_t at, Fault fault, bool lasting);
    void heal() { m_failAt = 0; }
    std::uint64_t operations() const { return m_count; }
    std::uint64_t failures() const { return m_failures; }
    std::uint64_t bytesWritten() const { return m_bytesWritten; }

    std::unique_ptr<core::File> open(const std::string &path, core::OpenMode mode) const override;
    std::vector<std::string> list(const std::string &folder) const override;
    void createFolder(const std::string &folder, const std::string &likePath) const override;
    void remove(const std::string &path) const override;
    void rename(const std::string &from, const std::string &to) const override;
    void syncFolder(const std::string &folder) const override;
    std::unique_ptr<core::FileLock> tryLock(const std::string &path, const std::string &text) const override;

private:
    friend class FaultyFile;
    bool hit() const; // counts an operation; true: it shall fail
    void check(const std::string &path) const;

    mutable std::atomic<std::uint64_t> m_count = 0;
    mutable std::atomic<std::uint64_t> m_failures = 0;
    mutable std::atomic<std::uint64_t> m_bytesWritten = 0;
    std::atomic<std::uint64_t> m_failAt = 0;
    std::atomic<bool> m_lasting = false;
    std::atomic<Fault> m_fault = Fault::Io;
};

} // namespace strandline::test
