#include "engine/offsite/object_store.h"

#include <algorithm>
#include <condition_variable>
#include <fmt/format.h>
#include <mutex>

namespace strandline::offsite {

using core::Bytes;
using core::ByteView;
using core::Error;
using core::ErrorCode;

Source sourceOf(ByteView bytes)
{
    return {bytes.size(), [bytes](std::uint64_t offset, std::span<std::uint8_t> out) {
                const ByteView part = bytes.subspan(static_cast<std::size_t>(offset), out.size());
                std::copy(part.begin(), part.end(), out.begin());
            }};
}

std::string ObjectStore::withdraw(const std::string &group, const std::string &lastPut,
                                  const core::JobContext &job)
{
    remove(group + '/' + lastPut, job);
    return group;
}

std::optional<Bytes> readObject(ObjectStore &store, const std::string &name, std::uint64_t maxBytes,
                                const core::JobContext &job)
{
    const auto object = store.head(name, job);
    if (!object) {
        return std::nullopt;
    }
    if (object->sizeBytes > maxBytes) {
        throw Error(ErrorCode::UnsupportedFormat,
                    fmt::format("{} at {} is too large ({} bytes) to be what its name says.", name,
                                store.description(), object->sizeBytes))
            .withPath(name);
    }
    Bytes bytes;
    store.get(
        name, 0, maxBytes, [&](ByteView part) { bytes.insert(bytes.end(), part.begin(), part.end()); }, job);
    return bytes;
}

Throttle::Throttle(std::uint64_t bytesPerSecond)
    : m_bytesPerSecond(bytesPerSecond), m_next(std::chrono::steady_clock::now())
{
}

void Throttle::pass(std::uint64_t bytes, const core::JobContext &job)
{
    if (m_bytesPerSecond == 0) {
        return;
    }
    const auto now = std::chrono::steady_clock::now();
    const auto wait = std::chrono::duration_cast<std::chrono::milliseconds>(m_next - now);
    const std::chrono::duration<double> takes(static_cast<double>(bytes) /
                                              static_cast<double>(m_bytesPerSecond));
    m_next = std::max(m_next, now) + std::chrono::duration_cast<std::chrono::steady_clock::duration>(takes);
    if (wait.count() > 0) {
        pauseFor(wait, job);
    }
}

void pauseFor(std::chrono::milliseconds time, const core::JobContext &job)
{
    std::mutex mutex;
    std::condition_variable_any stopped;
    std::unique_lock lock(mutex);
    stopped.wait_for(lock, job.stop, time, [] { return false; });
    job.checkStop();
}

} // namespace strandline::offsite
