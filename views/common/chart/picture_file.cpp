#include "views/common/chart/picture_file.h"

#include "engine/core/error.h"

#include <QImage>
#include <QPainter>
#include <QSaveFile>
#include <QSvgGenerator>

#include <cmath>
#include <fmt/format.h>

namespace strandline::chart {

namespace {

constexpr double pictureScale = 2; // pixels of a PNG a unit
constexpr double pixelsMax = 64e6;

void writeFailed(const QString &path, const QString &why)
{
    throw core::Error(core::ErrorCode::Io,
                      fmt::format("{} can't be written: {}. Check the folder and its permissions.",
                                  path.toStdString(), why.toStdString()))
        .withPath(path.toStdString());
}

void saveFile(const QString &path, const std::function<void(QSaveFile &)> &write)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly)) {
        writeFailed(path, file.errorString());
    }
    write(file);
    if (!file.commit()) {
        writeFailed(path, file.errorString());
    }
}

} // namespace

void savePicture(const QString &path, QSizeF size, const QColor &ground,
                 const std::function<void(QPainter &)> &paint)
{
    saveFile(path, [&](QSaveFile &file) {
        if (path.endsWith(".svg", Qt::CaseInsensitive)) {
            QSvgGenerator svg;
            svg.setOutputDevice(&file);
            svg.setSize(size.toSize());
            svg.setViewBox(QRectF(QPointF(), size));
            QPainter painter(&svg);
            painter.fillRect(QRectF(QPointF(), size), ground);
            paint(painter);
        } else {
            const double scale =
                std::min(pictureScale, std::sqrt(pixelsMax / (size.width() * size.height())));
            QImage image((size * scale).toSize(), QImage::Format_RGB32);
            image.fill(ground);
            QPainter painter(&image);
            painter.setRenderHint(QPainter::Antialiasing);
            painter.scale(scale, scale);
            paint(painter);
            painter.end();
            image.save(&file, "PNG");
        }
    });
}

void saveText(const QString &path, const QString &text)
{
    saveFile(path, [&](QSaveFile &file) { file.write(text.toUtf8()); });
}

} // namespace strandline::chart
