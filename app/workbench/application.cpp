#include "app/workbench/application.h"

#include <QFileOpenEvent>

namespace strandline::workbench {

Application::Application(int &argc, char **argv) : QApplication(argc, argv)
{
    setOrganizationName("Strandline");
    setApplicationName("strandline");
    setApplicationDisplayName("Strandline");
    setApplicationVersion(STRANDLINE_VERSION);
    setDesktopFileName("org.strandline.Strandline");
}

bool Application::event(QEvent *event)
{
    if (event->type() == QEvent::FileOpen) {
        emit fileHandedOver(static_cast<QFileOpenEvent *>(event)->file());
        return true;
    }
    return QApplication::event(event);
}

} // namespace strandline::workbench
