// An S3 service in this process, on loopback: enough of the protocol for uploads in parts, and as hostile as
// a test wants. It checks each request's signature from the bytes that arrived. Safe from any thread.
#pragma once

#include "engine/core/bytes.h"
#include "engine/offsite/sigv4.h"

#include <atomic>
#include <functional>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

namespace strandline::test {

struct TestRequest
{
    std::string method;
    std::string path; // decoded: "/bucket/key"
    std::map<std::string, std::string> query;
    std::map<std::string, std::string> headers; // lower-case names
    std::string body;

    bool asks(const std::string &name) const { return query.count(name) != 0; }
};

struct TestAnswer
{
    int status = 200;
    std::string body = {};
    std::map<std::string, std::string> headers = {};
    std::size_t cutAfter = SIZE_MAX; // the connection ends after so many bytes of the body
    int bytesPerSecond = 0;          // 0: at once
    bool silent = false;             // no answer at all, the connection stays open
};

class TestS3
{
public:
    explicit TestS3(std::string bucket = "backups");
    ~TestS3();
    TestS3(const TestS3 &) = delete;
    TestS3 &operator=(const TestS3 &) = delete;

    std::string endpoint() const;
    static offsite::Credentials credentials() { return {"AKTEST", "very secret", {}}; }

    // Looks at each request before the service does; an answer that it gives is the service's.
    using Trap = std::function<bool(const TestRequest &, TestAnswer &)>;
    void setTrap(Trap trap);
    // Connections are dropped once so many more bytes of bodies have been read (0: no longer).
    void dropAfterBody(std::size_t bytes) { m_dropAfter = bytes; }
    void setListsParts(bool lists) { m_listsParts = lists; }
    void setEncryptsParts(bool encrypts) { m_encrypts = encrypts; } // names of parts are no MD5 then
    void setPageSize(std::size_t size) { m_pageSize = size; }

    std::map<std::string, std::string> objects() const;
    void putObject(const std::string &key, const std::string &bytes);
    void forgetUploads();
    std::size_t uploads() const;
    std::vector<std::string> log() const; // "PUT /backups/key?partNumber=1"
    void clearLog();
    std::size_t count(const std::string &part) const; // lines of the log with this in them

private:
    struct Upload
    {
        std::string key;
        std::map<unsigned, std::pair<std::string, std::string>> parts; // bytes, etag
    };

    void serve();
    void serveConnection(int socket);
    bool readRequest(int socket, std::string &buffer, TestRequest &request);
    TestAnswer answer(const TestRequest &request);
    TestAnswer bucketAnswer(const TestRequest &request);
    TestAnswer objectAnswer(const TestRequest &request, const std::string &key);
    TestAnswer uploadAnswer(const TestRequest &request, const std::string &key);
    TestAnswer completeUpload(const TestRequest &request, const std::string &key, const std::string &id);
    TestAnswer listParts(const TestRequest &request, const std::string &id);
    std::string etagOf(const std::string &bytes);
    bool signatureFits(const TestRequest &request) const;
    static TestAnswer refusal(int status, const std::string &code);

    const std::string m_bucket;
    int m_listener = -1;
    int m_port = 0;
    std::atomic<bool> m_stopping = false;
    std::atomic<std::size_t> m_dropAfter = 0;
    std::atomic<bool> m_listsParts = true;
    std::atomic<bool> m_encrypts = false;
    std::atomic<std::size_t> m_pageSize = 1000;
    mutable std::mutex m_mutex;
    Trap m_trap; // guarded by m_mutex, as what follows
    std::map<std::string, std::string> m_objects;
    std::map<std::string, Upload> m_uploads;
    std::vector<std::string> m_log;
    std::set<int> m_sockets;
    std::vector<std::thread> m_threads;
    unsigned m_next = 1;
    std::thread m_server;
};

} // namespace strandline::test
