#include "engine/core/error.h"

#include <cerrno>
#include <fmt/format.h>
#include <system_error>

namespace strandline::core {

std::string_view errorCodeName(ErrorCode code) noexcept
{
    switch (code) {
    case ErrorCode::Internal:
        return "INTERNAL";
    case ErrorCode::Usage:
        return "USAGE";
    case ErrorCode::Cancelled:
        return "CANCELLED";
    case ErrorCode::Io:
        return "IO";
    case ErrorCode::DiskFull:
        return "DISK_FULL";
    case ErrorCode::NotFound:
        return "NOT_FOUND";
    case ErrorCode::Exists:
        return "EXISTS";
    case ErrorCode::Permission:
        return "PERMISSION";
    case ErrorCode::NotADatabase:
        return "NOT_A_DATABASE";
    case ErrorCode::Busy:
        return "BUSY";
    case ErrorCode::LockedExclusively:
        return "LOCKED_EXCLUSIVELY";
    case ErrorCode::NotWal:
        return "NOT_WAL";
    case ErrorCode::OwnedBy:
        return "OWNED_BY";
    case ErrorCode::NetworkFileSystem:
        return "NETWORK_FILE_SYSTEM";
    case ErrorCode::Sql:
        return "SQL";
    case ErrorCode::Constraint:
        return "CONSTRAINT";
    case ErrorCode::BadRow:
        return "BAD_ROW";
    case ErrorCode::ReadOnly:
        return "READ_ONLY";
    case ErrorCode::NotRecorded:
        return "NOT_RECORDED";
    case ErrorCode::ScnInFuture:
        return "SCN_IN_FUTURE";
    case ErrorCode::SnapshotTooOld:
        return "SNAPSHOT_TOO_OLD";
    case ErrorCode::HistoryGap:
        return "HISTORY_GAP";
    case ErrorCode::NoSuchTableThen:
        return "NO_SUCH_TABLE_THEN";
    case ErrorCode::TooManyPoints:
        return "TOO_MANY_POINTS";
    case ErrorCode::HistoryCorrupt:
        return "HISTORY_CORRUPT";
    case ErrorCode::BackupCorrupt:
        return "BACKUP_CORRUPT";
    case ErrorCode::WrongKey:
        return "WRONG_KEY";
    case ErrorCode::UnsupportedFormat:
        return "UNSUPPORTED_FORMAT";
    case ErrorCode::Unsupported:
        return "UNSUPPORTED";
    case ErrorCode::Network:
        return "NETWORK";
    }
    return "INTERNAL";
}

Error systemError(int errnoValue, std::string_view what, const std::string &path)
{
    ErrorCode code = ErrorCode::Io;
    std::string_view advice = "Check the disk and try again.";
    switch (errnoValue) {
    case ENOSPC:
    case EFBIG:
#ifdef EDQUOT
    case EDQUOT:
#endif
        code = ErrorCode::DiskFull;
        advice = "Free some space on that disk, or choose another place.";
        break;
    case EACCES:
    case EPERM:
    case EROFS:
        code = ErrorCode::Permission;
        advice = "Check the permissions of the file and its folder.";
        break;
    case ENOENT:
    case ENOTDIR:
        code = ErrorCode::NotFound;
        advice = "Check the path.";
        break;
    case EEXIST:
        code = ErrorCode::Exists;
        advice = "Choose another name.";
        break;
    default:
        break;
    }
    return Error(code, fmt::format("{} ({}): {}. {}", what, path, std::generic_category().message(errnoValue),
                                   advice))
        .withNative(errnoValue)
        .withPath(path);
}

} // namespace strandline::core
