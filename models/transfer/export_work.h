// What an export page asks of the engine: the first lines as they would be written, and the export itself.
// GUI thread; jobs do the work.
#pragma once

#include "engine/transfer/export.h"
#include "models/session/database_session.h"

#include <QObject>

#include <optional>

namespace strandline::transfer {

struct ExportRequest
{
    ExportSource source;
    ExportOptions options;
    std::optional<core::Scn> asOf; // nothing: now
};

class ExportWork : public QObject
{
    Q_OBJECT
public:
    explicit ExportWork(session::DatabaseSession *session, QObject *parent = nullptr);

    // The beginning of the file arrives by previewed(); a newer request replaces it.
    void preview(const ExportRequest &request);
    void start(const ExportRequest &request, const QString &path, bool replace);
    bool running() const { return m_exporting->running(); }
    void cancel() { m_exporting->cancel(); }

signals:
    void previewed(const QString &text);
    void previewFailed(const strandline::core::Error &error);
    void runningChanged();
    void finished(const QString &path, const strandline::transfer::ExportReport &report);
    void failed(const strandline::core::Error &error);

private:
    session::DatabaseSession *m_session;
    task::TaskRunner *m_previewing;
    task::TaskRunner *m_exporting;
};

} // namespace strandline::transfer
