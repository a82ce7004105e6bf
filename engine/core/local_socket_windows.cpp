// Windows has sockets that are files since version 10 (1803).
#include "engine/core/local_socket.h"

#include <winsock2.h>

#include <afunix.h>
#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fmt/format.h>
#include <utility>
#include <windows.h>

namespace strandline::core {

namespace {

constexpr std::size_t lineBytesMax = 4096;
constexpr std::chrono::milliseconds stopLookedFor{100};

void startUp()
{
    static const int failed = [] {
        WSADATA data = {};
        return ::WSAStartup(MAKEWORD(2, 2), &data);
    }();
    if (failed != 0) {
        throw Error(ErrorCode::Unsupported, "Windows gives this program no sockets.");
    }
}

class Socket
{
public:
    explicit Socket(SOCKET s) : m_socket(s) {}
    ~Socket()
    {
        if (m_socket != INVALID_SOCKET) {
            ::closesocket(m_socket);
        }
    }
    Socket(Socket &&other) noexcept : m_socket(std::exchange(other.m_socket, INVALID_SOCKET)) {}
    Socket &operator=(Socket &&) = delete;
    SOCKET get() const { return m_socket; }

private:
    SOCKET m_socket;
};

// True: it can be read, or the other side is gone.
bool waitFor(SOCKET socket, const std::stop_token &stop, std::optional<std::chrono::milliseconds> timeout)
{
    const auto until = std::chrono::steady_clock::now() + timeout.value_or(std::chrono::milliseconds(0));
    while (!stop.stop_requested()) {
        auto wait = stopLookedFor;
        if (timeout) {
            const auto left =
                std::chrono::ceil<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
            if (left.count() <= 0) {
                return false;
            }
            wait = std::min(wait, left);
        }
        WSAPOLLFD fd = {socket, POLLRDNORM, 0};
        if (::WSAPoll(&fd, 1, static_cast<int>(wait.count())) != 0) {
            return true;
        }
    }
    return false;
}

class WindowsConnection final : public LocalConnection
{
public:
    explicit WindowsConnection(Socket socket) : m_socket(std::move(socket)) {}

    bool writeLine(std::string_view line) override
    {
        const std::string text = std::string(line) + '\n';
        std::size_t done = 0;
        while (done < text.size()) {
            const int n = ::send(m_socket.get(), text.data() + done, static_cast<int>(text.size() - done), 0);
            if (n <= 0) {
                return false;
            }
            done += static_cast<std::size_t>(n);
        }
        return true;
    }

    std::optional<std::string> readLine(const std::stop_token &stop,
                                        std::optional<std::chrono::milliseconds> timeout) override
    {
        while (true) {
            if (const auto end = m_read.find('\n'); end != std::string::npos) {
                std::string line = m_read.substr(0, end);
                m_read.erase(0, end + 1);
                return line;
            }
            char buffer[256];
            if (m_read.size() > lineBytesMax || !waitFor(m_socket.get(), stop, timeout)) {
                return std::nullopt;
            }
            const int n = ::recv(m_socket.get(), buffer, static_cast<int>(sizeof buffer), 0);
            if (n <= 0) {
                return std::nullopt;
            }
            m_read.append(buffer, static_cast<std::size_t>(n));
        }
    }

private:
    Socket m_socket;
    std::string m_read;
};

sockaddr_un addressOf(const std::string &path)
{
    sockaddr_un address = {};
    address.sun_family = AF_UNIX;
    if (!fitsLocalSocket(path)) {
        throw Error(ErrorCode::Unsupported, fmt::format("The path of a socket is too long: {}", path));
    }
    std::memcpy(address.sun_path, path.data(), path.size());
    return address;
}

SOCKET newSocket()
{
    startUp();
    const SOCKET s = ::socket(AF_UNIX, SOCK_STREAM, 0);
    if (s == INVALID_SOCKET) {
        throw systemError(EIO, "Cannot make a socket", "");
    }
    return s;
}

class WindowsServer final : public LocalServer
{
public:
    WindowsServer(Socket socket, std::string path) : m_socket(std::move(socket)), m_path(std::move(path)) {}
    ~WindowsServer() override { ::DeleteFileA(m_path.c_str()); }

    std::unique_ptr<LocalConnection> accept(const std::stop_token &stop) override
    {
        while (waitFor(m_socket.get(), stop, std::nullopt)) {
            Socket s(::accept(m_socket.get(), nullptr, nullptr));
            if (s.get() != INVALID_SOCKET) {
                return std::make_unique<WindowsConnection>(std::move(s));
            }
        }
        return nullptr;
    }

private:
    Socket m_socket;
    std::string m_path;
};

} // namespace

bool fitsLocalSocket(const std::string &path)
{
    return path.size() < sizeof(sockaddr_un::sun_path);
}

std::unique_ptr<LocalConnection> connectLocal(const std::string &path)
{
    const sockaddr_un address = addressOf(path);
    Socket s(newSocket());
    if (::connect(s.get(), reinterpret_cast<const sockaddr *>(&address), static_cast<int>(sizeof address)) !=
        0) {
        return nullptr;
    }
    return std::make_unique<WindowsConnection>(std::move(s));
}

std::unique_ptr<LocalServer> listenLocal(const std::string &path)
{
    if (connectLocal(path) != nullptr) {
        throw Error(ErrorCode::Busy, fmt::format("Somebody listens at {} already.", path)).withPath(path);
    }
    const sockaddr_un address = addressOf(path);
    ::DeleteFileA(path.c_str());
    Socket s(newSocket());
    if (::bind(s.get(), reinterpret_cast<const sockaddr *>(&address), static_cast<int>(sizeof address)) !=
            0 ||
        ::listen(s.get(), 8) != 0) {
        throw systemError(EACCES, "Cannot listen at a socket", path);
    }
    return std::make_unique<WindowsServer>(std::move(s), path);
}

} // namespace strandline::core
