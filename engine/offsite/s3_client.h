// Signed requests to one bucket of an S3-compatible service, tried again where that may help, with refusals
// told as sentences. One thread at a time. Errors: as object_store.h says.
#pragma once

#include "engine/core/clock.h"
#include "engine/offsite/http_client.h"
#include "engine/offsite/sigv4.h"

#include <random>

namespace strandline::offsite {

enum class Addressing
{
    Automatic,   // virtual hosts at Amazon, paths everywhere else
    Path,        // https://host/bucket/key
    VirtualHost, // https://bucket.host/key
};

struct S3Address
{
    std::string endpoint = {}; // "https://minio.example:9000"; empty: Amazon's own of the region
    std::string region = "us-east-1";
    std::string bucket = {};
    std::string prefix = {}; // without slashes at its ends; empty: the bucket's root
    Addressing addressing = Addressing::Automatic;
};

// How stubborn: the pause before attempt n + 1 is firstPause * 2^(n - 1), with chance in it, at most
// longestPause.
struct Persistence
{
    unsigned attempts = 6;
    std::chrono::milliseconds firstPause{500};
    std::chrono::milliseconds longestPause{20'000};
};

struct S3Request
{
    std::string method;
    std::string key = {}; // below the prefix; empty: the bucket itself
    std::vector<std::pair<std::string, std::string>> query = {};
    std::map<std::string, std::string> headers = {}; // lower-case names
    core::ByteView body = {};
    std::function<void(core::ByteView, const HttpResponse &)> receiver = {};
    std::function<void(std::uint64_t)> sent = {};
    std::vector<int> expected = {}; // refusals that the caller wants to see: 404, 501
    bool once = false;              // the caller tries again by itself
};

class S3Client
{
public:
    S3Client(S3Address address, Credentials credentials, const HttpLimits &limits,
             const Persistence &persistence, const core::Clock &clock);

    const S3Address &address() const { return m_address; }
    const std::string &description() const { return m_description; }
    std::string fullKey(const std::string &key) const; // with the prefix

    // An answer of 2xx or an expected refusal; with `once` also a failure that may pass.
    HttpResponse perform(const S3Request &request, const core::JobContext &job);
    // Pauses before the next try; throws what response says after the last one. attempt: from 1.
    void pauseAfter(const HttpResponse &response, const std::string &what, unsigned attempt,
                    const core::JobContext &job);
    static bool mayPass(const HttpResponse &response); // worth another try

private:
    HttpResponse performOnce(const S3Request &request, const core::JobContext &job);
    [[noreturn]] void fail(const HttpResponse &response, const std::string &what) const;
    [[noreturn]] void failOnTheWay(const HttpResponse &response) const;

    const S3Address m_address;
    const Credentials m_credentials;
    const Persistence m_persistence;
    const core::Clock &m_clock;
    std::string m_scheme;
    std::string m_host;     // with the bucket before it where the bucket is a virtual host
    std::string m_basePath; // "/bucket" or empty
    std::string m_description;
    HttpClient m_http;
    std::minstd_rand m_chance;
};

} // namespace strandline::offsite
