// Some rows and columns of values as text for the clipboard. Functions without state; GUI thread (numbers of
// a list are C's, never the locale's).
#pragma once

#include <QString>
#include <QStringList>
#include <QVariant>

#include <vector>

namespace strandline::rows {

enum class CopyFormat
{
    Tsv, // for other grids and spreadsheets: values alone
    TsvWithHeader,
    Csv, // RFC 4180, with header
    Json,
    Markdown,
    SqlInsert,
};

struct CellTable
{
    QString name; // of the table, for SqlInsert; empty: "result"
    QStringList columns;
    std::vector<std::vector<QVariant>> rows; // values as CellRole::ValueRole gives them
};

QString copyText(const CellTable &table, CopyFormat format);

} // namespace strandline::rows
