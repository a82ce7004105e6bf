// Which tables a commit dropped and made again under their names. Their rows are told as if the tables had
// gone on (change_reader.h); what they held before is lost all the same, and the recycle bin has it.
//
// The schema's own rows tell it: what is made anew stands in another row of sqlite_schema, or begins at
// another page. Where SQLite gave it the old row and page again (it was the last one made), the schema's
// counter tells it, which went up by more than what differs explains, and its pages, none of which stayed.
// (A commit that also made and dropped something else, and wrote to all pages of such a table, looks the
// same.)
//
// A function of any thread. Errors: those of PageReader.
#pragma once

#include "engine/flashback/change_reader.h"
#include "engine/flashback/page_reader.h"

namespace strandline::flashback {

// Between two neighbours in a line of history, which differ by `changes`. keptPages: whether the table of
// that name has pages that are what they were. By name, shadow tables among them.
std::vector<std::string> remadeTables(PageReader &reader, const SchemaThen &before, const SchemaThen &after,
                                      const std::vector<SchemaChange> &changes,
                                      const std::function<bool(const std::string &)> &keptPages);

} // namespace strandline::flashback
