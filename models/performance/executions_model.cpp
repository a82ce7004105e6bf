#include "models/performance/executions_model.h"

#include "models/text/quantities.h"

#include <algorithm>

namespace strandline::performance {

using monitor::Execution;

namespace {

constexpr int tickMs = 1000;

// What was measured of it, and the rest, which is CPU.
ClassShares measuredShares(const Execution &execution)
{
    ClassShares shares{};
    const auto all = static_cast<double>(execution.dbTime.count());
    double rest = 1;
    for (std::size_t i = 1; i < SL_CLASS_IDLE && all > 0; ++i) {
        shares.at(i) = static_cast<double>(execution.waitNs.at(i)) / all;
        rest -= shares.at(i);
    }
    shares[SL_CLASS_CPU] = std::max(rest, 0.0);
    return shares;
}

ClassShares sampledShares(const Execution &execution, const std::vector<monitor::AshRow> &samples)
{
    ClassShares shares{};
    double all = 0;
    for (const monitor::AshRow &row : samples) {
        if (row.sid == execution.sid && row.serial == execution.serial && row.execution == execution.number) {
            shares.at(sl_class_of(row.event)) += static_cast<double>(row.usecsPerRow);
            all += static_cast<double>(row.usecsPerRow);
        }
    }
    for (double &share : shares) {
        share = all > 0 ? share / all : 0;
    }
    return shares;
}

QString duration(std::chrono::nanoseconds time)
{
    return text::duration(std::chrono::duration_cast<std::chrono::microseconds>(time));
}

} // namespace

std::vector<ExecutionRow> loadExecutions(const session::Database &database)
{
    const std::vector<Execution> all = monitor::executions(database.monitor(), database.clock().now());
    const bool anyRuns = !all.empty() && all.front().running();
    const auto samples = anyRuns ? database.monitor().samples() : std::vector<monitor::AshRow>();
    std::vector<ExecutionRow> rows;
    for (const Execution &execution : all) {
        rows.push_back(
            {execution, execution.running() ? sampledShares(execution, samples) : measuredShares(execution)});
    }
    return rows;
}

ExecutionsModel::ExecutionsModel(session::DatabaseSession *session, QObject *parent)
    : QAbstractTableModel(parent), m_session(session), m_reading(new task::TaskRunner(session->tasks(), this))
{
    m_tick.setInterval(tickMs);
    connect(&m_tick, &QTimer::timeout, this, &ExecutionsModel::refresh);
    connect(m_reading, &task::TaskRunner::failed, this, [this](const core::Error &error) {
        setPaused(true);
        emit failed(error);
    });
    connect(session, &session::DatabaseSession::stateChanged, this, [this] {
        m_loaded = false;
        take({});
        if (m_active) {
            refresh();
        }
    });
}

void ExecutionsModel::setActive(bool active)
{
    m_active = active;
    if (active && !m_paused) {
        m_tick.start();
    } else {
        m_tick.stop();
    }
    if (active) {
        refresh();
    }
}

void ExecutionsModel::setPaused(bool paused)
{
    if (paused != m_paused) {
        m_paused = paused;
        if (!paused) {
            setActive(m_active);
        } else {
            m_tick.stop();
            if (m_loaded) {
                m_reading->discard(); // what is shown stays
            }
        }
        emit pausedChanged();
    }
}

void ExecutionsModel::refresh()
{
    const auto database = m_session->database();
    if (!database) {
        m_reading->discard();
        return;
    }
    if (!m_reading->running()) {
        m_reading->run(
            {}, [database](const core::JobContext &) { return loadExecutions(*database); },
            [this](std::vector<ExecutionRow> rows) {
                m_loaded = true;
                take(std::move(rows));
            });
    }
}

void ExecutionsModel::take(std::vector<ExecutionRow> rows)
{
    const bool same =
        rows.size() == m_rows.size() && std::equal(rows.begin(), rows.end(), m_rows.begin(),
                                                   [](const ExecutionRow &a, const ExecutionRow &b) {
                                                       return a.execution.isSame(b.execution);
                                                   });
    if (!same) {
        beginResetModel();
    }
    m_rows = std::move(rows);
    if (!same) {
        endResetModel();
    } else if (!m_rows.empty()) {
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    }
    emit changed();
}

int ExecutionsModel::running() const
{
    return static_cast<int>(std::count_if(m_rows.begin(), m_rows.end(),
                                          [](const ExecutionRow &row) { return row.execution.running(); }));
}

int ExecutionsModel::rowOf(const Execution &execution) const
{
    const auto found = std::find_if(m_rows.begin(), m_rows.end(),
                                    [&](const ExecutionRow &row) { return row.execution.isSame(execution); });
    return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

int ExecutionsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ExecutionsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString ExecutionsModel::statusText(Execution::Status status)
{
    return status == Execution::Status::Running ? tr("▶ Running")
           : status == Execution::Status::Done  ? tr("✓ Done")
           : status == Execution::Status::Ended ? tr("■ Ended")
                                                : tr("✗ Failed");
}

QVariant ExecutionsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const ExecutionRow &row = at(index.row());
    const Execution &e = row.execution;
    if (role == SharesRole) {
        return index.column() == TimeColumn ? QVariant::fromValue(row.shares) : QVariant();
    }
    if (role == LinkRole) {
        return index.column() == SqlIdColumn && e.sqlId != 0;
    }
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole) {
        return {};
    }
    const bool tip = role == Qt::ToolTipRole;
    const auto time = [&](core::Time t) {
        return tip ? text::fullTime(t) + QLatin1Char('\n') + text::utcTime(t) : text::time(t, text::now());
    };
    switch (index.column()) {
    case StatusColumn:
        return statusText(e.status);
    case DurationColumn:
        return duration(e.end - e.start);
    case SqlIdColumn:
        return e.sqlId == 0 ? QString() : toText(monitor::sqlIdText(e.sqlId));
    case TimeColumn:
        return !tip          ? duration(e.dbTime)
               : e.running() ? tr("As sampled so far: %1").arg(classSplit(row.shares))
               : e.sampled() ? tr("As sampled: %1").arg(classSplit(row.shares))
                             : classSplit(row.shares);
    case SessionColumn:
        return QStringLiteral("%1,%2").arg(e.sid).arg(e.serial);
    case StartColumn:
        return time(e.start);
    case EndColumn:
        return e.running() ? QString() : time(e.end);
    default:
        return tip ? toText(e.sql) : sqlLine(e.sql);
    }
}

QVariant ExecutionsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role != Qt::DisplayRole || orientation != Qt::Horizontal) {
        return {};
    }
    const QString names[] = {tr("Status"),  tr("Duration"), tr("SQL ID"), tr("DB time"),
                             tr("Session"), tr("Start"),    tr("End"),    tr("Text")};
    return names[section];
}

} // namespace strandline::performance
