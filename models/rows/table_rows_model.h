// The rows of one table or view, now or as of a commit. GUI thread; everything is read by jobs.
//
// The first page of rows is there at once; the number of rows comes from a job of its own, which also finds
// the first key of every page, so that any place of the table is read by key. Pages are kept in a cache of
// bounded size; rows that are not there yet have the kind Loading and ask for their page when they are looked
// at. Until the index is there, the model grows at its end (fetchMore).
#pragma once

#include "models/rows/cell_roles.h"
#include "models/rows/table_reader.h"
#include "models/session/database_session.h"

#include <QAbstractTableModel>
#include <QElapsedTimer>
#include <QHash>
#include <QSet>
#include <QTimer>

#include <memory>
#include <optional>
#include <vector>

namespace strandline::rows {

class TableRowsModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum class State
    {
        Empty, // no table chosen
        Loading,
        Ready,
        Failed // error()
    };

    explicit TableRowsModel(task::TaskList *tasks, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

    // point: nothing for the present.
    void show(const std::shared_ptr<session::Database> &database, std::optional<core::Scn> point,
              const QString &table);
    void clear();
    // Reads the rows looked at anew; place and selection stay. Counts again where that is cheap, or when
    // asked.
    void refresh(bool count = false);

    State state() const { return m_state; }
    QString table() const { return QString::fromStdString(m_shape.table); }
    const TableShape &shape() const { return m_shape; }
    const std::optional<core::Error> &error() const { return m_error; }
    bool counted() const { return m_counted; } // rowCount() is the number of rows of the table

    // For comparison and for scrolling by key.
    using PagePtr = std::shared_ptr<const RowPage>;
    const QHash<int, PagePtr> &pages() const { return m_pages; }
    // Nothing: not loaded, or no key.
    std::optional<Key> keyOf(int row) const;
    // The first row with this key or a later one, as far as known; -1: not known.
    int rowOf(const Key &key) const;
    void want(int row); // its page is loaded soon

    struct Marks
    {
        QHash<int, RowMark> rows;
        QHash<int, QSet<int>> cells; // row: columns that differ
    };
    void setMarks(Marks marks);
    const Marks &marks() const { return m_marks; }

signals:
    void stateChanged();
    void pagesChanged();
    void countedChanged();

private:
    struct Opened
    {
        TableShape shape;
        RowPage first;
    };
    struct Source // what the jobs read; a value
    {
        std::shared_ptr<session::Database> database;
        std::optional<core::Scn> point;

        session::Lease lease() const { return point ? database->leaseAt(*point) : database->lease(); }
    };

    void setState(State state);
    void take(Opened opened);
    void takePage(int page, RowPage &&rows);
    void takeIndex(RowIndex index, std::int64_t tookMs);
    void takeRefreshed(Opened opened, bool count);
    void countRows();
    void loadWanted();
    void resizeTo(int rows);
    const Cell *cell(int row, int column) const;

    task::TaskRunner *m_opening;
    task::TaskRunner *m_paging;
    task::TaskRunner *m_counting;
    QTimer m_wantTimer; // gathers the rows that one painting asks for

    Source m_request; // what show() asked for last
    QString m_requestTable;
    Source m_source; // of what is shown
    State m_state = State::Empty;
    std::optional<core::Error> m_error;
    TableShape m_shape;
    int m_rows = 0;
    bool m_counted = false;
    bool m_more = false;        // before counting: there are rows after the last
    std::int64_t m_countMs = 0; // what the last count took
    QElapsedTimer m_sinceCount;
    bool m_again = false;      // changed while it was being read
    std::vector<Key> m_starts; // first keys of pages; before counting: of the pages seen and the next
    QHash<int, PagePtr> m_pages;
    std::vector<int> m_recent; // pages, the one used last at the end
    QSet<int> m_stale;         // pages to read anew
    mutable std::vector<int> m_wanted;
    Marks m_marks;
};

} // namespace strandline::rows
