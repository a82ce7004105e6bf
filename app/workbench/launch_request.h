// What a start of the program asks for: files to open, and how. A start that finds the program running hands
// it over as one line of JSON. A value.
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <optional>

namespace strandline::workbench {

struct LaunchRequest
{
    QStringList files; // absolute paths
    QString sql;       // for a worksheet over the first of files; or empty
    QString sqlTitle;  // of that worksheet
    bool readOnly = false;
    QString activation; // the desktop's token that lets a window come to the front; or empty

    bool operator==(const LaunchRequest &) const = default;
};

QByteArray toJson(const LaunchRequest &request);
// Nothing where it is no request.
std::optional<LaunchRequest> launchRequestFromJson(const QByteArray &json);

} // namespace strandline::workbench
