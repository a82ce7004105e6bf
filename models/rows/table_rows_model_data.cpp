// What the cells and headers of TableRowsModel show.
#include "models/rows/table_rows_model.h"
#include "models/text/quantities.h"

#include <cmath>

namespace strandline::rows {

namespace {

constexpr int rowsPerPage = static_cast<int>(pageRows);

CellKind kindOf(const Cell *cell)
{
    if (cell == nullptr) {
        return CellKind::Loading;
    }
    switch (cell->value.index()) {
    case 1:
        return CellKind::Integer;
    case 2:
        return CellKind::Real;
    case 3:
        return CellKind::Text;
    case 4:
        return CellKind::Blob;
    default:
        return CellKind::Null;
    }
}

// As SQLite writes it: never without a point or an exponent.
QString realText(double value)
{
    if (std::isinf(value)) {
        return value > 0 ? "Inf" : "-Inf";
    }
    const QString text = QString::number(value, 'g', QLocale::FloatingPointShortest);
    return text.contains('.') || text.contains('e') ? text : text + ".0";
}

// One line: line ends and other control characters become visible signs.
QString oneLine(const std::string &utf8, bool cut)
{
    QString text = QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
    text.replace("\r\n", "↵");
    for (QChar &c : text) {
        if (c == '\n' || c == '\r') {
            c = QChar(u'↵');
        } else if (c == '\t') {
            c = QChar(u'→');
        } else if (c.unicode() < 0x20) {
            c = QChar(0x2400 + c.unicode());
        }
    }
    return cut ? text + "…" : text;
}

QVariant plainValue(const Cell &cell)
{
    switch (kindOf(&cell)) {
    case CellKind::Integer:
        return QVariant::fromValue<qlonglong>(std::get<std::int64_t>(cell.value));
    case CellKind::Real:
        return std::get<double>(cell.value);
    case CellKind::Text: {
        const auto &text = std::get<std::string>(cell.value);
        return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
    }
    case CellKind::Blob: {
        const auto &bytes = std::get<core::Bytes>(cell.value);
        return QByteArray(reinterpret_cast<const char *>(bytes.data()), static_cast<qsizetype>(bytes.size()));
    }
    default:
        return {};
    }
}

bool isPartial(const Cell &cell)
{
    switch (kindOf(&cell)) {
    case CellKind::Text:
        return std::get<std::string>(cell.value).size() < cell.sizeBytes;
    case CellKind::Blob:
        return std::get<core::Bytes>(cell.value).size() < cell.sizeBytes;
    default:
        return false;
    }
}

bool isNumber(CellKind kind)
{
    return kind == CellKind::Integer || kind == CellKind::Real;
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
    if (page == m_pages.cend() || at >= (*page)->rowCount) {
        return nullptr;
    }
    return &(*page)->at(at, static_cast<std::size_t>(column));
}

QVariant TableRowsModel::display(const Cell &cell) const
{
    switch (kindOf(&cell)) {
    case CellKind::Integer:
        return QString::number(std::get<std::int64_t>(cell.value));
    case CellKind::Real:
        return realText(std::get<double>(cell.value));
    case CellKind::Text: {
        const auto &text = std::get<std::string>(cell.value);
        return oneLine(text, cell.sizeBytes > text.size());
    }
    case CellKind::Blob:
        return tr("BLOB · %1").arg(text::bytes(cell.sizeBytes));
    case CellKind::Null:
        return QStringLiteral("NULL");
    case CellKind::Loading:
        break;
    }
    return {};
}

QVariant TableRowsModel::toolTip(const Cell &cell, int column) const
{
    const QString &name = QString::fromStdString(m_shape.columns[static_cast<std::size_t>(column)].name);
    switch (kindOf(&cell)) {
    case CellKind::Text: {
        const auto &value = std::get<std::string>(cell.value);
        if (value.empty()) {
            return tr("%1: empty text").arg(name);
        }
        return QString::fromUtf8(value.data(), static_cast<qsizetype>(value.size()));
    }
    case CellKind::Null:
        return tr("%1: NULL, no value").arg(name);
    default:
        return {};
    }
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
        return value == nullptr ? QVariant() : display(*value);
    case Qt::ToolTipRole:
        return value == nullptr ? QVariant() : toolTip(*value, index.column());
    case Qt::AccessibleTextRole:
        return value == nullptr ? QVariant(tr("Loading")) : display(*value);
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
        return value == nullptr ? QVariant() : plainValue(*value);
    case PartialRole:
        return value != nullptr && isPartial(*value);
    default:
        return {};
    }
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
