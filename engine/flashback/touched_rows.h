// Which rows of some tables may differ between a commit and now, gathered into their temporary tables of
// keys. Private to FLASHBACK TABLE. Belongs to the connection's thread.
#pragma once

#include "engine/flashback/change_reader.h"
#include "engine/flashback/table_target.h"

namespace strandline::flashback {

class TouchedRows
{
public:
    // Makes the temporary tables, empty.
    TouchedRows(sqlite::Connection &connection, std::shared_ptr<timeline::History> history,
                const std::vector<TableTarget> &targets, core::Scn scn);

    // Adds the rows that the history tells, up to its newest commit.
    void gather(const core::JobContext &job);
    // In a transaction on the connection: does the history know everything that it sees? Waits a moment for
    // a recorder.
    bool historyIsComplete(const core::JobContext &job);
    // Then: adds what is missing. True: what was gathered now is all.
    bool complete(const core::JobContext &job);
    // Adds every row, of now and of then.
    void takeAll();
    void take(const std::vector<RowKey> &rows); // of the first target

private:
    class Sink;
    bool lineLeadsHere() const;
    bool isWorthReading(core::Scn to) const;

    sqlite::Connection &m_connection;
    const std::shared_ptr<timeline::History> m_history;
    const std::vector<TableTarget> &m_targets;
    const core::Scn m_scn;
    ChangeReader m_reader;
    core::Scn m_upTo;   // gathered so far
    bool m_told = true; // false: the history can't tell which rows
};

} // namespace strandline::flashback
