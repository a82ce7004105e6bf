#include "views/common/value/picture_view.h"

#include "views/common/theme/tokens.h"

#include <QPainter>

namespace strandline::value {

PictureView::PictureView(QWidget *parent) : QWidget(parent)
{
    setAccessibleName(tr("Picture"));
}

void PictureView::setImage(const QImage &image)
{
    m_image = image;
    update();
}

void PictureView::paintEvent(QPaintEvent * /*event*/)
{
    if (m_image.isNull()) {
        return;
    }
    const QRect place = rect().adjusted(theme::space2, theme::space2, -theme::space2, -theme::space2);
    QSize size = m_image.size();
    if (size.width() > place.width() || size.height() > place.height()) {
        size.scale(place.size(), Qt::KeepAspectRatio);
    }
    QPainter painter(this);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.drawImage(QRect(place.topLeft() + QPoint((place.width() - size.width()) / 2,
                                                     (place.height() - size.height()) / 2),
                            size),
                      m_image);
}

} // namespace strandline::value
