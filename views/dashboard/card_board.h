// Cards in rows of equal columns, as many as there is room for; a card dropped on another's place takes it.
// The order is kept in the settings: v1/dashboard/cards. GUI thread.
#pragma once

#include "views/dashboard/card.h"

#include <vector>

class QSettings;

namespace strandline::dashboard {

class CardBoard : public QWidget
{
    Q_OBJECT
public:
    explicit CardBoard(QSettings *settings, QWidget *parent = nullptr);

    // All of them, once, in their usual order; the board owns them.
    void setCards(std::vector<Card *> cards);
    QStringList order() const;
    bool isUsual() const { return order() == m_usual; }
    void reset(); // to the usual order

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override { return place(width, 0, false); }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void orderChanged();

protected:
    void resizeEvent(QResizeEvent *event) override;
    bool event(QEvent *event) override;

private:
    int place(int width, int available, bool really) const; // the height that it takes at least
    void arrange();
    void moveTo(Card *card, std::ptrdiff_t index);
    void drag(Card *card, QPoint globalPosition);
    void keep();

    QSettings *m_settings;
    std::vector<Card *> m_cards; // in order
    QStringList m_usual;
};

} // namespace strandline::dashboard
