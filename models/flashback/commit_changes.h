// The row changes of one commit in one table: inserted rows with their new values, deleted ones with their
// old values, updated ones with the changed values as "old → new". And what the commit did to the schema. GUI
// thread; read by a job and shown as it comes, of a large commit only the first rows.
#pragma once

#include "engine/flashback/change_reader.h"
#include "models/flashback/change_columns.h"
#include "models/session/database_session.h"

#include <QAbstractTableModel>

#include <optional>

namespace strandline::flashback {

class CommitChanges : public QAbstractTableModel
{
    Q_OBJECT
public:
    static constexpr std::size_t rowsMax = 10'000;
    static constexpr std::size_t bytesMax = std::size_t{32} << 20U; // of values

    explicit CommitChanges(session::DatabaseSession *session, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    // table: by its name before or after the commit.
    void show(core::Scn scn, const QString &table);
    // The same of all that was changed between two points, as if one commit had.
    void showBetween(core::Scn before, core::Scn after, const QString &table);
    void readAgain();
    void clear();
    core::Scn scn() const { return m_scn; }
    QString table() const { return m_table; }
    bool reading() const { return m_reading->running(); }
    quint64 total() const { return m_total; } // rows that the commit changed in this table, as far as read
    const std::optional<core::Error> &error() const { return m_error; }
    const std::vector<SchemaChange> &schema() const { return m_schema; } // of all tables

    // What one wants to see first: the key, and the columns that the updates of the first rows changed.
    // Empty: nothing was updated.
    std::vector<int> leadingColumns() const;
    // As TableRowsModel::plainKeyOf() tells a row; invalid: no such row.
    QVariant plainKeyOf(int row) const;

signals:
    void changed(); // more rows, the end, or an error

private:
    struct Row
    {
        RowOperation operation = RowOperation::Insert;
        std::optional<std::int64_t> rowid;
        std::vector<sqlite::Value> key; // of a WITHOUT ROWID table
        ChangeColumns::Row before;
        ChangeColumns::Row after;
        std::vector<bool> changed;
    };
    struct Part
    {
        std::optional<ChangeColumns> columns; // with the first rows
        std::vector<Row> rows;
        quint64 total = 0;
        std::vector<SchemaChange> schema;
    };
    class Sink;

    void take(Part part);
    const std::optional<sqlite::Value> &valueOf(const Row &row, int column) const;
    QString cellOf(const Row &row, int column) const;

    session::DatabaseSession *m_session;
    task::TaskRunner *m_reading;
    core::Scn m_before; // 0: the commit before m_scn
    core::Scn m_scn;
    QString m_table;
    ChangeColumns m_columns;
    std::vector<Row> m_rows;
    quint64 m_total = 0;
    std::vector<SchemaChange> m_schema;
    std::optional<core::Error> m_error;
};

} // namespace strandline::flashback
