// The context menu of a line of the schema tree: what can be done with a table. GUI thread.
#pragma once

#include "models/schema/schema_model.h"
#include "views/shell/feature.h"

class QPoint;

namespace strandline::browse {

void showTableMenu(QWidget *page, const shell::PageContext &context, const schema::SchemaModel &schema,
                   const schema::Entry &entry, const QPoint &at);

// "SELECT a, b FROM t" with all columns; with "*" where they can't be told.
QString selectOf(const schema::Contents &contents, const QString &table);

} // namespace strandline::browse
