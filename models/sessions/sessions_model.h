// The sessions of a database, one a row, with those that the filter leaves: what blocks and what is busy
// first, unless a column is to order them. Read by a job when asked, and regularly while it is live; what is
// chosen stays chosen as long as its session lives. GUI thread.
#pragma once

#include "models/session/database_session.h"
#include "models/sessions/session_words.h"

#include <QAbstractTableModel>
#include <QTimer>

#include <memory>
#include <optional>
#include <vector>

namespace strandline::sessions {

// Which session, over all looks.
struct SessionId
{
    monitor::SessionKey key;
    std::int64_t process = 0;
    bool operator==(const SessionId &) const = default;

    static SessionId of(const ListedSession &session) { return {session.key, session.process}; }
};

struct SessionFilter
{
    QString words = {}; // all of them in program, module, state, wait or SQL
    bool own = true;
    bool probed = true;
    bool outside = true;
    bool onlyActive = false;
    bool onlyTransactions = false;
};

class SessionsModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column
    {
        SessionColumn,
        ProgramColumn,
        KindColumn,
        StateColumn,
        WaitColumn,
        TransactionColumn,
        BlockedByColumn,
        TextColumn,
        ColumnCount
    };
    enum Role
    {
        WaitClassRole = Qt::UserRole + 1, // the engine's name of the class; empty outside of calls
    };

    explicit SessionsModel(session::DatabaseSession *session, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    // column -1: what matters first.
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

    void setFilter(const SessionFilter &filter);
    void refresh();
    // Reads now and so often; nothing: no more until refresh().
    void setLive(std::optional<std::chrono::seconds> every);

    bool live() const { return m_tick.isActive(); }
    bool loaded() const { return m_list != nullptr; }
    const std::shared_ptr<const SessionList> &list() const { return m_list; } // null: not read yet
    const ListedSession &at(int row) const { return m_rows.at(static_cast<std::size_t>(row)).session(); }
    int rowOf(const SessionId &id) const; // -1: not there, or left out
    // Null: it is gone.
    const ListedSession *find(const SessionId &id) const;

    void cancelStatement(const SessionId &id);
    void endSession(const SessionId &id);

signals:
    void changed(); // what is known, and the rows with it
    void failed(const strandline::core::Error &error);
    // done: false where the session was gone already.
    void statementCancelled(const strandline::sessions::SessionId &id, bool done);
    void sessionEnded(const strandline::sessions::SessionId &id, bool done);

private:
    struct Row
    {
        SessionId id;
        std::shared_ptr<const SessionList> list; // an older one while rows are on their way out
        std::size_t at = 0;

        const ListedSession &session() const { return list->sessions.at(at); }
    };
    bool wanted(const ListedSession &session) const;
    bool before(std::size_t a, std::size_t b) const;
    std::vector<Row> wantedRows() const;
    void show();
    void removeGone(const std::vector<Row> &wanted);
    void addNew(const std::vector<Row> &wanted);
    void order(std::vector<Row> wanted);

    session::DatabaseSession *m_session;
    task::TaskRunner *m_reading;
    task::TaskRunner *m_stopping;
    QTimer m_tick;
    std::shared_ptr<const SessionList> m_list;
    std::vector<bool> m_blocking; // by place in the list: keeps somebody waiting
    SessionFilter m_filter;
    QStringList m_words;
    int m_sortColumn = -1;
    Qt::SortOrder m_sortOrder = Qt::AscendingOrder;
    std::vector<Row> m_rows;
};

} // namespace strandline::sessions
