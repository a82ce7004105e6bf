#include "models/worksheet/sql_file.h"

#include "engine/core/error.h"

#include <QFile>
#include <QSaveFile>
#include <QStringDecoder>

#include <fmt/format.h>

namespace strandline::worksheet {

using core::Error;
using core::ErrorCode;

QString readSqlFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        throw Error(file.exists() ? ErrorCode::Permission : ErrorCode::NotFound,
                    fmt::format("{} can't be read: {}. Check the path and its permissions.",
                                path.toStdString(), file.errorString().toStdString()))
            .withPath(path.toStdString());
    }
    QStringDecoder decode(QStringDecoder::Utf8);
    const QString text = decode(file.readAll());
    if (decode.hasError()) {
        throw Error(
            ErrorCode::Unsupported,
            fmt::format("{} is no UTF-8 text. Save it as UTF-8, and open it again.", path.toStdString()))
            .withPath(path.toStdString());
    }
    return text;
}

void writeSqlFile(const QString &path, const QString &text)
{
    QSaveFile file(path);
    const QByteArray bytes = text.toUtf8();
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit()) {
        throw Error(ErrorCode::Io, fmt::format("{} can't be written: {}. Nothing of it was changed.",
                                               path.toStdString(), file.errorString().toStdString()))
            .withPath(path.toStdString());
    }
}

} // namespace strandline::worksheet
