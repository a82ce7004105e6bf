// Objects in a bucket of an S3-compatible service. Large ones go in parts (multipart upload), and a put that
// was interrupted, even by the end of the program, goes on with the parts that are missing: the service is
// asked which it has; where it doesn't tell, our own note of them counts. An object is there when its parts
// have been put together, not before. Reading goes on where a broken connection ended.
//
// What is sent carries its SHA-256 (signed) and MD5, by which a service refuses what arrives otherwise.
// Thread rule and errors: object_store.h.
#pragma once

#include "engine/offsite/object_store.h"
#include "engine/offsite/s3_client.h"
#include "engine/offsite/upload_notes.h"

namespace strandline::offsite {

struct S3Options
{
    HttpLimits limits = {};
    Persistence persistence = {};
    std::uint64_t partBytes = 8U << 20U; // larger where an object would have too many parts
    std::string notesFolder = {};        // for UploadNotes
};

class S3Store final : public ObjectStore
{
public:
    S3Store(S3Address address, Credentials credentials, S3Options options, const core::Clock &clock);

    const std::string &description() const override { return m_client.description(); }
    std::vector<StoredObject> list(const std::string &prefix, const core::JobContext &job) override;
    std::optional<StoredObject> head(const std::string &name, const core::JobContext &job) override;
    void get(const std::string &name, std::uint64_t offset, std::uint64_t length, const Receiver &receiver,
             const core::JobContext &job) override;
    PutReport put(const std::string &name, const Source &source, const core::JobContext &job) override;
    void remove(const std::string &name, const core::JobContext &job) override;

private:
    // Parts that a service has of an unfinished upload: their names by number. Nothing: it knows no such
    // upload.
    using Parts = std::map<unsigned, std::string>;

    PutReport putWhole(const std::string &name, const Source &source, const core::JobContext &job);
    PutReport putParts(const std::string &name, const Source &source, const core::JobContext &job);
    UploadNote unfinished(const std::string &name, const Source &source, Parts &there,
                          const core::JobContext &job);
    std::string begin(const std::string &name, const core::JobContext &job);
    std::optional<PutReport> tryParts(const std::string &name, const Source &source,
                                      const core::JobContext &job);
    // The service's name of the part; nothing: it knows no such upload (any more).
    std::optional<std::string> sendPart(const std::string &name, const std::string &uploadId, unsigned number,
                                        core::ByteView bytes, const std::function<void(std::uint64_t)> &sent,
                                        const core::JobContext &job);
    // False: the service doesn't have all the parts (any more).
    bool complete(const std::string &name, const UploadNote &note, const core::JobContext &job);
    std::vector<std::string> uploadsOf(const std::string &name, const core::JobContext &job);
    // notTold: set where the service doesn't list parts.
    std::optional<Parts> partsOf(const std::string &name, const std::string &uploadId, bool &notTold,
                                 const core::JobContext &job);
    std::string noteName(const std::string &name) const { return description() + '#' + name; }

    S3Client m_client;
    const std::uint64_t m_partBytes;
    const UploadNotes m_notes;
};

} // namespace strandline::offsite
