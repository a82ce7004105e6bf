// The rows of one table or view, now or as of a commit, in the table's order or as a query wants them. GUI
// thread; everything is read by jobs.
//
// Table order: the first page of rows is there at once, and the number of rows as an estimate from the
// rowids, so that every place is reached at once by key: the first and last rows are exact, a row in the
// middle stands where its rowid lies between the first and the last. A job of its own then finds the number
// of rows and the first key of every page; from then on every place is exact. WITHOUT ROWID tables grow at
// their end (fetchMore) until then.
//
// A query's rows are a list of keys that a job makes and hands over piece by piece; pages are read by these
// keys. Views and virtual tables have no keys: they are read by OFFSET.
//
// Pages are kept in a cache of bounded size; rows that are not there yet have the kind Loading and ask for
// their page when they are looked at. Persistent indexes (selection, current row) stay with their row's key
// when rows come to stand elsewhere.
#pragma once

#include "models/rows/cell_roles.h"
#include "models/rows/key_list.h"
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

    // A grid can't be higher than this many rows: what lies behind is reached by a filter or sort.
    static constexpr std::uint64_t rowsShown = 80'000'000;

    explicit TableRowsModel(task::TaskList *tasks, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

    struct Source // what the jobs read; a value
    {
        std::shared_ptr<session::Database> database;
        std::optional<core::Scn> point; // nothing for the present

        session::Lease lease() const { return point ? database->leaseAt(*point) : database->lease(); }
    };

    void show(const std::shared_ptr<session::Database> &database, std::optional<core::Scn> point,
              const QString &table, RowQuery query = {});
    void clear();
    // Reads the rows looked at anew; place and selection stay. Counts again where that is cheap, or when
    // asked.
    void refresh(bool count = false);

    // The rows that a query wants, of the same table. What is shown stays until there is something of it.
    // A condition that SQLite refuses: queryFailed(), and what is shown stays.
    void setQuery(RowQuery query);
    const RowQuery &query() const { return m_query; }        // of what is shown
    const RowQuery &wantedQuery() const { return m_wanted; } // asked for last

    State state() const { return m_state; }
    QString table() const { return QString::fromStdString(m_shape.table); }
    const TableShape &shape() const { return m_shape; }
    const Source &source() const { return m_source; }
    const std::optional<core::Error> &error() const { return m_error; }
    bool counted() const { return m_counted; } // rowCount() is the number of rows
    // rowCount() is told from the rowids, and rows in the middle are about where they stand.
    bool estimated() const { return !m_counted && m_span && !m_list; }
    bool counting() const { return m_counting->running(); }
    bool listing() const { return m_listing->running(); } // the query's rows are being found
    // Of counting or listing: how far; total 0: unknown.
    const core::Progress &progress() const { return m_progress; }
    void count(); // where it was stopped
    void stop();  // counting and listing

    // Looks for the row with this key: found(). Its page is there then, so that an index made of it stays
    // with the row when its number was an estimate.
    void find(const Key &key);

    // A job that reads the whole values of some rows, loaded or not, however long they are.
    using Values = std::vector<std::vector<QVariant>>;
    std::function<Values(const core::JobContext &)> wholeRows(const std::vector<int> &rows,
                                                              const std::vector<int> &columns) const;

    // For comparison and for scrolling by key.
    using PagePtr = std::shared_ptr<const RowPage>;
    const QHash<int, PagePtr> &pages() const { return m_pages; }
    // Nothing: not loaded, or no key.
    std::optional<Key> keyOf(int row) const;
    // As an OpenRequest tells it ("rowKey"): a rowid, or the list of a primary key's values; invalid: no key.
    QVariant plainKeyOf(int row) const;
    // The first row with this key or a later one, as far as known; -1: not known.
    int rowOf(const Key &key) const;
    void want(int row); // its page is loaded soon
    // As it was read; null: not loaded. Valid until the next return to the event loop.
    const Cell *cell(int row, int column) const;

    struct Marks
    {
        QHash<int, RowMark> rows;
        QHash<int, QSet<int>> cells; // row: columns that differ
        QString reason;              // for tooltips; may be empty
    };
    void setMarks(Marks marks);
    const Marks &marks() const { return m_marks; }

signals:
    void stateChanged();
    void pagesChanged();
    void countedChanged(); // or whether and how far it is counting or listing
    void found(int row);   // -1: there is no such row
    void queryFailed(const strandline::core::Error &error);
    // The persistent indexes are about to be looked at: a model that lies over this one makes some of its
    // own, so that what is held on to there is found again by its key.
    void aboutToHold();
    void placesChanged(); // rows stand elsewhere now: persistent indexes have moved
    void read();          // rows were read just now

private:
    struct Opened
    {
        TableShape shape;
        RowPage first;
        std::optional<RowSpan> span;
    };
    // Pages that stand one behind the other, and from where they are read.
    struct Run
    {
        enum class From
        {
            Start,  // on from start, nothing: from the beginning
            Before, // back from start, nothing: from the end
            Row,    // by row number
            List,   // keys
        };
        int page = 0; // the first of them
        int pages = 1;
        From from = From::Start;
        std::optional<Key> start;
        std::size_t lastRows = pageRows; // Before: in the last page
        std::vector<Key> keys;
    };
    using Loaded = std::vector<std::pair<int, RowPage>>;
    struct Order // exact places of all rows
    {
        std::shared_ptr<const RowIndex> index; // table order
        std::shared_ptr<KeyList> list;         // a query's
        std::uint64_t rows() const { return list ? list->size() : index->rows; }
    };
    struct Places // where the rows that are held on to stand in a new order
    {
        std::vector<Key> keys;          // in their order
        std::vector<std::int64_t> rows; // -1: gone
        Loaded pages;                   // around them
    };

    static Opened open(const Source &source, const std::string &table, const RowQuery &query,
                       const core::JobContext &job);
    static Loaded load(session::Lease &lease, const TableShape &shape, const RowQuery &query, const Run &run,
                       const core::JobContext &job);
    static Places place(const Source &source, const TableShape &shape, const Order &order,
                        std::vector<Key> keys, const core::JobContext &job);

    void setState(State state);
    void fail(const core::Error &error);
    void forget(); // everything about the rows shown
    void take(Opened opened);
    void takeRefreshed(Opened opened, bool count);
    void takePage(int page, RowPage &&rows);
    void learn(int page, const RowPage &rows);
    void keepInPage(int page, const RowPage &before, const RowPage &after);
    void keepPage(int page, RowPage &&rows);
    void startList();
    void beginList();
    void takePiece(KeyList piece);
    void endList(std::int64_t tookMs);
    void relist();
    void takeOrder(Order order, std::int64_t tookMs);
    void settle(const Order &order, Places places);
    void applyOrder(const Order &order, Places places);
    void findPlaced(const Key &key);
    void findGuessed(const Key &key);
    void takeFound(Loaded pages);
    void finishCount();
    bool fits(const Order &order) const;
    void loadWanted();
    std::optional<Run> runFor(int page) const;
    std::vector<Run> runsFor(std::vector<int> pages) const;
    int lastPage() const;
    void resizeTo(int rows);
    QModelIndexList held(); // that keep their rows when these move
    std::vector<Key> heldKeys();

    task::TaskRunner *m_opening;
    task::TaskRunner *m_paging;
    task::TaskRunner *m_counting; // or listing anew
    task::TaskRunner *m_listing;
    task::TaskRunner *m_placing;
    task::TaskRunner *m_finding;
    QTimer m_wantTimer;  // gathers the rows that one painting asks for
    QTimer m_countTimer; // rows first
    QTimer m_listTimer;  // rows of the query before must not stay for long

    Source m_request; // what show() asked for last
    QString m_requestTable;
    RowQuery m_wanted;
    Source m_source; // of what is shown
    RowQuery m_query;
    State m_state = State::Empty;
    std::optional<core::Error> m_error;
    TableShape m_shape;
    int m_rows = 0;
    bool m_counted = false;
    bool m_more = false; // before counting: there are rows after the last
    core::Progress m_progress;
    std::int64_t m_countMs = 0; // what the last count or list took
    QElapsedTimer m_sinceCount;
    bool m_again = false; // changed while it was being read

    // Table order.
    std::optional<RowSpan> m_span;
    std::shared_ptr<const RowIndex> m_index; // null: not counted
    QHash<int, Key> m_learned;               // before counting: first keys of pages that were read, and next
    // A query's order.
    std::shared_ptr<KeyList> m_list; // grows while listing; afterwards jobs may read it
    std::shared_ptr<KeyList> m_next; // that is being made and not shown yet
    std::optional<Key> m_toFind;     // when the order is known

    QHash<int, PagePtr> m_pages;
    std::vector<int> m_recent; // pages, the one used last at the end
    QSet<int> m_stale;         // pages to read anew
    std::vector<int> m_wantedPages;
    Marks m_marks;
};

} // namespace strandline::rows
