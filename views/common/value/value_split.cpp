#include "views/common/value/value_split.h"

#include <QSettings>

#include <algorithm>

namespace strandline::value {

ValueSplit::ValueSplit(QWidget *rows, ValuePane *pane, QSettings *settings, const QString &key,
                       QWidget *parent)
    : QSplitter(parent), m_pane(pane)
{
    setChildrenCollapsible(false);
    addWidget(rows);
    addWidget(pane);
    setStretchFactor(0, 1);
    m_moved = restoreState(settings->value(key).toByteArray());
    connect(this, &QSplitter::splitterMoved, this, [this, settings, key] {
        m_moved = true;
        settings->setValue(key, saveState());
    });
}

void ValueSplit::setPaneVisible(bool on)
{
    m_pane->setVisible(on);
    fit();
}

void ValueSplit::resizeEvent(QResizeEvent *event)
{
    QSplitter::resizeEvent(event);
    fit();
}

void ValueSplit::fit()
{
    if (!m_moved && !m_pane->isHidden()) {
        const int pane = std::min(m_pane->sizeHint().width(), width() / 2);
        setSizes({width() - pane, pane});
    }
}

} // namespace strandline::value
