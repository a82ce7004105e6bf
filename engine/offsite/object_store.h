// A place that keeps named objects: a folder, or a bucket of an S3-compatible service. Names are relative
// paths with slashes ("sets/20261121T234501Z-full-3f9a1c/manifest.json").
//
// An object is there whole or not at all: what put() has not finished is never listed. One thread at a time.
// Errors: NotFound (no such folder, bucket or object), Permission (refused credentials; a clock that is off),
// Network (no way there, or it breaks again and again), Cancelled, systemError().
#pragma once

#include "engine/core/bytes.h"
#include "engine/core/job.h"
#include "engine/core/types.h"

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace strandline::offsite {

struct StoredObject
{
    std::string name;
    std::uint64_t sizeBytes = 0;
    std::string etag = {}; // what a service calls this content: mostly its MD5; a folder says nothing
};

// What is to be stored. read() fills the span with the bytes at offset, again and again where a part is sent
// anew.
struct Source
{
    std::uint64_t sizeBytes = 0;
    std::function<void(std::uint64_t offset, std::span<std::uint8_t>)> read;
};

Source sourceOf(core::ByteView bytes); // which outlive it

struct PutReport
{
    std::uint64_t sentBytes = 0;
    std::uint64_t keptBytes = 0; // that an earlier, interrupted put had brought there
};

using Receiver = std::function<void(core::ByteView)>;

constexpr std::uint64_t toTheEnd = UINT64_MAX;

class ObjectStore
{
public:
    virtual ~ObjectStore() = default;

    // "s3://backups/shop at https://s3.eu-central-1.amazonaws.com": for messages.
    virtual const std::string &description() const = 0;
    // All objects whose name begins with prefix, by name.
    virtual std::vector<StoredObject> list(const std::string &prefix, const core::JobContext &job) = 0;
    virtual std::optional<StoredObject> head(const std::string &name, const core::JobContext &job) = 0;
    // Bytes [offset, offset + length) as far as there are any, in order and each once. Throws NotFound.
    virtual void get(const std::string &name, std::uint64_t offset, std::uint64_t length,
                     const Receiver &receiver, const core::JobContext &job) = 0;
    // Replaces what is there. job's progress counts the bytes of this object that are there.
    virtual PutReport put(const std::string &name, const Source &source, const core::JobContext &job) = 0;
    // And what interrupted puts of this name left. Nothing happens where there is none.
    virtual void remove(const std::string &name, const core::JobContext &job) = 0;

    // A group of objects ("sets/ID") that appears as one. Where its objects are put until publish(): a folder
    // has another name for that, a service shows a group by the object that is put last.
    virtual std::string staging(const std::string &group) const { return group; }
    virtual void publish(const std::string & /*group*/, const core::JobContext & /*job*/) {}
    // Lets the group disappear as one; returns where its objects are from then on, to be removed there.
    virtual std::string withdraw(const std::string &group, const std::string &lastPut,
                                 const core::JobContext &job);
};

// A small object whole; nothing: there is none. Throws UnsupportedFormat for one above maxBytes.
std::optional<core::Bytes> readObject(ObjectStore &store, const std::string &name, std::uint64_t maxBytes,
                                      const core::JobContext &job);

// Lets bytes pass at a pace.
class Throttle
{
public:
    explicit Throttle(std::uint64_t bytesPerSecond); // 0: as fast as it goes
    // Waits until `bytes` more may pass. Throws Cancelled.
    void pass(std::uint64_t bytes, const core::JobContext &job);

private:
    const std::uint64_t m_bytesPerSecond;
    std::chrono::steady_clock::time_point m_next;
};

// Waits, but not beyond a stop: throws Cancelled then.
void pauseFor(std::chrono::milliseconds time, const core::JobContext &job);

} // namespace strandline::offsite
