#include "engine/offsite/s3_store.h"

#include "engine/offsite/checksums.h"
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

constexpr int statusPartial = 206;
constexpr int statusNotFound = 404;
constexpr int statusNoSuchMethod = 405;
constexpr int statusRangeBeyondEnd = 416;
constexpr int statusNotImplemented = 501;
constexpr std::uint64_t progressBytes = 64U << 10U; // this much more of an object is no failed attempt

std::uint64_t numberIn(const std::string &text)
{
    std::uint64_t value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

std::string unquoted(std::string text)
{
    text.erase(std::remove(text.begin(), text.end(), '"'), text.end());
    return text;
}

} // namespace

S3Store::S3Store(S3Address address, Credentials credentials, S3Options options, const core::Clock &clock)
    : m_client(std::move(address), std::move(credentials), options.limits, options.persistence, clock),
      m_partBytes(options.partBytes), m_notes(options.notesFolder)
{
}

std::vector<StoredObject> S3Store::list(const std::string &prefix, const core::JobContext &job)
{
    const std::string wanted = m_client.fullKey(prefix);
    const std::size_t own = wanted.size() - prefix.size();
    std::vector<StoredObject> found;
    std::string token;
    do {
        S3Request request{.method = "GET"};
        request.query = {{"list-type", "2"}, {"prefix", wanted}};
        if (!token.empty()) {
            request.query.emplace_back("continuation-token", token);
        }
        const HttpResponse response = m_client.perform(request, job);
        for (const std::string_view entry : xmlElements(response.body, "Contents")) {
            const std::string key = xmlText(entry, "Key").value_or(std::string());
            if (key.size() > own && key.compare(0, wanted.size(), wanted) == 0) {
                found.push_back({key.substr(own), numberIn(xmlText(entry, "Size").value_or("0")),
                                 unquoted(xmlText(entry, "ETag").value_or(std::string()))});
            }
        }
        const bool more = xmlText(response.body, "IsTruncated") == "true";
        token =
            more ? xmlText(response.body, "NextContinuationToken").value_or(std::string()) : std::string();
    } while (!token.empty());
    std::sort(found.begin(), found.end(),
              [](const StoredObject &a, const StoredObject &b) { return a.name < b.name; });
    return found;
}

std::optional<StoredObject> S3Store::head(const std::string &name, const core::JobContext &job)
{
    const HttpResponse response =
        m_client.perform({.method = "HEAD", .key = name, .expected = {statusNotFound}}, job);
    if (response.status == statusNotFound) {
        return std::nullopt;
    }
    return StoredObject{name, numberIn(response.header("content-length")), unquoted(response.header("etag"))};
}

void S3Store::get(const std::string &name, std::uint64_t offset, std::uint64_t length,
                  const Receiver &receiver, const core::JobContext &job)
{
    std::uint64_t at = offset;
    const std::uint64_t end = length < toTheEnd - offset ? offset + length : toTheEnd;
    std::uint64_t begun = at;
    std::string etag;
    for (unsigned attempt = 1; at < end; ++attempt) {
        S3Request request{.method = "GET", .key = name, .expected = {statusNotFound, statusRangeBeyondEnd}};
        request.once = true;
        if (at > 0 || end != toTheEnd) {
            request.headers["range"] =
                fmt::format("bytes={}-{}", at, end == toTheEnd ? std::string() : std::to_string(end - 1));
        }
        if (!etag.empty()) {
            request.headers["if-match"] = etag; // of another object's bytes nothing is wanted
        }
        request.receiver = [&](ByteView bytes, const HttpResponse &answer) {
            if (request.headers.count("range") != 0 && answer.status != statusPartial) {
                throw Error(ErrorCode::Unsupported,
                            fmt::format("{} does not hand out parts of objects.", description()));
            }
            etag = answer.header("etag");
            at += bytes.size();
            receiver(bytes);
        };
        begun = at;
        const HttpResponse response = m_client.perform(request, job);
        if (response.status == statusNotFound) {
            throw Error(ErrorCode::NotFound, fmt::format("There is no {} in {}.", name, description()))
                .withPath(name);
        }
        if (response.good() || response.status == statusRangeBeyondEnd) {
            return;
        }
        attempt = at - begun >= progressBytes ? 1 : attempt;
        m_client.pauseAfter(response, name, attempt, job);
    }
}

PutReport S3Store::put(const std::string &name, const Source &source, const core::JobContext &job)
{
    return source.sizeBytes > m_partBytes ? putParts(name, source, job) : putWhole(name, source, job);
}

PutReport S3Store::putWhole(const std::string &name, const Source &source, const core::JobContext &job)
{
    Bytes bytes(static_cast<std::size_t>(source.sizeBytes));
    source.read(0, bytes);
    S3Request request{.method = "PUT", .key = name};
    request.headers["content-md5"] = base64(md5(bytes));
    request.body = bytes;
    request.sent = [&](std::uint64_t sent) { job.report(sent, bytes.size(), "bytes"); };
    m_client.perform(request, job);
    return {bytes.size(), 0};
}

void S3Store::remove(const std::string &name, const core::JobContext &job)
{
    for (const std::string &uploadId : uploadsOf(name, job)) {
        m_client.perform({.method = "DELETE",
                          .key = name,
                          .query = {{"uploadId", uploadId}},
                          .expected = {statusNotFound, statusNoSuchMethod, statusNotImplemented}},
                         job);
    }
    m_notes.forget(noteName(name));
    m_client.perform({.method = "DELETE", .key = name, .expected = {statusNotFound}}, job);
}

} // namespace strandline::offsite
