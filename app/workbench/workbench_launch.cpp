// What a start of the program asks the running one for.
#include "app/workbench/workbench.h"

#include <QFileInfo>

namespace strandline::workbench {

void Workbench::launch(const LaunchRequest &request)
{
    if (!request.activation.isEmpty()) { // Wayland gives the right to come to the front by this
        qputenv("XDG_ACTIVATION_TOKEN", request.activation.toUtf8());
    }
    for (const QString &file : request.files) {
        openFile(file, request.readOnly);
    }
    const auto windows = openWindows();
    shell::MainWindow *window = windows.empty() ? openWindow({}) : windows.front();
    if (!request.sql.isEmpty()) {
        openWorksheet(window, request);
    }
    window->setWindowState(window->windowState() & ~Qt::WindowMinimized);
    window->raise();
    window->activateWindow();
}

// Once the first of the files is open.
void Workbench::openWorksheet(shell::MainWindow *window, const LaunchRequest &request)
{
    using State = session::DatabaseSession::State;
    for (session::DatabaseSession *session : window->sessions()) {
        if (session->path() != QFileInfo(request.files.first()).absoluteFilePath()) {
            continue;
        }
        const auto show = [window, session, request] {
            if (session->state() == State::Open) {
                window->showDatabase(session);
                window->open({"worksheet",
                              {{"sql", request.sql}, {"title", request.sqlTitle}},
                              shell::OpenRequest::Placement::NewTab});
            }
        };
        if (session->state() == State::Opening) {
            QObject::connect(
                session, &session::DatabaseSession::stateChanged, window, show,
                static_cast<Qt::ConnectionType>(Qt::QueuedConnection | Qt::SingleShotConnection));
        } else {
            show();
        }
        return;
    }
}

} // namespace strandline::workbench
