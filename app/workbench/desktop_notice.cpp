#include "app/workbench/desktop_notice.h"

#include <QGuiApplication>
#include <QIcon>
#include <QSystemTrayIcon>
#include <QTimer>

namespace strandline::workbench {

namespace {
constexpr int trayMs = 15000;
}

void DesktopNotice::invoked(uint id, const QString &action)
{
    const Chosen chosen = m_shown.value(id);
    if (chosen && action == QLatin1String("default")) {
        chosen();
    }
}

// Through an icon that goes after a while.
void DesktopNotice::showInTray(const QString &text, const Chosen &chosen)
{
    if (!QSystemTrayIcon::isSystemTrayAvailable() || !QSystemTrayIcon::supportsMessages()) {
        emit refused();
        return;
    }
    delete m_tray;
    m_tray = new QSystemTrayIcon(QGuiApplication::windowIcon(), this);
    m_tray->show();
    m_tray->showMessage(QGuiApplication::applicationDisplayName(), text, QSystemTrayIcon::Critical, trayMs);
    connect(m_tray, &QSystemTrayIcon::messageClicked, this, chosen);
    QTimer::singleShot(trayMs, m_tray, &QObject::deleteLater);
}

} // namespace strandline::workbench
