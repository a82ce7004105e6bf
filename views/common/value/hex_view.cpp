#include "views/common/value/hex_view.h"

#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>
#include <utility>

namespace strandline::value {

namespace {

constexpr int bytesOfWideLine = 16;
constexpr int bytesOfGroup = 8;
constexpr int wantDelayMs = 30;

// Of a line: the offset, three characters a byte, a space behind each group, the characters.
int columnsOf(int bytes)
{
    return 8 + 2 + 3 * bytes + bytes / bytesOfGroup + bytes;
}

} // namespace

HexView::HexView(theme::Theme *theme, QWidget *parent) : QAbstractScrollArea(parent), m_theme(theme)
{
    setFont(theme::Theme::fixed());
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    m_wantTimer.setSingleShot(true);
    m_wantTimer.setInterval(wantDelayMs);
    connect(&m_wantTimer, &QTimer::timeout, this, &HexView::wantInSight);
    connect(theme, &theme::Theme::changed, viewport(), qOverload<>(&QWidget::update));
}

void HexView::setBytes(const QByteArray &bytes, qint64 size)
{
    m_bytes = bytes;
    m_size = size;
    forgetPiece();
    verticalScrollBar()->setValue(0);
    fit();
}

void HexView::setPiece(qint64 offset, const QByteArray &bytes)
{
    m_pieceOffset = offset;
    m_piece = bytes;
    viewport()->update();
}

void HexView::forgetPiece()
{
    m_asked = -1;
    setPiece(0, {});
}

void HexView::setPast(bool on)
{
    m_past = on;
    viewport()->update();
}

QByteArray HexView::bytesAt(qint64 offset) const
{
    const qint64 wanted = std::min<qint64>(m_bytesPerLine, m_size - offset);
    if (offset + wanted <= m_bytes.size()) {
        return m_bytes.mid(offset, wanted);
    }
    const bool inPiece = offset >= m_pieceOffset && offset + wanted <= m_pieceOffset + m_piece.size();
    return inPiece ? m_piece.mid(offset - m_pieceOffset, wanted) : QByteArray();
}

QString HexView::line(qint64 number) const
{
    const QByteArray bytes = bytesAt(number * m_bytesPerLine);
    QString hex;
    QString characters;
    for (int i = 0; i < m_bytesPerLine; ++i) {
        if (i > 0 && i % bytesOfGroup == 0) {
            hex += ' ';
        }
        if (i >= bytes.size()) {
            hex += "   ";
            continue;
        }
        const auto byte = static_cast<uchar>(bytes[i]);
        hex += QString("%1 ").arg(byte, 2, 16, QChar('0')).toUpper();
        characters += byte >= 0x20 && byte < 0x7F ? QChar(byte) : QChar(u'·');
    }
    return QString("%1  %2 %3").arg(number * m_bytesPerLine, 8, 16, QChar('0')).arg(hex, characters);
}

qint64 HexView::lines() const
{
    return (m_size + m_bytesPerLine - 1) / m_bytesPerLine;
}

int HexView::fullWidth() const
{
    return QFontMetrics(font()).horizontalAdvance(QString(columnsOf(bytesOfWideLine), '0')) +
           2 * theme::space3 + verticalScrollBar()->sizeHint().width();
}

QSize HexView::sizeHint() const
{
    return {fullWidth(), QAbstractScrollArea::sizeHint().height()};
}

void HexView::fit()
{
    const QFontMetrics metrics(font());
    const qint64 top = qint64{verticalScrollBar()->value()} * m_bytesPerLine;
    m_bytesPerLine = width() >= fullWidth() ? bytesOfWideLine : bytesOfGroup;
    const int visible = std::max(1, (viewport()->height() - theme::space1) / metrics.height());
    verticalScrollBar()->setRange(0, static_cast<int>(std::max<qint64>(0, lines() - visible)));
    verticalScrollBar()->setPageStep(visible);
    verticalScrollBar()->setValue(static_cast<int>(top / m_bytesPerLine));
    const int needed = metrics.horizontalAdvance(QString(columnsOf(m_bytesPerLine), '0')) + 2 * theme::space3;
    horizontalScrollBar()->setRange(0, std::max(0, needed - viewport()->width()));
    horizontalScrollBar()->setPageStep(viewport()->width());
}

void HexView::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(viewport());
    painter.fillRect(viewport()->rect(), m_past ? m_theme->tokens().past : m_theme->tokens().surface);
    painter.setFont(font());
    const QFontMetrics metrics(font());
    const int left = theme::space3 - horizontalScrollBar()->value();
    const int offsetWidth = metrics.horizontalAdvance(QString(8, '0'));
    qint64 number = verticalScrollBar()->value();
    for (int y = theme::space1 + metrics.ascent();
         y < viewport()->height() + metrics.height() && number < lines(); y += metrics.height(), ++number) {
        const QString text = line(number);
        painter.setPen(m_theme->tokens().secondary);
        painter.drawText(left, y, text.left(8));
        painter.setPen(m_theme->tokens().text);
        painter.drawText(left + offsetWidth, y, text.mid(8));
        if (bytesAt(number * m_bytesPerLine).isEmpty() && !m_wantTimer.isActive()) {
            m_wantTimer.start();
        }
    }
}

void HexView::wantInSight()
{
    const qint64 first = qint64{verticalScrollBar()->value()} * m_bytesPerLine;
    const qint64 last =
        std::min(first + qint64{verticalScrollBar()->pageStep()} * m_bytesPerLine, m_size - 1);
    if (first <= last && (bytesAt(first).isEmpty() || bytesAt(last - last % m_bytesPerLine).isEmpty())) {
        const qint64 around = std::max<qint64>(0, first - pieceBytes / 2);
        const qint64 start = around - around % bytesOfWideLine;
        if (std::exchange(m_asked, start) != start) {
            emit wanted(start);
        }
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
