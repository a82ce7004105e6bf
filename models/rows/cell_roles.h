// How models of database values tell a grid what a cell is: the roles that views/common/grid understands.
// Every model that is shown in a DataGrid answers CellKindRole and ValueRole; the others may be absent.
#pragma once

#include <Qt>

namespace strandline::rows {

enum CellRole
{
    CellKindRole = Qt::UserRole, // int(CellKind)
    RowMarkRole,                 // int(RowMark)
    CellChangedRole,             // bool: differs from the other point
    SizeRole,                    // qulonglong, bytes of text and BLOBs
    // The value as it was read: invalid for NULL, qlonglong, double, QString, QByteArray for a BLOB.
    ValueRole,
    PartialRole, // bool: ValueRole has only the value's beginning (SizeRole says how much there is)
    FirstFreeRole,
};

enum class CellKind
{
    Loading,
    Null,
    Integer,
    Real,
    Text,
    Blob
};

enum class RowMark
{
    None,
    Inserted, // not there at the other point: made since
    Updated,  // differs from the other point
    Deleted   // not there at the other point: gone since
};

} // namespace strandline::rows
