#include "models/transfer/export_work.h"

#include <QFileInfo>

namespace strandline::transfer {

namespace {

constexpr std::uint64_t previewRows = 20;
constexpr std::size_t previewBytes = 20000; // of long rows

session::Lease leaseFor(session::Database &database, const std::optional<core::Scn> &asOf)
{
    return asOf ? database.leaseAt(*asOf) : database.lease();
}

} // namespace

ExportWork::ExportWork(session::DatabaseSession *session, QObject *parent)
    : QObject(parent), m_session(session), m_previewing(new task::TaskRunner(session->tasks(), this)),
      m_exporting(new task::TaskRunner(session->tasks(), this))
{
    connect(m_previewing, &task::TaskRunner::failed, this, &ExportWork::previewFailed);
    connect(m_exporting, &task::TaskRunner::failed, this, &ExportWork::failed);
    connect(m_exporting, &task::TaskRunner::runningChanged, this, &ExportWork::runningChanged);
}

void ExportWork::preview(const ExportRequest &request)
{
    if (!m_session->database()) {
        return;
    }
    m_previewing->run(
        {},
        [database = m_session->database(), request](const core::JobContext &job) {
            session::Lease lease = leaseFor(*database, request.asOf);
            std::string text = exportPreview(lease, request.source, request.options, previewRows, job);
            if (text.size() > previewBytes) {
                text = text.substr(0, previewBytes) + "…";
            }
            return QString::fromStdString(text);
        },
        [this](const QString &text) { emit previewed(text); });
}

void ExportWork::start(const ExportRequest &request, const QString &path, bool replace)
{
    if (!m_session->database()) {
        return;
    }
    m_exporting->run(
        tr("Exporting to %1").arg(QFileInfo(path).fileName()),
        [database = m_session->database(), request, file = path.toStdString(),
         replace](const core::JobContext &job) {
            session::Lease lease = leaseFor(*database, request.asOf);
            return exportToFile(lease, request.source, request.options, file, replace, job);
        },
        [this, path](const ExportReport &report) { emit finished(path, report); });
}

} // namespace strandline::transfer
