// What a value of a database looks like in a grid, for every model that shows some. Functions without state;
// GUI thread (they translate).
#pragma once

#include "engine/sqlite/value.h"
#include "models/rows/cell_roles.h"

#include <QString>
#include <QVariant>

namespace strandline::rows {

CellKind kindOf(const sqlite::Value &value); // never Loading
bool isNumber(CellKind kind);

// One line: NULL as "NULL", line ends and other control characters as visible signs, a BLOB as type, size and
// format, text that is only the beginning of sizeBytes bytes with "…".
QString cellText(const sqlite::Value &value, std::uint64_t sizeBytes);
// What the first 16 bytes say that a BLOB is: "PNG", "PDF" …; empty: they don't say.
QString formatOf(const core::Bytes &first);
// With the column's name, for what one line can't tell; empty: nothing more to say.
QString cellToolTip(const sqlite::Value &value, const QString &column);
// As CellRole::ValueRole promises.
QVariant plainValue(const sqlite::Value &value);
sqlite::Value sqlValue(const QVariant &plain); // and back
// Bytes of text and BLOBs, 0 for the others.
std::uint64_t sizeOf(const sqlite::Value &value);

} // namespace strandline::rows
