// Marks the rows that differ between two moments of a table, among the rows that are loaded on either side:
// changed, made since, gone since. GUI thread; owned by the page that shows the two grids.
//
// A row without its counterpart is marked only where the other side's loaded rows cover its key. Tables
// without a key, or with a key in another order than SQLite's BINARY, get no marks.
#pragma once

#include "models/rows/table_rows_model.h"

#include <QObject>
#include <QTimer>

namespace strandline::rows {

class RowComparison : public QObject
{
    Q_OBJECT
public:
    RowComparison(TableRowsModel *now, TableRowsModel *then, QObject *parent = nullptr);

    void setActive(bool active); // false: no marks
    bool comparable() const;
    bool upToDate() const { return !m_timer.isActive(); } // the marks are those of the loaded rows
    int updated() const { return m_updated; }             // rows among those loaded on both sides
    int inserted() const { return m_inserted; }           // of now
    int deleted() const { return m_deleted; }             // of then

signals:
    void changed();

private:
    void compare();

    TableRowsModel *m_now;
    TableRowsModel *m_then;
    QTimer m_timer;
    bool m_active = false;
    int m_updated = 0;
    int m_inserted = 0;
    int m_deleted = 0;
};

} // namespace strandline::rows
