// Finds when a table came or went, for the sentence that tells why it can't be read as of some SCN. Private
// to the session area; reads at most some hundred schemas, whatever the history's length.
#pragma once

#include "engine/timeline/history.h"

#include <string>

namespace strandline::flashback {

// NoSuchTableThen for a table or view that is not there as of scn: with the SCN with which it came or went
// where that can be found.
core::Error noSuchTableThen(timeline::History &history, const std::string &table, core::Scn scn);

} // namespace strandline::flashback
