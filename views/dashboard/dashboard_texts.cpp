#include "views/dashboard/dashboard_texts.h"

#include "models/text/quantities.h"

#include <QCoreApplication>

#include <cmath>

namespace strandline::dashboard {

using series::Unit;
using series::valueText;

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(strandline::dashboard)
};

constexpr const char *chartIds[chartCount] = {"activity", "throughput", "latency", "cache",
                                              "wal",      "growth",     "io",      "sessions"};

QString pinText(const monitor::CheckpointPin &pin, core::Time at)
{
    QString who = Texts::tr("a reader that the system doesn't name");
    if (!pin.programs.empty()) {
        const core::Opener &program = pin.programs.front();
        const std::string name = program.name.substr(0, program.name.rfind(" (process "));
        who = Texts::tr("%1 (process %2)", "program, number")
                  .arg(QString::fromStdString(name))
                  .arg(program.process);
    }
    return pin.since ? Texts::tr("pinned for %1 by %2")
                           .arg(text::duration(std::max(at - *pin.since, std::chrono::microseconds(0))), who)
                     : Texts::tr("pinned by %1").arg(who);
}

} // namespace

QString rangeText(const Range &range)
{
    using std::chrono::hours;
    const auto h = std::chrono::duration_cast<hours>(range.length).count();
    if (h == 0) {
        return Texts::tr("%1 min").arg(range.length.count() / 60);
    }
    return h <= 24 ? Texts::tr("%1 h").arg(h) : Texts::tr("%1 d").arg(h / 24);
}

CardText throughputText(const DashboardData &data)
{
    const QString statements = valueText(data.figures.statements, Unit::Number);
    return {valueText(data.figures.commits, Unit::PerSecond),
            statements.isEmpty() ? QString() : Texts::tr("%1 statements a second").arg(statements)};
}

CardText latencyText(const DashboardData &data)
{
    const Figures &f = data.figures;
    const int count = static_cast<int>(std::llround(f.commitCount));
    if (std::isnan(f.commitP99)) {
        return {{}, Texts::tr("No commits in this time")};
    }
    return {Texts::tr("≈ %1").arg(valueText(f.commitP99, Unit::Seconds)),
            Texts::tr("half within ≈ %1 · %2")
                .arg(valueText(f.commitMedian, Unit::Seconds), Texts::tr("%Ln commit(s)", nullptr, count))};
}

CardText cacheText(const DashboardData &data)
{
    const QString hit = valueText(data.figures.cacheHit, Unit::Share);
    return {hit, hit.isEmpty() ? Texts::tr("No watched session has asked for a page.")
                               : Texts::tr("of the pages asked for")};
}

CardText walText(const DashboardData &data)
{
    const Figures &f = data.figures;
    if (!data.walMode) {
        return {{}, Texts::tr("The database isn't in WAL mode.")};
    }
    if (data.pin) {
        return {valueText(f.walBytes, Unit::Bytes), pinText(*data.pin, data.at)};
    }
    const int lag = std::isnan(f.lagFrames) ? 0 : static_cast<int>(f.lagFrames);
    return {valueText(f.walBytes, Unit::Bytes), lag == 0
                                                    ? Texts::tr("All of it is copied to the database.")
                                                    : Texts::tr("%Ln frame(s) to be copied", nullptr, lag)};
}

CardText growthText(const DashboardData &data)
{
    const Figures &f = data.figures;
    if (std::isnan(f.grownBytes)) {
        return {valueText(f.databaseBytes, Unit::Bytes), {}};
    }
    const QString by = valueText(std::abs(f.grownBytes), Unit::Bytes);
    const QString range = rangeText(data.range);
    return {valueText(f.databaseBytes, Unit::Bytes),
            f.grownBytes > 0   ? Texts::tr("%1 more in %2").arg(by, range)
            : f.grownBytes < 0 ? Texts::tr("%1 less in %2").arg(by, range)
                               : Texts::tr("Not grown in %1").arg(range)};
}

CardText ioText(const DashboardData &data)
{
    const QString written = valueText(data.figures.writtenBytes, Unit::BytesPerSecond);
    return {valueText(data.figures.readBytes, Unit::BytesPerSecond),
            written.isEmpty() ? QString() : Texts::tr("read, and %1 written").arg(written)};
}

CardText sessionsText(const DashboardData &data)
{
    const int others = static_cast<int>(data.otherPrograms);
    QString beside = Texts::tr("%Ln idle", nullptr, static_cast<int>(data.idle));
    if (others > 0) {
        beside += " · " + Texts::tr("%Ln program(s) not watched", nullptr, others);
    }
    return {Texts::tr("%Ln active", nullptr, static_cast<int>(data.active)), beside};
}

CardText recordingText(const timeline::RecordingService &recording)
{
    using State = timeline::RecordingService::State;
    const QString history = recording.hasHistory() ? Texts::tr("%1 · %2 of history")
                                                         .arg(text::scn(recording.currentScn()),
                                                              text::bytes(recording.status().storeBytes))
                                                   : Texts::tr("No history is kept.");
    switch (recording.state()) {
    case State::Recording:
        return {Texts::tr("Recording"), history};
    case State::Elsewhere:
        return {Texts::tr("Recorded"), recording.owner()};
    case State::Starting:
        return {Texts::tr("Starting"), history};
    case State::Stopping:
        return {Texts::tr("Stopping"), history};
    case State::Off:
        return {Texts::tr("Off"), history};
    case State::None:
    case State::Looking:
        break;
    }
    return {};
}

QString chartTitle(Chart chart)
{
    switch (chart) {
    case Chart::Activity:
        return Texts::tr("Average active sessions by wait class");
    case Chart::Throughput:
        return Texts::tr("Throughput");
    case Chart::Latency:
        return Texts::tr("Commit latency");
    case Chart::Cache:
        return Texts::tr("Cache hit ratio");
    case Chart::Wal:
        return Texts::tr("WAL");
    case Chart::Growth:
        return Texts::tr("Database size");
    case Chart::Io:
        return Texts::tr("Input and output");
    case Chart::Sessions:
        return Texts::tr("Sessions");
    }
    return {};
}

QString chartId(Chart chart)
{
    return QString::fromLatin1(chartIds[static_cast<std::size_t>(chart)]);
}

std::optional<Chart> chartFrom(const QString &id)
{
    for (std::size_t i = 0; i < chartCount; ++i) {
        if (id == QLatin1String(chartIds[i])) {
            return static_cast<Chart>(i);
        }
    }
    return std::nullopt;
}

} // namespace strandline::dashboard
