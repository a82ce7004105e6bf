#include "models/worksheet/result_model.h"

#include "models/rows/cell_text.h"
#include "models/text/quantities.h"

#include <algorithm>
#include <numeric>

namespace strandline::worksheet {

using rows::CellKind;
using sqlite::Value;

namespace {

// The batch with the row: batches ascend by their first row.
const std::shared_ptr<const session::RowBatch> &batchOf(const Batches &batches, std::uint64_t row)
{
    const auto after = std::upper_bound(batches.begin(), batches.end(), row,
                                        [](std::uint64_t r, const auto &b) { return r < b->firstRow; });
    return *std::prev(after);
}

const Value &valueAt(const Batches &batches, int row, int column)
{
    const auto r = static_cast<std::uint64_t>(row);
    const session::RowBatch &batch = *batchOf(batches, r);
    return batch.at(static_cast<std::size_t>(r - batch.firstRow), static_cast<std::size_t>(column));
}

bool hasText(const Value &value, const QString &text)
{
    switch (rows::kindOf(value)) {
    case CellKind::Integer:
        return QString::number(std::get<std::int64_t>(value)).contains(text);
    case CellKind::Real:
    case CellKind::Text:
        return rows::plainValue(value).toString().contains(text, Qt::CaseInsensitive);
    default:
        return false;
    }
}

int rankOf(const Value &value)
{
    const CellKind kind = rows::kindOf(value);
    return kind == CellKind::Null ? 0 : rows::isNumber(kind) ? 1 : kind == CellKind::Text ? 2 : 3;
}

double numberOf(const Value &value)
{
    const auto *integer = std::get_if<std::int64_t>(&value);
    return integer != nullptr ? static_cast<double>(*integer) : std::get<double>(value);
}

// SQLite's order of values with the BINARY collation.
bool before(const Value &a, const Value &b)
{
    const int rank = rankOf(a);
    if (rank != rankOf(b)) {
        return rank < rankOf(b);
    }
    if (rank == 1 && a.index() != b.index()) {
        return numberOf(a) < numberOf(b);
    }
    if (a.index() == 4) {
        return std::get<core::Bytes>(a) < std::get<core::Bytes>(b);
    }
    if (a.index() == 3) {
        return std::get<std::string>(a) < std::get<std::string>(b); // as unsigned bytes
    }
    if (a.index() == 2) {
        return std::get<double>(a) < std::get<double>(b);
    }
    return a.index() == 1 && std::get<std::int64_t>(a) < std::get<std::int64_t>(b);
}

} // namespace

std::vector<int> arrange(const Batches &batches, const QString &filter, int column, Qt::SortOrder order,
                         const core::JobContext &job)
{
    std::vector<int> rows;
    for (const auto &batch : batches) {
        job.checkStop();
        for (std::size_t row = 0; row < batch->rowCount(); ++row) {
            bool wanted = filter.isEmpty();
            for (std::size_t c = 0; !wanted && c < batch->width(); ++c) {
                wanted = hasText(batch->at(row, c), filter);
            }
            if (wanted) {
                rows.push_back(static_cast<int>(batch->firstRow + row));
            }
        }
    }
    if (column >= 0) {
        std::size_t compared = 0;
        std::stable_sort(rows.begin(), rows.end(), [&](int a, int b) {
            if (++compared % 4096 == 0) {
                job.checkStop();
            }
            const Value &x = valueAt(batches, a, column);
            const Value &y = valueAt(batches, b, column);
            return order == Qt::AscendingOrder ? before(x, y) : before(y, x);
        });
    }
    return rows;
}

ResultModel::ResultModel(task::TaskList *tasks, Source source, QObject *parent)
    : QAbstractTableModel(parent), m_source(std::move(source)),
      m_arranging(new task::TaskRunner(tasks, this)),
      m_columns(std::make_shared<const std::vector<session::Column>>())
{
    connect(m_arranging, &task::TaskRunner::cancelled, this, &ResultModel::arranged);
}

int ResultModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_order ? static_cast<int>(m_order->size()) : m_rows;
}

int ResultModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_columns->size());
}

int ResultModel::rowRead(const QModelIndex &index) const
{
    return m_order ? (*m_order)[static_cast<std::size_t>(index.row())] : index.row();
}

const Value *ResultModel::value(const QModelIndex &index) const
{
    return checkIndex(index, CheckIndexOption::IndexIsValid)
               ? &valueAt(m_batches, rowRead(index), index.column())
               : nullptr;
}

session::CellValue ResultModel::part(const QModelIndex &index, sqlite::ByteRange range) const
{
    const Value *whole = value(index);
    return whole != nullptr ? session::partOf(*whole, range) : session::CellValue();
}

std::function<session::CellValue(sqlite::ByteRange, const core::JobContext &)>
ResultModel::reader(const QModelIndex &index) const
{
    if (value(index) == nullptr) {
        return {};
    }
    const auto row = static_cast<std::uint64_t>(rowRead(index));
    return [batch = batchOf(m_batches, row), row, column = static_cast<std::size_t>(index.column())](
               sqlite::ByteRange range, const core::JobContext &) {
        return session::partOf(batch->at(static_cast<std::size_t>(row - batch->firstRow), column), range);
    };
}

QVariant ResultModel::data(const QModelIndex &index, int role) const
{
    const Value *cell = value(index);
    if (cell == nullptr) {
        return {};
    }
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return rows::cellText(*cell, rows::sizeOf(*cell));
    case Qt::ToolTipRole:
        return rows::cellToolTip(*cell,
                                 headerData(index.column(), Qt::Horizontal, Qt::DisplayRole).toString());
    case Qt::TextAlignmentRole:
        return rows::isNumber(rows::kindOf(*cell)) ? QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter)
                                                   : QVariant::fromValue(Qt::AlignLeft | Qt::AlignVCenter);
    case rows::CellKindRole:
        return static_cast<int>(rows::kindOf(*cell));
    case rows::ValueRole:
        return rows::plainValue(*cell);
    case rows::SizeRole:
        return qulonglong{rows::sizeOf(*cell)};
    default:
        return {};
    }
}

QVariant ResultModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Vertical) {
        if (role == Qt::DisplayRole) {
            return text::number(static_cast<std::uint64_t>(section) + 1);
        }
        return role == Qt::TextAlignmentRole ? QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter)
                                             : QVariant();
    }
    if (section < 0 || section >= columnCount()) {
        return {};
    }
    const session::Column &column = (*m_columns)[static_cast<std::size_t>(section)];
    switch (role) {
    case Qt::DisplayRole:
        return QString::fromStdString(column.name);
    case Qt::ToolTipRole:
        return column.declaredType.empty() ? tr("%1\nan expression").arg(QString::fromStdString(column.name))
                                           : QString::fromStdString(column.name + "\n" + column.declaredType);
    case Qt::TextAlignmentRole:
        return m_rows > 0 && rows::isNumber(rows::kindOf(valueAt(m_batches, 0, section)))
                   ? QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter)
                   : QVariant::fromValue(Qt::AlignLeft | Qt::AlignVCenter);
    default:
        return {};
    }
}

std::optional<ResultModel::StoredRow> ResultModel::storedRow(const QModelIndex &index) const
{
    if (value(index) == nullptr) {
        return {};
    }
    const session::RowOrigin *origin = nullptr;
    if ((*m_columns)[static_cast<std::size_t>(index.column())].sourceTable.empty()) {
        origin = m_origins.size() == 1 ? &m_origins.front() : nullptr;
    }
    for (const session::RowOrigin &one : m_origins) {
        const auto of = static_cast<std::size_t>(index.column());
        if (std::find(one.columns.begin(), one.columns.end(), of) != one.columns.end()) {
            origin = &one;
        }
    }
    if (origin == nullptr) {
        return {};
    }
    QVariantList key;
    for (const std::size_t column : origin->key) {
        const Value &part = valueAt(m_batches, rowRead(index), static_cast<int>(column));
        if (std::holds_alternative<sqlite::Null>(part)) {
            return {}; // of an outer join: there is no row
        }
        key << rows::plainValue(part);
    }
    return StoredRow{QString::fromStdString(origin->table), origin->rowid ? key.front() : QVariant(key)};
}

void ResultModel::begin(session::Columns columns, std::vector<session::RowOrigin> origins)
{
    m_arranging->discard();
    beginResetModel();
    m_columns = std::move(columns);
    m_origins = std::move(origins);
    m_batches.clear();
    m_rows = 0;
    m_order.reset();
    m_filter.clear();
    m_sortColumn = -1;
    m_state = State::Reading;
    endResetModel();
    emit stateChanged();
}

void ResultModel::append(session::RowBatch &&batch)
{
    const int added = static_cast<int>(batch.rowCount());
    if (added == 0) {
        return;
    }
    beginInsertRows({}, m_rows, m_rows + added - 1);
    m_batches.push_back(std::make_shared<const session::RowBatch>(std::move(batch)));
    m_rows += added;
    endInsertRows();
    emit stateChanged();
}

void ResultModel::end(State state, double seconds, bool restartable)
{
    m_state = state;
    m_seconds = seconds;
    m_restartable = restartable;
    emit stateChanged();
}

void ResultModel::sort(int column, Qt::SortOrder order)
{
    if (!sortable() || (column == m_sortColumn && order == m_sortOrder)) {
        return;
    }
    m_sortColumn = column;
    m_sortOrder = order;
    rearrange();
}

void ResultModel::setFilter(const QString &text)
{
    if (m_state != State::Reading && text != m_filter) {
        m_filter = text;
        rearrange();
    }
}

void ResultModel::rearrange()
{
    const auto show = [this](std::optional<std::vector<int>> order) {
        beginResetModel();
        m_order = std::move(order);
        endResetModel();
        emit arranged();
    };
    if (m_filter.isEmpty() && m_sortColumn < 0) {
        m_arranging->discard();
        show(std::nullopt);
        return;
    }
    m_arranging->run(
        tr("Arranging rows"),
        [batches = m_batches, filter = m_filter, column = m_sortColumn, order = m_sortOrder](
            const core::JobContext &job) { return arrange(batches, filter, column, order, job); },
        show);
}

} // namespace strandline::worksheet
