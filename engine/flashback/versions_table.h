// `t VERSIONS BETWEEN a AND b` as a table that SQLite can read: the columns of t as they were last, and
// hidden behind them the rowid and the pseudo-columns versions_startscn, versions_starttime, versions_endscn,
// versions_endtime, versions_xid, versions_operation. A column that a version's table did not have is NULL.
// Conditions that make use of less than the whole: the rowid or the whole primary key of a WITHOUT ROWID
// table is equal to a value; the version has a beginning in the range.
//
// Belongs to its connection's thread; a scan reads ahead on a thread of its own. Errors: those of
// readVersions().
#pragma once

#include "engine/flashback/versions.h"
#include "engine/sqlite/computed_table.h"

namespace strandline::flashback {

// shape: the columns to show; see newestTable().
std::shared_ptr<sqlite::ComputedTable> makeVersionsTable(std::shared_ptr<timeline::History> history,
                                                         std::shared_ptr<const TableThen> shape,
                                                         const VersionRange &range);

} // namespace strandline::flashback
