// What a flashback of tables would do to foreign keys, told before a row is written. Private to FLASHBACK
// TABLE. Belongs to the connection's thread.
#pragma once

#include "engine/flashback/flashback_table.h"
#include "engine/flashback/table_target.h"

namespace strandline::flashback {

// Rows of any table that would be left without their parent, by what is in the targets' tables of differing
// keys. What is broken already, and stays so, is none.
std::vector<TableConflict> findForeignKeyConflicts(sqlite::Connection &connection,
                                                   const std::vector<TableTarget> &targets);

} // namespace strandline::flashback
