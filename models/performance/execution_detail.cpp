#include "models/performance/execution_detail.h"

#include "engine/session/plan.h"
#include "models/performance/ash_analytics.h"
#include "models/text/quantities.h"

#include <algorithm>

namespace strandline::performance {

using monitor::Execution;
using series::SharedSeries;

namespace {

constexpr std::int64_t stepsMax = 240;
constexpr std::chrono::milliseconds sampled{200}; // a shorter step may have no sample though it was active

SharedSeries timelineOf(const session::Database &database, const Execution &execution)
{
    const auto kept = keptOf(database);
    const auto second = std::chrono::seconds(1);
    // A sample may come up to an interval after the end of what it stands for.
    std::vector<monitor::AshRow> rows = monitor::rowsBetween(
        database.monitor().samples(), kept.get(), execution.start - second, execution.end + second);
    std::erase_if(rows, [&](const monitor::AshRow &row) {
        return row.sid != execution.sid || row.serial != execution.serial ||
               row.execution != execution.number;
    });
    if (rows.empty()) {
        return std::make_shared<series::SeriesData>();
    }
    const core::Time lastSeen = rows.back().time + std::chrono::microseconds(1);
    const core::Time end = std::max({execution.end, lastSeen, execution.start + second});
    const std::int64_t steps = std::min<std::int64_t>((end - execution.start) / sampled, stepsMax);
    return std::make_shared<series::SeriesData>(
        activitySeries(monitor::activityOf(rows, execution.start, end, static_cast<std::size_t>(steps))));
}

// As it ran where that is known, else as SQLite would run it now.
std::optional<session::Plan> planFor(session::Database &database, const Execution &execution)
{
    for (const monitor::SqlRow &row : database.monitor().statements()) {
        if (row.plan && !row.plan->lines.empty() && row.text->sqlId == execution.sqlId &&
            (row.plan->hash == execution.planHash || execution.planHash == 0)) {
            return planOf(*row.plan, row.text->example);
        }
    }
    if (execution.sql.empty() || execution.sql.size() >= SL_SQL_BYTES) {
        return std::nullopt; // perhaps not all of it
    }
    session::Lease lease = database.lease();
    return session::loadPlan(lease, execution.sql);
}

} // namespace

session::Plan planOf(const monitor::SqlPlan &lines, const std::string &statement)
{
    session::Plan plan;
    plan.statement = statement;
    plan.reads = session::looksReadOnly(statement);
    for (const monitor::SqlPlan::Line &line : lines.lines) {
        plan.steps.push_back(session::planStep({line.id, line.parent, line.detail}));
    }
    return plan;
}

ExecutionDetail::ExecutionDetail(session::DatabaseSession *session, QObject *parent)
    : QObject(parent), m_session(session), m_reading(new task::TaskRunner(session->tasks(), this)),
      m_planning(new task::TaskRunner(session->tasks(), this)), m_plan(new plan::PlanModel(this)),
      m_timeline(new series::SeriesModel(this))
{
    connect(m_reading, &task::TaskRunner::failed, this, &ExecutionDetail::failed);
    // A statement of another program that can't be planned here: then no plan is shown.
    connect(m_planning, &task::TaskRunner::failed, this, [this] { emit changed(); });
}

void ExecutionDetail::show(const ExecutionRow &row)
{
    const bool other = !m_row || !m_row->execution.isSame(row.execution);
    const bool moved = other || m_row->execution.running();
    m_row = row;
    if (other) {
        m_plan->clear();
        m_timeline->setSeries(series::SeriesData{});
        m_planned = false;
    }
    if (moved && m_session->database()) {
        read();
        findPlan();
    }
    emit changed();
}

void ExecutionDetail::clear()
{
    m_reading->discard();
    m_planning->discard();
    m_row.reset();
    m_plan->clear();
    m_timeline->setSeries(series::SeriesData{});
    emit changed();
}

void ExecutionDetail::read()
{
    if (m_reading->running() && m_row->execution.running()) {
        return; // the next second
    }
    m_reading->run(
        {},
        [database = m_session->database(), execution = m_row->execution](const core::JobContext &) {
            return timelineOf(*database, execution);
        },
        [this](SharedSeries timeline) {
            m_timeline->setSeries(std::move(timeline));
            emit changed();
        });
}

void ExecutionDetail::findPlan()
{
    if (m_planned) {
        return;
    }
    m_planned = true;
    m_planning->run(
        {},
        [database = m_session->database(), execution = m_row->execution](const core::JobContext &) {
            return planFor(*database, execution);
        },
        [this](std::optional<session::Plan> plan) {
            if (plan && !plan->steps.empty()) {
                m_plan->show(std::move(*plan));
                m_plan->setRun(plan::PlanModel::Run::Observed);
            }
            emit changed();
        });
}

std::vector<ExecutionDetail::Fact> ExecutionDetail::facts() const
{
    if (!m_row) {
        return {};
    }
    const Execution &e = m_row->execution;
    const auto micros = [](auto time) { return std::chrono::duration_cast<std::chrono::microseconds>(time); };
    std::vector<Fact> facts{
        {tr("Status"), ExecutionsModel::statusText(e.status)},
        {tr("Duration"), text::duration(micros(e.end - e.start))},
        {e.running()   ? tr("Time so far")
         : e.sampled() ? tr("DB time, as sampled")
                       : tr("DB time"),
         text::duration(micros(e.dbTime))},
        {e.running() || e.sampled() ? tr("Time split, as sampled") : tr("Time split"),
         classSplit(m_row->shares)},
        {tr("Session"), e.program.empty() ? QStringLiteral("%1,%2").arg(e.sid).arg(e.serial)
                                          : tr("%1,%2 of %3 (process %4)", "sid, serial, program, number")
                                                .arg(e.sid)
                                                .arg(e.serial)
                                                .arg(toText(e.program))
                                                .arg(e.process)},
        {tr("Execution"), text::number(e.number)},
        {tr("Start"), text::time(e.start, text::now())}};
    if (e.running()) {
        facts.push_back({tr("Now"), toText(monitor::eventName(e.event))});
    } else {
        facts.push_back({tr("End"), text::time(e.end, text::now())});
    }
    const auto addCount = [&](const QString &name, const std::optional<std::uint64_t> &count) {
        if (count) {
            facts.push_back({name, text::number(*count)});
        }
    };
    addCount(tr("Pages asked for so far"), e.gets);
    addCount(tr("Rows"), e.rows);
    addCount(e.running() ? tr("Virtual machine steps so far") : tr("Virtual machine steps"), e.vmSteps);
    facts.push_back({tr("Plan"), e.planHash == 0 ? tr("not told; as SQLite would run it now")
                                                 : QString::number(e.planHash, 16).rightJustified(16, '0')});
    return facts;
}

} // namespace strandline::performance
