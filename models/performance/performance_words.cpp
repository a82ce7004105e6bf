#include "models/performance/performance_words.h"

#include <QCoreApplication>
#include <QLocale>

namespace strandline::performance {

using monitor::AshDimension;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(strandline::performance)
};

constexpr double percents = 100;
constexpr double leastShown = 0.0005; // as 0.1 %

// A little isn't nothing.
bool isSpeck(double share)
{
    return share > 0 && share < leastShown;
}

QString percent(double share)
{
    return QLocale().toString(share * percents, 'f', 1);
}

} // namespace

std::vector<DimensionGroup> dimensionGroups()
{
    using D = AshDimension;
    return {
        {Words::tr("Statement"), {D::SqlId, D::Plan, D::Operation, D::Phase}},
        {Words::tr("Resource"), {D::WaitClass, D::Event, D::Blocker}},
        {Words::tr("Session"), {D::Session, D::Program, D::Module, D::Action, D::Client, D::Transaction}}};
}

QString dimensionTitle(AshDimension dimension)
{
    switch (dimension) {
    case AshDimension::SqlId:
        return Words::tr("SQL ID");
    case AshDimension::Plan:
        return Words::tr("Plan");
    case AshDimension::Operation:
        return Words::tr("Operation");
    case AshDimension::Phase:
        return Words::tr("Phase");
    case AshDimension::WaitClass:
        return Words::tr("Wait class");
    case AshDimension::Event:
        return Words::tr("Event");
    case AshDimension::Blocker:
        return Words::tr("Blocker");
    case AshDimension::Session:
        return Words::tr("Session");
    case AshDimension::Program:
        return Words::tr("Program");
    case AshDimension::Module:
        return Words::tr("Module");
    case AshDimension::Action:
        return Words::tr("Action");
    case AshDimension::Client:
        return Words::tr("Client");
    case AshDimension::Transaction:
        return Words::tr("Transaction state");
    }
    return {};
}

QString valueTitle(AshDimension dimension, const std::string &value)
{
    if (!value.empty()) {
        return toText(value);
    }
    switch (dimension) {
    case AshDimension::SqlId:
    case AshDimension::Operation:
        return Words::tr("(no statement)");
    case AshDimension::Plan:
        return Words::tr("(plan not known)");
    case AshDimension::Blocker:
        return Words::tr("(nobody)");
    default:
        return Words::tr("(none)");
    }
}

QString filterTitle(const monitor::AshFilter &filter)
{
    return Words::tr("%1: %2", "dimension: value")
        .arg(dimensionTitle(filter.dimension), valueTitle(filter.dimension, filter.value));
}

QString className(std::size_t waitClass)
{
    return toText(monitor::className(static_cast<std::uint32_t>(waitClass)));
}

QString shareText(double share)
{
    return isSpeck(share) ? Words::tr("< %1 %").arg(percent(0.001)) : Words::tr("%1 %").arg(percent(share));
}

QString shareText(double share, double error)
{
    return isSpeck(share) ? shareText(share) : Words::tr("%1 % ± %2 %").arg(percent(share), percent(error));
}

QString toText(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

QString sqlLine(const std::string &sql)
{
    constexpr qsizetype shown = 500;
    return toText(sql).simplified().left(shown);
}

series::SeriesData activitySeries(const monitor::AshActivity &activity)
{
    series::SeriesData data;
    data.start = activity.from;
    data.step = activity.step;
    data.unit = series::Unit::Sessions;
    for (std::size_t waitClass = 0; waitClass < SL_CLASS_IDLE; ++waitClass) {
        const QString name = className(waitClass);
        series::Line line{name, name, name, {}};
        line.values.reserve(activity.steps.size());
        for (const auto &step : activity.steps) {
            line.values.push_back(step.at(waitClass));
        }
        data.lines.push_back(std::move(line));
    }
    return data;
}

} // namespace strandline::performance
