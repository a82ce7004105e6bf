// Marks the rows of a table that have changed since a commit, among those that are loaded: each is read by
// its key as of then and compared. GUI thread; the reading is done by jobs. Only for tables with a key, as
// they are now; rows that were deleted since have no place to be marked at.
#pragma once

#include "models/rows/table_rows_model.h"

#include <QObject>
#include <QTimer>

namespace strandline::rows {

class RecentChanges : public QObject
{
    Q_OBJECT
public:
    RecentChanges(TableRowsModel *rows, task::TaskList *tasks, QObject *parent = nullptr);

    // since: the last commit that counts as before; nothing: no marks. reason: told with each mark.
    void setSince(std::optional<core::Scn> since, const QString &reason);
    bool upToDate() const { return !m_timer.isActive() && !m_comparing->running(); }

private:
    struct Compared
    {
        int page = 0;
        TableRowsModel::PagePtr rows;
        TableRowsModel::Marks marks;
    };
    static std::vector<Compared> compare(const TableRowsModel::Source &then, const TableShape &shape,
                                         std::vector<Compared> pages, const core::JobContext &job);
    void look();
    void show();

    TableRowsModel *m_rows;
    task::TaskRunner *m_comparing;
    QTimer m_timer;
    std::optional<core::Scn> m_since;
    QString m_reason;
    QHash<int, Compared> m_compared; // by page
};

} // namespace strandline::rows
