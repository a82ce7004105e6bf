// Saves what is painted as a PNG, or as an SVG where the file is called so. Any thread. Errors: Io with the
// system's reason; then there is no file, or the one from before.
#pragma once

#include <QColor>
#include <QSizeF>
#include <QString>

#include <functional>

class QPainter;

namespace strandline::chart {

// paint: within (0, 0) to size.
void savePicture(const QString &path, QSizeF size, const QColor &ground,
                 const std::function<void(QPainter &)> &paint);
// The same for a text, in UTF-8.
void saveText(const QString &path, const QString &text);

} // namespace strandline::chart
