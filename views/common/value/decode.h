// What the bytes of a value are: text, JSON, a picture. Functions without state for jobs: any thread.
#pragma once

#include "engine/core/job.h"
#include "engine/session/cell_value.h"

#include <QByteArray>
#include <QImage>
#include <QString>

#include <memory>
#include <optional>

namespace strandline::value {

// Of a text, and of one line of it: a text widget lays out a line as a whole, and gets slow with more.
inline constexpr qsizetype textShown = 256 << 10; // bytes
inline constexpr qsizetype lineShown = 16 << 10;  // UTF-16 units

// text laid out over lines with every member on its own, order and numbers untouched; nothing: no JSON object
// or array.
std::optional<QString> prettyJson(const QString &text);

struct Picture
{
    QImage image;
    QSize size; // of the picture; image may be smaller
};
// By its first bytes.
bool isPicture(const sqlite::Value &value);
// Nothing: no picture that Qt can read, or one of more than 100 megapixels. format: as rows::formatOf() says,
// or "SVG".
std::optional<Picture> decodePicture(const QByteArray &bytes, const QString &format);

// A value as far as it was read, and what can be seen in it.
struct Content
{
    session::CellValue value;
    QByteArray bytes;    // of text and BLOB: value's own memory; of numbers their text; empty for NULL
    QString format;      // "PNG", "PDF" …; empty: not told by its first bytes
    bool isText = false; // valid UTF-8; in a BLOB also without control characters
    QString text;        // its beginning, as far as textShown and lineShown let
    bool textCut = false;
    bool longLines = false; // in text: better wrapped anywhere than at words
    QString json;           // laid out; empty: no JSON, or too long to be shown
    std::optional<Picture> picture;
};
// The bytes of text and BLOBs (in the value's own memory), the text of numbers; empty for NULL.
QByteArray bytesOf(const sqlite::Value &value);
std::shared_ptr<const Content> decode(session::CellValue value, const core::JobContext &job);

} // namespace strandline::value
