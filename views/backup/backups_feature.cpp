#include "views/backup/backups_feature.h"

#include "views/backup/backups_page.h"
#include "views/backup/catalogue_pane.h"
#include "views/backup/encryption_pane.h"
#include "views/backup/offsite_pane.h"
#include "views/backup/retention_pane.h"
#include "views/backup/snapshots_pane.h"

#include <QCoreApplication>
#include <QLabel>
#include <QTreeView>

namespace strandline::backup {

namespace {

BackupsPage *backupsPage(QWidget *page)
{
    return static_cast<BackupsPage *>(page);
}

const BackupSnapshot &snapshotOf(QWidget *page)
{
    return backupsPage(page)->catalogue()->snapshot();
}

bool loaded(QWidget *page)
{
    return backupsPage(page)->catalogue()->loaded();
}

void showOverview(QWidget *page)
{
    backupsPage(page)->showPane("overview");
}

// A database without backups is told so, which is something to show, too.
QJsonObject shownOverview(QWidget *page)
{
    const auto &summary = snapshotOf(page).summary;
    QJsonObject shown{{"state", backupsPage(page)->stateText()}};
    if (summary) {
        shown["sets"] = static_cast<qint64>(summary->sets);
        shown["ranges"] = static_cast<qint64>(summary->restorable.size());
        shown["gaps"] = static_cast<qint64>(summary->gaps.size());
    }
    return shown;
}

// The first set's pieces, too.
void showCatalogue(QWidget *page)
{
    auto *pane = backupsPage(page)->showPane<CataloguePane>("catalogue");
    pane->tree()->expand(pane->sets()->index(0, 0));
}

QJsonObject shownCatalogue(QWidget *page)
{
    const int sets = backupsPage(page)->showPane<CataloguePane>("catalogue")->sets()->rowCount();
    return sets == 0 ? QJsonObject() : QJsonObject{{"sets", sets}};
}

void showCreate(QWidget *page)
{
    backupsPage(page)->showPane("create");
}

QJsonObject shownCreate(QWidget *page)
{
    return {{"store", backupsPage(page)->catalogue()->usualStore()}};
}

void showSnapshots(QWidget *page)
{
    backupsPage(page)->showPane("snapshots");
}

QJsonObject shownSnapshots(QWidget *page)
{
    return {{"snapshots", backupsPage(page)->showPane<SnapshotsPane>("snapshots")->snapshots()->rowCount()}};
}

void showRetention(QWidget *page)
{
    backupsPage(page)->showPane("retention");
}

bool retentionReady(QWidget *page)
{
    return backupsPage(page)->showPane<RetentionPane>("retention")->planned();
}

QJsonObject shownRetention(QWidget *page)
{
    const int rows = backupsPage(page)->showPane<RetentionPane>("retention")->plan()->rowCount();
    return rows == 0 ? QJsonObject() : QJsonObject{{"sets", rows}};
}

void showOffsite(QWidget *page)
{
    backupsPage(page)->showPane("offsite");
}

bool offsiteReady(QWidget *page)
{
    return loaded(page) && backupsPage(page)->showPane<OffsitePane>("offsite")->settled();
}

QJsonObject shownOffsite(QWidget *page)
{
    const auto *pane = backupsPage(page)->showPane<OffsitePane>("offsite");
    return {{"sets", pane->copies()->rowCount()},
            {"destinations", static_cast<qint64>(pane->places()->places().size())}};
}

void showEncryption(QWidget *page)
{
    backupsPage(page)->showPane("encryption");
}

bool encryptionReady(QWidget *page)
{
    return loaded(page) && backupsPage(page)->showPane<EncryptionPane>("encryption")->known();
}

QJsonObject shownEncryption(QWidget *page)
{
    const auto *headline = page->findChild<QLabel *>("keyHeadline");
    return {{"key", headline->text()}};
}

} // namespace

shell::Feature backupsFeature(std::shared_ptr<const core::Keychain> keychain)
{
    shell::Feature feature;
    feature.id = "backups";
    feature.title = QCoreApplication::translate("strandline::backup", "Backups");
    feature.icon = "backups";
    feature.shortcut = QKeySequence("Ctrl+5");
    feature.factory = [keychain = std::move(keychain)](const shell::PageContext &context) {
        return new BackupsPage(context, keychain);
    };
    feature.show = [](QWidget *page, const shell::PageState &what) { backupsPage(page)->answer(what); };
    feature.state = [](QWidget *page) { return backupsPage(page)->state(); };
    feature.tourSteps = {
        {"backups", showOverview, loaded, shownOverview},
        {"backups-catalogue", showCatalogue, loaded, shownCatalogue},
        {"backups-create", showCreate, loaded, shownCreate},
        {"backups-snapshots", showSnapshots, loaded, shownSnapshots},
        {"backups-retention", showRetention, retentionReady, shownRetention},
        {"backups-offsite", showOffsite, offsiteReady, shownOffsite},
        {"backups-encryption", showEncryption, encryptionReady, shownEncryption},
    };
    return feature;
}

} // namespace strandline::backup
