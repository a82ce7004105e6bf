#include "engine/timeline/verify.h"

#include "engine/timeline/place.h"

#include <fmt/format.h>
#include <thread>

namespace strandline::timeline {

using core::Bytes;
using core::Scn;

namespace {

class Verifier
{
public:
    Verifier(const Store &store, const core::JobContext &job)
        : m_store(store), m_job(job), m_recording(ownerOf(store.location()).has_value())
    {
    }

    VerifyReport run()
    {
        const std::vector<std::string> names = m_store.location().files->list(m_store.folder());
        for (std::size_t n = 0; n < names.size(); ++n) {
            m_job.checkStop();
            m_job.report(n, names.size(), "files");
            // Every file is opened anew: what is on disk counts, not what is in memory.
            if (names[n].ends_with(".log")) {
                attempt(names[n], 0, [&] { checkLog(names[n]); });
            } else if (names[n].ends_with(".base")) {
                attempt(names[n], 0, [&] { checkBase(names[n]); });
            }
        }
        for (std::size_t n = 0; n < m_versions.size(); ++n) {
            if (n % 1000 == 0) {
                m_job.checkStop();
                m_job.report(n, m_versions.size(), "versions");
            }
            checkVersion(m_versions[n]);
        }
        return std::move(m_report);
    }

private:
    struct StoredVersion
    {
        std::uint32_t page;
        std::uint64_t scn;
        std::uint64_t offset;
        std::string file;
    };

    // What can't be read is what verify reports: errors become findings.
    template <typename F>
    void attempt(const std::string &file, std::uint64_t offset, F f) noexcept
    {
        try {
            f();
        } catch (const core::Error &e) {
            m_report.findings.push_back({file, offset, e.message()});
        }
    }

    std::unique_ptr<core::File> open(const std::string &name) const
    {
        return m_store.location().files->open(m_store.folder() + "/" + name, core::OpenMode::Read);
    }

    void checkLog(const std::string &name)
    {
        const core::FileSystem &files = *m_store.location().files;
        if (!LogFile::wasBegun(files, m_store.folder() + "/" + name)) {
            return; // holds nothing yet
        }
        const auto log = LogFile::open(files, m_store.folder() + "/" + name, false);
        const std::uint64_t number = log->header().number;
        bool sealed = false;
        LogFile::Visitor visitor;
        visitor.record = [&](RecordType type, core::ByteView payload, std::uint64_t offset) {
            core::ByteReader r(payload);
            std::uint64_t scn = 0;
            sealed = type == RecordType::Seal;
            if (type == RecordType::Commit) {
                scn = decodeCommit(r).scn.value;
                ++m_report.commits;
            } else if (type == RecordType::Pages) {
                scn = r.varint();
            } else {
                return;
            }
            for (const auto &[page, v] : decodeVersions(r, offset, scn, number)) {
                m_versions.push_back({page, v.scn, v.offset, name});
            }
        };
        visitor.damage = [&](std::uint64_t from, std::uint64_t to) {
            m_report.findings.push_back(
                {name, from, fmt::format("{} bytes are no valid record.", to - from)});
        };
        std::uint64_t end = log->scan(fileHeaderBytes, visitor);
        // A record that the recorder is writing just now is whole a moment later.
        for (int i = 0; m_recording && i < 20 && end < log->sizeBytes(); ++i) {
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
            end = log->scan(end, visitor);
        }
        if (end < log->sizeBytes()) {
            m_report.findings.push_back(
                {name, end, fmt::format("{} bytes at the end are no valid record.", log->sizeBytes() - end)});
        } else if (sealed && !log->sealOffset()) {
            m_report.findings.push_back(
                {name, end - sealFooterBytes, "The footer of the sealed log is damaged."});
        }
    }

    void checkBase(const std::string &name)
    {
        const BaseFile base(open(name));
        attempt(name, fileHeaderBytes, [&] { base.checkStored(); });
        PageCodec codec;
        Bytes page(base.pageSize());
        ++m_report.commits;
        for (std::uint32_t p = 1; p <= base.pageCount(); ++p) {
            attempt(name, base.offset(p), [&] { base.read(p, codec, page); });
            ++m_report.versions;
        }
    }

    // Decodes a version as a reader would: its chain and its hash.
    void checkVersion(const StoredVersion &v)
    {
        ++m_report.versions;
        const Scn scn{v.scn};
        const std::uint32_t pageSize = m_store.withIndex([&](const PageIndex &i) {
            return scn > i.oldest() && i.entry(scn) != nullptr ? i.pageSize(scn) : 0;
        });
        if (pageSize != 0) {
            Bytes image(pageSize);
            attempt(v.file, v.offset, [&] { m_store.readPage(v.page, scn, image); });
        }
    }

    const Store &m_store;
    const core::JobContext &m_job;
    const bool m_recording;
    VerifyReport m_report;
    std::vector<StoredVersion> m_versions;
};

} // namespace

VerifyReport verifyStore(const Store &store, const core::JobContext &job)
{
    return Verifier(store, job).run();
}

} // namespace strandline::timeline
