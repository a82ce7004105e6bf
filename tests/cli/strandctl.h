// The real strandctl as tests drive it: run to its end, or started and talked to. Its configuration is a
// folder of the test's own. One thread.
#pragma once

#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QString>
#include <QStringList>
#include <memory>

namespace strandline::test {

struct CommandResult
{
    int code = -1; // -1: it crashed or did not end in time
    QByteArray out;
    QByteArray err;

    QJsonDocument json() const { return QJsonDocument::fromJson(out); } // null where out is no JSON document
    QString
    errorCode() const; // "NOT_FOUND" from the JSON on standard output, which must agree with standard error
};

class Strandctl
{
public:
    explicit Strandctl(const QString &configFolder) : m_configFolder(configFolder) {}

    CommandResult run(const QStringList &arguments, const QByteArray &input = {}) const;
    // Started by another program: {"setpriv", …} as prefix.
    CommandResult runThrough(const QStringList &prefix, const QStringList &arguments) const;
    // Running; its destructor kills it.
    std::unique_ptr<QProcess> start(const QStringList &arguments) const;
    static QString program();

private:
    void prepare(QProcess &process) const;

    QString m_configFolder;
};

// The words before a command that make it run as somebody who owns nothing.
QStringList asNobody();

} // namespace strandline::test
