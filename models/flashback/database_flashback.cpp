#include "models/flashback/database_flashback.h"

#include "engine/flashback/restore_points.h"
#include "models/text/quantities.h"

namespace strandline::flashback {

int DatabasePlanModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int DatabasePlanModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant DatabasePlanModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const Row &row = m_rows[static_cast<std::size_t>(index.row())];
    if (role == Qt::TextAlignmentRole && index.column() >= InsertsColumn && index.column() <= DeletesColumn) {
        return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
    }
    if (role != Qt::DisplayRole && !(role == Qt::ToolTipRole && index.column() == NoteColumn)) {
        return {};
    }
    switch (index.column()) {
    case EffectColumn:
        return row.undone ? tr("is undone") : tr("comes back");
    case TableColumn:
        return QString::fromStdString(row.table.name);
    case InsertsColumn:
        return text::number(row.table.inserts);
    case UpdatesColumn:
        return text::number(row.table.updates);
    case DeletesColumn:
        return text::number(row.table.deletes);
    case NoteColumn:
        return row.table.definition         ? tr("its definition changes")
               : row.table.rowidsRenumbered ? tr("its rows get their earlier rowids")
                                            : QString();
    default:
        return {};
    }
}

QVariant DatabasePlanModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role == Qt::TextAlignmentRole && orientation == Qt::Horizontal && section >= InsertsColumn &&
        section <= DeletesColumn) {
        return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
    }
    if (role != Qt::DisplayRole || orientation == Qt::Vertical) {
        return {};
    }
    switch (section) {
    case EffectColumn:
        return tr("What");
    case TableColumn:
        return tr("Table");
    case InsertsColumn:
        return tr("Inserts");
    case UpdatesColumn:
        return tr("Updates");
    case DeletesColumn:
        return tr("Deletes");
    case NoteColumn:
        return tr("Remark");
    default:
        return {};
    }
}

void DatabasePlanModel::show(const DatabasePlan *plan)
{
    beginResetModel();
    m_rows.clear();
    if (plan != nullptr) {
        for (const TouchedTable &table : plan->undone) {
            m_rows.push_back({true, table});
        }
        for (const TouchedTable &table : plan->redone) {
            m_rows.push_back({false, table});
        }
    }
    endResetModel();
}

DatabaseFlashback::DatabaseFlashback(session::DatabaseSession *session, QObject *parent)
    : QObject(parent), m_session(session), m_looking(new task::TaskRunner(session->tasks(), this)),
      m_running(new task::TaskRunner(session->tasks(), this)), m_tables(new DatabasePlanModel(this))
{
    connect(m_looking, &task::TaskRunner::failed, this, [this](const core::Error &error) {
        m_error = error;
        emit changed();
    });
    connect(m_looking, &task::TaskRunner::runningChanged, this, &DatabaseFlashback::changed);
    connect(m_running, &task::TaskRunner::failed, this, &DatabaseFlashback::failed);
    connect(m_running, &task::TaskRunner::progress, this, &DatabaseFlashback::progress);
    connect(m_running, &task::TaskRunner::runningChanged, this, &DatabaseFlashback::changed);
}

void DatabaseFlashback::look(core::Scn to)
{
    m_target = to;
    m_plan.reset();
    m_error.reset();
    m_tables->show(nullptr);
    if (!m_session->database() || !to) {
        m_looking->discard();
        emit changed();
        return;
    }
    m_looking->run(
        tr("Looking at what would change"),
        [database = m_session->database(), to](const core::JobContext &job) {
            return planFlashbackDatabase(database->history(), to, job);
        },
        [this](DatabasePlan plan) {
            m_plan = std::move(plan);
            m_tables->show(&*m_plan);
            emit changed();
        });
}

void DatabaseFlashback::clear()
{
    look({});
}

void DatabaseFlashback::run(core::Scn to, const QString &restorePoint)
{
    if (!m_session->database()) {
        return;
    }
    m_running->run(
        tr("Flashing the database back to %1").arg(text::scn(to)),
        [database = m_session->database(), to,
         name = restorePoint.toStdString()](const core::JobContext &job) {
            const auto history = database->history();
            if (!name.empty()) {
                createRestorePoint(*history, {.name = name}, database->clock());
            }
            FlashbackDatabaseOptions options;
            options.clock = &database->clock();
            return runFlashbackDatabase(history, to, options, job);
        },
        [this](const DatabaseReport &report) {
            m_report = report;
            m_session->returnToNow();
            m_session->recording()->refresh();
            emit done();
        });
}

} // namespace strandline::flashback
