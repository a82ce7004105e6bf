// What a table was called in a range of commits: followed through ALTER TABLE … RENAME, both ways.
//
// Functions that block; safe from any thread. Where the schema is the same at both ends of the range they
// cost two reads of page 1; else some dozen reads for each rename and VACUUM. Errors: those of
// timeline::History and PageReader.
#pragma once

#include "engine/flashback/schema_then.h"

namespace strandline::flashback {

struct TableName
{
    core::Scn since;
    std::string name;
};

// Of the table that is called so last in from..to, in the line of history that leads to `to`, ascending; not
// before the first of them. Another one of the name that was dropped before it was made counts as the same.
// Empty: none was called so.
std::vector<TableName> tableNames(timeline::History &history, const std::string &table, core::Scn from,
                                  core::Scn to);

// Its name as of scn, which is not before the first of them.
const std::string &nameAt(const std::vector<TableName> &names, core::Scn scn);

// The newest commit in from..to that has a table of the name; 0: none has.
core::Scn newestWith(timeline::History &history, const std::string &table, core::Scn from, core::Scn to);

} // namespace strandline::flashback
