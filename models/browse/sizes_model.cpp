#include "models/browse/sizes_model.h"

#include "models/text/quantities.h"

#include <QLocale>

#include <numeric>

namespace strandline::browse {

SizesModel::SizesModel(session::DatabaseSession *session, QObject *parent)
    : QAbstractTableModel(parent), m_session(session),
      m_measuring(new task::TaskRunner(session->tasks(), this))
{
    connect(m_measuring, &task::TaskRunner::progress, this, &SizesModel::progress);
    connect(m_measuring, &task::TaskRunner::cancelled, this, [this] { setState(State::Cancelled); });
    connect(m_measuring, &task::TaskRunner::failed, this, [this](const core::Error &error) {
        m_error = QString::fromStdString(error.message());
        setState(State::Failed);
    });
}

int SizesModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_sizes.size());
}

int SizesModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

double SizesModel::shareOf(const catalog::ObjectSize &size) const
{
    const std::uint64_t all = bytes();
    return all == 0 ? 0 : static_cast<double>(size.bytes) / static_cast<double>(all);
}

QVariant SizesModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const catalog::ObjectSize &size = m_sizes[static_cast<std::size_t>(index.row())];
    if (role == Qt::TextAlignmentRole) {
        return QVariant::fromValue((index.column() > ShareColumn ? Qt::AlignRight : Qt::AlignLeft) |
                                   Qt::AlignVCenter);
    }
    if (role == ShareRole) {
        return index.column() == ShareColumn ? QVariant(shareOf(size)) : QVariant();
    }
    if (role == TableRole) {
        return QString::fromStdString(size.table);
    }
    if (role == Qt::ToolTipRole && index.column() == BytesColumn) {
        return tr("%1 bytes").arg(text::number(size.bytes));
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    switch (index.column()) {
    case NameColumn:
        return QString::fromStdString(size.name);
    case KindColumn:
        return size.name == size.table ? tr("table")
                                       : tr("index of %1").arg(QString::fromStdString(size.table));
    case ShareColumn:
        return tr("%1 %").arg(QLocale().toString(shareOf(size) * 100, 'f', 1));
    case BytesColumn:
        return text::bytes(size.bytes);
    case PagesColumn:
        return text::number(size.pages);
    case UnusedColumn:
        return text::bytes(size.unusedBytes);
    case EntriesColumn:
        return text::number(size.entries);
    default:
        return {};
    }
}

QVariant SizesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Vertical) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        return QVariant::fromValue((section > ShareColumn ? Qt::AlignRight : Qt::AlignLeft) |
                                   Qt::AlignVCenter);
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case NameColumn:
        return tr("Object");
    case KindColumn:
        return tr("Kind");
    case ShareColumn:
        return tr("Share");
    case BytesColumn:
        return tr("Size");
    case PagesColumn:
        return tr("Pages");
    case UnusedColumn:
        return tr("Unused");
    case EntriesColumn:
        return tr("Entries");
    default:
        return {};
    }
}

void SizesModel::measure(const QString &table)
{
    if (!m_session->database()) {
        return;
    }
    std::optional<core::Scn> scn;
    if (m_session->point()) {
        scn = m_session->point()->scn;
    }
    setState(State::Measuring);
    m_measuring->run(
        table.isEmpty() ? tr("Measuring the database") : tr("Measuring %1").arg(table),
        [database = m_session->database(), scn, name = table.toStdString()](const core::JobContext &job) {
            const session::Lease lease = scn ? database->leaseAt(*scn) : database->lease();
            return catalog::loadSizes(lease.connection(), "main", job, name);
        },
        [this](std::vector<catalog::ObjectSize> sizes) { take(std::move(sizes)); });
}

void SizesModel::take(std::vector<catalog::ObjectSize> sizes)
{
    beginResetModel();
    m_sizes = std::move(sizes);
    endResetModel();
    setState(State::Ready);
}

void SizesModel::cancel()
{
    m_measuring->cancel();
}

void SizesModel::clear()
{
    m_measuring->discard();
    beginResetModel();
    m_sizes.clear();
    endResetModel();
    setState(State::Empty);
}

void SizesModel::setState(State state)
{
    m_state = state;
    emit stateChanged();
}

std::uint64_t SizesModel::bytes() const
{
    return std::accumulate(
        m_sizes.begin(), m_sizes.end(), std::uint64_t{0},
        [](std::uint64_t sum, const catalog::ObjectSize &size) { return sum + size.bytes; });
}

std::uint64_t SizesModel::unusedBytes() const
{
    return std::accumulate(
        m_sizes.begin(), m_sizes.end(), std::uint64_t{0},
        [](std::uint64_t sum, const catalog::ObjectSize &size) { return sum + size.unusedBytes; });
}

} // namespace strandline::browse
