// A table's rows with the staged changes over them: the rows of the TableRowsModel in their places, then the
// new rows at the end. GUI thread.
//
// Row and column numbers of existing rows are those of the source, so whatever knows those needn't know of
// this model.
#pragma once

#include "models/edit/staged_edits.h"
#include "models/rows/table_rows_model.h"

#include <QAbstractProxyModel>

namespace strandline::edit {

class EditedRowsModel : public QAbstractProxyModel
{
    Q_OBJECT
public:
    EditedRowsModel(rows::TableRowsModel *rows, StagedEdits *edits, QObject *parent = nullptr);

    // Why nothing can be edited here; empty: the table decides.
    void setRefusal(const QString &sentence);
    // Why the table can't be edited, as a whole sentence; empty: it can.
    QString refusal() const;
    // Why this cell can't; empty: it can.
    QString refusal(const QModelIndex &index) const;

    // Each is one step of undo. Rows that are not read yet are left out.
    void setNull(const QModelIndexList &cells);
    bool setValue(const QModelIndex &cell, const sqlite::Value &value);
    int insertRow();                             // its number; -1: refused
    int duplicate(const std::vector<int> &rows); // the first one's number
    void remove(const std::vector<int> &rows);
    // Tab-separated lines, laid over the cells from `at` on; what goes beyond the last row becomes new rows.
    // Returns what was left out, as a sentence; empty: nothing.
    QString paste(const QModelIndex &at, const QString &block);
    bool isEdited(const QModelIndex &cell) const; // a staged value

    // The staged or the read value. Partial: only the beginning of it is here.
    struct Held
    {
        sqlite::Value value;
        std::uint64_t sizeBytes = 0;
        bool partial = false;
        std::optional<rows::Key> key;    // of the row that has the value stored; nothing: it is staged
        std::vector<rows::Cell> cells{}; // partial: of that row
    };
    std::optional<Held> held(const QModelIndex &cell) const; // nothing: not read yet
    std::optional<RowId> idOf(int row) const;
    int rowOf(const RowId &id) const; // -1: not known
    rows::TableRowsModel *rows() const { return m_rows; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    bool hasChildren(const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    QModelIndex buddy(const QModelIndex &index) const override { return index; }
    QModelIndex mapToSource(const QModelIndex &index) const override;
    QModelIndex mapFromSource(const QModelIndex &index) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;

signals:
    void refused(const QString &sentence);

private:
    void followSource();
    void editsChanged();
    bool fits() const; // the staged rows are of the table as it is shown
    const StagedRow *staged(int row) const;
    std::optional<StagedEdits::SeenRow> seen(int row) const;
    std::optional<StagedEdits::CellChange> change(const QModelIndex &cell, sqlite::Value value) const;
    QVariant stagedData(const StagedRow &row, const QModelIndex &index, int role) const;
    static rows::RowMark markOf(const StagedRow &row);

    rows::TableRowsModel *m_rows;
    StagedEdits *m_edits;
    QString m_refusal;
    std::vector<RowId> m_newRows; // shown behind the source's
    int m_sourceRows = 0;
    // What is held on to here, and the same in the source, which moves it with its rows.
    std::vector<std::pair<QModelIndex, QPersistentModelIndex>> m_held;
};

} // namespace strandline::edit
