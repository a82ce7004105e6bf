#include "models/transfer/import_work.h"

#include <QFileInfo>

namespace strandline::transfer {

namespace {

constexpr std::size_t previewRows = 100;
constexpr std::uint64_t sampleBytes = std::uint64_t{8} << 20U;

struct Look
{
    Preview preview;
    ImportPlan plan;
    QStringList tables;
};

Look lookAt(session::Database &database, const std::string &path, const FormatWish &wish,
            const std::string &table, const core::JobContext &job)
{
    Look look;
    const session::Lease lease = database.lease();
    for (const catalog::TableSummary &summary : catalog::loadTables(lease.connection(), "main", job)) {
        if (!summary.internal && summary.kind != catalog::TableKind::View &&
            summary.kind != catalog::TableKind::Shadow) {
            look.tables << QString::fromStdString(summary.name);
        }
    }
    std::optional<catalog::Table> existing;
    if (!table.empty() && catalog::findTable(lease.connection(), "main", table)) {
        existing = catalog::loadTable(lease.connection(), "main", table, job);
    }
    look.preview = previewFile(path, wish, previewRows, sampleBytes, job);
    look.plan = suggestPlan(path, look.preview, table, existing);
    return look;
}

} // namespace

ImportWork::ImportWork(session::DatabaseSession *session, QObject *parent)
    : QObject(parent), m_session(session), m_looking(new task::TaskRunner(session->tasks(), this)),
      m_importing(new task::TaskRunner(session->tasks(), this))
{
    connect(m_looking, &task::TaskRunner::failed, this, &ImportWork::lookFailed);
    connect(m_importing, &task::TaskRunner::failed, this, &ImportWork::failed);
    connect(m_importing, &task::TaskRunner::runningChanged, this, &ImportWork::runningChanged);
}

void ImportWork::look(const QString &path, const FormatWish &wish, const QString &table)
{
    if (!m_session->database()) {
        return;
    }
    m_looking->run(
        tr("Looking at %1").arg(QFileInfo(path).fileName()),
        [database = m_session->database(), path = path.toStdString(), wish, table = table.toStdString()](
            const core::JobContext &job) { return lookAt(*database, path, wish, table, job); },
        [this](Look look) {
            m_preview = std::move(look.preview);
            m_plan = std::move(look.plan);
            m_tables = std::move(look.tables);
            emit looked();
        });
}

void ImportWork::check(const ImportPlan &plan)
{
    m_importing->run(
        tr("Checking %1").arg(QFileInfo(QString::fromStdString(plan.path)).fileName()),
        [plan](const core::JobContext &job) { return tryImport(plan, job); },
        [this](const ImportReport &report) { emit checked(report); });
}

void ImportWork::start(const ImportPlan &plan)
{
    if (!m_session->database()) {
        return;
    }
    m_importing->run(
        tr("Importing %1").arg(QFileInfo(QString::fromStdString(plan.path)).fileName()),
        [database = m_session->database(), plan](const core::JobContext &job) {
            return importFile(*database, plan, job);
        },
        [this](const ImportReport &report) { emit imported(report); });
}

void ImportWork::cancel()
{
    m_importing->cancel();
}

} // namespace strandline::transfer
