#include "models/backup/backup_words.h"

#include "models/text/quantities.h"

#include <QCoreApplication>
#include <QStringList>

namespace strandline::backup {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(strandline::backup::Words)
};

} // namespace

QString kindText(Kind kind)
{
    switch (kind) {
    case Kind::Full:
        return Words::tr("Full");
    case Kind::Differential:
        return Words::tr("Differential");
    case Kind::Cumulative:
        return Words::tr("Cumulative");
    case Kind::ArchiveLog:
        return Words::tr("Archive log");
    }
    return {};
}

QString statusText(SetStatus status)
{
    switch (status) {
    case SetStatus::Available:
        return Words::tr("Available");
    case SetStatus::Expired:
        return Words::tr("Missing");
    case SetStatus::Obsolete:
        return Words::tr("Obsolete");
    case SetStatus::Corrupted:
        return Words::tr("Damaged");
    }
    return {};
}

QString levelText(const std::string &level)
{
    if (level == "quick") {
        return Words::tr("Quick");
    }
    if (level == "standard") {
        return Words::tr("Standard");
    }
    return level == "full" ? Words::tr("Full", "level of a verification") : Words::tr("Restore test");
}

QString rangeText(const Manifest &manifest)
{
    if (!manifest.toScn) {
        return Words::tr("–");
    }
    if (manifest.kind == Kind::ArchiveLog && manifest.fromScn.next() < manifest.toScn) {
        return Words::tr("%1 – %2").arg(text::number(manifest.fromScn.value + 1),
                                        text::number(manifest.toScn.value));
    }
    return text::number(manifest.toScn.value);
}

QString setText(const Manifest &manifest, core::Time now)
{
    return Words::tr("%1 of %2", "kind of backup, time")
        .arg(kindText(manifest.kind), text::time(manifest.started, now));
}

QString reasonText(const Reason &reason, core::Time now)
{
    const QString period = QString::fromStdString(reason.period);
    switch (reason.because) {
    case Because::Window:
        return Words::tr("made within the recovery window");
    case Because::WindowStart:
        return Words::tr("the state at the beginning of the recovery window, %1")
            .arg(text::time(reason.time, now));
    case Because::Redundancy:
        return Words::tr("not older than the %n newest full backup(s)", nullptr,
                         static_cast<int>(reason.count));
    case Because::Hourly:
        return Words::tr("the last of the hour %1").arg(QString(period).replace('T', ' '));
    case Because::Daily:
        return Words::tr("the last of the day %1").arg(period);
    case Because::Weekly:
        return Words::tr("the last of the week %1").arg(period);
    case Because::Monthly:
        return Words::tr("the last of the month %1").arg(period);
    case Because::Yearly:
        return Words::tr("the last of the year %1").arg(period);
    case Because::KeepUntil:
        return Words::tr("to be kept until %1").arg(text::time(reason.time, now));
    case Because::Pinned:
        return Words::tr("pinned");
    case Because::NeededBy:
        return Words::tr("a set that stays builds on it");
    case Because::LastChain:
        return Words::tr("the newest state that can be restored");
    case Because::Damaged:
        return Words::tr("nothing can be restored by it, but it may be repaired");
    case Because::EnoughFree:
        return Words::tr("the disk has room for it");
    }
    return {};
}

QString reasonsText(const std::vector<Reason> &reasons, core::Time now)
{
    QStringList all;
    for (const Reason &reason : reasons) {
        all << reasonText(reason, now);
    }
    return all.join(Words::tr("; "));
}

QString restorableText(const RestorableRange &range, core::Time now)
{
    const QString times = range.timeFrom == range.timeTo
                              ? text::time(range.timeFrom, now)
                              : Words::tr("%1 to %2", "times")
                                    .arg(text::time(range.timeFrom, now), text::time(range.timeTo, now));
    if (!range.from) {
        return times;
    }
    const QString scns = range.from == range.to
                             ? text::scn(range.from)
                             : Words::tr("%1 – %2").arg(text::scn(range.from), text::number(range.to.value));
    return Words::tr("%1, %2", "SCNs, times").arg(scns, times);
}

} // namespace strandline::backup
