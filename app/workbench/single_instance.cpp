#include "app/workbench/single_instance.h"

#include <QCryptographicHash>
#include <QDeadlineTimer>
#include <QDir>
#include <QFileInfo>
#include <QLocalSocket>
#include <QStandardPaths>
#include <QThread>

namespace strandline::workbench {

namespace {

constexpr const char *greeting = "strandline 1\n";
constexpr const char *taken = "taken\n";
constexpr int requestSizeMax = 64 << 20; // more than --sql takes, escaped
constexpr int retryMs = 25;

QString socketFor(const QString &settingsFile, const QString &folder)
{
    const QString settings =
        settingsFile.isEmpty() ? QString("user") : QFileInfo(settingsFile).absoluteFilePath();
    const QByteArray hash = QCryptographicHash::hash(settings.toUtf8(), QCryptographicHash::Sha256);
    return QDir(folder.isEmpty() ? QStandardPaths::writableLocation(QStandardPaths::RuntimeLocation) : folder)
        .filePath("strandline-" + hash.toHex().left(16));
}

// A whole line; empty: none in time.
QByteArray readLine(QLocalSocket &socket, const QDeadlineTimer &deadline)
{
    while (!socket.canReadLine()) {
        if (!socket.waitForReadyRead(static_cast<int>(deadline.remainingTime()))) {
            return {};
        }
    }
    return socket.readLine();
}

} // namespace

SingleInstance::SingleInstance(const QString &settingsFile, const QString &folder, QObject *parent)
    : QObject(parent), m_path(socketFor(settingsFile, folder))
{
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, &SingleInstance::greet);
}

bool SingleInstance::becomeFirst()
{
    auto lock = std::make_unique<QLockFile>(m_path + ".lock");
    lock->setStaleLockTime(0); // the first may run for weeks: only its death frees the lock
    if (!lock->tryLock()) {
        return lock->error() != QLockFile::LockFailedError;
    }
    m_lock = std::move(lock);
    QLocalServer::removeServer(m_path); // of one that was killed
    if (!m_server.listen(m_path)) {
        qWarning("cannot listen on %s: %s", qPrintable(m_path), qPrintable(m_server.errorString()));
    }
    return true;
}

bool SingleInstance::forward(const LaunchRequest &request, std::chrono::milliseconds timeout) const
{
    const QDeadlineTimer deadline(timeout);
    QLocalSocket socket;
    while (true) { // the first may have its lock, but not its socket yet
        socket.connectToServer(m_path);
        if (socket.waitForConnected(static_cast<int>(deadline.remainingTime()))) {
            break;
        }
        if (deadline.hasExpired()) {
            return false;
        }
        QThread::msleep(retryMs);
    }
    if (readLine(socket, deadline) != greeting) {
        return false;
    }
    socket.write(toJson(request) + "\n");
    return readLine(socket, deadline) == taken;
}

void SingleInstance::greet()
{
    while (QLocalSocket *socket = m_server.nextPendingConnection()) {
        connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
        connect(socket, &QLocalSocket::readyRead, this, [this, socket] { read(socket); });
        socket->write(greeting);
    }
}

void SingleInstance::read(QLocalSocket *socket)
{
    if (!socket->canReadLine()) {
        if (socket->bytesAvailable() > requestSizeMax) {
            socket->abort();
        }
        return;
    }
    const std::optional<LaunchRequest> request = launchRequestFromJson(socket->readLine());
    if (!request) {
        socket->abort();
        return;
    }
    socket->write(taken);
    socket->disconnectFromServer(); // after what is written
    emit requested(*request);
}

} // namespace strandline::workbench
