// What the dashboard's cards say. Functions without state; GUI thread (they translate).
#pragma once

#include "models/dashboard/dashboard_data.h"
#include "models/timeline/recording_service.h"

#include <QString>

namespace strandline::dashboard {

struct CardText
{
    QString figure; // empty: not known
    QString beside;
};

QString rangeText(const Range &range); // "5 min"
CardText throughputText(const DashboardData &data);
CardText latencyText(const DashboardData &data);
CardText cacheText(const DashboardData &data);
CardText walText(const DashboardData &data);
CardText growthText(const DashboardData &data);
CardText ioText(const DashboardData &data);
CardText sessionsText(const DashboardData &data);
CardText recordingText(const timeline::RecordingService &recording);

QString chartTitle(Chart chart);
QString chartId(Chart chart); // stable: "activity"
std::optional<Chart> chartFrom(const QString &id);

} // namespace strandline::dashboard
