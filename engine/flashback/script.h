// The difference between two points in time as a script of SQL: run in plain sqlite3 on a database that is in
// the one state, it makes the other state of it, in one transaction. Of two neighbouring points it is the
// undo or redo of a transaction.
//
// Rows that go are deleted first, in all tables, and rows that come or change are written then, so that
// values of UNIQUE columns may change places; foreign keys are off meanwhile and checked by a last statement.
// Triggers on tables that are written are dropped and made again, for they would write too. Tables, indexes,
// views and triggers that one side lacks are made or dropped; a table that was altered in a way that ALTER
// TABLE can't take back is made anew with all of its rows. What the script can't do is told in a comment that
// begins with
// "-- Not ".
//
// Functions that block, from any thread with a History. Errors: those of ChangeReader and TableRows.
#pragma once

#include "engine/flashback/change_reader.h"

#include <functional>
#include <string>
#include <string_view>

namespace strandline::flashback {

struct ScriptOptions
{
    std::string table = {}; // rows and definition of this one only; empty: all
    std::string title = {}; // a comment at the script's beginning; may have several lines
};

// Receives the script line by line (a line may hold a text value with line breaks), each with its "\n".
using ScriptSink = std::function<void(std::string_view line)>;

// Makes of the state as of `from` that as of `to`. They may lie in different lines of history.
void writeScript(const std::shared_ptr<timeline::History> &history, core::Scn from, core::Scn to,
                 const ScriptOptions &options, const ScriptSink &sink, const core::JobContext &job);

// Of the transaction with this id: the SCN of its commit. Throws Unsupported where the history doesn't know
// what it changed (it begins with it).
void undoScript(const std::shared_ptr<timeline::History> &history, core::Scn xid, const ScriptSink &sink,
                const core::JobContext &job);
void redoScript(const std::shared_ptr<timeline::History> &history, core::Scn xid, const ScriptSink &sink,
                const core::JobContext &job);

// The SCN before a transaction in its line of history. Throws as undoScript() does.
core::Scn scnBefore(timeline::History &history, core::Scn xid);

} // namespace strandline::flashback
