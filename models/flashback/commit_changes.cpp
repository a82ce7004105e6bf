#include "models/flashback/commit_changes.h"

#include "models/rows/cell_text.h"
#include "models/text/quantities.h"

#include <algorithm>

namespace strandline::flashback {

using rows::CellKind;
using rows::RowMark;

namespace {

constexpr std::size_t rowsOfPart = 500;

rows::RowMark markOf(RowOperation operation)
{
    switch (operation) {
    case RowOperation::Insert:
        return RowMark::Inserted;
    case RowOperation::Delete:
        return RowMark::Deleted;
    case RowOperation::Update:
        break;
    }
    return RowMark::Updated;
}

std::size_t bytesOf(const std::vector<sqlite::Value> &row)
{
    std::size_t bytes = 0;
    for (const sqlite::Value &value : row) {
        bytes += rows::sizeOf(value);
    }
    return bytes;
}

QString textOf(const std::optional<sqlite::Value> &value)
{
    return value ? rows::cellText(*value, rows::sizeOf(*value)) : QString();
}

} // namespace

// Of the thread that reads. What is beyond the bounds is counted only.
class CommitChanges::Sink : public ChangeSink
{
public:
    explicit Sink(const std::function<void(Part)> &post) : m_post(post) {}

    void begin(const CommitHead &commit) override { m_part.schema = commit.schema; }

    void row(const RowChange &change) override
    {
        ++m_part.total;
        if (m_kept >= rowsMax || m_bytes >= bytesMax) {
            return;
        }
        if (m_kept == 0) {
            if (change.after) {
                m_columns.add(*change.after);
            }
            if (change.before) {
                m_columns.add(*change.before);
            }
            m_part.columns = m_columns;
        }
        ++m_kept;
        m_bytes += bytesOf(change.oldRow) + bytesOf(change.newRow);
        Row row;
        row.operation = change.operation;
        row.key = change.key;
        if (!change.table().withoutRowid) {
            row.rowid = change.rowid;
        }
        if (change.before) {
            row.before = m_columns.align(*change.before, change.oldRow, change.rowid);
        }
        if (change.after) {
            row.after = m_columns.align(*change.after, change.newRow, change.rowid);
        }
        row.changed = ChangeColumns::changed(row.before, row.after);
        m_part.rows.push_back(std::move(row));
        if (m_part.rows.size() >= rowsOfPart) {
            post();
        }
    }

    void post()
    {
        Part next;
        next.total = m_part.total;
        m_post(std::exchange(m_part, std::move(next)));
    }

private:
    const std::function<void(Part)> &m_post;
    ChangeColumns m_columns;
    Part m_part;
    std::size_t m_kept = 0;
    std::size_t m_bytes = 0;
};

CommitChanges::CommitChanges(session::DatabaseSession *session, QObject *parent)
    : QAbstractTableModel(parent), m_session(session), m_reading(new task::TaskRunner(session->tasks(), this))
{
    connect(m_reading, &task::TaskRunner::failed, this, [this](const core::Error &error) {
        m_error = error;
        emit changed();
    });
    connect(m_reading, &task::TaskRunner::runningChanged, this, &CommitChanges::changed);
}

int CommitChanges::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int CommitChanges::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_columns.columns().size());
}

const std::optional<sqlite::Value> &CommitChanges::valueOf(const Row &row, int column) const
{
    return (row.operation == RowOperation::Delete ? row.before : row.after)[static_cast<std::size_t>(column)];
}

QString CommitChanges::cellOf(const Row &row, int column) const
{
    const auto at = static_cast<std::size_t>(column);
    return row.operation == RowOperation::Update && row.changed[at]
               ? tr("%1 → %2").arg(textOf(row.before[at]), textOf(row.after[at]))
               : textOf(valueOf(row, column));
}

QVariant CommitChanges::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const Row &row = m_rows[static_cast<std::size_t>(index.row())];
    const auto &value = valueOf(row, index.column());
    const bool cellChanged = row.changed[static_cast<std::size_t>(index.column())];
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        return cellOf(row, index.column());
    case Qt::TextAlignmentRole:
        return value && rows::isNumber(rows::kindOf(*value))
                   ? QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter)
                   : QVariant::fromValue(Qt::AlignLeft | Qt::AlignVCenter);
    case rows::CellKindRole:
        // "old → new" is text, whatever stands on its sides.
        return static_cast<int>(!value || (row.operation == RowOperation::Update && cellChanged)
                                    ? CellKind::Text
                                    : rows::kindOf(*value));
    case rows::RowMarkRole:
        return static_cast<int>(markOf(row.operation));
    case rows::CellChangedRole:
        return cellChanged;
    case rows::ValueRole:
        return value ? rows::plainValue(*value) : QVariant();
    case rows::SizeRole:
        return value ? QVariant(qulonglong{rows::sizeOf(*value)}) : QVariant();
    default:
        return {};
    }
}

QVariant CommitChanges::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Vertical) {
        const RowMark mark = section < rowCount()
                                 ? markOf(m_rows[static_cast<std::size_t>(section)].operation)
                                 : RowMark::None;
        if (role == rows::RowMarkRole) {
            return static_cast<int>(mark);
        }
        if (role == Qt::ToolTipRole) {
            const QString words[] = {{}, tr("inserted"), tr("updated"), tr("deleted")};
            return words[static_cast<int>(mark)];
        }
        if (role == Qt::DisplayRole) {
            static const QString signs[] = {"", "+ ", "~ ", "− "};
            return signs[static_cast<int>(mark)] + text::number(static_cast<std::uint64_t>(section) + 1);
        }
        return {};
    }
    if (section < 0 || section >= columnCount()) {
        return {};
    }
    const ChangeColumns::Column &column = m_columns.columns()[static_cast<std::size_t>(section)];
    switch (role) {
    case Qt::DisplayRole:
        return QString::fromStdString(column.name);
    case Qt::ToolTipRole:
        return QString::fromStdString(column.type.empty() ? column.name : column.name + " " + column.type);
    default:
        return {};
    }
}

void CommitChanges::clear()
{
    m_reading->discard();
    beginResetModel();
    m_before = {};
    m_scn = {};
    m_table.clear();
    m_columns = {};
    m_rows.clear();
    m_total = 0;
    m_schema.clear();
    m_error.reset();
    endResetModel();
    emit changed();
}

void CommitChanges::show(core::Scn scn, const QString &table)
{
    showBetween({}, scn, table);
}

void CommitChanges::showBetween(core::Scn before, core::Scn after, const QString &table)
{
    if (before == m_before && after == m_scn && table == m_table) {
        return;
    }
    clear();
    m_before = before;
    m_scn = after;
    m_table = table;
    readAgain();
}

void CommitChanges::readAgain()
{
    if (!m_session->database() || !m_scn) {
        return;
    }
    if (m_total > 0 || m_error) {
        const core::Scn before = m_before;
        const core::Scn scn = m_scn;
        const QString table = m_table;
        clear();
        m_before = before;
        m_scn = scn;
        m_table = table;
    }
    m_reading->stream<Part>(
        tr("Reading the changes of %1").arg(text::scn(m_scn)),
        [database = m_session->database(), before = m_before, scn = m_scn,
         table = m_table.toStdString()](const core::JobContext &job, const std::function<void(Part)> &part) {
            ChangeReader reader(database->history());
            ChangeOptions options;
            options.table = table;
            Sink sink(part);
            if (before) {
                reader.readBetween(before, scn, options, sink, job);
            } else {
                reader.read(scn, scn, options, sink, job);
            }
            sink.post();
        },
        [this](Part part) { take(std::move(part)); }, [this] { emit changed(); });
}

void CommitChanges::take(Part part)
{
    m_total = part.total;
    if (!part.schema.empty()) {
        m_schema = std::move(part.schema);
    }
    if (part.columns) {
        beginResetModel();
        m_columns = std::move(*part.columns);
        m_rows = std::move(part.rows);
        endResetModel();
    } else if (!part.rows.empty()) {
        beginInsertRows({}, rowCount(), rowCount() + static_cast<int>(part.rows.size()) - 1);
        std::move(part.rows.begin(), part.rows.end(), std::back_inserter(m_rows));
        endInsertRows();
    }
    emit changed();
}

std::vector<int> CommitChanges::leadingColumns() const
{
    const auto &columns = m_columns.columns();
    std::vector<bool> changed(columns.size());
    bool any = false;
    for (std::size_t row = 0; row < std::min(m_rows.size(), rowsOfPart); ++row) {
        if (m_rows[row].operation != RowOperation::Update) {
            continue;
        }
        for (std::size_t i = 0; i < columns.size(); ++i) {
            changed[i] = changed[i] || m_rows[row].changed[i];
            any = any || m_rows[row].changed[i];
        }
    }
    std::vector<int> out;
    for (const bool key : {true, false}) {
        for (std::size_t i = 0; any && i < columns.size(); ++i) {
            if (columns[i].key == key && (key || changed[i])) {
                out.push_back(static_cast<int>(i));
            }
        }
    }
    return out;
}

QVariant CommitChanges::plainKeyOf(int row) const
{
    if (row < 0 || row >= rowCount()) {
        return {};
    }
    const Row &of = m_rows[static_cast<std::size_t>(row)];
    if (of.rowid) {
        return QVariant(qlonglong{*of.rowid});
    }
    QVariantList values;
    for (const sqlite::Value &value : of.key) {
        values << rows::plainValue(value);
    }
    return values;
}

} // namespace strandline::flashback
