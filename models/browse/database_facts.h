// What is to be said of a database as a whole, and its upkeep. loadDatabase() blocks and belongs to jobs;
// databaseFacts() words it on the GUI thread.
#pragma once

#include "engine/catalog/catalog.h"
#include "models/browse/facts_model.h"
#include "models/schema/structure.h"

#include <memory>

namespace strandline::browse {

struct DatabaseState
{
    catalog::Overview overview;
    std::string journalMode; // empty: of a moment in the past, which has none
};

// scn: nothing for the present.
DatabaseState loadDatabase(session::Database &database, std::optional<core::Scn> scn);

// Two columns: what, and its value.
Facts databaseFacts(const DatabaseState &state, const schema::Contents &contents, const QString &path);

} // namespace strandline::browse
