// One HTTP request after the other over kept connections, by libcurl: with a stop that is obeyed at once,
// limits on time and speed, and failures told apart so that the caller knows which are worth another try.
//
// One thread at a time. Errors: Cancelled; what a body's receiver throws. A request that fails on its way is
// an expected outcome and comes back in the response.
#pragma once

#include "engine/core/bytes.h"
#include "engine/core/job.h"

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace strandline::offsite {

struct HttpLimits
{
    std::chrono::milliseconds connect{10'000};
    std::chrono::seconds stall{30};   // without a byte in either direction
    std::uint64_t bytesPerSecond = 0; // in each direction; 0: as fast as it goes
    std::string certificateFile = {}; // PEM of authorities to trust; empty: the system's
};

enum class HttpFailure
{
    None,
    Name,        // the host's name is unknown
    Unreachable, // no route, refused, or no answer while connecting
    Timeout,     // stalled
    Secure,      // TLS: the certificate isn't trusted, or no common protocol
    Broken,      // the connection ended in the middle
    Other,
};

struct HttpResponse
{
    int status = 0; // 0: there was no answer
    HttpFailure failure = HttpFailure::None;
    std::string failureText = {};                    // libcurl's own words
    std::map<std::string, std::string> headers = {}; // names in lower case
    std::string body = {};

    bool good() const { return failure == HttpFailure::None && status >= 200 && status < 300; }
    std::string header(const std::string &name) const
    {
        const auto found = headers.find(name);
        return found != headers.end() ? found->second : std::string();
    }
};

struct HttpRequest
{
    std::string method; // "GET", "HEAD", "PUT", "POST", "DELETE"
    std::string url;
    std::vector<std::string> headers = {}; // "Name: value"
    core::ByteView body = {};
    // Takes the body of a good answer (2xx) piece by piece, with the answer's status and headers; empty: it
    // is collected in HttpResponse::body, as every other answer's is.
    std::function<void(core::ByteView, const HttpResponse &)> receiver = {};
    // Bytes of the body that went out so far; may be empty.
    std::function<void(std::uint64_t)> sent = {};
};

class HttpClient
{
public:
    explicit HttpClient(HttpLimits limits);
    ~HttpClient();
    HttpClient(const HttpClient &) = delete;
    HttpClient &operator=(const HttpClient &) = delete;

    HttpResponse perform(const HttpRequest &request, const core::JobContext &job);

private:
    struct Handles;
    const HttpLimits m_limits;
    std::unique_ptr<Handles> m_handles;
};

} // namespace strandline::offsite
