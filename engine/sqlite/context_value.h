// Values on their way to and from SQL functions and computed tables. Private to the sqlite area.
#pragma once

#include "engine/sqlite/value.h"

struct sqlite3_context;
struct sqlite3_value;

namespace strandline::sqlite {

Value valueOf(sqlite3_value *value);
void setResult(sqlite3_context *context, const Value &value);

} // namespace strandline::sqlite
