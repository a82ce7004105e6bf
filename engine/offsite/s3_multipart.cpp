// S3Store's uploads in parts.
#include "engine/offsite/checksums.h"
#include "engine/offsite/s3_store.h"
#include "engine/offsite/xml_text.h"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>

namespace strandline::offsite {

using core::Bytes;
using core::ByteView;
using core::Error;
using core::ErrorCode;

namespace {

constexpr int statusBadRequest = 400;
constexpr int statusNotFound = 404;
constexpr int statusNoSuchMethod = 405;
constexpr int statusNotImplemented = 501;
constexpr std::uint64_t partsMax = 9'000; // of the 10,000 that S3 allows

std::string unquoted(std::string text)
{
    text.erase(std::remove(text.begin(), text.end(), '"'), text.end());
    return text;
}

// Always the same for an object of a size, so that an upload goes on with the parts it began with.
std::uint64_t partBytesFor(std::uint64_t sizeBytes, std::uint64_t least)
{
    constexpr std::uint64_t step = 1U << 20U;
    const std::uint64_t needed = (sizeBytes + partsMax - 1) / partsMax;
    return needed <= least ? least : (needed + step - 1) / step * step;
}

// What the service calls the part that it has of these bytes; empty: it has none. It names a part by its MD5,
// unless it encrypts it: then our note says what we sent.
std::string nameOfKept(const std::map<unsigned, std::string> &there,
                       const std::map<unsigned, SentPart> &noted, unsigned number,
                       const std::string &checksum)
{
    const auto kept = there.find(number);
    if (kept == there.end()) {
        return {};
    }
    const auto note = noted.find(number);
    const bool asNoted =
        note != noted.end() && note->second.etag == kept->second && note->second.md5 == checksum;
    return kept->second == checksum || asNoted ? kept->second : std::string();
}

unsigned numberIn(const std::string &text)
{
    unsigned value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

} // namespace

std::vector<std::string> S3Store::uploadsOf(const std::string &name, const core::JobContext &job)
{
    const std::string key = m_client.fullKey(name);
    const HttpResponse response =
        m_client.perform({.method = "GET",
                          .query = {{"uploads", ""}, {"prefix", key}},
                          .expected = {statusBadRequest, statusNoSuchMethod, statusNotImplemented}},
                         job);
    std::vector<std::string> ids;
    for (const std::string_view upload : xmlElements(response.body, "Upload")) {
        const auto id = xmlText(upload, "UploadId");
        if (response.good() && id && xmlText(upload, "Key") == key) {
            ids.push_back(*id);
        }
    }
    return ids;
}

std::optional<S3Store::Parts> S3Store::partsOf(const std::string &name, const std::string &uploadId,
                                               bool &notTold, const core::JobContext &job)
{
    Parts parts;
    std::string marker;
    do {
        S3Request request{.method = "GET", .key = name, .query = {{"uploadId", uploadId}}};
        request.expected = {statusBadRequest, statusNotFound, statusNoSuchMethod, statusNotImplemented};
        if (!marker.empty()) {
            request.query.emplace_back("part-number-marker", marker);
        }
        const HttpResponse response = m_client.perform(request, job);
        if (response.status == statusNotFound && xmlText(response.body, "Code") == "NoSuchUpload") {
            return std::nullopt;
        }
        // A service that doesn't know the question may also answer with the object, which isn't there.
        if (!response.good() || response.body.find("ListPartsResult") == std::string::npos) {
            notTold = true;
            return parts;
        }
        for (const std::string_view part : xmlElements(response.body, "Part")) {
            parts[numberIn(xmlText(part, "PartNumber").value_or("0"))] =
                unquoted(xmlText(part, "ETag").value_or(std::string()));
        }
        const bool more = xmlText(response.body, "IsTruncated") == "true";
        marker =
            more ? xmlText(response.body, "NextPartNumberMarker").value_or(std::string()) : std::string();
    } while (!marker.empty());
    return parts;
}

std::string S3Store::begin(const std::string &name, const core::JobContext &job)
{
    const HttpResponse response =
        m_client.perform({.method = "POST", .key = name, .query = {{"uploads", ""}}}, job);
    const auto id = xmlText(response.body, "UploadId");
    if (!id || id->empty()) {
        throw Error(ErrorCode::Network,
                    fmt::format("{} began an upload without naming it. Is it an S3 service?", description()))
            .withPath(description());
    }
    return *id;
}

// The upload to go on with, and the parts of it that are there; a new one where there is none.
UploadNote S3Store::unfinished(const std::string &name, const Source &source, Parts &there,
                               const core::JobContext &job)
{
    const std::uint64_t partBytes = partBytesFor(source.sizeBytes, m_partBytes);
    UploadNote note = m_notes.load(noteName(name)).value_or(UploadNote{});
    if (note.sizeBytes != source.sizeBytes || note.partBytes != partBytes) {
        note = {};
    }
    std::vector<std::string> candidates;
    if (!note.uploadId.empty()) {
        candidates.push_back(note.uploadId);
    } else {
        candidates = uploadsOf(name, job);
    }
    for (const std::string &id : candidates) {
        bool notTold = false;
        const auto parts = partsOf(name, id, notTold, job);
        if (!parts) {
            continue; // put together or given up meanwhile
        }
        there = *parts;
        if (notTold) {
            for (const auto &[number, part] : note.parts) {
                there[number] = part.etag;
            }
        }
        note.uploadId = id;
        note.sizeBytes = source.sizeBytes;
        note.partBytes = partBytes;
        return note;
    }
    there.clear();
    note = {begin(name, job), source.sizeBytes, partBytes, {}};
    m_notes.save(noteName(name), note);
    return note;
}

std::optional<std::string> S3Store::sendPart(const std::string &name, const std::string &uploadId,
                                             unsigned number, ByteView bytes,
                                             const std::function<void(std::uint64_t)> &sent,
                                             const core::JobContext &job)
{
    S3Request request{.method = "PUT", .key = name};
    request.query = {{"partNumber", std::to_string(number)}, {"uploadId", uploadId}};
    request.headers["content-md5"] = base64(md5(bytes));
    request.body = bytes;
    request.sent = sent;
    request.expected = {statusNotFound};
    const HttpResponse response = m_client.perform(request, job);
    if (!response.good()) {
        return std::nullopt;
    }
    return unquoted(response.header("etag"));
}

bool S3Store::complete(const std::string &name, const UploadNote &note, const core::JobContext &job)
{
    std::string xml = "<CompleteMultipartUpload xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">";
    for (const auto &[number, part] : note.parts) {
        xml += fmt::format("<Part><PartNumber>{}</PartNumber><ETag>&quot;{}&quot;</ETag></Part>", number,
                           xmlEscaped(part.etag));
    }
    xml += "</CompleteMultipartUpload>";
    S3Request request{.method = "POST", .key = name, .query = {{"uploadId", note.uploadId}}};
    request.body = {reinterpret_cast<const std::uint8_t *>(xml.data()), xml.size()};
    request.expected = {statusBadRequest, statusNotFound};
    const HttpResponse response = m_client.perform(request, job);
    return response.good();
}

// Nothing: the service lost the upload, or parts of it.
std::optional<PutReport> S3Store::tryParts(const std::string &name, const Source &source,
                                           const core::JobContext &job)
{
    PutReport report;
    Parts there;
    UploadNote note = unfinished(name, source, there, job);
    std::map<unsigned, SentPart> noted;
    std::swap(noted, note.parts);
    Bytes bytes;
    unsigned number = 1;
    for (std::uint64_t at = 0; at < source.sizeBytes; at += bytes.size(), ++number) {
        job.checkStop();
        bytes.resize(static_cast<std::size_t>(std::min(note.partBytes, source.sizeBytes - at)));
        source.read(at, bytes);
        const std::string checksum = core::toHex(md5(bytes));
        const std::string kept = nameOfKept(there, noted, number, checksum);
        if (!kept.empty()) {
            report.keptBytes += bytes.size();
            note.parts[number] = {checksum, kept};
        } else {
            const auto sent = sendPart(
                name, note.uploadId, number, bytes,
                [&](std::uint64_t n) { job.report(at + n, source.sizeBytes, "bytes"); }, job);
            if (!sent) {
                return std::nullopt;
            }
            report.sentBytes += bytes.size();
            note.parts[number] = {checksum, *sent};
            m_notes.save(noteName(name), note);
        }
        job.report(at + bytes.size(), source.sizeBytes, "bytes");
    }
    if (!complete(name, note, job)) {
        return std::nullopt;
    }
    m_notes.forget(noteName(name));
    return report;
}

PutReport S3Store::putParts(const std::string &name, const Source &source, const core::JobContext &job)
{
    for (int attempt = 0; attempt < 2; ++attempt) {
        if (const auto report = tryParts(name, source, job)) {
            return *report;
        }
        m_notes.forget(noteName(name)); // begins a new upload
    }
    throw Error(
        ErrorCode::Network,
        fmt::format("{} accepts the parts of {}, but can't put them together. Is the bucket still there, "
                    "and does it allow uploads in parts?",
                    description(), name))
        .withPath(name);
}

} // namespace strandline::offsite
