#include "views/dashboard/card_board.h"

#include "views/common/theme/tokens.h"

#include <QSettings>

#include <algorithm>

namespace strandline::dashboard {

namespace {

constexpr const char *orderKey = "v1/dashboard/cards";
constexpr int columnWidth = 228; // at least
constexpr int columnsMax = 4;

} // namespace

CardBoard::CardBoard(QSettings *settings, QWidget *parent) : QWidget(parent), m_settings(settings)
{
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void CardBoard::setCards(std::vector<Card *> cards)
{
    m_cards = std::move(cards);
    for (Card *card : m_cards) {
        card->setParent(this);
        m_usual << card->id();
        connect(card, &Card::dragged, this, [this, card](QPoint position) { drag(card, position); });
        connect(card, &Card::dropped, this, &CardBoard::keep);
        connect(card, &Card::moveWanted, this, [this, card](int by) {
            const auto at = std::find(m_cards.begin(), m_cards.end(), card) - m_cards.begin();
            moveTo(card, at + by);
            keep();
            card->setFocus();
        });
    }
    const QStringList kept = m_settings->value(orderKey).toStringList(); // unknown cards are at the end
    std::stable_sort(m_cards.begin(), m_cards.end(), [&](const Card *a, const Card *b) {
        const auto rank = [&](const Card *card) {
            const qsizetype at = kept.indexOf(card->id());
            return at < 0 ? kept.size() : at;
        };
        return rank(a) < rank(b);
    });
    arrange();
}

QStringList CardBoard::order() const
{
    QStringList ids;
    for (const Card *card : m_cards) {
        ids << card->id();
    }
    return ids;
}

void CardBoard::reset()
{
    std::sort(m_cards.begin(), m_cards.end(), [this](const Card *a, const Card *b) {
        return m_usual.indexOf(a->id()) < m_usual.indexOf(b->id());
    });
    arrange();
    keep();
}

void CardBoard::keep()
{
    if (isUsual()) {
        m_settings->remove(orderKey);
    } else {
        m_settings->setValue(orderKey, order());
    }
    emit orderChanged();
}

void CardBoard::moveTo(Card *card, std::ptrdiff_t index)
{
    const auto from = std::find(m_cards.begin(), m_cards.end(), card);
    const auto to = m_cards.begin() + std::clamp<std::ptrdiff_t>(index, 0, std::ssize(m_cards) - 1);
    if (from < to) {
        std::rotate(from, from + 1, to + 1);
    } else {
        std::rotate(to, from, from + 1);
    }
    arrange();
}

void CardBoard::drag(Card *card, QPoint globalPosition)
{
    card->raise();
    const QPoint at = mapFromGlobal(globalPosition);
    const auto over = std::find_if(m_cards.begin(), m_cards.end(),
                                   [&](const Card *other) { return other->geometry().contains(at); });
    if (over != m_cards.end() && *over != card) {
        moveTo(card, over - m_cards.begin());
    }
}

// Row by row; the cards of a row are as high as the highest. What is left of the height goes to the row of
// the large chart.
int CardBoard::place(int width, int available, bool really) const
{
    const int left = really ? std::max(available - place(width, 0, false), 0) : 0;
    const int gap = theme::space3;
    const int columns = std::clamp((width + gap) / (columnWidth + gap), 1, columnsMax);
    const auto leftOf = [&](int column) { return column * (width + gap) / columns; };
    int top = 0;
    for (std::size_t begin = 0; begin < m_cards.size();) {
        int column = 0;
        int height = 0;
        std::size_t end = begin;
        std::vector<int> spans;
        while (end < m_cards.size()) {
            const int wanted = m_cards[end]->columns();
            const int span = wanted == 0 ? columns : std::min(wanted, columns);
            if (column + span > columns) {
                break;
            }
            height = std::max({height, m_cards[end]->sizeHint().height(), m_cards[end]->minimumHeight()});
            spans.push_back(span);
            column += span;
            ++end;
        }
        height += m_cards[begin]->columns() == 0 ? left : 0;
        // What is left at the end of a row goes to its last card.
        spans.back() += columns - column;
        column = 0;
        for (std::size_t i = begin; really && i < end; ++i) {
            const int span = spans[i - begin];
            const int x = leftOf(column);
            m_cards[i]->setGeometry(x, top, leftOf(column + span) - gap - x, height);
            column += span;
        }
        top += height + gap;
        begin = end;
    }
    return std::max(top - gap, 0);
}

void CardBoard::arrange()
{
    place(width(), height(), true);
    for (std::size_t i = 1; i < m_cards.size(); ++i) {
        setTabOrder(m_cards[i - 1], m_cards[i]);
    }
    updateGeometry();
}

QSize CardBoard::sizeHint() const
{
    return {columnsMax * (columnWidth + theme::space3), place(std::max(width(), columnWidth), 0, false)};
}

QSize CardBoard::minimumSizeHint() const
{
    return {columnWidth, place(std::max(width(), columnWidth), 0, false)};
}

void CardBoard::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    place(width(), height(), true);
    updateGeometry();
}

bool CardBoard::event(QEvent *event)
{
    if (event->type() == QEvent::LayoutRequest) { // a card's words or font have changed
        place(width(), height(), true);
        updateGeometry();
    }
    return QWidget::event(event);
}

} // namespace strandline::dashboard
