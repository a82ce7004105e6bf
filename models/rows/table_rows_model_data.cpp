// What the cells and headers of TableRowsModel show.
#include "models/rows/cell_text.h"
#include "models/rows/table_rows_model.h"
#include "models/text/quantities.h"

namespace strandline::rows {

namespace {

constexpr int rowsPerPage = static_cast<int>(pageRows);

CellKind kindOf(const Cell *cell)
{
    return cell == nullptr ? CellKind::Loading : rows::kindOf(cell->value);
}

bool isPartial(const Cell &cell)
{
    return sizeOf(cell.value) < cell.sizeBytes;
}

} // namespace

int TableRowsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_rows;
}

int TableRowsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_shape.columns.size());
}

const Cell *TableRowsModel::cell(int row, int column) const
{
    const auto page = m_pages.constFind(row / rowsPerPage);
    const auto at = static_cast<std::size_t>(row % rowsPerPage);
    if (page == m_pages.cend() || at >= (*page)->rowCount || (!(*page)->gone.empty() && (*page)->gone[at])) {
        return nullptr;
    }
    return &(*page)->at(at, static_cast<std::size_t>(column));
}

QVariant TableRowsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const int row = index.row();
    const Cell *value = cell(row, index.column());
    switch (role) {
    case Qt::DisplayRole:
        if (value == nullptr || m_stale.contains(row / rowsPerPage)) {
            const_cast<TableRowsModel *>(this)->want(row);
        }
        return value == nullptr ? QVariant() : cellText(value->value, value->sizeBytes);
    case Qt::ToolTipRole:
        return value == nullptr
                   ? QVariant()
                   : cellToolTip(value->value,
                                 headerData(index.column(), Qt::Horizontal, Qt::DisplayRole).toString());
    case Qt::AccessibleTextRole:
        return value == nullptr ? QVariant(tr("Loading")) : cellText(value->value, value->sizeBytes);
    case Qt::TextAlignmentRole:
        return isNumber(kindOf(value)) ? QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter)
                                       : QVariant::fromValue(Qt::AlignLeft | Qt::AlignVCenter);
    case CellKindRole:
        return static_cast<int>(kindOf(value));
    case RowMarkRole:
        return static_cast<int>(m_marks.rows.value(row));
    case CellChangedRole:
        return m_marks.cells.value(row).contains(index.column());
    case SizeRole:
        return value == nullptr ? QVariant() : QVariant(qulonglong{value->sizeBytes});
    case ValueRole:
        return value == nullptr ? QVariant() : plainValue(value->value);
    case PartialRole:
        return value != nullptr && isPartial(*value);
    default:
        return {};
    }
}

QVariant TableRowsModel::plainKeyOf(int row) const
{
    const std::optional<Key> key = keyOf(row);
    if (!key || m_shape.paging == Paging::Offset) {
        return {};
    }
    if (m_shape.paging == Paging::Rowid) {
        return plainValue(key->front());
    }
    QVariantList values;
    for (const sqlite::Value &value : *key) {
        values << plainValue(value);
    }
    return values;
}

QVariant TableRowsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Vertical) {
        if (role == RowMarkRole) {
            return static_cast<int>(m_marks.rows.value(section));
        }
        if (role == Qt::TextAlignmentRole) {
            return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
        }
        if (role == Qt::ToolTipRole && m_marks.rows.contains(section)) {
            return m_marks.reason;
        }
        if (role != Qt::DisplayRole) {
            return {};
        }
        static const QString signs[] = {"", "+ ", "~ ", "− "};
        return signs[static_cast<int>(m_marks.rows.value(section))] +
               text::number(static_cast<std::uint64_t>(section) + 1);
    }
    if (section < 0 || section >= columnCount()) {
        return {};
    }
    const catalog::Column &column = m_shape.columns[static_cast<std::size_t>(section)];
    switch (role) {
    case Qt::DisplayRole:
        return QString::fromStdString(column.name);
    case Qt::ToolTipRole: {
        QStringList lines{QString::fromStdString(column.name)};
        lines << (column.type.empty() ? tr("no declared type") : QString::fromStdString(column.type));
        if (column.primaryKey > 0) {
            lines << tr("primary key");
        }
        if (column.notNull) {
            lines << tr("not NULL");
        }
        return lines.join("\n");
    }
    case Qt::TextAlignmentRole: {
        const Cell *first = m_rows > 0 ? cell(0, section) : nullptr;
        return isNumber(kindOf(first)) ? QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter)
                                       : QVariant::fromValue(Qt::AlignLeft | Qt::AlignVCenter);
    }
    default:
        return {};
    }
}

} // namespace strandline::rows
