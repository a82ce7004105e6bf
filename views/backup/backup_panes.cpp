// The list of the Backups page's panes: a new one is a line here.
#include "views/backup/backup_pane.h"
#include "views/backup/catalogue_pane.h"
#include "views/backup/create_pane.h"
#include "views/backup/encryption_pane.h"
#include "views/backup/offsite_pane.h"
#include "views/backup/overview_pane.h"
#include "views/backup/retention_pane.h"
#include "views/backup/snapshots_pane.h"

#include <QCoreApplication>

namespace strandline::backup {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(strandline::backup::BackupPanes)
};

template <typename Pane>
BackupPane *make(const PaneContext &context)
{
    return new Pane(context);
}

} // namespace

std::vector<PaneDescription> backupPanes()
{
    return {
        {"overview", Words::tr("Overview"), "eye", make<OverviewPane>},
        {"catalogue", Words::tr("Catalogue"), "database", make<CataloguePane>},
        {"create", Words::tr("Back up now"), "save", make<CreatePane>},
        {"snapshots", Words::tr("Snapshots"), "pin", make<SnapshotsPane>},
        {"retention", Words::tr("Retention"), "row-delete", make<RetentionPane>},
        {"offsite", Words::tr("Off-site"), "export", make<OffsitePane>},
        {"encryption", Words::tr("Encryption"), "lock", make<EncryptionPane>},
    };
}

} // namespace strandline::backup
