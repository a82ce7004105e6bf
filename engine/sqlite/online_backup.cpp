#include "engine/sqlite/online_backup.h"

#include "engine/sqlite/transaction.h"

#include <memory>
#include <sqlite3.h>

namespace strandline::sqlite {

namespace {

constexpr int pagesAtOnce = 1024;

struct BackupEnd
{
    void operator()(sqlite3_backup *backup) const noexcept { sqlite3_backup_finish(backup); }
};

} // namespace

void copyDatabase(Connection &source, const std::string &out, const core::JobContext &job)
{
    ConnectionOptions options;
    options.access = Access::Create;
    options.ownDatabase = true;
    options.checkpointOnClose = true;
    Connection target(out, options);
    target.execute("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF");
    const Connection::CancelScope cancel(source, job.stop);
    // While the source reads, what is copied stays as of one moment: a copy in parts doesn't begin anew.
    Transaction reading(source, "BEGIN");
    source.integer("SELECT count(*) FROM sqlite_schema");
    const std::unique_ptr<sqlite3_backup, BackupEnd> backup(
        sqlite3_backup_init(target.handle(), "main", source.handle(), "main"));
    if (!backup) {
        throw target.lastError(sqlite3_errcode(target.handle()));
    }
    const auto pageSize = static_cast<std::uint64_t>(source.integer("PRAGMA main.page_size"));
    int code = SQLITE_OK;
    while (code == SQLITE_OK) {
        job.checkStop();
        code = sqlite3_backup_step(backup.get(), pagesAtOnce);
        const auto total = static_cast<std::uint64_t>(sqlite3_backup_pagecount(backup.get()));
        const auto left = static_cast<std::uint64_t>(sqlite3_backup_remaining(backup.get()));
        job.report((total - left) * pageSize, total * pageSize, "bytes");
    }
    if (code != SQLITE_DONE) {
        throw toError(code, sqlite3_errstr(code), out);
    }
}

} // namespace strandline::sqlite
