// From what a person typed to a SQLite value, and back. Functions without state; any thread.
#pragma once

#include "engine/catalog/catalog.h"
#include "engine/sqlite/value.h"

#include <QString>

#include <optional>

namespace strandline::edit {

enum class Affinity
{
    Integer,
    Text,
    Blob, // none: values stay as they are
    Real,
    Numeric
};
// By the rules of SQLite's datatype3.html, "Determination Of Column Affinity".
Affinity affinityOf(const std::string &declaredType);

// The number that text is, wholly; nothing for anything else.
std::optional<sqlite::Value> numberOf(const QString &text);

// What text means in a column: a number where the column wants one and the text is one, text otherwise. In a
// column without affinity it keeps the kind of the value before.
sqlite::Value typedValue(const QString &text, const catalog::Column &column, const sqlite::Value &before);

// The value as a person types it; empty for NULL and BLOBs.
QString editText(const sqlite::Value &value);

} // namespace strandline::edit
