// A recorded database that plain SQLite writes to, and flashback statements on it. One thread.
#pragma once

#include "engine/session/database.h"
#include "engine/session/executor.h"
#include "engine/session/flashback_table_statement.h"
#include "engine/timeline/recorder.h"
#include "tests/support/error_code.h"
#include "tests/support/plain_database.h"
#include "tests/support/random.h"
#include "tests/support/temp_folder.h"

namespace strandline::test {

class Shop
{
public:
    explicit Shop(const std::string &schema)
    {
        m_location.database = m_folder.file("shop.db");
        writer = std::make_unique<PlainDatabase>(m_location.database);
        writer->execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF;" + schema);
        timeline::RecorderOptions options;
        options.location = m_location;
        m_recorder = std::make_unique<timeline::Recorder>(options, core::JobContext{});
        m_database = session::Database::open(m_location.database);
    }

    const std::string &path() const { return m_location.database; }
    session::Database &database() { return *m_database; }
    core::Scn take()
    {
        m_recorder->poll();
        return m_recorder->state().scn;
    }
    core::Scn commit(const std::string &sql)
    {
        writer->execute("BEGIN;" + sql + ";COMMIT");
        return take();
    }
    void stopRecording()
    {
        m_recorder->close();
        m_recorder.reset();
    }

    // As SQL, and what it answered.
    std::string run(const std::string &sql)
    {
        session::Lease lease = m_database->lease(session::looksReadOnly(sql) ? session::LeaseKind::Read
                                                                             : session::LeaseKind::Write);
        const session::ResultSet result = session::query(lease, sql, {}, {});
        std::string out;
        for (std::size_t i = 0; i < result.cells.size(); ++i) {
            const bool lineEnds = (i + 1) % result.width() == 0;
            out += sqlite::quoteLiteral(result.cells[i]) + (lineEnds ? "\n" : "|");
        }
        return out;
    }
    flashback::TablePlan flashback(const std::vector<std::string> &tables, core::Scn scn,
                                   const flashback::FlashbackTableOptions &options = {}, bool explain = false)
    {
        flashback::TablePlan plan = session::flashbackTable(*m_database, tables, scn, options, explain, {});
        take();
        return plan;
    }
    std::string codeOf(const std::string &sql)
    {
        return errorCodeOf([&] { run(sql); });
    }
    std::string messageOf(const std::string &sql)
    {
        return errorMessageOf([&] { run(sql); });
    }

    std::unique_ptr<PlainDatabase> writer;

private:
    TempFolder m_folder{TempFolder::Place::Memory};
    timeline::Location m_location;
    std::unique_ptr<timeline::Recorder> m_recorder;
    std::shared_ptr<session::Database> m_database;
};

} // namespace strandline::test
