#include "engine/core/local_socket.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

namespace strandline::core {

namespace {

constexpr std::size_t lineBytesMax = 4096;

class Descriptor
{
public:
    explicit Descriptor(int fd) : m_fd(fd) {}
    ~Descriptor()
    {
        if (m_fd >= 0) {
            ::close(m_fd);
        }
    }
    Descriptor(Descriptor &&other) noexcept : m_fd(std::exchange(other.m_fd, -1)) {}
    Descriptor &operator=(Descriptor &&) = delete;
    int get() const { return m_fd; }

private:
    int m_fd;
};

// A pipe that a stop writes to, so that poll() wakes.
class StopPipe
{
public:
    StopPipe()
    {
        if (::pipe(m_ends) != 0) {
            throw systemError(errno, "Cannot make a pipe", "");
        }
        for (const int end : m_ends) {
            ::fcntl(end, F_SETFD, FD_CLOEXEC);
        }
    }
    ~StopPipe()
    {
        ::close(m_ends[0]);
        ::close(m_ends[1]);
    }
    StopPipe(const StopPipe &) = delete;
    StopPipe &operator=(const StopPipe &) = delete;
    int readEnd() const { return m_ends[0]; }
    void wake() const noexcept
    {
        if (::write(m_ends[1], "x", 1) < 0) {
            return; // full: it wakes already
        }
    }

private:
    int m_ends[2] = {-1, -1};
};

// True: fd can be read, or the other side is gone.
bool waitFor(int fd, const std::stop_token &stop, std::optional<std::chrono::milliseconds> timeout)
{
    const StopPipe pipe;
    const std::stop_callback onStop(stop, [&pipe] { pipe.wake(); });
    const auto until = std::chrono::steady_clock::now() + timeout.value_or(std::chrono::milliseconds(0));
    while (true) {
        int wait = -1;
        if (timeout) {
            const auto left =
                std::chrono::ceil<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
            wait = static_cast<int>(std::max<std::int64_t>(left.count(), 0));
        }
        pollfd fds[2] = {{fd, POLLIN, 0}, {pipe.readEnd(), POLLIN, 0}};
        const int ready = ::poll(fds, 2, wait);
        if (ready < 0 && errno == EINTR) {
            continue;
        }
        return ready > 0 && fds[1].revents == 0 && fds[0].revents != 0;
    }
}

void setUp(int fd)
{
    ::fcntl(fd, F_SETFD, FD_CLOEXEC);
#ifdef SO_NOSIGPIPE
    const int on = 1;
    ::setsockopt(fd, SOL_SOCKET, SO_NOSIGPIPE, &on, sizeof on);
#endif
}

#ifdef MSG_NOSIGNAL
constexpr int sendFlags = MSG_NOSIGNAL;
#else
constexpr int sendFlags = 0;
#endif

class PosixConnection final : public LocalConnection
{
public:
    explicit PosixConnection(Descriptor fd) : m_fd(std::move(fd)) {}

    bool writeLine(std::string_view line) override
    {
        const std::string text = std::string(line) + '\n';
        std::size_t done = 0;
        while (done < text.size()) {
            const ssize_t n = ::send(m_fd.get(), text.data() + done, text.size() - done, sendFlags);
            if (n < 0 && errno == EINTR) {
                continue;
            }
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
            if (m_read.size() > lineBytesMax || !waitFor(m_fd.get(), stop, timeout)) {
                return std::nullopt;
            }
            const ssize_t n = ::recv(m_fd.get(), buffer, sizeof buffer, 0);
            if (n < 0 && errno == EINTR) {
                continue;
            }
            if (n <= 0) {
                return std::nullopt;
            }
            m_read.append(buffer, static_cast<std::size_t>(n));
        }
    }

private:
    Descriptor m_fd;
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

int newSocket()
{
    const int fd = ::socket(AF_UNIX, SOCK_STREAM, 0);
    if (fd < 0) {
        throw systemError(errno, "Cannot make a socket", "");
    }
    setUp(fd);
    return fd;
}

class PosixServer final : public LocalServer
{
public:
    PosixServer(Descriptor fd, std::string path) : m_fd(std::move(fd)), m_path(std::move(path)) {}
    ~PosixServer() override { ::unlink(m_path.c_str()); }

    std::unique_ptr<LocalConnection> accept(const std::stop_token &stop) override
    {
        while (waitFor(m_fd.get(), stop, std::nullopt)) {
            Descriptor fd(::accept(m_fd.get(), nullptr, nullptr));
            if (fd.get() >= 0) {
                setUp(fd.get());
                return std::make_unique<PosixConnection>(std::move(fd));
            }
        }
        return nullptr;
    }

private:
    Descriptor m_fd;
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
    Descriptor fd(newSocket());
    if (::connect(fd.get(), reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0) {
        return nullptr;
    }
    return std::make_unique<PosixConnection>(std::move(fd));
}

std::unique_ptr<LocalServer> listenLocal(const std::string &path)
{
    if (connectLocal(path) != nullptr) {
        throw Error(ErrorCode::Busy, fmt::format("Somebody listens at {} already.", path)).withPath(path);
    }
    const sockaddr_un address = addressOf(path);
    ::unlink(path.c_str());
    Descriptor fd(newSocket());
    if (::bind(fd.get(), reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0 ||
        ::chmod(path.c_str(), S_IRUSR | S_IWUSR) != 0 || ::listen(fd.get(), 8) != 0) {
        throw systemError(errno, "Cannot listen at a socket", path);
    }
    return std::make_unique<PosixServer>(std::move(fd), path);
}

} // namespace strandline::core
