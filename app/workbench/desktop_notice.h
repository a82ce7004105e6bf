// A notification of the desktop: of its notification service on Linux, else of the tray. GUI thread; doesn't
// wait.
#pragma once

#include <QHash>
#include <QObject>
#include <QPointer>
#include <QString>

#include <functional>

class QSystemTrayIcon;

namespace strandline::workbench {

class DesktopNotice : public QObject
{
    Q_OBJECT
public:
    explicit DesktopNotice(QObject *parent) : QObject(parent) {}

    using Chosen = std::function<void()>; // it was clicked

    void show(const QString &text, const Chosen &chosen);

signals:
    void refused(); // the desktop has no place for it

private slots:
    void invoked(uint id, const QString &action); // of the notification service

private:
    void showInTray(const QString &text, const Chosen &chosen);

    QHash<uint, Chosen> m_shown;      // by the service's id
    QPointer<QSystemTrayIcon> m_tray; // there while a notification is to be seen
};

} // namespace strandline::workbench
