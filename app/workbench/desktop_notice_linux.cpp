// By org.freedesktop.Notifications of the session bus (Desktop Notifications Specification 1.2), which
// answers on desktops without a tray, too.
#include "app/workbench/desktop_notice.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QGuiApplication>
#include <QVariantMap>

namespace strandline::workbench {

namespace {
const QString service = QStringLiteral("org.freedesktop.Notifications");
const QString path = QStringLiteral("/org/freedesktop/Notifications");
constexpr uchar critical = 2; // stays until somebody saw it
constexpr int serversChoice = -1;

// The body of a notification may hold marks as HTML has them.
QString escaped(QString text)
{
    return text.replace('&', QLatin1String("&amp;")).replace('<', QLatin1String("&lt;"));
}
} // namespace

void DesktopNotice::show(const QString &text, const Chosen &chosen)
{
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected()) {
        showInTray(text, chosen);
        return;
    }
    bus.connect(service, path, service, QStringLiteral("ActionInvoked"), this,
                SLOT(invoked(uint, QString))); // once, however often it is asked for
    QDBusMessage call = QDBusMessage::createMethodCall(service, path, service, QStringLiteral("Notify"));
    const QVariantMap hints{{QStringLiteral("urgency"), QVariant::fromValue(critical)},
                            {QStringLiteral("desktop-entry"), QGuiApplication::desktopFileName()}};
    call << QGuiApplication::applicationDisplayName() << 0U << QGuiApplication::desktopFileName()
         << QGuiApplication::applicationDisplayName() << escaped(text)
         << QStringList{QStringLiteral("default"), tr("Show")} << hints << serversChoice;
    auto *answer = new QDBusPendingCallWatcher(bus.asyncCall(call), this);
    connect(answer, &QDBusPendingCallWatcher::finished, this, [this, answer, text, chosen] {
        const QDBusPendingReply<uint> reply(*answer);
        if (reply.isError()) {
            showInTray(text, chosen);
        } else {
            m_shown.insert(reply.value(), chosen);
        }
        answer->deleteLater();
    });
}

} // namespace strandline::workbench
