#include "views/common/theme/icon.h"

#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

namespace strandline::theme {

namespace {

class ThemedIconEngine final : public QIconEngine
{
public:
    ThemedIconEngine(QString name, QByteArray svg, std::shared_ptr<const Tokens *> tokens,
                     QColor Tokens::*colour)
        : m_name(std::move(name)), m_svg(std::move(svg)), m_tokens(std::move(tokens)), m_colour(colour)
    {
    }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State) override
    {
        QColor colour = (**m_tokens).*m_colour;
        if (mode == QIcon::Disabled) {
            colour.setAlphaF(0.45F);
        }
        QByteArray svg = m_svg;
        svg.replace("currentColor", colour.name(QColor::HexRgb).toLatin1());
        QSvgRenderer renderer(svg);
        painter->save();
        painter->setOpacity(painter->opacity() * colour.alphaF());
        renderer.render(painter, rect);
        painter->restore();
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        const QString key = QString("icon/%1/%2/%3x%4/%5")
                                .arg(m_name, ((**m_tokens).*m_colour).name())
                                .arg(size.width())
                                .arg(size.height())
                                .arg(mode == QIcon::Disabled);
        QPixmap pixmap;
        if (QPixmapCache::find(key, &pixmap)) {
            return pixmap;
        }
        pixmap = QPixmap(size);
        if (pixmap.isNull()) {
            return pixmap;
        }
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect(QPoint(0, 0), size), mode, state);
        painter.end();
        QPixmapCache::insert(key, pixmap);
        return pixmap;
    }

    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State state, qreal) override
    {
        return pixmap(size, mode, state);
    }

    QIconEngine *clone() const override { return new ThemedIconEngine(m_name, m_svg, m_tokens, m_colour); }
    bool isNull() override { return m_svg.isEmpty(); }

private:
    QString m_name;
    QByteArray m_svg;
    std::shared_ptr<const Tokens *> m_tokens;
    QColor Tokens::*m_colour;
};

} // namespace

QIcon themedIcon(const QString &name, std::shared_ptr<const Tokens *> tokens, QColor Tokens::*colour)
{
    QFile file(":/icons/" + name + ".svg");
    const QByteArray svg = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    Q_ASSERT_X(!svg.isEmpty(), "themedIcon", qPrintable(name));
    return QIcon(new ThemedIconEngine(name, svg, std::move(tokens), colour));
}

} // namespace strandline::theme
