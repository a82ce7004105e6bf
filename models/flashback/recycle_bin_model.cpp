#include "models/flashback/recycle_bin_model.h"

#include "engine/session/flashback_table_statement.h"
#include "models/rows/cell_roles.h"
#include "models/text/quantities.h"

#include <algorithm>

namespace strandline::flashback {

RecycleBinModel::RecycleBinModel(session::DatabaseSession *session, QObject *parent)
    : QAbstractTableModel(parent), m_session(session),
      m_loading(new task::TaskRunner(session->tasks(), this)),
      m_planning(new task::TaskRunner(session->tasks(), this)),
      m_changing(new task::TaskRunner(session->tasks(), this))
{
    connect(m_loading, &task::TaskRunner::failed, this, &RecycleBinModel::failed);
    connect(m_planning, &task::TaskRunner::failed, this, &RecycleBinModel::notPlanned);
    connect(m_changing, &task::TaskRunner::failed, this, &RecycleBinModel::failed);
    connect(m_changing, &task::TaskRunner::runningChanged, this, &RecycleBinModel::changingChanged);
}

int RecycleBinModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_tables.size());
}

int RecycleBinModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString RecycleBinModel::held(const DroppedTable &table) const
{
    QStringList parts;
    if (table.isVirtual) {
        parts << tr("virtual table");
    }
    const auto add = [&](const std::vector<SchemaEntry> &entries, const QString &text) {
        if (!entries.empty()) {
            parts << text;
        }
    };
    add(table.indexes, tr("%Ln index(es)", nullptr, static_cast<int>(table.indexes.size())));
    add(table.triggers, tr("%Ln trigger(s)", nullptr, static_cast<int>(table.triggers.size())));
    add(table.views, tr("%Ln view(s)", nullptr, static_cast<int>(table.views.size())));
    if (table.remade) {
        parts << tr("made again in the same commit");
    } else if (table.nameTaken) {
        parts << tr("name taken");
    }
    return parts.join(" · ");
}

QVariant RecycleBinModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const DroppedTable &table = tableAt(index.row());
    switch (role) {
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(
            (index.column() == RowsColumn || index.column() == ScnColumn ? Qt::AlignRight : Qt::AlignLeft) |
            Qt::AlignVCenter);
    case Qt::ToolTipRole:
        return index.column() == NameColumn ? QString::fromStdString(table.sql) : QString();
    case Qt::DisplayRole:
    case rows::ValueRole:
        break;
    default:
        return {};
    }
    switch (index.column()) {
    case NameColumn:
        return QString::fromStdString(table.name);
    case TimeColumn:
        return text::time(table.commit.timeTo, text::now());
    case ScnColumn:
        return text::number(table.dropped.value);
    case RowsColumn:
        return table.rows ? text::number(*table.rows) : QString();
    default:
        return held(table);
    }
}

QVariant RecycleBinModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role == Qt::TextAlignmentRole && orientation == Qt::Horizontal &&
        (section == RowsColumn || section == ScnColumn)) {
        return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
    }
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    const QString words[] = {tr("Table"), tr("Dropped"), tr("SCN"), tr("Rows"), tr("What it held")};
    return section >= 0 && section < ColumnCount ? QVariant(words[section]) : QVariant();
}

int RecycleBinModel::rowOf(core::Scn dropped, const std::string &name) const
{
    const auto found = std::find_if(m_tables.begin(), m_tables.end(), [&](const DroppedTable &table) {
        return table.dropped == dropped && table.name == name;
    });
    return found != m_tables.end() ? static_cast<int>(found - m_tables.begin()) : -1;
}

void RecycleBinModel::load()
{
    if (!m_session->database()) {
        return;
    }
    m_loading->run(
        tr("Looking for dropped tables"),
        [database = m_session->database()](const core::JobContext &job) {
            return database->hasHistory() ? loadRecycleBin(database->history(), job)
                                          : std::vector<DroppedTable>();
        },
        [this](std::vector<DroppedTable> tables) {
            beginResetModel();
            m_tables = std::move(tables);
            m_loaded = true;
            endResetModel();
            emit loadedChanged();
        });
}

void RecycleBinModel::plan(const UndropRequest &request)
{
    if (!m_session->database() || changing()) {
        return;
    }
    m_planning->run(
        {},
        [database = m_session->database(), request](const core::JobContext &job) {
            return session::undropTable(*database, request, true, job);
        },
        [this](const UndropPlan &plan) { emit planned(plan); });
}

void RecycleBinModel::restore(const UndropRequest &request)
{
    if (!m_session->database() || changing()) {
        return;
    }
    m_changing->run(
        tr("Bringing %1 back").arg(QString::fromStdString(request.table)),
        [database = m_session->database(), request](const core::JobContext &job) {
            return session::undropTable(*database, request, false, job);
        },
        [this](const UndropPlan &plan) { emit restored(plan); });
}

void RecycleBinModel::purge(const QString &table)
{
    if (!m_session->database() || changing()) {
        return;
    }
    m_changing->run(
        tr("Purging the recycle bin"),
        [database = m_session->database(), table = table.toStdString()](const core::JobContext &job) {
            return static_cast<int>(flashback::purge(database->history(), table, job));
        },
        [this](int tables) {
            emit purged(tables);
            load();
        });
}

} // namespace strandline::flashback
