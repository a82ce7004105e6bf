#include "models/transfer/import_preview_model.h"

#include "models/rows/cell_text.h"

#include <algorithm>

namespace strandline::transfer {

int ImportPreviewModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ImportPreviewModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_columns.size());
}

bool ImportPreviewModel::isNull(const Field &field) const
{
    const auto *text = std::get_if<std::string>(&field.value);
    return m_format.kind == FileKind::Csv && text != nullptr && !field.quoted &&
           std::find(m_format.nullTexts.begin(), m_format.nullTexts.end(), *text) != m_format.nullTexts.end();
}

QVariant ImportPreviewModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid()) {
        return {};
    }
    const Field &field =
        m_rows[static_cast<std::size_t>(index.row())][static_cast<std::size_t>(index.column())];
    const sqlite::Value value = isNull(field) ? sqlite::Value(sqlite::Null{}) : field.value;
    switch (role) {
    case Qt::DisplayRole:
        return rows::cellText(value, rows::sizeOf(value));
    case rows::CellKindRole:
        return static_cast<int>(rows::kindOf(value));
    case rows::ValueRole:
        return rows::plainValue(value);
    default:
        return {};
    }
}

QVariant ImportPreviewModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role != Qt::DisplayRole) {
        return {};
    }
    return orientation == Qt::Vertical
               ? QVariant(section + 1)
               : QVariant(QString::fromStdString(m_columns[static_cast<std::size_t>(section)].name));
}

void ImportPreviewModel::setPreview(const Preview &preview)
{
    beginResetModel();
    m_columns = preview.columns;
    m_rows = preview.rows;
    m_format = preview.format;
    endResetModel();
}

} // namespace strandline::transfer
