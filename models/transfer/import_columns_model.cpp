#include "models/transfer/import_columns_model.h"

namespace strandline::transfer {

int ImportColumnsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_columns.size());
}

int ImportColumnsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ImportColumnsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid()) {
        return {};
    }
    const ColumnPlan &column = m_columns[static_cast<std::size_t>(index.row())];
    if (role == Qt::CheckStateRole && index.column() == Source) {
        return column.skip ? Qt::Unchecked : Qt::Checked;
    }
    if (role != Qt::DisplayRole && role != Qt::EditRole) {
        return {};
    }
    switch (index.column()) {
    case Source:
        return QString::fromStdString(column.source);
    case Target:
        return column.skip && role == Qt::DisplayRole ? tr("left out")
                                                      : QString::fromStdString(column.target);
    default:
        return role == Qt::EditRole ? QVariant(static_cast<int>(column.type)) : typeText(column.type);
    }
}

QVariant ImportColumnsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role != Qt::DisplayRole || orientation != Qt::Horizontal) {
        return {};
    }
    switch (section) {
    case Source:
        return tr("Column of the file");
    case Target:
        return tr("Goes into");
    default:
        return tr("As");
    }
}

Qt::ItemFlags ImportColumnsModel::flags(const QModelIndex &index) const
{
    if (!index.isValid()) {
        return Qt::NoItemFlags;
    }
    const bool skipped = m_columns[static_cast<std::size_t>(index.row())].skip;
    const Qt::ItemFlags base = Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
    if (index.column() == Source) {
        return base | Qt::ItemIsUserCheckable;
    }
    return skipped ? Qt::ItemIsSelectable | Qt::ItemNeverHasChildren : base | Qt::ItemIsEditable;
}

bool ImportColumnsModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!index.isValid()) {
        return false;
    }
    ColumnPlan &column = m_columns[static_cast<std::size_t>(index.row())];
    if (role == Qt::CheckStateRole && index.column() == Source) {
        column.skip = value.toInt() == Qt::Unchecked;
        if (column.target.empty()) {
            column.target = column.source;
        }
    } else if (role == Qt::EditRole && index.column() == Target) {
        column.target = value.toString().trimmed().toStdString();
    } else if (role == Qt::EditRole && index.column() == Type) {
        column.type = static_cast<ImportType>(value.toInt());
    } else {
        return false;
    }
    emit dataChanged(index.siblingAtColumn(0), index.siblingAtColumn(ColumnCount - 1));
    emit edited();
    return true;
}

void ImportColumnsModel::setColumns(std::vector<ColumnPlan> columns)
{
    beginResetModel();
    m_columns = std::move(columns);
    endResetModel();
}

const std::vector<ImportType> &ImportColumnsModel::types()
{
    static const std::vector<ImportType> all = {
        ImportType::Text,      ImportType::Integer, ImportType::Real,      ImportType::Number,
        ImportType::Automatic, ImportType::Blob,    ImportType::BlobBase64};
    return all;
}

QString ImportColumnsModel::typeText(ImportType type)
{
    switch (type) {
    case ImportType::Text:
        return tr("Text");
    case ImportType::Integer:
        return tr("Integer");
    case ImportType::Real:
        return tr("Real");
    case ImportType::Number:
        return tr("Number, else text");
    case ImportType::Automatic:
        return tr("As written");
    case ImportType::Blob:
        return tr("BLOB, hexadecimal");
    case ImportType::BlobBase64:
        return tr("BLOB, Base64");
    }
    return {};
}

} // namespace strandline::transfer
