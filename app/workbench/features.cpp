#include "app/workbench/features.h"

#include "app/keychain/desktop_keychain.h"
#include "views/backup/backups_feature.h"
#include "views/browse/browse_feature.h"
#include "views/configuration/configuration_feature.h"
#include "views/dashboard/dashboard_feature.h"
#include "views/diagram/diagram_feature.h"
#include "views/flashback/flashback_feature.h"
#include "views/performance/performance_feature.h"
#include "views/restore/restore_feature.h"
#include "views/scheduler/schedules_feature.h"
#include "views/search/search_feature.h"
#include "views/sessions/sessions_feature.h"
#include "views/settings/settings_feature.h"
#include "views/transfer/transfer_features.h"
#include "views/worksheet/worksheet_feature.h"

namespace strandline::workbench {

std::vector<shell::Feature> features()
{
    const auto keychain = std::make_shared<app::DesktopKeychain>();
    std::vector<shell::Feature> all{worksheet::worksheetFeature(),
                                    browse::browseFeature(),
                                    diagram::diagramFeature(),
                                    flashback::flashbackFeature(),
                                    dashboard::dashboardFeature(),
                                    performance::performanceFeature(),
                                    sessions::sessionsFeature(),
                                    backup::backupsFeature(keychain),
                                    restore::restoreFeature(),
                                    scheduler::schedulesFeature(keychain),
                                    configuration::configurationFeature(),
                                    search::searchFeature(),
                                    transfer::exportFeature(),
                                    transfer::importFeature()};
    all.push_back(settings::settingsFeature(all)); // the last: it shows the settings pages of the others
    return all;
}

} // namespace strandline::workbench
