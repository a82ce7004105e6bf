#include "views/common/value/hex_view.h"

#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>

namespace strandline::value {

namespace {
constexpr int bytesPerLine = 16;
} // namespace

HexView::HexView(theme::Theme *theme, QWidget *parent) : QAbstractScrollArea(parent), m_theme(theme)
{
    setFont(theme::Theme::fixed());
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    connect(theme, &theme::Theme::changed, viewport(), qOverload<>(&QWidget::update));
}

void HexView::setBytes(const QByteArray &bytes)
{
    m_bytes = bytes;
    verticalScrollBar()->setValue(0);
    fit();
    viewport()->update();
}

QString HexView::line(qint64 number) const
{
    const QByteArray piece = m_bytes.mid(number * bytesPerLine, bytesPerLine);
    QString hex;
    QString characters;
    for (int i = 0; i < bytesPerLine; ++i) {
        if (i == bytesPerLine / 2) {
            hex += ' ';
        }
        if (i >= piece.size()) {
            hex += "   ";
            continue;
        }
        const auto byte = static_cast<uchar>(piece[i]);
        hex += QString("%1 ").arg(byte, 2, 16, QChar('0')).toUpper();
        characters += byte >= 0x20 && byte < 0x7F ? QChar(byte) : QChar(u'·');
    }
    return QString("%1  %2 %3").arg(number * bytesPerLine, 8, 16, QChar('0')).arg(hex, characters);
}

void HexView::fit()
{
    const QFontMetrics metrics(font());
    const int visible = std::max(1, viewport()->height() / metrics.height());
    const qint64 lines = (m_bytes.size() + bytesPerLine - 1) / bytesPerLine;
    verticalScrollBar()->setRange(0, static_cast<int>(std::max<qint64>(0, lines - visible)));
    verticalScrollBar()->setPageStep(visible);
    const int width = metrics.horizontalAdvance(line(0)) + 2 * theme::space2;
    horizontalScrollBar()->setRange(0, std::max(0, width - viewport()->width()));
    horizontalScrollBar()->setPageStep(viewport()->width());
}

void HexView::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(viewport());
    painter.fillRect(viewport()->rect(), m_theme->tokens().surface);
    painter.setFont(font());
    painter.setPen(m_theme->tokens().text);
    const QFontMetrics metrics(font());
    const int left = theme::space2 - horizontalScrollBar()->value();
    const qint64 lines = (m_bytes.size() + bytesPerLine - 1) / bytesPerLine;
    qint64 number = verticalScrollBar()->value();
    for (int y = metrics.ascent(); y < viewport()->height() + metrics.height() && number < lines;
         y += metrics.height(), ++number) {
        painter.drawText(left, y, line(number));
    }
}

void HexView::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    fit();
}

void HexView::changeEvent(QEvent *event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange) {
        fit();
    }
}

void HexView::keyPressEvent(QKeyEvent *event)
{
    QScrollBar *bar = verticalScrollBar();
    switch (event->key()) {
    case Qt::Key_Home:
        bar->setValue(bar->minimum());
        break;
    case Qt::Key_End:
        bar->setValue(bar->maximum());
        break;
    case Qt::Key_PageUp:
        bar->triggerAction(QAbstractSlider::SliderPageStepSub);
        break;
    case Qt::Key_PageDown:
        bar->triggerAction(QAbstractSlider::SliderPageStepAdd);
        break;
    default:
        QAbstractScrollArea::keyPressEvent(event);
    }
}

} // namespace strandline::value
