#include "models/worksheet/data_folder.h"

#include <QFileInfo>
#include <QStandardPaths>

namespace strandline::worksheet {

std::string dataFolder(const QSettings &settings)
{
    if (!settings.organizationName().isEmpty()) {
        return QStandardPaths::writableLocation(QStandardPaths::AppDataLocation).toStdString();
    }
    const QFileInfo file(settings.fileName());
    return (file.absolutePath() + "/" + file.completeBaseName() + "-data").toStdString();
}

} // namespace strandline::worksheet
