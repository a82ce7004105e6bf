#include "models/sessions/session_words.h"

#include "engine/core/file.h"
#include "engine/monitor/statement_stats.h"
#include "models/text/quantities.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace strandline::sessions {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(strandline::sessions::Words)
};

bool pins(const SessionList &list, const ListedSession &session)
{
    return std::any_of(list.pinning.begin(), list.pinning.end(),
                       [&](std::size_t i) { return &list.sessions[i] == &session; });
}

bool ofThisProgram(const ListedSession &session)
{
    return session.process == core::currentProcess();
}

} // namespace

QString fromUtf8(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

QString durationText(std::chrono::nanoseconds duration)
{
    return text::duration(std::chrono::duration_cast<std::chrono::microseconds>(duration));
}

QString kindText(SessionKind kind)
{
    switch (kind) {
    case SessionKind::Own:
        return Words::tr("Own");
    case SessionKind::Probed:
        return Words::tr("Probed");
    case SessionKind::ProbedByHooks:
        return Words::tr("Probed by hooks");
    case SessionKind::External:
        return Words::tr("Outside");
    }
    return {};
}

QString stateText(const ListedSession &session)
{
    switch (monitor::stateOf(session)) {
    case SessionState::Running:
        return Words::tr("Running %1").arg(durationText(session.call));
    case SessionState::Waiting:
        return Words::tr("Waiting %1").arg(durationText(session.waited));
    case SessionState::IdleInTransaction:
        return Words::tr("Idle in transaction");
    case SessionState::Idle:
        return Words::tr("Idle");
    case SessionState::Holding:
        return Words::tr("Holds %1").arg(fromUtf8(session.locks.front().name));
    case SessionState::Open:
        return Words::tr("Open");
    }
    return {};
}

QString programText(const ListedSession &session)
{
    return Words::tr("%1 (%2)", "a program and its process number")
        .arg(fromUtf8(session.program), QString::number(session.process));
}

QString nameText(const ListedSession &session)
{
    return session.key.sid != 0 ? Words::tr("Session %1").arg(session.key.sid) : programText(session);
}

QString moduleText(const ListedSession &session)
{
    if (session.kind != SessionKind::Own) {
        return fromUtf8(session.module);
    }
    const QString module = session.module == "read"    ? Words::tr("Reads for pages, worksheets and commands")
                           : session.module == "write" ? Words::tr("Writes for a worksheet or a command")
                           : session.module == "past"  ? Words::tr("Reads the past")
                                                       : fromUtf8(session.module);
    return ofThisProgram(session) ? Words::tr("%1 of this program").arg(module) : module;
}

QString waitText(const ListedSession &session)
{
    if (!session.active) {
        return {};
    }
    return session.event == SL_ON_CPU
               ? fromUtf8(monitor::className(SL_CLASS_CPU))
               : QStringLiteral("%1: %2").arg(fromUtf8(monitor::className(sl_class_of(session.event))),
                                              fromUtf8(monitor::eventName(session.event)));
}

QString transactionText(const ListedSession &session)
{
    if (session.transaction == SL_TRANSACTION_NONE) {
        return {};
    }
    const QString age = durationText(session.transactionAge);
    return session.transaction == SL_TRANSACTION_WRITE ? Words::tr("Write, %1").arg(age)
                                                       : Words::tr("Read, %1").arg(age);
}

QString lockText(std::string_view lock)
{
    const QString name = fromUtf8(lock);
    return lock == "SHARED"           ? Words::tr("reads the file (%1)").arg(name)
           : lock == "RESERVED"       ? Words::tr("has begun to write (%1)").arg(name)
           : lock == "PENDING"        ? Words::tr("waits for readers to leave (%1)").arg(name)
           : lock == "EXCLUSIVE"      ? Words::tr("has the file for itself (%1)").arg(name)
           : lock == "WAL write"      ? Words::tr("is the one that writes (%1)").arg(name)
           : lock == "WAL checkpoint" ? Words::tr("copies the WAL, or keeps others from it (%1)").arg(name)
           : lock == "WAL recover"    ? Words::tr("rebuilds the WAL's index (%1)").arg(name)
                                      : Words::tr("reads (%1)").arg(name);
}

QString sqlIdText(const ListedSession &session)
{
    return session.sqlId == 0 ? QString() : fromUtf8(monitor::sqlIdText(session.sqlId));
}

QString sqlText(const ListedSession &session)
{
    const QString sql = fromUtf8(session.sql);
    // A cut within a character leaves up to three bytes fewer.
    return session.sql.size() + 3 >= SL_SQL_BYTES ? sql + QChar(0x2026) : sql;
}

QString pinnedText(const monitor::SeenWal &wal)
{
    const std::uint64_t frames = wal.frames - std::min(wal.frames, wal.pin ? wal.pin->frame : wal.backfilled);
    return Words::tr("%1 of the WAL").arg(text::bytes(frames * wal.pageSize));
}

QStringList presentFacts(const SessionList &list, const ListedSession &session)
{
    QStringList facts;
    facts << Words::tr("State: %1").arg(stateText(session));
    if (session.active) {
        facts << Words::tr("Phase: %1").arg(fromUtf8(session.phase));
        facts << Words::tr("In this call for: %1").arg(durationText(session.call));
        facts << Words::tr("Waits for: %1")
                     .arg(session.event == SL_ON_CPU ? Words::tr("nothing, on CPU") : waitText(session));
    }
    if (session.blockedBy) {
        const ListedSession &blocker = list.sessions.at(*session.blockedBy);
        facts << Words::tr("Blocked by: %1")
                     .arg(blocker.key.sid != 0
                              ? Words::tr("%1 of %2").arg(nameText(blocker), programText(blocker))
                              : programText(blocker));
    }
    facts << Words::tr("Transaction: %1")
                 .arg(session.transaction == SL_TRANSACTION_NONE ? Words::tr("none")
                                                                 : transactionText(session));
    if (session.sqlId != 0) {
        facts << Words::tr("SQL id: %1").arg(sqlIdText(session));
    }
    if (session.openCursors > 0) {
        facts << Words::tr("Open statements: %1").arg(text::number(session.openCursors));
    }
    QStringList locks;
    for (const monitor::ListedLock &lock : session.locks) {
        const QString words = lockText(lock.name);
        locks << (lock.since
                      ? Words::tr("%1, for at least %2").arg(words, durationText(list.at - *lock.since))
                      : words);
    }
    if (!locks.isEmpty()) {
        facts << Words::tr("Locks: %1").arg(locks.join(QStringLiteral("; ")));
    }
    return facts;
}

QStringList pastFacts(const ListedSession &session)
{
    QStringList facts;
    facts << Words::tr("Program: %1").arg(programText(session));
    if (session.key.sid == 0) {
        return facts;
    }
    if (const QString module = moduleText(session); !module.isEmpty()) {
        facts << Words::tr("Module: %1").arg(module);
    }
    if (!session.action.empty()) {
        facts << Words::tr("Action: %1").arg(fromUtf8(session.action));
    }
    if (!session.client.empty()) {
        facts << Words::tr("Client: %1").arg(fromUtf8(session.client));
    }
    if (session.logon) {
        facts << Words::tr("Connected: %1").arg(text::time(*session.logon, text::now()));
    }
    facts << Words::tr("Thread: %1, serial number: %2")
                 .arg(QString::number(session.thread), QString::number(session.key.serial));
    facts << Words::tr("Executions: %1, rows: %2, errors: %3")
                 .arg(text::number(session.executions), text::number(session.rows),
                      text::number(session.errors));
    facts << Words::tr("DB time: %1, CPU: %2").arg(durationText(session.dbTime), durationText(session.cpu));
    return facts;
}

QString adviceText(const SessionList &list, const ListedSession &session)
{
    if (session.ours) {
        return {};
    }
    const QString program = programText(session);
    if (ofThisProgram(session)) {
        return Words::tr(
            "A connection of this program that tells nothing, such as the recorder's. It can't be "
            "ended here; what it does ends by itself.");
    }
    if (session.kind == SessionKind::External && session.transaction == SL_TRANSACTION_WRITE) {
        return Words::
            tr("%1 has kept others from writing for at least %2. It tells nothing of its SQL. Only it can "
               "end its transaction: commit or roll back there, or close the program.")
                .arg(program, durationText(session.transactionAge));
    }
    if (pins(list, session)) {
        return Words::
            tr("%1 reads an old state, which keeps %2 from being copied into the database. Only it can end "
               "its transaction: finish reading there, or close the program.")
                .arg(program, pinnedText(*list.wal));
    }
    if (session.kind == SessionKind::External) {
        return Words::tr(
                   "%1 tells nothing but its locks. To see its SQL and its waits, start it with the probe: "
                   "strandctl probe run.")
            .arg(program);
    }
    return Words::tr("This session belongs to %1. Cancel its statement there, or close that program.")
        .arg(program);
}

} // namespace strandline::sessions
