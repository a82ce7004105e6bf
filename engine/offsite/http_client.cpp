#include "engine/offsite/http_client.h"

#include <algorithm>
#include <cctype>
#include <curl/curl.h>
#include <exception>

namespace strandline::offsite {

using core::ByteView;
using core::Error;
using core::ErrorCode;

namespace {

constexpr int waitMs = 500; // libcurl's own timers wake it earlier; a stop wakes it at once
constexpr std::size_t collectedBytesMax = 64U << 20U;

// What the callbacks of one transfer share. What they throw waits here until libcurl has returned.
struct Transfer
{
    const HttpRequest &request;
    HttpResponse response = {};
    std::size_t bodySent = 0;
    std::exception_ptr thrown = nullptr;
    CURL *easy = nullptr;
};

std::string lower(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

std::string stripped(std::string_view text)
{
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    const std::size_t last = text.find_last_not_of(" \t\r\n");
    return first == std::string_view::npos ? std::string()
                                           : std::string(text.substr(first, last - first + 1));
}

std::size_t onHeader(char *data, std::size_t size, std::size_t count, void *user) noexcept
{
    auto &transfer = *static_cast<Transfer *>(user);
    try {
        const std::string_view line(data, size * count);
        if (line.substr(0, 5) == "HTTP/") {
            transfer.response.headers.clear(); // of an interim answer such as 100
        } else if (const std::size_t colon = line.find(':'); colon != std::string_view::npos) {
            transfer.response.headers[lower(std::string(line.substr(0, colon)))] =
                stripped(line.substr(colon + 1));
        }
        return size * count;
    } catch (...) {
        transfer.thrown = std::current_exception();
        return 0;
    }
}

std::size_t onBody(char *data, std::size_t size, std::size_t count, void *user) noexcept
{
    auto &transfer = *static_cast<Transfer *>(user);
    try {
        long status = 0;
        curl_easy_getinfo(transfer.easy, CURLINFO_RESPONSE_CODE, &status);
        const ByteView bytes(reinterpret_cast<const std::uint8_t *>(data), size * count);
        if (transfer.request.receiver && status >= 200 && status < 300) {
            transfer.response.status = static_cast<int>(status);
            transfer.request.receiver(bytes, transfer.response);
        } else if (transfer.response.body.size() + bytes.size() <= collectedBytesMax) {
            transfer.response.body.append(data, bytes.size());
        }
        return bytes.size();
    } catch (...) {
        transfer.thrown = std::current_exception();
        return 0;
    }
}

std::size_t onRead(char *out, std::size_t size, std::size_t count, void *user) noexcept
{
    auto &transfer = *static_cast<Transfer *>(user);
    const ByteView rest = transfer.request.body.subspan(transfer.bodySent);
    const std::size_t n = std::min(size * count, rest.size());
    std::copy_n(rest.begin(), n, reinterpret_cast<std::uint8_t *>(out));
    transfer.bodySent += n;
    try {
        if (transfer.request.sent) {
            transfer.request.sent(transfer.bodySent);
        }
    } catch (...) {
        transfer.thrown = std::current_exception();
        return CURL_READFUNC_ABORT;
    }
    return n;
}

int onSeek(void *user, curl_off_t offset, int origin) noexcept
{
    auto &transfer = *static_cast<Transfer *>(user);
    if (origin != SEEK_SET || offset < 0 || static_cast<std::size_t>(offset) > transfer.request.body.size()) {
        return CURL_SEEKFUNC_FAIL;
    }
    transfer.bodySent = static_cast<std::size_t>(offset);
    return CURL_SEEKFUNC_OK;
}

HttpFailure failureOf(CURLcode code)
{
    switch (code) {
    case CURLE_OK:
        return HttpFailure::None;
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
        return HttpFailure::Name;
    case CURLE_COULDNT_CONNECT:
        return HttpFailure::Unreachable;
    case CURLE_OPERATION_TIMEDOUT:
        return HttpFailure::Timeout;
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
        return HttpFailure::Secure;
    case CURLE_PARTIAL_FILE:
    case CURLE_GOT_NOTHING:
    case CURLE_SEND_ERROR:
    case CURLE_RECV_ERROR:
    case CURLE_HTTP2:
    case CURLE_HTTP2_STREAM:
        return HttpFailure::Broken;
    default:
        return HttpFailure::Other;
    }
}

template <typename Value>
void set(CURL *easy, CURLoption option, Value value)
{
    if (curl_easy_setopt(easy, option, value) != CURLE_OK) {
        throw Error(ErrorCode::Internal, "The HTTP library refuses a setting.");
    }
}

class HeaderList
{
public:
    explicit HeaderList(const std::vector<std::string> &lines)
    {
        for (const std::string &line : lines) {
            m_list = curl_slist_append(m_list, line.c_str());
        }
    }
    ~HeaderList() { curl_slist_free_all(m_list); }
    HeaderList(const HeaderList &) = delete;
    HeaderList &operator=(const HeaderList &) = delete;
    curl_slist *get() const { return m_list; }

private:
    curl_slist *m_list = nullptr;
};

} // namespace

struct HttpClient::Handles
{
    Handles()
    {
        static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
        multi = ready == CURLE_OK ? curl_multi_init() : nullptr;
        easy = multi != nullptr ? curl_easy_init() : nullptr;
        if (easy == nullptr) {
            throw Error(ErrorCode::Unsupported, "The HTTP library can't be started on this system.");
        }
    }
    ~Handles()
    {
        curl_easy_cleanup(easy);
        curl_multi_cleanup(multi);
    }
    Handles(const Handles &) = delete;
    Handles &operator=(const Handles &) = delete;

    CURLM *multi = nullptr;
    CURL *easy = nullptr;
};

namespace {

void setUp(CURL *easy, Transfer &transfer, const HttpLimits &limits, const HeaderList &headers)
{
    const HttpRequest &request = transfer.request;
    curl_easy_reset(easy); // keeps the connections
    set(easy, CURLOPT_URL, request.url.c_str());
    set(easy, CURLOPT_PROTOCOLS_STR, "http,https");
    set(easy, CURLOPT_PATH_AS_IS, 1L);
    set(easy, CURLOPT_NOSIGNAL, 1L);
    set(easy, CURLOPT_QUICK_EXIT, 1L); // a stop doesn't wait for a name server
    set(easy, CURLOPT_HTTPHEADER, headers.get());
    set(easy, CURLOPT_HEADERFUNCTION, &onHeader);
    set(easy, CURLOPT_HEADERDATA, &transfer);
    set(easy, CURLOPT_WRITEFUNCTION, &onBody);
    set(easy, CURLOPT_WRITEDATA, &transfer);
    set(easy, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(limits.connect.count()));
    set(easy, CURLOPT_LOW_SPEED_LIMIT, 1L);
    set(easy, CURLOPT_LOW_SPEED_TIME, static_cast<long>(limits.stall.count()));
    set(easy, CURLOPT_MAX_SEND_SPEED_LARGE, static_cast<curl_off_t>(limits.bytesPerSecond));
    set(easy, CURLOPT_MAX_RECV_SPEED_LARGE, static_cast<curl_off_t>(limits.bytesPerSecond));
    if (!limits.certificateFile.empty()) {
        set(easy, CURLOPT_CAINFO, limits.certificateFile.c_str());
    }
    if (request.method == "HEAD") {
        set(easy, CURLOPT_NOBODY, 1L);
    } else if (request.method == "PUT" || request.method == "POST") {
        set(easy, request.method == "PUT" ? CURLOPT_UPLOAD : CURLOPT_POST, 1L);
        set(easy, CURLOPT_READFUNCTION, &onRead);
        set(easy, CURLOPT_READDATA, &transfer);
        set(easy, CURLOPT_SEEKFUNCTION, &onSeek);
        set(easy, CURLOPT_SEEKDATA, &transfer);
        set(easy, request.method == "PUT" ? CURLOPT_INFILESIZE_LARGE : CURLOPT_POSTFIELDSIZE_LARGE,
            static_cast<curl_off_t>(request.body.size()));
    } else {
        set(easy, CURLOPT_CUSTOMREQUEST, request.method.c_str());
    }
}

// Runs the one transfer of the pool to its end, or until the stop.
CURLcode drive(CURLM *multi, const core::JobContext &job)
{
    const std::stop_callback wake(job.stop, [multi] { curl_multi_wakeup(multi); });
    int running = 1;
    while (running > 0) {
        job.checkStop();
        if (curl_multi_perform(multi, &running) != CURLM_OK) {
            return CURLE_FAILED_INIT;
        }
        if (running > 0) {
            curl_multi_poll(multi, nullptr, 0, waitMs, nullptr);
        }
    }
    int left = 0;
    while (const CURLMsg *message = curl_multi_info_read(multi, &left)) {
        if (message->msg == CURLMSG_DONE) {
            return message->data.result;
        }
    }
    return CURLE_FAILED_INIT;
}

class InPool
{
public:
    InPool(CURLM *multi, CURL *easy) : m_multi(multi), m_easy(easy) { curl_multi_add_handle(multi, easy); }
    ~InPool() { curl_multi_remove_handle(m_multi, m_easy); }
    InPool(const InPool &) = delete;
    InPool &operator=(const InPool &) = delete;

private:
    CURLM *m_multi;
    CURL *m_easy;
};

} // namespace

HttpClient::HttpClient(HttpLimits limits)
    : m_limits(std::move(limits)), m_handles(std::make_unique<Handles>())
{
}

HttpClient::~HttpClient() = default;

HttpResponse HttpClient::perform(const HttpRequest &request, const core::JobContext &job)
{
    Transfer transfer{request};
    transfer.easy = m_handles->easy;
    const HeaderList headers(request.headers);
    setUp(m_handles->easy, transfer, m_limits, headers);
    char words[CURL_ERROR_SIZE] = {};
    set(m_handles->easy, CURLOPT_ERRORBUFFER, static_cast<char *>(words));
    CURLcode code = CURLE_OK;
    {
        const InPool inPool(m_handles->multi, m_handles->easy);
        code = drive(m_handles->multi, job);
        curl_easy_setopt(m_handles->easy, CURLOPT_ERRORBUFFER, nullptr);
    }
    if (transfer.thrown) {
        std::rethrow_exception(transfer.thrown);
    }
    long status = 0;
    curl_easy_getinfo(m_handles->easy, CURLINFO_RESPONSE_CODE, &status);
    transfer.response.status = static_cast<int>(status);
    transfer.response.failure = failureOf(code);
    if (code != CURLE_OK) {
        transfer.response.failureText = words[0] != '\0' ? words : curl_easy_strerror(code);
    }
    return std::move(transfer.response);
}

} // namespace strandline::offsite
