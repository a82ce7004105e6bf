#include "engine/transfer/import.h"

#include "engine/transfer/output_file.h"

#include <chrono>
#include <filesystem>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <set>
#include <thread>

namespace strandline::transfer {

using core::Error;
using core::ErrorCode;
using sqlite::Connection;
using sqlite::quoteIdentifier;
using sqlite::Statement;
using sqlite::Value;
using SteadyClock = std::chrono::steady_clock;

namespace {

constexpr std::size_t badRowsKept = 100;
constexpr std::uint64_t rowsBetweenReports = 500;

std::string csvField(const std::string &text)
{
    std::string out = "\"";
    for (const char c : text) {
        out.append(c == '"' ? 2 : 1, c);
    }
    return out + '"';
}

// Goes through the file's records: converts them, hands rows over, keeps account of bad ones.
class Reading
{
public:
    // Nothing: the row is in; otherwise why not.
    using Take = std::function<std::optional<std::string>(std::vector<Value> &row)>;

    Reading(const ImportPlan &plan, bool stopAtBadRows, OutputFile *rejects, const core::JobContext &job)
        : m_plan(plan), m_stopAtBadRows(stopAtBadRows), m_rejects(rejects), m_job(job)
    {
        std::vector<std::string> names;
        for (const ColumnPlan &column : plan.columns) {
            names.push_back(column.source);
        }
        m_reader = openRecords(plan.path, plan.format, names);
        std::error_code ignored;
        m_fileBytes = std::filesystem::file_size(plan.path, ignored);
    }

    ImportReport run(const Take &take)
    {
        const auto start = SteadyClock::now();
        Record record;
        std::vector<Value> row;
        for (std::uint64_t records = 0; m_reader->next(record); ++records) {
            if (records % rowsBetweenReports == 0) {
                m_job.checkStop();
                m_job.report(m_reader->bytesRead(), std::max(m_fileBytes, m_reader->bytesRead()), "bytes");
            }
            if (!record.problem.empty()) {
                reject(record, {}, record.problem);
            } else if (convertRow(record, row)) {
                if (const auto refused = take(row)) {
                    reject(record, {}, *refused);
                } else {
                    ++m_report.rows;
                }
            }
        }
        m_report.bytes = m_reader->bytesRead();
        m_report.seconds = std::chrono::duration<double>(SteadyClock::now() - start).count();
        return m_report;
    }

private:
    bool convertRow(Record &record, std::vector<Value> &row)
    {
        row.clear();
        const std::string original = m_rejects != nullptr ? m_reader->text(record) : std::string();
        for (std::size_t i = 0; i < m_plan.columns.size(); ++i) {
            const ColumnPlan &column = m_plan.columns[i];
            if (column.skip) {
                continue;
            }
            std::string why;
            auto value = convert(std::move(record.fields[i]), column.type, m_plan.format, why);
            if (!value) {
                reject(record, column.source, why, original);
                return false;
            }
            row.push_back(std::move(*value));
        }
        m_original = original;
        return true;
    }

    void reject(const Record &record, const std::string &column, const std::string &reason)
    {
        reject(record, column, reason,
               !record.problem.empty() && m_rejects != nullptr ? m_reader->text(record) : m_original);
    }

    void reject(const Record &record, const std::string &column, const std::string &reason,
                const std::string &original)
    {
        if (m_stopAtBadRows) {
            const std::string place = column.empty()
                                          ? fmt::format("line {}", record.line)
                                          : fmt::format("line {}, column '{}'", record.line, column);
            throw Error(
                ErrorCode::BadRow,
                fmt::format("{}, {}: the row {} Nothing was imported. Correct the file, choose another "
                            "type for the column, or skip bad rows.",
                            std::filesystem::path(m_plan.path).filename().string(), place,
                            column.empty() ? reason + "." : "doesn't fit: " + reason + "."))
                .withPath(m_plan.path);
        }
        ++m_report.rejected;
        if (m_report.badRows.size() < badRowsKept) {
            m_report.badRows.push_back({record.line, column, reason});
        }
        if (m_rejects != nullptr) {
            m_rejects->write(fmt::format("{},{},{},{}\n", record.line, csvField(column), csvField(reason),
                                         csvField(original)));
        }
    }

    const ImportPlan &m_plan;
    const bool m_stopAtBadRows;
    OutputFile *m_rejects; // null: none
    const core::JobContext &m_job;
    std::unique_ptr<RecordReader> m_reader;
    std::uint64_t m_fileBytes = 0;
    std::string m_original; // of the row that is being taken
    ImportReport m_report;
};

// "database is locked" with the names of those who may hold the lock: in WAL mode it is one on the -shm.
Error withHolders(const Error &error, const std::string &path)
{
    if (error.code() != ErrorCode::Busy) {
        return error;
    }
    const std::string own = fmt::format("(process {})", core::currentProcess());
    std::set<std::string> holders;
    for (const std::string &file : {path, path + "-shm"}) {
        for (const std::string &holder : core::systemFiles().lockHolders(file)) {
            if (!holder.ends_with(own)) {
                holders.insert(holder);
            }
        }
    }
    return Error(ErrorCode::Busy,
                 fmt::format(
                     "{} is locked by a transaction of {}. Nothing was imported. Wait until it ends, or "
                     "end it there, and try again.",
                     path,
                     holders.empty() ? "another session" : fmt::format("{}", fmt::join(holders, " or "))))
        .withNative(error.nativeCode())
        .withPath(path);
}

bool hasTable(Connection &connection, const std::string &table)
{
    return catalog::findTable(connection, "main", table).has_value();
}

void prepareTable(Connection &connection, const ImportPlan &plan)
{
    const bool exists = hasTable(connection, plan.table);
    if (plan.mode == ImportMode::Create) {
        if (exists) {
            throw Error(
                ErrorCode::Exists,
                fmt::format("There is a table {} already. Choose another name, or add to it.", plan.table));
        }
        connection.execute(createStatement(plan));
        return;
    }
    if (!exists) {
        throw Error(ErrorCode::NotFound,
                    fmt::format("There is no table {}. Check the name, or make a new table.", plan.table));
    }
    if (plan.mode == ImportMode::Replace) {
        connection.execute(fmt::format("DELETE FROM main.{}", quoteIdentifier(plan.table)));
    }
}

std::optional<core::Scn> currentScn(session::Database &database)
{
    return database.hasHistory() ? std::optional(database.history()->currentScn()) : std::nullopt;
}

// The recorder captures a commit within milliseconds; nobody waits long for one that doesn't.
std::optional<core::Scn> scnAfter(session::Database &database, std::optional<core::Scn> before)
{
    if (!before || !database.history()->status().recorder) {
        return std::nullopt;
    }
    for (int tries = 0; tries < 50; ++tries) {
        if (const auto now = currentScn(database); now && *now > *before) {
            return now;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return std::nullopt;
}

ImportReport writeRows(Connection &connection, const ImportPlan &plan, OutputFile *rejects,
                       const core::JobContext &job)
{
    Statement insert = connection.prepare(insertStatement(plan));
    Reading reading(plan, plan.onBadRow == OnBadRow::Stop, rejects, job);
    return reading.run([&](std::vector<Value> &row) -> std::optional<std::string> {
        for (std::size_t i = 0; i < row.size(); ++i) {
            insert.bind(static_cast<int>(i + 1), row[i]);
        }
        const std::optional<Error> refused = insert.run();
        if (!refused) {
            return std::nullopt;
        }
        if (!connection.inTransaction()) { // a trigger rolled it back
            throw Error(*refused);
        }
        return fmt::format("was refused by the table: {}", refused->message());
    });
}

} // namespace

ImportReport importFile(session::Database &database, const ImportPlan &plan, const core::JobContext &job)
{
    const auto start = SteadyClock::now();
    job.checkStop();
    checkPlan(plan);
    std::optional<OutputFile> rejects;
    if (plan.onBadRow == OnBadRow::Skip && !plan.rejectsFile.empty()) {
        rejects.emplace(plan.rejectsFile, plan.replaceRejects, database.path());
        rejects->write("line,column,reason,record\n");
    }
    const std::optional<core::Scn> before = currentScn(database);
    ImportReport report;
    {
        session::Lease lease = database.lease(session::LeaseKind::Write);
        lease.discardAfterUse(); // an error leaves a transaction behind, which ends with the connection
        Connection &connection = lease.connection();
        const Connection::ErrorScope errors(
            connection, [&](const Error &error) { return withHolders(error, database.path()); });
        const Connection::CancelScope cancel(connection, job.stop);
        connection.execute("BEGIN IMMEDIATE");
        prepareTable(connection, plan);
        report = writeRows(connection, plan, rejects ? &*rejects : nullptr, job);
        if (rejects && report.rejected > 0) {
            rejects->finish();
        }
        connection.execute("COMMIT");
    }
    report.scn = scnAfter(database, before);
    report.seconds = std::chrono::duration<double>(SteadyClock::now() - start).count();
    return report;
}

ImportReport tryImport(const ImportPlan &plan, const core::JobContext &job)
{
    checkPlan(plan);
    return Reading(plan, false, nullptr, job)
        .run([](std::vector<Value> & /*unused*/) -> std::optional<std::string> { return std::nullopt; });
}

} // namespace strandline::transfer
