// Rows, and at their side the value of the current cell: as wide as a line of 16 bytes, up to half of the
// room, until somebody moves the handle; that is kept in the settings. The pane comes into the window when it
// is shown for the first time. GUI thread.
#pragma once

#include "views/common/value/value_pane.h"

#include <QPointer>
#include <QSplitter>

class QSettings;

namespace strandline::value {

class ValueSplit : public QSplitter
{
    Q_OBJECT
public:
    ValueSplit(QWidget *rows, ValuePane *pane, QSettings *settings, const QString &key,
               QWidget *parent = nullptr);
    ~ValueSplit() override;

    void setPaneVisible(bool on);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void fit();

    QPointer<ValuePane> m_pane;
    QSettings *m_settings;
    const QString m_key;
    bool m_moved = false; // by hand
};

} // namespace strandline::value
