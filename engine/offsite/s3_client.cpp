#include "engine/offsite/s3_client.h"

#include "engine/offsite/checksums.h"
#include "engine/offsite/object_store.h"
#include "engine/offsite/xml_text.h"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>

namespace strandline::offsite {

using core::Error;
using core::ErrorCode;

namespace {

constexpr int statusTooMany = 429;
constexpr int statusRequestTimeout = 408;
constexpr int statusServerError = 500;
constexpr int statusNotImplemented = 501;

bool usesVirtualHost(const S3Address &address, const std::string &host)
{
    if (address.addressing != Addressing::Automatic) {
        return address.addressing == Addressing::VirtualHost;
    }
    // A certificate for *.host doesn't cover a name with more dots in it.
    return host.find("amazonaws.com") != std::string::npos && address.bucket.find('.') == std::string::npos;
}

std::string endpointOf(const S3Address &address)
{
    std::string endpoint = address.endpoint;
    if (endpoint.empty()) {
        return fmt::format("https://s3.{}.amazonaws.com", address.region);
    }
    if (endpoint.find("://") == std::string::npos) {
        endpoint = "https://" + endpoint;
    }
    while (endpoint.back() == '/') {
        endpoint.pop_back();
    }
    if (endpoint.rfind("http://", 0) != 0 && endpoint.rfind("https://", 0) != 0) {
        throw Error(ErrorCode::Usage,
                    fmt::format("\"{}\" is no address of an S3 service: it begins with https:// or http://.",
                                address.endpoint));
    }
    return endpoint;
}

std::string errorCodeIn(const HttpResponse &response)
{
    return xmlText(response.body, "Code").value_or(std::string());
}

} // namespace

S3Client::S3Client(S3Address address, Credentials credentials, const HttpLimits &limits,
                   const Persistence &persistence, const core::Clock &clock)
    : m_address(std::move(address)), m_credentials(std::move(credentials)), m_persistence(persistence),
      m_clock(clock), m_http(limits), m_chance(std::random_device()())
{
    const std::string endpoint = endpointOf(m_address);
    const std::size_t colon = endpoint.find("://");
    m_scheme = endpoint.substr(0, colon + 3);
    m_host = endpoint.substr(colon + 3);
    // A port that the scheme means anyway is not sent, so it must not be signed.
    const std::string usual = m_scheme == "https://" ? ":443" : ":80";
    if (m_host.size() > usual.size() &&
        m_host.compare(m_host.size() - usual.size(), usual.size(), usual) == 0) {
        m_host.resize(m_host.size() - usual.size());
    }
    m_description = fmt::format("s3://{}{}{} at {}", m_address.bucket, m_address.prefix.empty() ? "" : "/",
                                m_address.prefix, endpoint);
    if (usesVirtualHost(m_address, m_host)) {
        m_host = m_address.bucket + '.' + m_host;
    } else {
        m_basePath = '/' + m_address.bucket;
    }
}

std::string S3Client::fullKey(const std::string &key) const
{
    return m_address.prefix.empty() ? key : m_address.prefix + '/' + key;
}

HttpResponse S3Client::performOnce(const S3Request &request, const core::JobContext &job)
{
    const core::Time now = m_clock.now();
    SignedRequest toSign;
    toSign.method = request.method;
    toSign.path = request.key.empty() ? m_basePath + '/' : m_basePath + '/' + fullKey(request.key);
    toSign.query = request.query;
    toSign.headers = request.headers;
    toSign.payloadHash = core::toHex(sha256(request.body));
    toSign.headers["host"] = m_host;
    toSign.headers["x-amz-date"] = signingTime(now);
    toSign.headers["x-amz-content-sha256"] = toSign.payloadHash;
    if (!m_credentials.sessionToken.empty()) {
        toSign.headers["x-amz-security-token"] = m_credentials.sessionToken;
    }

    HttpRequest http;
    http.method = request.method;
    http.url = m_scheme + m_host + uriEncode(toSign.path, true);
    if (!request.query.empty()) {
        http.url += '?' + canonicalQuery(request.query);
    }
    for (const auto &[name, value] : toSign.headers) {
        http.headers.push_back(name + ": " + value);
    }
    http.headers.push_back("Authorization: " +
                           authorization(toSign, m_credentials, now, Scope{m_address.region}));
    http.headers.push_back("Expect:"); // not every service answers it
    http.headers.push_back("Content-Type:");
    http.body = request.body;
    http.receiver = request.receiver;
    http.sent = request.sent;
    return m_http.perform(http, job);
}

HttpResponse S3Client::perform(const S3Request &request, const core::JobContext &job)
{
    const std::string what = request.key.empty() ? "the bucket" : request.key;
    for (unsigned attempt = 1;; ++attempt) {
        HttpResponse response = performOnce(request, job);
        const bool wanted = std::find(request.expected.begin(), request.expected.end(), response.status) !=
                                request.expected.end() &&
                            response.failure == HttpFailure::None;
        // An answer of 200 may still hold an error: of a copy or of putting parts together.
        const bool hidden =
            response.good() && !request.receiver && response.body.find("<Error>") != std::string::npos;
        if ((response.good() && !hidden) || wanted) {
            return response;
        }
        if (hidden) {
            response.status = errorCodeIn(response) == "InternalError" ? statusServerError : 400;
        }
        if (!mayPass(response)) {
            fail(response, what);
        }
        if (request.once) {
            return response;
        }
        pauseAfter(response, what, attempt, job);
    }
}

bool S3Client::mayPass(const HttpResponse &response)
{
    if (response.failure != HttpFailure::None) {
        return response.failure != HttpFailure::Secure && response.failure != HttpFailure::Name &&
               response.failure != HttpFailure::Other;
    }
    return response.status == statusTooMany || response.status == statusRequestTimeout ||
           (response.status >= statusServerError && response.status != statusNotImplemented);
}

void S3Client::pauseAfter(const HttpResponse &response, const std::string &what, unsigned attempt,
                          const core::JobContext &job)
{
    if (attempt >= m_persistence.attempts) {
        fail(response, what);
    }
    auto pause =
        std::min(m_persistence.longestPause, m_persistence.firstPause * (1 << std::min(attempt - 1, 16U)));
    pause = pause / 2 + pause * static_cast<int>(m_chance() % 512) / 1024; // half of it by chance
    const std::string wanted = response.header("retry-after");
    int seconds = 0;
    if (std::from_chars(wanted.data(), wanted.data() + wanted.size(), seconds).ec == std::errc()) {
        pause = std::clamp<std::chrono::milliseconds>(std::chrono::seconds(seconds), pause,
                                                      std::max(pause, m_persistence.longestPause));
    }
    pauseFor(pause, job);
}

void S3Client::failOnTheWay(const HttpResponse &response) const
{
    std::string what;
    switch (response.failure) {
    case HttpFailure::Name:
        what = fmt::format(
            "The name of {} is not known to the network. Check the address of the destination and "
            "whether this computer is online.",
            m_host);
        break;
    case HttpFailure::Unreachable:
        what = fmt::format(
            "{} can't be reached. Check the address and the port of the destination, and whether a "
            "firewall is in the way.",
            m_host);
        break;
    case HttpFailure::Timeout:
        what = fmt::format("{} did not answer in time. What has arrived there is kept: try again later.",
                           m_host);
        break;
    case HttpFailure::Secure:
        what =
            fmt::format("{} can't prove who it is, so nothing was sent. Where its certificate comes from an "
                        "authority of your own, name that with --ca-file.",
                        m_host);
        break;
    default:
        what = fmt::format("The connection to {} broke again and again. What has arrived there is kept: try "
                           "again later.",
                           m_host);
    }
    throw Error(ErrorCode::Network, fmt::format("{} ({}.)", what, response.failureText))
        .withPath(m_description);
}

void S3Client::fail(const HttpResponse &response, const std::string &what) const
{
    if (response.failure != HttpFailure::None) {
        failOnTheWay(response);
    }
    const std::string code = errorCodeIn(response);
    const auto refuse = [this](ErrorCode kind, const std::string &sentence) {
        return Error(kind, sentence).withPath(m_description);
    };
    if (code == "RequestTimeTooSkewed") {
        throw refuse(
            ErrorCode::Permission,
            fmt::format("{} refuses requests because the clock of this computer is off: it says {}. Set the "
                        "clock, then try again.",
                        m_host, core::formatTime(m_clock.now())));
    }
    if (code == "InvalidAccessKeyId" || code == "SignatureDoesNotMatch" || code == "InvalidToken" ||
        code == "ExpiredToken" || response.status == 401) {
        throw refuse(
            ErrorCode::Permission,
            fmt::format("{} refuses the credentials ({}). Check the access key and its secret for \"{}\".",
                        m_host, code.empty() ? "401" : code, m_description));
    }
    if (code == "NoSuchBucket") {
        throw refuse(ErrorCode::NotFound,
                     fmt::format("There is no bucket \"{}\" at {}. Check its name, or make it there.",
                                 m_address.bucket, m_host));
    }
    const std::string region = response.header("x-amz-bucket-region");
    const std::string named =
        region.empty() ? xmlText(response.body, "Region").value_or(std::string()) : region;
    if (!named.empty() && named != m_address.region && response.status >= 300 && response.status < 500) {
        throw refuse(ErrorCode::Usage,
                     fmt::format("The bucket \"{}\" is in the region {}, not in {}. Correct the region "
                                 "of the destination.",
                                 m_address.bucket, named, m_address.region));
    }
    if (response.status == 403) {
        throw refuse(
            ErrorCode::Permission,
            fmt::format("{} refuses access to {} ({}). Check what the credentials are allowed to do.",
                        m_description, what, code.empty() ? "403" : code));
    }
    if (response.status == 404) {
        throw refuse(ErrorCode::NotFound, fmt::format("There is no {} in {}.", what, m_description));
    }
    const std::string words = xmlText(response.body, "Message").value_or(std::string());
    throw refuse(response.status >= statusServerError ? ErrorCode::Network : ErrorCode::Io,
                 fmt::format("{} answered {} with status {}{}{}{}", m_host, what, response.status,
                             code.empty() ? "" : " " + code, words.empty() ? "." : ": ", words));
}

} // namespace strandline::offsite
