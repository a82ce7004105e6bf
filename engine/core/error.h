// The one exception type of the engine, and its stable codes.
//
// Thread rule: values, safe anywhere. Thrown when an operation ends without its result; expected outcomes are
// returned (std::optional, enum, variant). Caught only in TaskRunner, the command line's main, the entry of a
// thread of the engine, and C trampolines.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

namespace strandline::core {

// Stable names: the command line prints them, scripts depend on them. docs/errors.md lists them.
enum class ErrorCode
{
    Internal,          // a rule of ours was broken: a defect
    Usage,             // wrong arguments
    Cancelled,         // the stop token was triggered
    Io,                // the operating system refused a read or write
    DiskFull,          // no space left, or a size limit
    NotFound,          // a file, table or other named thing does not exist
    Exists,            // would overwrite something
    Permission,        // not allowed to read or write
    NotADatabase,      // the file is no SQLite database, or is encrypted
    Busy,              // locked by somebody else for now
    LockedExclusively, // another program holds the database exclusively
    NotWal,            // the database is not in WAL mode
    OwnedBy,           // another recorder owns the history
    NetworkFileSystem, // WAL's shared memory does not work there
    Sql,               // SQLite refused a statement
    Constraint,        // a constraint of the user's schema
    BadRow,            // a row of a file can't become a row of the table
    ReadOnly,          // a write was asked of something read-only
    NotRecorded,       // there is no history
    ScnInFuture,       // an SCN or time that has not happened
    SnapshotTooOld,    // before the oldest SCN kept
    HistoryGap,        // inside a declared gap
    NoSuchTableThen,   // the structure did not exist at that point
    TooManyPoints,     // more points in time than can be attached
    HistoryCorrupt,    // a stored byte of the history is wrong
    BackupCorrupt,     // a stored byte of a backup is wrong
    WrongKey,          // an encrypted backup needs another key than what was given, or any
    UnsupportedFormat, // a file of a format version we don't know
    Unsupported,       // can't be done in this environment
    Network,           // a service can't be reached, or the way to it breaks again and again
};

// "NOT_WAL" for ErrorCode::NotWal: the spelling on the command line and in JSON.
std::string_view errorCodeName(ErrorCode code) noexcept;

class Error : public std::runtime_error
{
public:
    // message: a whole sentence or two: what happened and what to do. Shown to people as it is.
    Error(ErrorCode code, const std::string &message) : std::runtime_error(message), m_code(code) {}

    Error &withNative(int nativeCode)
    {
        m_nativeCode = nativeCode;
        return *this;
    }
    // Byte offset of the error in the SQL text as the user gave it; -1: unknown.
    Error &withSqlOffset(int offset)
    {
        m_sqlOffset = offset;
        return *this;
    }
    Error &withPath(std::string path)
    {
        m_path = std::move(path);
        return *this;
    }

    ErrorCode code() const noexcept { return m_code; }
    std::string message() const { return what(); }
    int nativeCode() const noexcept { return m_nativeCode; } // SQLite's extended code or errno; 0: none
    int sqlOffset() const noexcept { return m_sqlOffset; }
    const std::string &path() const noexcept { return m_path; }

private:
    ErrorCode m_code;
    int m_nativeCode = 0;
    int m_sqlOffset = -1;
    std::string m_path;
};

// Error from errno: DiskFull, Permission, NotFound or Io. what: "cannot write the history segment".
Error systemError(int errnoValue, std::string_view what, const std::string &path);

} // namespace strandline::core
