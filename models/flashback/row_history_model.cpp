#include "models/flashback/row_history_model.h"

#include "engine/flashback/schema_then.h"
#include "engine/sql/tokenizer.h"
#include "models/rows/cell_text.h"
#include "models/text/quantities.h"

#include <algorithm>

namespace strandline::flashback {

using rows::RowMark;
using Write = session::RowChange;

namespace {

RowMark markOf(std::optional<RowOperation> operation)
{
    if (!operation) {
        return RowMark::None;
    }
    return *operation == RowOperation::Insert   ? RowMark::Inserted
           : *operation == RowOperation::Delete ? RowMark::Deleted
                                                : RowMark::Updated;
}

std::vector<sqlite::Value> keyValues(const QVariant &plain)
{
    std::vector<sqlite::Value> values;
    if (plain.typeId() == QMetaType::QVariantList) {
        for (const QVariant &value : plain.toList()) {
            values.push_back(rows::sqlValue(value));
        }
    } else {
        values.push_back(rows::sqlValue(plain));
    }
    return values;
}

// As the table has its rows now: by rowid, or by the values of the primary key. One that is no more: by what
// the key looks like.
RowKey keyFor(timeline::History &history, const std::string &table, const QVariant &plain)
{
    std::vector<sqlite::Value> values = keyValues(plain);
    const auto *rowid = values.size() == 1 ? std::get_if<std::int64_t>(&values.front()) : nullptr;
    bool withoutRowid = rowid == nullptr;
    const auto schema = loadSchema(history, history.currentScn(), nullptr);
    for (const auto &[name, then] : schema->tables) {
        if (sql::equalsIgnoringCase(name, table)) {
            withoutRowid = then->withoutRowid;
        }
    }
    if (!withoutRowid && rowid != nullptr) {
        return *rowid;
    }
    return values;
}

// Of a WITHOUT ROWID table, quoted, in their order.
std::vector<std::string> keyColumns(const TableThen &table)
{
    std::vector<std::string> names;
    for (int place = 1; place <= static_cast<int>(table.columns.size()); ++place) {
        for (const ColumnThen &column : table.columns) {
            if (column.primaryKey == place) {
                names.push_back(sqlite::quoteIdentifier(column.name));
            }
        }
    }
    return names;
}

// A name of the rowid that no column hides.
std::string rowidName(const TableThen &table)
{
    if (table.rowidColumn) {
        return table.columns[*table.rowidColumn].name;
    }
    for (const char *name : {"rowid", "_rowid_", "oid"}) {
        if (std::none_of(table.columns.begin(), table.columns.end(), [&](const ColumnThen &column) {
                return sql::equalsIgnoringCase(column.name, name);
            })) {
            return name;
        }
    }
    return "rowid";
}

} // namespace

RowHistoryModel::RowHistoryModel(session::DatabaseSession *session, QObject *parent)
    : QAbstractTableModel(parent), m_session(session),
      m_reading(new task::TaskRunner(session->tasks(), this)),
      m_restoring(new task::TaskRunner(session->tasks(), this))
{
    connect(m_reading, &task::TaskRunner::failed, this, [this](const core::Error &error) {
        m_error = error;
        emit changed();
    });
    connect(m_restoring, &task::TaskRunner::failed, this, &RowHistoryModel::failed);
    for (task::TaskRunner *runner : {m_reading, m_restoring}) {
        connect(runner, &task::TaskRunner::runningChanged, this, &RowHistoryModel::changed);
    }
}

int RowHistoryModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_versions.size());
}

int RowHistoryModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : FirstValueColumn + static_cast<int>(m_columns.columns().size());
}

core::Scn RowHistoryModel::scnAt(int row) const
{
    return m_versions[static_cast<std::size_t>(row)].scn;
}

QVariant RowHistoryModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const Version &version = m_versions[static_cast<std::size_t>(index.row())];
    if (role == rows::RowMarkRole) {
        return static_cast<int>(markOf(version.operation));
    }
    if (index.column() >= FirstValueColumn) {
        const auto at = static_cast<std::size_t>(index.column() - FirstValueColumn);
        const auto &value = version.values[at];
        switch (role) {
        case Qt::DisplayRole:
        case Qt::ToolTipRole:
            return value ? rows::cellText(*value, rows::sizeOf(*value)) : QString();
        case Qt::TextAlignmentRole:
            return QVariant::fromValue(
                (value && rows::isNumber(rows::kindOf(*value)) ? Qt::AlignRight : Qt::AlignLeft) |
                Qt::AlignVCenter);
        case rows::CellKindRole:
            return static_cast<int>(value ? rows::kindOf(*value) : rows::CellKind::Text);
        case rows::CellChangedRole:
            return version.operation == RowOperation::Update && version.changed[at];
        case rows::ValueRole:
            return value ? rows::plainValue(*value) : QVariant();
        default:
            return {};
        }
    }
    if (role == Qt::ToolTipRole && index.column() == TimeColumn && version.time) {
        return text::fullTime(*version.time) + "\n" + text::utcTime(*version.time);
    }
    if (role != Qt::DisplayRole && role != rows::ValueRole) {
        return {};
    }
    switch (index.column()) {
    case TimeColumn:
        return version.time ? text::time(*version.time, text::now()) : tr("before");
    case ScnColumn:
        return version.scn ? text::number(version.scn.value) : QString();
    default:
        return !version.operation                           ? tr("was there")
               : *version.operation == RowOperation::Insert ? tr("+ inserted")
               : *version.operation == RowOperation::Delete ? tr("− deleted")
                                                            : tr("~ updated");
    }
}

QVariant RowHistoryModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Vertical) {
        return role == Qt::DisplayRole ? QVariant(rowCount() - section) : QVariant();
    }
    if (role != Qt::DisplayRole || section < 0 || section >= columnCount()) {
        return {};
    }
    switch (section) {
    case TimeColumn:
        return tr("Since");
    case ScnColumn:
        return tr("SCN");
    case OperationColumn:
        return tr("What");
    default:
        return QString::fromStdString(
            m_columns.columns()[static_cast<std::size_t>(section - FirstValueColumn)].name);
    }
}

void RowHistoryModel::clear()
{
    m_reading->discard();
    beginResetModel();
    m_table.clear();
    m_key.clear();
    m_versions.clear();
    m_history = {};
    m_columns = {};
    m_unstable = false;
    m_error.reset();
    endResetModel();
    emit changed();
}

void RowHistoryModel::show(const QString &table, const QVariant &key)
{
    clear();
    m_table = table;
    m_key = key;
    readAgain();
}

void RowHistoryModel::readAgain()
{
    if (!m_session->database() || m_table.isEmpty() || !m_key.isValid()) {
        return;
    }
    m_error.reset();
    m_reading->run(
        tr("Reading the history of a row of %1").arg(m_table),
        [database = m_session->database(), table = m_table.toStdString(),
         key = m_key](const core::JobContext &job) {
            const auto history = database->history();
            Loaded loaded;
            loaded.history =
                loadRowHistory(*history, table, keyFor(*history, table, key), {}, history->currentScn(), job);
            for (const flashback::RowChange &change : loaded.history.changes) {
                const auto commit = history->commit(change.scn);
                loaded.times.push_back(commit ? std::optional(commit->timeTo) : std::nullopt);
            }
            return loaded;
        },
        [this](Loaded loaded) { take(std::move(loaded)); });
}

void RowHistoryModel::take(Loaded loaded)
{
    beginResetModel();
    m_history = std::move(loaded.history);
    m_unstable = m_history.unstableRowids;
    m_columns = {};
    m_versions.clear();
    // The newest structure first: its columns in its order, those of older ones behind.
    for (auto change = m_history.changes.rbegin(); change != m_history.changes.rend(); ++change) {
        m_columns.add(change->table());
        if (change->before) {
            m_columns.add(*change->before);
        }
    }
    if (m_history.startTable) {
        m_columns.add(*m_history.startTable);
    }
    if (!m_history.start.empty() && m_history.startTable) {
        const std::vector<sqlite::Value> key = keyValues(m_key);
        const auto *rowid = std::get_if<std::int64_t>(&key.front());
        Version version;
        version.values =
            m_columns.align(*m_history.startTable, m_history.start, rowid == nullptr ? 0 : *rowid);
        version.changed.resize(version.values.size());
        version.table = m_history.startTable.get();
        m_versions.push_back(std::move(version));
    }
    for (std::size_t i = 0; i < m_history.changes.size(); ++i) {
        const flashback::RowChange &change = m_history.changes[i];
        const bool deleted = change.operation == RowOperation::Delete;
        Version version;
        version.scn = change.scn;
        version.time = loaded.times[i];
        version.operation = change.operation;
        version.table = deleted ? change.before.get() : change.after.get();
        version.values =
            m_columns.align(*version.table, deleted ? change.oldRow : change.newRow, change.rowid);
        const ChangeColumns::Row before = change.before
                                              ? m_columns.align(*change.before, change.oldRow, change.rowid)
                                              : ChangeColumns::Row();
        version.changed = ChangeColumns::changed(before, version.values);
        m_versions.push_back(std::move(version));
    }
    std::reverse(m_versions.begin(), m_versions.end());
    endResetModel();
    emit changed();
}

// The whole newest version: nothing that somebody else wrote meanwhile is overwritten.
std::vector<session::SeenValue> RowHistoryModel::seenNow() const
{
    std::vector<session::SeenValue> seen;
    for (const ColumnThen &column : newest()->table->columns) {
        const auto &columns = m_columns.columns();
        const auto at = std::find_if(columns.begin(), columns.end(), [&](const auto &c) {
            return sql::equalsIgnoringCase(c.name, column.name);
        });
        const auto &value = newest()->values[static_cast<std::size_t>(at - columns.begin())];
        if (value) {
            seen.push_back({column.name, column.collation, *value, rows::sizeOf(*value), false});
        }
    }
    return seen;
}

std::optional<RowHistoryModel::Restore> RowHistoryModel::restoreOf(int row) const
{
    if (row <= 0 || row >= rowCount()) {
        return std::nullopt; // none, or the newest itself
    }
    const Version &version = m_versions[static_cast<std::size_t>(row)];
    if (version.operation == RowOperation::Delete) {
        return std::nullopt;
    }
    const bool there = newest()->operation != RowOperation::Delete;
    const TableThen &table = *newest()->table;
    Restore out;
    out.scn = version.scn;
    out.change.kind = there ? Write::Kind::Update : Write::Kind::Insert;
    out.change.table = table.name;
    const auto &columns = m_columns.columns();
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (!version.values[i]) {
            continue; // there was no such column; it keeps what it has
        }
        const auto now =
            std::find_if(table.columns.begin(), table.columns.end(), [&](const ColumnThen &column) {
                return sql::equalsIgnoringCase(column.name, columns[i].name);
            });
        const bool rowid = now == table.columns.end() && !table.withoutRowid && !table.rowidColumn && i == 0;
        if (now == table.columns.end() && !rowid) {
            out.lost.push_back(columns[i].name);
        } else if (rowid ? !there : !now->generated && (!there || version.values[i] != newest()->values[i])) {
            out.change.values.push_back({rowid ? rowidName(table) : now->name, *version.values[i]});
        }
    }
    if (out.change.values.empty()) {
        return std::nullopt;
    }
    const flashback::RowChange *last = m_history.changes.empty() ? nullptr : &m_history.changes.back();
    if (table.withoutRowid) {
        out.change.key = last == nullptr ? keyValues(m_key) : last->key;
        out.change.keyColumns = keyColumns(table);
    } else {
        out.change.key = {last == nullptr ? keyValues(m_key).front() : sqlite::Value(last->rowid)};
        out.change.keyColumns = {sqlite::quoteIdentifier(rowidName(table))};
    }
    if (there) {
        out.change.seen = seenNow();
    }
    return out;
}

session::RowChange RowHistoryModel::inverse(const Write &change)
{
    Write out = change;
    if (change.kind == Write::Kind::Insert) {
        out.kind = Write::Kind::Delete;
        out.values.clear();
        for (const session::NewValue &value : change.values) {
            out.seen.push_back({value.column, {}, value.value, rows::sizeOf(value.value), false});
        }
        return out;
    }
    for (session::NewValue &value : out.values) {
        for (session::SeenValue &seen : out.seen) {
            if (seen.column == value.column) {
                std::swap(seen.value, value.value);
                seen.sizeBytes = rows::sizeOf(seen.value);
            }
        }
    }
    return out;
}

void RowHistoryModel::restore(const Write &change)
{
    if (!m_session->database() || restoring()) {
        return;
    }
    m_restoring->run(
        tr("Restoring a row of %1").arg(QString::fromStdString(change.table)),
        [database = m_session->database(), change](const core::JobContext &job) {
            session::Lease lease = database->lease(session::LeaseKind::Write);
            return session::applyChanges(lease, {change}, job);
        },
        [this](const session::ChangeReport &report) {
            if (report.problems.empty()) {
                m_session->recording()->refresh();
                emit restored();
                return;
            }
            const session::RowProblem &problem = report.problems.front();
            using Kind = session::RowProblem::Kind;
            emit refused(
                problem.kind == Kind::Changed
                    ? tr("The row was changed meanwhile, and nothing was restored. Read its history again.")
                : problem.kind == Kind::Gone
                    ? tr("The row is gone meanwhile, and nothing was restored. Read its history again.")
                    : QString::fromStdString(problem.message));
        });
}

} // namespace strandline::flashback
