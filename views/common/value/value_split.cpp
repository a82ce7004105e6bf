#include "views/common/value/value_split.h"

#include <QSettings>

#include <algorithm>

namespace strandline::value {

ValueSplit::ValueSplit(QWidget *rows, ValuePane *pane, QSettings *settings, const QString &key,
                       QWidget *parent)
    : QSplitter(parent), m_pane(pane), m_settings(settings), m_key(key)
{
    setChildrenCollapsible(false);
    addWidget(rows);
    setStretchFactor(0, 1);
    connect(this, &QSplitter::splitterMoved, this, [this] {
        m_moved = true;
        m_settings->setValue(m_key, saveState());
    });
}

ValueSplit::~ValueSplit()
{
    if (m_pane != nullptr && m_pane->parent() == nullptr) {
        delete m_pane;
    }
}

void ValueSplit::setPaneVisible(bool on)
{
    if (on && indexOf(m_pane) < 0) {
        addWidget(m_pane);
        m_moved = restoreState(m_settings->value(m_key).toByteArray());
    }
    if (indexOf(m_pane) >= 0) {
        m_pane->setVisible(on);
        fit();
    }
}

void ValueSplit::resizeEvent(QResizeEvent *event)
{
    QSplitter::resizeEvent(event);
    fit();
}

void ValueSplit::fit()
{
    if (!m_moved && indexOf(m_pane) >= 0 && !m_pane->isHidden()) {
        const int pane = std::min(m_pane->sizeHint().width(), width() / 2);
        setSizes({width() - pane, pane});
    }
}

} // namespace strandline::value
