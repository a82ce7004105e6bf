#include "views/performance/load_map_view.h"

#include "views/performance/activity_delegate.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QLocale>
#include <QPainter>
#include <QTextOption>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace strandline::performance {

namespace {

constexpr double shadeAlpha = 0.78; // of the ground over the colours, so that words can be read
constexpr double barHeight = 4;
constexpr double leastWidthForWords = 40;
constexpr int statementLines = 6;

ClassShares splitOf(const monitor::AshShare &total)
{
    ClassShares shares{};
    for (std::size_t i = 0; i < shares.size() && total.micros > 0; ++i) {
        shares.at(i) = static_cast<double>(total.byClass.at(i)) / static_cast<double>(total.micros);
    }
    return shares;
}

} // namespace

LoadMapView::LoadMapView(LoadMapModel *model, theme::Theme *theme, QWidget *parent)
    : QWidget(parent), m_model(model), m_theme(theme)
{
    setObjectName("loadMap");
    setAccessibleName(tr("Load map"));
    setFocusPolicy(Qt::StrongFocus);
    connect(model, &LoadMapModel::changed, this, &LoadMapView::layOut);
    connect(theme, &theme::Theme::changed, this, qOverload<>(&QWidget::update));
    layOut();
}

void LoadMapView::setEmptyText(const QString &text)
{
    if (m_emptyText != text) {
        m_emptyText = text;
        layOut();
    }
}

void LoadMapView::layOut()
{
    m_tiles =
        m_model->layOut(QRectF(rect()).adjusted(theme::space3, theme::space1, -theme::space3, -theme::space2),
                        fontMetrics().height() + theme::space2);
    const auto same = std::find_if(m_tiles.begin(), m_tiles.end(), [&](const MapTile &tile) {
        return m_model->nodes().at(tile.row).path == m_currentPath;
    });
    m_current =
        same == m_tiles.end() || m_currentPath.empty() ? -1 : static_cast<int>(same - m_tiles.begin());
    if (m_current < 0) {
        setAccessibleDescription(m_tiles.empty() ? m_emptyText : textOf(m_tiles.front()));
    }
    update();
}

QString LoadMapView::textOf(const MapTile &tile) const
{
    const MapRow &node = m_model->nodes().at(tile.row);
    QStringList path;
    for (const monitor::AshFilter &part : node.path) {
        path << filterTitle(part);
    }
    const QString told =
        tr("%1: %2 average active sessions, %3", "path, number, share")
            .arg(path.join(QStringLiteral(", ")), QLocale().toString(m_model->sessionsOf(node), 'f', 2),
                 shareText(node.total.share, node.total.error));
    return node.text.isEmpty() ? told : told + QLatin1Char('\n') + node.text;
}

int LoadMapView::tileAt(const QPointF &position) const
{
    int found = -1;
    for (std::size_t i = 0; i < m_tiles.size(); ++i) {
        if (m_tiles[i].rect.contains(position)) {
            found = static_cast<int>(i); // children come after their parent
        }
    }
    return found;
}

void LoadMapView::setCurrent(int tile)
{
    m_current = tile;
    m_currentPath.clear();
    if (tile >= 0) {
        const MapTile &current = m_tiles.at(static_cast<std::size_t>(tile));
        m_currentPath = m_model->nodes().at(current.row).path;
        setAccessibleDescription(textOf(current));
    }
    update();
}

void LoadMapView::choose(int tile)
{
    if (tile >= 0) {
        const auto path = m_model->nodes().at(m_tiles.at(static_cast<std::size_t>(tile)).row).path;
        emit chosen(path);
    }
}

void LoadMapView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton) {
        setCurrent(tileAt(event->position()));
        choose(m_current);
    }
}

// across: to a tile of the same level, else to the next one of all, in which a parent comes before its
// children.
void LoadMapView::go(int by, bool across)
{
    const auto count = static_cast<int>(m_tiles.size());
    for (int tile = m_current < 0 ? (by > 0 ? 0 : count - 1) : m_current + by; tile >= 0 && tile < count;
         tile += by) {
        const auto at = static_cast<std::size_t>(tile);
        if (m_current < 0 || !across ||
            m_tiles[at].level == m_tiles[static_cast<std::size_t>(m_current)].level) {
            setCurrent(tile);
            return;
        }
    }
}

void LoadMapView::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Right:
    case Qt::Key_Down:
        go(1, true);
        break;
    case Qt::Key_Left:
    case Qt::Key_Up:
        go(-1, true);
        break;
    case Qt::Key_PageDown:
        go(1, false);
        break;
    case Qt::Key_PageUp:
        go(-1, false);
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        choose(m_current);
        break;
    default:
        QWidget::keyPressEvent(event);
    }
}

bool LoadMapView::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const int tile = tileAt(help->pos());
        if (tile < 0) {
            QToolTip::hideText();
            return true;
        }
        const MapTile &over = m_tiles.at(static_cast<std::size_t>(tile));
        QToolTip::showText(help->globalPos(),
                           textOf(over) + QLatin1Char('\n') +
                               classSplit(splitOf(m_model->nodes().at(over.row).total)),
                           this);
        return true;
    }
    return QWidget::event(event);
}

void LoadMapView::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    layOut();
}

void LoadMapView::paintMap(QPainter &painter) const
{
    const theme::Tokens &tokens = m_theme->tokens();
    QColor shade = tokens.surface;
    shade.setAlphaF(static_cast<float>(shadeAlpha));
    for (const MapTile &tile : m_tiles) {
        const MapRow &node = m_model->nodes().at(tile.row);
        const QRectF rect = tile.rect.adjusted(0.5, 0.5, -0.5, -0.5);
        if (rect.width() < 1 || rect.height() < 1) {
            continue;
        }
        painter.fillRect(rect, tokens.surface);
        if (tile.leaf) {
            paintShares(painter, rect, splitOf(node.total), tokens);
            painter.fillRect(rect.adjusted(0, std::min(barHeight, rect.height()), 0, 0), shade);
        }
        painter.setPen(tile.leaf ? tokens.border : tokens.secondary);
        painter.drawRect(rect);
        if (rect.width() < leastWidthForWords || rect.height() < fontMetrics().height() + barHeight) {
            continue;
        }
        const QRectF words = rect.adjusted(theme::space1, tile.leaf ? barHeight + 1 : 1, -theme::space1, -1);
        const QString text = tr("%1  %2", "value and its share")
                                 .arg(valueTitle(node.path.back().dimension, node.path.back().value),
                                      shareText(node.total.share));
        painter.setPen(tokens.text);
        painter.drawText(words, Qt::AlignLeft | Qt::AlignTop | Qt::TextSingleLine,
                         fontMetrics().elidedText(text, Qt::ElideRight, static_cast<int>(words.width())));
        if (tile.leaf) {
            paintStatement(painter, words.adjusted(0, fontMetrics().lineSpacing(), 0, 0), node.text);
        }
    }
}

// As many whole lines of it as there is room for.
void LoadMapView::paintStatement(QPainter &painter, const QRectF &room, const QString &text) const
{
    const int lines = std::min(static_cast<int>(room.height()) / fontMetrics().lineSpacing(), statementLines);
    if (text.isEmpty() || lines < 1) {
        return;
    }
    constexpr double lost = 0.85; // at the ends of lines
    QTextOption wrapping;
    wrapping.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    painter.drawText(
        QRectF(room.left(), room.top(), room.width(), lines * fontMetrics().lineSpacing()),
        fontMetrics().elidedText(text, Qt::ElideRight,
                                 static_cast<int>(room.width() * (lines > 1 ? lines * lost : 1))),
        wrapping);
}

void LoadMapView::paintEvent(QPaintEvent * /*event*/)
{
    const theme::Tokens &tokens = m_theme->tokens();
    QPainter painter(this);
    painter.fillRect(rect(), tokens.surface);
    if (m_tiles.empty()) {
        painter.setPen(tokens.secondary);
        painter.drawText(rect(), Qt::AlignCenter, m_emptyText);
    }
    paintMap(painter);
    if (m_current >= 0) {
        painter.setPen(QPen(hasFocus() ? tokens.accent : tokens.text, 2));
        painter.drawRect(m_tiles.at(static_cast<std::size_t>(m_current)).rect.adjusted(1, 1, -1, -1));
    } else if (hasFocus()) {
        painter.setPen(tokens.accent);
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

} // namespace strandline::performance
