// The first rows of a file that is imported, as they stand in it. GUI thread.
#pragma once

#include "engine/transfer/file_format.h"

#include <QAbstractTableModel>

namespace strandline::transfer {

class ImportPreviewModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    using QAbstractTableModel::QAbstractTableModel;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    void setPreview(const Preview &preview);

private:
    bool isNull(const Field &field) const;

    std::vector<SourceColumn> m_columns;
    std::vector<std::vector<Field>> m_rows;
    FileFormat m_format;
};

} // namespace strandline::transfer
