// One operation of the engine as its clients reach it (the command line first): name, typed arguments, what
// it does to the database, and its result with JSON and text.
//
// Values, but for Output, which belongs to the client. run() blocks and may be called from any thread.
// Errors: Usage for arguments that don't fit; otherwise what the services throw.
#pragma once

#include "engine/core/clock.h"
#include "engine/core/error.h"
#include "engine/core/job.h"

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace strandline::operations {

enum class ArgumentKind
{
    Path,
    Text,
    Integer,  // 64 bits, signed
    Scn,      // an integer from 1
    Flag,     // present or not
    Duration, // "90s", "15m", "12h", "7d", "2w"
    Size,     // bytes: "500000", "500MB", "1.5GB" (powers of 1000)
    Time,     // as core::parseTime() takes it
    Choice,   // one of choices
};

struct Argument
{
    std::string name; // "scn" is written --scn; a positional one is shown in capitals
    ArgumentKind kind = ArgumentKind::Text;
    std::string help = {}; // one line, without a full stop
    bool positional = false;
    bool required = false;
    bool repeated = false;
    std::vector<std::string> choices = {};
    std::string placeholder = {}; // in the usage: "COLUMN=TYPE"; empty: by the kind
};

// The values given for an operation's arguments, checked against their kinds.
class Arguments
{
public:
    // Throws Usage for a missing, unknown or malformed value.
    static Arguments check(const std::vector<Argument> &declared,
                           std::map<std::string, std::vector<std::string>> values);

    bool has(const std::string &name) const { return m_values.count(name) != 0; }
    bool flag(const std::string &name) const { return has(name); }
    std::string text(const std::string &name) const; // empty where it wasn't given
    std::vector<std::string> list(const std::string &name) const;
    std::int64_t integer(const std::string &name, std::int64_t otherwise = 0) const;
    std::chrono::seconds duration(const std::string &name) const;
    std::uint64_t sizeBytes(const std::string &name) const;

private:
    std::map<std::string, std::vector<std::string>> m_values;
};

// How results are shown.
struct Presentation
{
    std::string zone = "UTC"; // for times
    bool zoneGiven = false;   // somebody asked for it
};

class Result
{
public:
    virtual ~Result() = default;
    // False: done, but with findings that a script must notice (the command line's exit code is 1).
    virtual bool ok() const { return true; }
    virtual nlohmann::ordered_json json(const Presentation &presentation) const = 0;
    virtual std::string text(const Presentation &presentation) const = 0; // lines, each ended
};

enum class Format
{
    Text,
    Json,
};

// Where an operation writes while it runs, and what it may ask. Implemented by the client.
class Output
{
public:
    using ErrorTail = std::function<std::string(const core::Error &)>;

    virtual ~Output() = default;
    virtual Format format() const = 0;
    virtual const Presentation &presentation() const = 0;
    virtual void write(std::string_view text) = 0; // to the result's stream
    virtual void flush() = 0;
    virtual void note(const std::string &message) = 0; // a sentence for the person, beside the result
    // A question to be answered with yes or no; nothing: there is nobody to ask.
    virtual std::optional<bool> confirm(const std::string &question) = 0;
    virtual std::string readInput() = 0; // all of standard input
    // For a document that was begun: what ends it well when the operation fails.
    virtual void setErrorTail(ErrorTail tail) = 0;
};

enum class Effect
{
    Reads,
    Writes,
};

struct Operation
{
    using Run = std::function<std::unique_ptr<Result>(const Arguments &, const core::JobContext &, Output &)>;

    std::string name; // "timeline status"
    std::string summary;
    std::vector<Argument> arguments;
    Effect effect = Effect::Reads;
    bool longRunning = false;        // may take more than a moment: shows progress, can be cancelled
    bool servesUntilStopped = false; // its stop is its good end
    Run run;                         // null result: everything was written to the output
};

} // namespace strandline::operations
