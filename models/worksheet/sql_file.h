// SQL files of the user. Functions that block: for jobs, any thread. Errors: NotFound, Permission, Io,
// DiskFull; Unsupported for a file that is no UTF-8 text.
#pragma once

#include <QString>

namespace strandline::worksheet {

QString readSqlFile(const QString &path);
// Whole or not at all.
void writeSqlFile(const QString &path, const QString &text);

} // namespace strandline::worksheet
