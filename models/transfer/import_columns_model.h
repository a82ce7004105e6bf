// The columns of a file that is imported, a row each: whether it is taken, its name in the file, the column
// of the table that it goes into, and as what. GUI thread.
#pragma once

#include "engine/transfer/import_plan.h"

#include <QAbstractTableModel>
#include <QStringList>

namespace strandline::transfer {

class ImportColumnsModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column
    {
        Source, // with a check mark: it is taken
        Target,
        Type,
        ColumnCount
    };
    // EditRole of Type is int(ImportType).
    using QAbstractTableModel::QAbstractTableModel;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;

    void setColumns(std::vector<ColumnPlan> columns);
    const std::vector<ColumnPlan> &columns() const { return m_columns; }

    static const std::vector<ImportType> &types(); // in the order of a list to choose from
    static QString typeText(ImportType type);

signals:
    void edited();

private:
    std::vector<ColumnPlan> m_columns;
};

} // namespace strandline::transfer
