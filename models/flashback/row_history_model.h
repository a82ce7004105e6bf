// The versions of one row, the newest first: when it was, by which commit, what became of the row, its values
// with those marked that changed. And what writing an older version back would do. GUI thread; read and
// written by jobs.
#pragma once

#include "engine/flashback/row_history.h"
#include "engine/session/row_changes.h"
#include "models/flashback/change_columns.h"
#include "models/session/database_session.h"

#include <QAbstractTableModel>

#include <optional>

namespace strandline::flashback {

class RowHistoryModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column
    {
        TimeColumn,
        ScnColumn,
        OperationColumn,
        FirstValueColumn // of the row
    };

    explicit RowHistoryModel(session::DatabaseSession *session, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    // key: a rowid or the list of a primary key's values, as TableRowsModel::plainKeyOf() tells it.
    void show(const QString &table, const QVariant &key);
    void readAgain();
    void clear();
    QString table() const { return m_table; }
    const QVariant &key() const { return m_key; }
    bool reading() const { return m_reading->running(); }
    const std::optional<core::Error> &error() const { return m_error; }
    // VACUUM may have given the rowid to another row in between.
    bool unstableRowids() const { return m_unstable; }
    core::Scn scnAt(int row) const;

    // What would bring the row back to this version: of the newest one whose state the history knows.
    // Nothing: the row is so already, or it was deleted in this version.
    struct Restore
    {
        core::Scn scn;
        session::RowChange change;
        std::vector<std::string> lost; // columns of the version that the table has no more
    };
    std::optional<Restore> restoreOf(int row) const;
    // One transaction that checks that the row is still as the history's newest version says: restored(), or
    // refused() with the reason.
    void restore(const session::RowChange &change);
    bool restoring() const { return m_restoring->running(); }
    // What takes a restored version back.
    static session::RowChange inverse(const session::RowChange &change);

signals:
    void changed(); // versions or an error came, reading or restoring began or ended
    void restored();
    void refused(const QString &reason);
    void failed(const strandline::core::Error &error);

private:
    struct Version
    {
        core::Scn scn; // of the commit that made it; 0: it was there when the history begins
        std::optional<core::Time> time;
        std::optional<RowOperation> operation; // nothing: it was there
        ChangeColumns::Row values;             // of a delete: those that it had
        std::vector<bool> changed;
        const TableThen *table = nullptr;
    };
    struct Loaded
    {
        RowHistory history;
        std::vector<std::optional<core::Time>> times; // of the changes
    };

    void take(Loaded loaded);
    const Version *newest() const { return m_versions.empty() ? nullptr : &m_versions.front(); }
    std::vector<session::SeenValue> seenNow() const;

    session::DatabaseSession *m_session;
    task::TaskRunner *m_reading;
    task::TaskRunner *m_restoring;
    QString m_table;
    QVariant m_key;
    ChangeColumns m_columns;
    RowHistory m_history;
    std::vector<Version> m_versions; // newest first
    bool m_unstable = false;
    std::optional<core::Error> m_error;
};

} // namespace strandline::flashback
