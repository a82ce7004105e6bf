// Tables of values that are hard to carry: NUL characters, invalid UTF-8, the ends of the numbers, quotes and
// line ends. One thread.
#pragma once

#include "engine/sqlite/value.h"
#include "tests/support/random.h"

#include <string>
#include <vector>

namespace strandline::test {

enum class Kind
{
    Integer,
    Real,
    Text,    // any UTF-8, NUL characters too
    RawText, // bytes that are no UTF-8 among them
    Blob,
    Any,
};

sqlite::Value randomValue(Random &random, Kind kind); // seldom NULL

// Makes the table and fills it, one column a kind, named c0, c1 …; declared: the columns' types.
void fillTable(const std::string &database, const std::string &create, const std::string &table,
               const std::vector<Kind> &kinds, int rows, Random &random);

} // namespace strandline::test
