// What a table consists of, in the words that a person reads. Functions without state; GUI thread (they
// translate).
#pragma once

#include "models/browse/facts_model.h"
#include "models/schema/structure.h"

namespace strandline::browse {

Facts columnFacts(const catalog::Table &table);
Facts indexFacts(const catalog::Table &table);
Facts triggerFacts(const catalog::Table &table);
// Both directions: what the table references, and what references it.
Facts foreignKeyFacts(const schema::Contents &contents, const catalog::Table &table);

// "AFTER UPDATE OF price" of a CREATE TRIGGER statement; empty where it can't be told.
QString triggerEvent(const std::string &sql);

} // namespace strandline::browse
