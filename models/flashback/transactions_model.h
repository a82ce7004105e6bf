// The commits of a history with what they did: the tables that each touched and how many of their rows,
// newest first, within the chosen range of time, and only those that a filter wants. GUI thread.
//
// What commits touched is read by a job (ChangeIndex), newest first, and shown as it comes; a filter by text
// is a job as well. Both go on with the commits that arrive.
#pragma once

#include "models/session/database_session.h"

#include <QAbstractTableModel>
#include <QTimer>

#include <optional>
#include <vector>

namespace strandline::flashback {

struct CommitTables;
struct TouchedTable;

class TransactionsModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column
    {
        ScnColumn,
        TimeColumn,
        RowsColumn,
        TablesColumn,
        NoteColumn,
        ColumnCount
    };

    struct Touch
    {
        QString table;
        bool definition = false;
        bool renumbered = false; // VACUUM gave its rows other rowids
        bool ownData = true;     // no shadow table of a virtual one, none of SQLite's own
        quint64 inserts = 0;
        quint64 updates = 0;
        quint64 deletes = 0;
        quint64 rows() const { return inserts + updates + deletes; }
    };

    struct Filter
    {
        QString table; // empty: any
        QString text;  // in a changed row; empty: any
        bool empty() const { return table.isEmpty() && text.isEmpty(); }
        bool operator==(const Filter &) const = default;
    };

    explicit TransactionsModel(session::DatabaseSession *session, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    const timeline::Commit &commitAt(int row) const;
    int rowOf(core::Scn scn) const; // -1: not among the rows

    // Begins to read what commits touched; goes on where it was cancelled.
    void load();
    bool loading() const { return m_loading->running(); }
    bool known(core::Scn scn) const; // what it touched was read, and can be told
    // The tables with the user's rows first.
    std::vector<Touch> touchedBy(core::Scn scn) const;
    QStringList
    tables() const; // touched by any commit, by name; virtual ones in place of their shadow tables
    std::vector<core::Scn> definitionChanges() const; // commits that changed the schema, ascending

    void setFilter(const Filter &filter);
    const Filter &filter() const { return m_filter; }
    // The commits that the filter wants, whatever the range, ascending; nothing: there is no filter.
    const std::optional<std::vector<core::Scn>> &matches() const { return m_matches; }
    bool searching() const { return m_searching->running(); }
    const core::Progress &searched() const { return m_searched; } // in commits
    void stopSearching() { m_searching->cancel(); }

    enum class Step
    {
        Commit,
        Hour,
        Day
    };
    // Where a step from there leads among the commits that the filter wants, whatever the range; null:
    // nowhere.
    const timeline::Commit *next(const timeline::Commit &from, Step step, bool later) const;

signals:
    void touchesChanged(); // more is known
    void matchesChanged(); // or whether and how far it searches
    void failed(const strandline::core::Error &error);

private:
    struct Entry // of m_entries
    {
        quint32 table = 0;
        bool definition = false;
        bool renumbered = false;
        quint64 inserts = 0;
        quint64 updates = 0;
        quint64 deletes = 0;
    };
    struct Summary // of a commit
    {
        bool read = false;
        bool known = false;
        bool definition = false;
        quint32 first = 0; // of m_entries
        quint32 count = 0;
    };
    struct Table
    {
        QString name;
        QString virtualTable;
        bool ownData = true;
        const QString &shownName() const { return virtualTable.isEmpty() ? name : virtualTable; }
    };
    using Part = std::vector<CommitTables>;

    const std::vector<timeline::Commit> &commits() const;
    qsizetype placeOf(core::Scn scn) const; // in commits(); -1
    void commitsChanged();
    void forget();
    void take(const Part &part);
    quint32 idOf(const TouchedTable &table);
    void search();
    void takeFound(const std::vector<core::Scn> &found);
    void matchTables();
    void showRows();
    QString rowsText(const Summary &summary) const;
    QString tablesText(const Summary &summary) const;
    QString toolTip(const Summary &summary) const;

    session::DatabaseSession *m_session;
    task::TaskRunner *m_loading;
    task::TaskRunner *m_searching;
    QTimer m_more; // commits come in crowds
    bool m_wanted = false;
    std::vector<Summary> m_summaries; // as commits()
    core::Scn m_firstScn;             // of commits(), to see when they are others
    std::vector<Entry> m_entries;
    std::vector<Table> m_tables;
    QHash<QString, quint32> m_tableIds;
    Filter m_filter;
    std::optional<std::vector<core::Scn>> m_matches;
    core::Scn m_searchedTo;
    core::Progress m_searched;
    std::vector<quint32> m_rows; // places in commits(), newest first
};

} // namespace strandline::flashback
