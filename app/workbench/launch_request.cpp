#include "app/workbench/launch_request.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace strandline::workbench {

QByteArray toJson(const LaunchRequest &request)
{
    const QJsonObject object{{"files", QJsonArray::fromStringList(request.files)},
                             {"sql", request.sql},
                             {"sqlTitle", request.sqlTitle},
                             {"readOnly", request.readOnly},
                             {"activation", request.activation}};
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

std::optional<LaunchRequest> launchRequestFromJson(const QByteArray &json)
{
    const QJsonDocument document = QJsonDocument::fromJson(json);
    if (!document.isObject() || !document["files"].isArray()) {
        return std::nullopt;
    }
    LaunchRequest request;
    for (const QJsonValue &file : document["files"].toArray()) {
        request.files << file.toString();
    }
    request.sql = document["sql"].toString();
    request.sqlTitle = document["sqlTitle"].toString();
    request.readOnly = document["readOnly"].toBool();
    request.activation = document["activation"].toString();
    return request;
}

} // namespace strandline::workbench
