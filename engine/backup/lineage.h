// On what a new set builds: its kind, its parent, and the SCN that it goes on from. Private to the area.
// Pure, but for the history that it asks.
#pragma once

#include "engine/backup/catalogue.h"
#include "engine/backup/recorded_source.h"

namespace strandline::backup {

struct Lineage
{
    Kind kind = Kind::Full;
    std::string parent; // empty: a full set
    core::Scn fromScn;
    std::string because; // why a full set is taken instead of the wanted kind: a whole sentence, else empty
};

// sets: of the store, any database's.
Lineage lineageFor(Kind wanted, const std::vector<SetInfo> &sets, const RecordedSource &source);

} // namespace strandline::backup
