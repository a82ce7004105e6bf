// flashback_transaction_query, a table that any statement can read: what each transaction of the history did,
// row by row, with the SQL that takes it back and that makes it again.
//
//   xid INTEGER            the transaction: the SCN of its commit
//   start_scn INTEGER      the SCN whose state it changed; NULL: the history begins with it
//   start_timestamp TEXT   when it was committed at the earliest; differs where it was caught up
//   commit_scn INTEGER     equal to xid
//   commit_timestamp TEXT
//   logon_user TEXT        the account of a session of ours (commit_users.h); NULL: another program's
//   operation TEXT         INSERT, UPDATE, DELETE; DDL: of the schema; UNKNOWN: see start_scn
//   table_name TEXT        NULL: UNKNOWN
//   row_id TEXT            the rowid, or a WITHOUT ROWID table's key as SQL; NULL: DDL
//   undo_sql TEXT, redo_sql TEXT
//
// Conditions on xid, commit_scn and table_name say which commits and tables are read at all. The commits are
// those of the line of history that leads to the present, ascending.
#pragma once

#include "engine/sqlite/computed_table.h"
#include "engine/timeline/history.h"

#include <functional>
#include <memory>

namespace strandline::flashback {

constexpr const char *transactionQueryName = "flashback_transaction_query";

// history: asked for when the table is read; may throw NotRecorded.
std::shared_ptr<sqlite::ComputedTable>
makeTransactionQuery(std::function<std::shared_ptr<timeline::History>()> history);

} // namespace strandline::flashback
