#include "models/plan/plan_model.h"

#include "models/text/quantities.h"

#include <chrono>
#include <functional>
#include <map>

namespace strandline::plan {

using session::PlanStep;
using session::StepKind;

PlanModel::PlanModel(QObject *parent) : QAbstractItemModel(parent) {}

void PlanModel::show(session::Plan plan)
{
    beginResetModel();
    m_plan = std::move(plan);
    m_result.reset();
    m_run = Run::None;
    m_nodes = {Node{}};
    std::map<int, int> byId; // of SQLite → in m_nodes
    for (std::size_t i = 0; i < m_plan.steps.size(); ++i) {
        const PlanStep &step = m_plan.steps[i];
        const auto above = byId.find(step.parent);
        const int parent = above != byId.end() ? above->second : 0;
        const int self = static_cast<int>(m_nodes.size());
        std::vector<int> &siblings = m_nodes[static_cast<std::size_t>(parent)].children;
        const int row = static_cast<int>(siblings.size());
        siblings.push_back(self);
        m_nodes.push_back({static_cast<int>(i), parent, row, {}});
        byId[step.id] = self;
    }
    endResetModel();
}

void PlanModel::clear()
{
    beginResetModel();
    m_plan = {};
    m_result.reset();
    m_run = Run::None;
    m_nodes.clear();
    endResetModel();
}

void PlanModel::setMeasured(const session::StatementResult &result)
{
    m_result = result;
    setRun(Run::Measured);
}

void PlanModel::setRun(Run run)
{
    m_run = run;
    if (!m_nodes.empty()) {
        emit dataChanged(index(0, 0), index(0, ColumnCount - 1));
    }
}

const PlanModel::Node &PlanModel::nodeOf(const QModelIndex &index) const
{
    return m_nodes[static_cast<std::size_t>(index.internalId())];
}

QModelIndex PlanModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent)) {
        return {};
    }
    const int node = parent.isValid() ? nodeOf(parent).children[static_cast<std::size_t>(row)] : 0;
    return createIndex(row, column, static_cast<quintptr>(node));
}

QModelIndex PlanModel::parent(const QModelIndex &child) const
{
    const int above = child.isValid() ? nodeOf(child).parent : -1;
    return above < 0
               ? QModelIndex()
               : createIndex(m_nodes[static_cast<std::size_t>(above)].row, 0, static_cast<quintptr>(above));
}

int PlanModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid()) {
        return m_nodes.empty() ? 0 : 1;
    }
    return parent.column() > 0 ? 0 : static_cast<int>(nodeOf(parent).children.size());
}

int PlanModel::columnCount(const QModelIndex & /*parent*/) const
{
    return ColumnCount;
}

QString PlanModel::rowsText(const PlanStep &step) const
{
    return step.rows ? tr("≈ %1").arg(text::quantity(*step.rows, "rows")) : QString();
}

QString PlanModel::text(const Node &node, int column) const
{
    if (node.step < 0) {
        return column == StepColumn ? tr("Statement")
               : column == RowsColumn && m_result
                   ? tr("%1 delivered").arg(text::quantity(m_result->rows, "rows"))
                   : QString();
    }
    const PlanStep &step = m_plan.steps[static_cast<std::size_t>(node.step)];
    switch (column) {
    case StepColumn:
        switch (step.kind) {
        case StepKind::Scan:
            return tr("SCAN");
        case StepKind::Search:
            return tr("SEARCH");
        default:
            return QString::fromStdString(step.detail);
        }
    case NameColumn: {
        const QString name = QString::fromStdString(step.name);
        const QString table = QString::fromStdString(step.table);
        return table.isEmpty() || table.compare(name, Qt::CaseInsensitive) == 0
                   ? name
                   : tr("%1 (%2)").arg(table, name);
    }
    case IndexColumn: {
        const QString condition = QString::fromStdString(step.condition);
        const QString index = step.automatic ? tr("automatic index") : QString::fromStdString(step.index);
        return condition.isEmpty() ? index : tr("%1 (%2)").arg(index, condition);
    }
    default:
        return rowsText(step);
    }
}

QVariant PlanModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const Node &node = nodeOf(index);
    const PlanStep *step = node.step < 0 ? nullptr : &m_plan.steps[static_cast<std::size_t>(node.step)];
    switch (role) {
    case Qt::DisplayRole:
        return text(node, index.column());
    case Qt::ToolTipRole:
    case Qt::AccessibleDescriptionRole:
        return step != nullptr ? QString::fromStdString(step->detail) : measured();
    case KindRole:
        return step != nullptr ? QVariant(static_cast<int>(step->kind)) : QVariant();
    case WarningRole:
        return step != nullptr && (step->kind == StepKind::Scan || step->automatic);
    case Qt::TextAlignmentRole:
        return index.column() == RowsColumn ? QVariant(Qt::AlignRight | Qt::AlignVCenter) : QVariant();
    default:
        return {};
    }
}

QVariant PlanModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role == Qt::TextAlignmentRole && section == RowsColumn) {
        return QVariant(Qt::AlignRight | Qt::AlignVCenter); // over its numbers
    }
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case StepColumn:
        return tr("Step");
    case NameColumn:
        return tr("Reads");
    case IndexColumn:
        return tr("By index");
    default:
        return tr("Rows expected");
    }
}

QString PlanModel::measured() const
{
    if (m_nodes.empty()) {
        return {};
    }
    switch (m_run) {
    case Run::None:
        return m_plan.reads ? tr("The statement was planned, not run: nothing is measured.")
                            : tr("The statement was planned, not run, as it may change something: nothing is "
                                 "measured.");
    case Run::Running:
        return tr("The statement is running; it will be measured.");
    case Run::Broken:
        return tr("The run did not come to its end: nothing is measured.");
    case Run::Observed:
        return tr("SQLite measures no time for a single step: the figures are those of the whole statement.");
    case Run::Measured:
        break;
    }
    const auto number = [](std::int64_t value) { return text::number(static_cast<std::uint64_t>(value)); };
    const auto micros = std::chrono::duration_cast<std::chrono::microseconds>(
        std::chrono::duration<double>(m_result->seconds));
    const QString out =
        tr("Measured for the whole statement: %1, %2, %3 virtual machine steps, %4 steps in full scans, "
           "%5 sorts, "
           "%6 rows put into automatic indexes. SQLite measures no time for a single step.")
            .arg(text::duration(micros), text::quantity(m_result->rows, "rows"),
                 number(m_result->counters.vmSteps), number(m_result->counters.fullScanSteps),
                 number(m_result->counters.sorts), number(m_result->counters.autoIndexRows));
    return m_result->truncated
               ? tr("%1 The run ended at the limit for results: the figures are those until there.").arg(out)
               : out;
}

QStringList PlanModel::advice() const
{
    QStringList out;
    for (const PlanStep &step : m_plan.steps) {
        const QString table = QString::fromStdString(step.table);
        if (table.isEmpty()) {
            continue;
        }
        if (step.automatic) {
            QString columns = QString::fromStdString(step.condition);
            columns.replace(QLatin1String(" AND "), QLatin1String(", ")).remove(QLatin1String("=?"));
            out << tr("SQLite builds an index on %1(%2) each time this statement runs. CREATE INDEX on these "
                      "columns "
                      "would keep it.")
                       .arg(table, columns);
        } else if (step.kind == StepKind::Scan && step.rows && step.index.empty()) {
            out << tr("SCAN %1: a full scan of about %2, by no index.")
                       .arg(table, text::quantity(*step.rows, "rows"));
        }
    }
    out.removeDuplicates();
    return out;
}

QString PlanModel::asText() const
{
    QString out;
    const std::function<void(int, int)> add = [&](int at, int depth) {
        const Node &node = m_nodes[static_cast<std::size_t>(at)];
        if (node.step >= 0) {
            const PlanStep &step = m_plan.steps[static_cast<std::size_t>(node.step)];
            out += QString(4 * depth, ' ') + QString::fromStdString(step.detail);
            out += step.rows ? "  " + rowsText(step) + "\n" : QStringLiteral("\n");
        }
        for (const int child : node.children) {
            add(child, node.step < 0 ? 0 : depth + 1);
        }
    };
    if (!m_nodes.empty()) {
        add(0, 0);
    }
    const QString total = measured();
    return total.isEmpty() ? out : out + "\n" + total + "\n";
}

} // namespace strandline::plan
