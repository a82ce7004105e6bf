#include "tests/cli/strandctl.h"

#include <QJsonArray>
#include <unistd.h>

namespace strandline::test {

namespace {

constexpr int patienceMs = 120000;

CommandResult finish(QProcess &process, const QByteArray &input)
{
    if (!process.waitForStarted(patienceMs)) {
        return {};
    }
    process.write(input);
    process.closeWriteChannel();
    const bool ended = process.waitForFinished(patienceMs) && process.exitStatus() == QProcess::NormalExit;
    return {ended ? process.exitCode() : -1, process.readAllStandardOutput(), process.readAllStandardError()};
}

} // namespace

QString CommandResult::errorCode() const
{
    const QJsonDocument document = json();
    const QJsonObject object = document.isArray() ? document.array().last().toObject() : document.object();
    const QString name = object["error"].toObject()["code"].toString();
    return err.contains("strandctl: " + name.toUtf8() + ": ") ? name
                                                              : "standard error disagrees: " + QString(err);
}

CommandResult Strandctl::run(const QStringList &arguments, const QByteArray &input) const
{
    QProcess process;
    prepare(process);
    process.start(program(), arguments);
    return finish(process, input);
}

CommandResult Strandctl::runThrough(const QStringList &prefix, const QStringList &arguments) const
{
    if (prefix.isEmpty()) {
        return run(arguments);
    }
    QProcess process;
    prepare(process);
    process.start(prefix.first(), prefix.mid(1) + QStringList{program()} + arguments);
    return finish(process, {});
}

std::unique_ptr<QProcess> Strandctl::start(const QStringList &arguments) const
{
    auto process = std::make_unique<QProcess>();
    prepare(*process);
    process->start(program(), arguments);
    return process;
}

QString Strandctl::program()
{
    return STRANDCTL_PROGRAM;
}

void Strandctl::prepare(QProcess &process) const
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert("XDG_CONFIG_HOME", m_configFolder);
    process.setProcessEnvironment(environment);
}

QStringList asNobody()
{
    return geteuid() != 0 ? QStringList()
                          : QStringList{"setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"};
}

} // namespace strandline::test
