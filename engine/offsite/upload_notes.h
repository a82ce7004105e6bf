// What interrupted uploads left on a service, noted in a folder of the user's: a service may not tell by
// itself which parts it has. One JSON file an upload: the service's id of it and, for each part that arrived,
// the MD5 of what was sent and the name that the service gave it. Written beside and renamed.
//
// One thread at a time; between processes the last writer wins (a lost note costs sending parts again).
// Errors: systemError() when a note can't be written. One that can't be understood counts as none.
#pragma once

#include "engine/core/file.h"

#include <map>

namespace strandline::offsite {

struct SentPart
{
    std::string md5;  // hexadecimal, of what we sent
    std::string etag; // the service's name of it
};

struct UploadNote
{
    std::string uploadId;
    std::uint64_t sizeBytes = 0; // of the object
    std::uint64_t partBytes = 0;
    std::map<unsigned, SentPart> parts; // by number, from 1
};

class UploadNotes
{
public:
    // folder: made when something is noted. Empty: nothing is.
    explicit UploadNotes(std::string folder) : m_folder(std::move(folder)) {}

    // object: the full address of what is uploaded.
    std::optional<UploadNote> load(const std::string &object) const;
    void save(const std::string &object, const UploadNote &note) const;
    void forget(const std::string &object) const noexcept;

private:
    std::string fileOf(const std::string &object) const;

    const std::string m_folder;
};

} // namespace strandline::offsite
