#include "engine/transfer/export.h"

#include "engine/catalog/catalog.h"
#include "engine/sql/classify.h"
#include "engine/sql/splitter.h"
#include "engine/transfer/database_dump.h"
#include "engine/transfer/output_file.h"
#include "engine/transfer/row_writer.h"

#include <algorithm>
#include <chrono>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace strandline::transfer {

using catalog::TableKind;
using core::Error;
using core::ErrorCode;
using session::Lease;
using session::RowBatch;
using session::StatementResult;
using sqlite::quoteIdentifier;

namespace {

constexpr std::size_t pieceBytes = std::size_t{256} << 10U;

// One state of the database for several statements.
class ReadTransaction
{
public:
    explicit ReadTransaction(sqlite::Connection &connection) : m_connection(connection)
    {
        m_connection.execute("BEGIN");
    }
    ~ReadTransaction()
    {
        try {
            m_connection.execute("ROLLBACK");
        } catch (const std::exception &) {
            // The lease closes a connection whose transaction is open.
            return;
        }
    }
    ReadTransaction(const ReadTransaction &) = delete;
    ReadTransaction &operator=(const ReadTransaction &) = delete;

private:
    sqlite::Connection &m_connection;
};

// Feeds a statement's rows to a writer, and what that makes to the caller, piece by piece.
class ExportSink final : public session::ResultSink
{
public:
    ExportSink(const Write &write, const core::JobContext &job, std::uint64_t expectedRows)
        : m_write(write), m_job(job), m_expectedRows(expectedRows)
    {
    }

    // The rows that follow are this writer's.
    void use(RowWriter *writer) { m_writer = writer; }
    std::uint64_t rowCount() const { return m_rows; }

    void begin(const StatementResult &statement) override { m_writer->begin(*statement.columns, m_piece); }
    void rows(RowBatch &&batch) override
    {
        const std::span<const sqlite::Value> cells(batch.cells);
        for (std::size_t row = 0; row < batch.rowCount(); ++row) {
            m_writer->row(cells.subspan(row * batch.width(), batch.width()), m_piece);
            if (m_piece.size() >= pieceBytes) {
                m_job.checkStop();
                flush();
            }
        }
        m_rows += batch.rowCount();
        m_job.report(m_rows, m_expectedRows == 0 ? 0 : std::max(m_expectedRows, m_rows), "rows");
    }
    void end(const StatementResult & /*unused*/) override
    {
        m_writer->end(m_piece);
        flush();
    }

private:
    void flush()
    {
        m_write(m_piece);
        m_piece.clear();
    }

    const Write &m_write;
    const core::JobContext &m_job;
    const std::uint64_t m_expectedRows;
    RowWriter *m_writer = nullptr;
    std::string m_piece;
    std::uint64_t m_rows = 0;
};

void requireSelect(const std::string &script)
{
    std::size_t statements = 0;
    for (const sql::StatementPiece &piece : sql::splitStatements(script)) {
        if (piece.empty()) {
            continue;
        }
        ++statements;
        const sql::StatementClass what = sql::classify(piece.body(script));
        if (!what.isSelect() || what.explain) {
            throw Error(ErrorCode::Usage, "Only the result of a SELECT can be exported. Write one SELECT, or "
                                          "name a table.")
                .withSqlOffset(static_cast<int>(piece.bodyOffset));
        }
    }
    if (statements != 1) {
        throw Error(ErrorCode::Usage,
                    fmt::format("An export has one result, but here are {} statements. Write one SELECT.",
                                statements));
    }
}

class Exporter
{
public:
    Exporter(Lease &lease, const ExportSource &source, const ExportOptions &options, const Write &write,
             std::uint64_t rowLimit, const core::JobContext &job)
        : m_lease(lease), m_source(source), m_options(options), m_job(job)
    {
        m_write = [this, &write](std::string_view text) {
            m_report.bytes += text.size();
            write(text);
        };
        m_execute.rowLimit = rowLimit;
    }

    ExportReport run()
    {
        const auto start = std::chrono::steady_clock::now();
        m_job.checkStop();
        if (!m_source.sql.empty()) {
            exportStatement();
        } else if (!m_source.table.empty()) {
            const ReadTransaction transaction(m_lease.connection());
            exportTable();
        } else {
            const ReadTransaction transaction(m_lease.connection());
            exportDatabase();
        }
        m_job.checkStop();
        m_report.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
        return m_report;
    }

private:
    void rowsOf(const std::string &select, RowWriter &writer, ExportSink &sink)
    {
        sink.use(&writer);
        session::execute(m_lease, select, m_execute, sink, m_job);
        m_report.rows = sink.rowCount();
    }

    void exportStatement()
    {
        requireSelect(m_source.sql);
        const std::string name = m_options.sql.table.empty() ? "result" : m_options.sql.table;
        const auto writer = makeRowWriter(m_options, "Result", name);
        ExportSink sink(m_write, m_job, 0);
        if (m_options.format == ExportFormat::Sql) {
            m_write("BEGIN;\n");
            if (m_options.sql.create) {
                m_write(createFor(columnsOfStatement(), name));
            }
        }
        rowsOf(m_source.sql, *writer, sink);
        if (m_options.format == ExportFormat::Sql) {
            m_write("COMMIT;\n");
        }
    }

    void exportTable()
    {
        sqlite::Connection &connection = m_lease.connection();
        const catalog::Table table = catalog::loadTable(connection, "main", m_source.table, m_job);
        const bool sql = m_options.format == ExportFormat::Sql;
        std::vector<std::string> columns = m_source.columns;
        if (columns.empty()) {
            columns = sql ? insertableColumns(table) : visibleColumns(table);
        }
        const std::string name = m_options.sql.table.empty() ? table.summary.name : m_options.sql.table;
        const bool whole = m_source.columns.empty() && name == table.summary.name &&
                           table.summary.kind != TableKind::View && !table.summary.internal;
        const auto estimate = catalog::estimateRows(connection, "main", table.summary);
        ExportSink sink(m_write, m_job, m_source.where.empty() && estimate ? estimate->rows : 0);
        const auto writer = makeRowWriter(m_options, table.summary.name, name);
        if (sql) {
            m_write("BEGIN;\n");
            if (m_options.sql.create) {
                m_write(whole ? table.summary.sql + ";\n" : createFor(declared(table, columns), name));
            }
        }
        rowsOf(selectStatement(table.summary.name, columns, m_source.where), *writer, sink);
        if (sql) {
            if (m_options.sql.create && whole) {
                writeBelongings(table);
            }
            m_write("COMMIT;\n");
        }
    }

    void writeBelongings(const catalog::Table &table)
    {
        for (const catalog::Index &index : table.indexes) {
            if (!index.sql.empty()) {
                m_write(index.sql + ";\n");
            }
        }
        for (const catalog::Trigger &trigger : table.triggers) {
            m_write(trigger.sql + ";\n");
        }
    }

    void exportDatabase()
    {
        if (m_options.format != ExportFormat::Sql) {
            throw Error(ErrorCode::Usage,
                        "A whole database is exported as SQL only. Choose that format, or name a table.");
        }
        ExportSink sink(m_write, m_job, 0);
        const InsertRows insertRows = [&](const std::string &select, const std::string &table) {
            const auto writer = makeRowWriter(m_options, table, table);
            rowsOf(select, *writer, sink);
        };
        m_report.tables = dumpDatabase(m_lease.connection(), m_write, insertRows, m_job);
    }

    static std::vector<std::string> visibleColumns(const catalog::Table &table)
    {
        std::vector<std::string> names;
        for (const catalog::Column &column : table.columns) {
            if (column.kind != catalog::ColumnKind::Hidden) {
                names.push_back(column.name);
            }
        }
        return names;
    }

    static std::vector<session::Column> declared(const catalog::Table &table,
                                                 const std::vector<std::string> &names)
    {
        std::vector<session::Column> columns;
        for (const std::string &name : names) {
            const auto found = std::find_if(table.columns.begin(), table.columns.end(),
                                            [&](const catalog::Column &c) { return c.name == name; });
            columns.push_back({name, found != table.columns.end() ? found->type : ""});
        }
        return columns;
    }

    std::vector<session::Column> columnsOfStatement()
    {
        session::ExecuteOptions options;
        options.rowLimit = 1;
        const session::ResultSet result = session::query(m_lease, m_source.sql, options, m_job);
        return *result.columns;
    }

    static std::string createFor(const std::vector<session::Column> &columns, const std::string &table)
    {
        std::vector<std::string> names;
        for (const session::Column &column : columns) {
            names.push_back(column.name);
        }
        names = distinctNames(std::move(names));
        for (std::size_t i = 0; i < names.size(); ++i) {
            const std::string &type = columns[i].declaredType;
            names[i] = quoteIdentifier(names[i]) + (type.empty() ? "" : " " + type);
        }
        return fmt::format("CREATE TABLE {} ({});\n", quoteIdentifier(table), fmt::join(names, ", "));
    }

    Lease &m_lease;
    const ExportSource &m_source;
    const ExportOptions &m_options;
    const core::JobContext &m_job;
    Write m_write; // counts
    session::ExecuteOptions m_execute;
    ExportReport m_report;
};

} // namespace

ExportReport exportTo(Lease &lease, const ExportSource &source, const ExportOptions &options,
                      const Write &write, const core::JobContext &job)
{
    return Exporter(lease, source, options, write, 0, job).run();
}

ExportReport exportToFile(Lease &lease, const ExportSource &source, const ExportOptions &options,
                          const std::string &path, bool replace, const core::JobContext &job,
                          const core::FileSystem &files)
{
    OutputFile file(path, replace, lease.database().path(), files);
    const ExportReport report = exportTo(
        lease, source, options, [&](std::string_view text) { file.write(text); }, job);
    file.finish();
    return report;
}

std::string exportPreview(Lease &lease, const ExportSource &source, const ExportOptions &options,
                          std::uint64_t rows, const core::JobContext &job)
{
    std::string out;
    Exporter(
        lease, source, options, [&](std::string_view text) { out += text; }, rows, job)
        .run();
    return out;
}

} // namespace strandline::transfer
