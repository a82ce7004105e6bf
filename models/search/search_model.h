// What a search in all tables finds, as a tree that grows while the search runs: a table, under it its
// matches. GUI thread; a job searches, at the session's moment.
#pragma once

#include "engine/session/table_search.h"
#include "models/session/database_session.h"

#include <QAbstractItemModel>

#include <optional>
#include <vector>

namespace strandline::search {

class SearchModel : public QAbstractItemModel
{
    Q_OBJECT
public:
    enum Column
    {
        PlaceColumn, // the table; the column, the kind of name
        RowColumn,   // the rowid or the key
        TextColumn,
        ColumnCount
    };
    enum Role
    {
        TableRole = Qt::UserRole, // QString
        RowidRole,                // qlonglong; invalid: none
        FilterRole,               // QString, an SQL condition for the row without a rowid; empty: none
        MatchStartRole,           // int, in the display text of TextColumn; invalid: nothing to mark
        MatchLengthRole,          // int
        IconRole,                 // QString, of resources/icons
    };
    enum class State
    {
        Empty, // nothing searched yet
        Searching,
        Done,
        Cancelled,
        Failed // error()
    };

    explicit SearchModel(session::DatabaseSession *session, QObject *parent = nullptr);

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    // In place of what was found before.
    void start(const session::SearchQuery &query);
    void cancel();
    void clear();

    State state() const { return m_state; }
    QString error() const { return m_error; }
    std::uint64_t matchCount() const { return m_matches; }
    // The table that is being searched, or was last.
    const std::optional<session::SearchedTable> &searched() const { return m_searched; }

signals:
    void stateChanged();
    void progressed(); // searched() changed

private:
    struct Group
    {
        std::string table;
        std::vector<session::SearchMatch> matches;
        std::optional<session::SearchedTable> searched; // when its end was told
    };
    struct Part // one of both
    {
        std::vector<session::SearchMatch> found;
        std::optional<session::SearchedTable> table;
    };
    class Sink;
    void take(Part part);
    void add(std::vector<session::SearchMatch> found);
    std::size_t groupOf(const std::string &table);
    void setState(State state);
    QVariant groupData(const Group &group, int column, int role) const;
    QVariant matchData(const session::SearchMatch &match, int column, int role) const;
    QVariant textData(const session::SearchMatch &match, int role) const;

    session::DatabaseSession *m_session;
    task::TaskRunner *m_searching;
    State m_state = State::Empty;
    QString m_error;
    std::vector<Group> m_groups;
    std::uint64_t m_matches = 0;
    std::optional<session::SearchedTable> m_searched;
};

} // namespace strandline::search
