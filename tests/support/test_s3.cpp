#include "tests/support/test_s3.h"

#include "engine/core/crypto.h"
#include "engine/offsite/checksums.h"
#include "engine/offsite/xml_text.h"

#include <algorithm>
#include <arpa/inet.h>
#include <cstdlib>
#include <fmt/format.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace strandline::test {

namespace {

core::ByteView viewOf(const std::string &text)
{
    return {reinterpret_cast<const std::uint8_t *>(text.data()), text.size()};
}

std::string decoded(const std::string &text)
{
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%' && i + 2 < text.size()) {
            out += static_cast<char>(std::strtol(text.substr(i + 1, 2).c_str(), nullptr, 16));
            i += 2;
        } else {
            out += text[i];
        }
    }
    return out;
}

std::vector<std::string> split(const std::string &text, char by)
{
    std::vector<std::string> out;
    std::size_t from = 0;
    for (std::size_t at; (at = text.find(by, from)) != std::string::npos; from = at + 1) {
        out.push_back(text.substr(from, at - from));
    }
    out.push_back(text.substr(from));
    return out;
}

std::string lower(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

void sendAll(int socket, const std::string &text)
{
    for (std::size_t done = 0; done < text.size();) {
        const ssize_t n = ::send(socket, text.data() + done, text.size() - done, MSG_NOSIGNAL);
        if (n <= 0) {
            return;
        }
        done += static_cast<std::size_t>(n);
    }
}

std::string between(const std::string &text, const std::string &before, char end)
{
    const std::size_t at = text.find(before);
    if (at == std::string::npos) {
        return {};
    }
    const std::size_t from = at + before.size();
    return text.substr(from, text.find(end, from) - from);
}

} // namespace

TestS3::TestS3(std::string bucket) : m_bucket(std::move(bucket))
{
    m_listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (::bind(m_listener, reinterpret_cast<sockaddr *>(&address), size) != 0 ||
        ::listen(m_listener, 16) != 0 ||
        ::getsockname(m_listener, reinterpret_cast<sockaddr *>(&address), &size) != 0) {
        std::abort();
    }
    m_port = ntohs(address.sin_port);
    m_server = std::thread([this] { serve(); });
}

TestS3::~TestS3()
{
    m_stopping = true;
    ::shutdown(m_listener, SHUT_RDWR);
    m_server.join();
    {
        const std::lock_guard lock(m_mutex);
        for (const int socket : m_sockets) {
            ::shutdown(socket, SHUT_RDWR);
        }
    }
    for (std::thread &thread : m_threads) {
        thread.join();
    }
    ::close(m_listener);
}

std::string TestS3::endpoint() const
{
    return fmt::format("http://127.0.0.1:{}", m_port);
}

void TestS3::serve()
{
    while (!m_stopping) {
        const int socket = ::accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC);
        if (socket < 0) {
            continue;
        }
        const std::lock_guard lock(m_mutex);
        m_sockets.insert(socket);
        m_threads.emplace_back([this, socket] {
            serveConnection(socket);
            {
                const std::lock_guard inner(m_mutex);
                m_sockets.erase(socket);
            }
            ::close(socket);
        });
    }
}

bool TestS3::readRequest(int socket, std::string &buffer, TestRequest &request)
{
    const auto fill = [&] {
        char block[65536];
        const ssize_t n = ::recv(socket, block, sizeof block, 0);
        if (n > 0) {
            buffer.append(block, static_cast<std::size_t>(n));
        }
        return n > 0;
    };
    std::size_t end = 0;
    while ((end = buffer.find("\r\n\r\n")) == std::string::npos) {
        if (!fill()) {
            return false;
        }
    }
    const std::vector<std::string> lines = split(buffer.substr(0, end), '\n');
    buffer.erase(0, end + 4);
    const std::vector<std::string> first = split(lines[0], ' ');
    request.method = first[0];
    const std::vector<std::string> target = split(first[1], '?');
    request.path = decoded(target[0]);
    if (target.size() > 1) {
        for (const std::string &pair : split(target[1], '&')) {
            const std::size_t equals = pair.find('=');
            request.query[decoded(pair.substr(0, equals))] =
                equals == std::string::npos ? std::string() : decoded(pair.substr(equals + 1));
        }
    }
    for (std::size_t i = 1; i < lines.size(); ++i) {
        const std::size_t colon = lines[i].find(':');
        std::string value = lines[i].substr(colon + 1);
        value.erase(0, value.find_first_not_of(' '));
        value.erase(value.find_last_not_of("\r ") + 1);
        request.headers[lower(lines[i].substr(0, colon))] = value;
    }
    const std::size_t length = std::strtoull(request.headers["content-length"].c_str(), nullptr, 10);
    while (buffer.size() < length) {
        const std::size_t before = buffer.size();
        if (!fill()) {
            return false;
        }
        if (const std::size_t drop = m_dropAfter; drop != 0) {
            const std::size_t arrived = buffer.size() - before;
            if (arrived >= drop) {
                m_dropAfter = 0;
                return false;
            }
            m_dropAfter = drop - arrived;
        }
    }
    request.body = buffer.substr(0, length);
    buffer.erase(0, length);
    return true;
}

void TestS3::serveConnection(int socket)
{
    std::string buffer;
    while (!m_stopping) {
        TestRequest request;
        if (!readRequest(socket, buffer, request)) {
            return;
        }
        const TestAnswer answered = answer(request);
        if (answered.silent) {
            char byte = 0;
            [[maybe_unused]] const ssize_t gone =
                ::recv(socket, &byte, 1, 0); // until the other side gives up
            return;
        }
        std::string head = fmt::format("HTTP/1.1 {} Whatever\r\nContent-Length: {}\r\n", answered.status,
                                       answered.status == 204 ? 0 : answered.body.size());
        for (const auto &[name, value] : answered.headers) {
            if (lower(name) == "content-length") {
                head = fmt::format("HTTP/1.1 {} Whatever\r\nContent-Length: {}\r\n", answered.status, value);
            }
        }
        for (const auto &[name, value] : answered.headers) {
            if (lower(name) != "content-length") {
                head += name + ": " + value + "\r\n";
            }
        }
        head += "\r\n";
        if (request.method == "HEAD" || answered.status == 204) {
            sendAll(socket, head);
            continue;
        }
        const std::string body = answered.body.substr(0, answered.cutAfter);
        if (answered.bytesPerSecond == 0) {
            sendAll(socket, head + body); // in one go: the other side would wait with its receipt
        } else {
            sendAll(socket, head);
            const std::size_t step = static_cast<std::size_t>(answered.bytesPerSecond) / 50 + 1;
            for (std::size_t at = 0; at < body.size() && !m_stopping; at += step) {
                sendAll(socket, body.substr(at, step));
                ::usleep(20'000);
            }
        }
        if (answered.cutAfter < answered.body.size()) {
            ::shutdown(socket, SHUT_RDWR);
            return;
        }
    }
}

TestAnswer TestS3::refusal(int status, const std::string &code)
{
    return {status, fmt::format("<?xml version=\"1.0\"?>\n<Error><Code>{}</Code><Message>Said the test's "
                                "service.</Message></Error>",
                                code)};
}

bool TestS3::signatureFits(const TestRequest &request) const
{
    const auto found = request.headers.find("authorization");
    if (found == request.headers.end()) {
        return false;
    }
    const std::string &given = found->second;
    offsite::SignedRequest toSign;
    toSign.method = request.method;
    toSign.path = request.path;
    toSign.query = {request.query.begin(), request.query.end()};
    for (const std::string &name : split(between(given, "SignedHeaders=", ','), ';')) {
        const auto header = request.headers.find(name);
        toSign.headers[name] = header != request.headers.end() ? header->second : std::string();
    }
    toSign.payloadHash = core::toHex(offsite::sha256(viewOf(request.body)));
    const std::string date = toSign.headers["x-amz-date"];
    const std::vector<std::string> scope = split(between(given, "Credential=", ','), '/');
    if (scope.size() != 5 || scope[0] != credentials().accessKeyId || date.substr(0, 8) != scope[1] ||
        toSign.headers["x-amz-content-sha256"] != toSign.payloadHash) {
        return false;
    }
    const std::string text =
        fmt::format("AWS4-HMAC-SHA256\n{}\n{}/{}/{}/aws4_request\n{}", date, scope[1], scope[2], scope[3],
                    core::toHex(offsite::sha256(viewOf(canonicalRequest(toSign)))));
    auto key = core::hmacSha256(viewOf("AWS4" + credentials().secretAccessKey), viewOf(scope[1]));
    for (const std::string &step : {scope[2], scope[3], scope[4]}) {
        key = core::hmacSha256(key, viewOf(step));
    }
    return core::toHex(core::hmacSha256(key, viewOf(text))) == between(given, "Signature=", '\n');
}

TestAnswer TestS3::answer(const TestRequest &request)
{
    Trap trap;
    {
        const std::lock_guard lock(m_mutex);
        std::string line = request.method + ' ' + request.path;
        for (const auto &[name, value] : request.query) {
            line += (line.find('?') == std::string::npos ? '?' : '&') + name + '=' + value;
        }
        m_log.push_back(line);
        trap = m_trap;
    }
    TestAnswer trapped;
    if (trap && trap(request, trapped)) {
        return trapped;
    }
    if (!signatureFits(request)) {
        return refusal(403, "SignatureDoesNotMatch");
    }
    const std::lock_guard lock(m_mutex);
    const std::string bucket = "/" + m_bucket + "/";
    if (request.path.rfind(bucket, 0) != 0) {
        return refusal(404, "NoSuchBucket");
    }
    const std::string key = request.path.substr(bucket.size());
    if (key.empty()) {
        return bucketAnswer(request);
    }
    return request.asks("uploadId") || request.asks("uploads") ? uploadAnswer(request, key)
                                                               : objectAnswer(request, key);
}

TestAnswer TestS3::bucketAnswer(const TestRequest &request)
{
    const std::string prefix =
        request.query.count("prefix") != 0 ? request.query.at("prefix") : std::string();
    if (request.asks("uploads")) {
        if (!m_listsParts) {
            return refusal(501, "NotImplemented");
        }
        std::string xml = "<ListMultipartUploadsResult>";
        for (const auto &[id, upload] : m_uploads) {
            if (upload.key.rfind(prefix, 0) == 0) {
                xml += fmt::format("<Upload><Key>{}</Key><UploadId>{}</UploadId></Upload>",
                                   offsite::xmlEscaped(upload.key), id);
            }
        }
        return {200, xml + "</ListMultipartUploadsResult>"};
    }
    std::string xml =
        "<?xml version=\"1.0\"?><ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">";
    const std::string after =
        request.asks("continuation-token") ? request.query.at("continuation-token") : "";
    std::size_t shown = 0;
    std::string last;
    bool more = false;
    for (const auto &[key, bytes] : m_objects) {
        if (key.rfind(prefix, 0) != 0 || key <= after) {
            continue;
        }
        if (shown == m_pageSize) {
            more = true;
            break;
        }
        ++shown;
        last = key;
        xml += fmt::format("<Contents><Key>{}</Key><Size>{}</Size><ETag>{}</ETag></Contents>",
                           offsite::xmlEscaped(key), bytes.size(), offsite::xmlEscaped(etagOf(bytes)));
    }
    xml += fmt::format("<IsTruncated>{}</IsTruncated>", more);
    if (more) {
        xml += "<NextContinuationToken>" + offsite::xmlEscaped(last) + "</NextContinuationToken>";
    }
    return {200, xml + "</ListBucketResult>"};
}

std::string TestS3::etagOf(const std::string &bytes)
{
    const std::string sum = core::toHex(offsite::md5(viewOf(m_encrypts ? "sealed" + bytes : bytes)));
    return '"' + sum + '"';
}

TestAnswer TestS3::objectAnswer(const TestRequest &request, const std::string &key)
{
    const auto found = m_objects.find(key);
    if (request.method == "PUT") {
        m_objects[key] = request.body;
        return {200, "", {{"ETag", etagOf(request.body)}}};
    }
    if (found == m_objects.end()) {
        return refusal(404, "NoSuchKey");
    }
    if (request.method == "DELETE") {
        m_objects.erase(found);
        return {204};
    }
    const std::string &bytes = found->second;
    TestAnswer result{200, bytes, {{"ETag", etagOf(bytes)}}};
    if (request.method == "HEAD") {
        result.headers["Content-Length"] = std::to_string(bytes.size());
        return result;
    }
    if (const auto range = request.headers.find("range"); range != request.headers.end()) {
        const std::vector<std::string> ends = split(range->second.substr(6), '-');
        const std::size_t first = std::strtoull(ends[0].c_str(), nullptr, 10);
        if (first >= bytes.size()) {
            return refusal(416, "InvalidRange");
        }
        const std::size_t last =
            ends[1].empty()
                ? bytes.size() - 1
                : std::min<std::size_t>(std::strtoull(ends[1].c_str(), nullptr, 10), bytes.size() - 1);
        result.status = 206;
        result.body = bytes.substr(first, last - first + 1);
    }
    return result;
}

TestAnswer TestS3::uploadAnswer(const TestRequest &request, const std::string &key)
{
    if (request.asks("uploads")) {
        const std::string id = "upload " + std::to_string(m_next++);
        m_uploads[id].key = key;
        return {200, "<InitiateMultipartUploadResult><UploadId>" + id +
                         "</UploadId></InitiateMultipartUploadResult>"};
    }
    const std::string id = request.query.at("uploadId");
    const auto upload = m_uploads.find(id);
    if (request.method == "GET" && !m_listsParts) {
        return refusal(501, "NotImplemented");
    }
    if (upload == m_uploads.end() || upload->second.key != key) {
        return refusal(404, "NoSuchUpload");
    }
    if (request.method == "PUT") {
        const auto number = static_cast<unsigned>(std::stoul(request.query.at("partNumber")));
        upload->second.parts[number] = {request.body, etagOf(request.body)};
        return {200, "", {{"ETag", etagOf(request.body)}}};
    }
    if (request.method == "GET") {
        return listParts(request, id);
    }
    if (request.method == "DELETE") {
        m_uploads.erase(upload);
        return {204};
    }
    return completeUpload(request, key, id);
}

TestAnswer TestS3::listParts(const TestRequest &request, const std::string &id)
{
    const unsigned long marker =
        request.asks("part-number-marker") ? std::stoul(request.query.at("part-number-marker")) : 0;
    std::string xml = "<ListPartsResult>";
    std::size_t shown = 0;
    bool more = false;
    for (const auto &[number, part] : m_uploads.at(id).parts) {
        if (number <= marker) {
            continue;
        }
        if (shown == m_pageSize) {
            more = true;
            xml += fmt::format("<NextPartNumberMarker>{}</NextPartNumberMarker>", number - 1);
            break;
        }
        ++shown;
        xml += fmt::format("<Part><PartNumber>{}</PartNumber><ETag>{}</ETag></Part>", number,
                           offsite::xmlEscaped(part.second));
    }
    return {200, xml + fmt::format("<IsTruncated>{}</IsTruncated></ListPartsResult>", more)};
}

TestAnswer TestS3::completeUpload(const TestRequest &request, const std::string &key, const std::string &id)
{
    std::string whole;
    const Upload &upload = m_uploads.at(id);
    for (const std::string_view named : offsite::xmlElements(request.body, "Part")) {
        const auto number =
            static_cast<unsigned>(std::stoul(offsite::xmlText(named, "PartNumber").value_or("0")));
        const auto part = upload.parts.find(number);
        if (part == upload.parts.end() || offsite::xmlText(named, "ETag") != part->second.second) {
            return refusal(400, "InvalidPart");
        }
        whole += part->second.first;
    }
    m_objects[key] = whole;
    m_uploads.erase(id);
    return {200,
            "<CompleteMultipartUploadResult><ETag>&quot;x-1&quot;</ETag></CompleteMultipartUploadResult>"};
}

void TestS3::setTrap(Trap trap)
{
    const std::lock_guard lock(m_mutex);
    m_trap = std::move(trap);
}

std::map<std::string, std::string> TestS3::objects() const
{
    const std::lock_guard lock(m_mutex);
    return m_objects;
}

void TestS3::putObject(const std::string &key, const std::string &bytes)
{
    const std::lock_guard lock(m_mutex);
    m_objects[key] = bytes;
}

void TestS3::forgetUploads()
{
    const std::lock_guard lock(m_mutex);
    m_uploads.clear();
}

std::size_t TestS3::uploads() const
{
    const std::lock_guard lock(m_mutex);
    return m_uploads.size();
}

std::vector<std::string> TestS3::log() const
{
    const std::lock_guard lock(m_mutex);
    return m_log;
}

void TestS3::clearLog()
{
    const std::lock_guard lock(m_mutex);
    m_log.clear();
}

std::size_t TestS3::count(const std::string &part) const
{
    const std::lock_guard lock(m_mutex);
    return static_cast<std::size_t>(std::count_if(m_log.begin(), m_log.end(), [&](const std::string &line) {
        return line.find(part) != std::string::npos;
    }));
}

} // namespace strandline::test
