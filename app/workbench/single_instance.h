// One running program a user and settings file: a later start hands its request to the first and ends.
//
// The first holds a lock file, which dies with its process, and listens on a local socket beside it, both in
// the user's runtime folder, which nobody else may enter. A client waits for the greeting before it says
// anything: a first instance that hangs never greets, is told nothing, and the later start goes its own way.
// GUI thread; forward() blocks for at most its time-out.
#pragma once

#include "app/workbench/launch_request.h"

#include <QLocalServer>
#include <QLockFile>
#include <QObject>

#include <chrono>
#include <memory>

namespace strandline::workbench {

class SingleInstance : public QObject
{
    Q_OBJECT
public:
    // settingsFile: as the program was told; empty: the user's own settings. folder: of the socket, for
    // tests.
    explicit SingleInstance(const QString &settingsFile, const QString &folder = {},
                            QObject *parent = nullptr);

    // False: there is one already. True: this is the first, which takes requests from now on; also where the
    // folder can't be written, so that nobody could find anybody.
    bool becomeFirst();
    // True: the first has taken the request. False: there is none that answers in time.
    bool forward(const LaunchRequest &request, std::chrono::milliseconds timeout) const;

    QString socketPath() const { return m_path; }

signals:
    void requested(const strandline::workbench::LaunchRequest &request);

private:
    void greet();
    void read(QLocalSocket *socket);

    QString m_path;
    std::unique_ptr<QLockFile> m_lock;
    QLocalServer m_server;
};

} // namespace strandline::workbench
