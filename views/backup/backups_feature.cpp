#include "views/backup/backups_feature.h"

#include "views/backup/backups_page.h"
#include "views/backup/catalogue_pane.h"
#include "views/backup/create_pane.h"
#include "views/backup/overview_pane.h"
#include "views/backup/retention_pane.h"

#include <QCoreApplication>
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

QJsonObject shownOverview(QWidget *page)
{
    const auto &summary = snapshotOf(page).summary;
    if (!summary || !summary->last) {
        return {};
    }
    return {{"sets", static_cast<qint64>(summary->sets)},
            {"ranges", static_cast<qint64>(summary->restorable.size())},
            {"gaps", static_cast<qint64>(summary->gaps.size())}};
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

} // namespace

shell::Feature backupsFeature()
{
    shell::Feature feature;
    feature.id = "backups";
    feature.title = QCoreApplication::translate("strandline::backup", "Backups");
    feature.icon = "backups";
    feature.shortcut = QKeySequence("Ctrl+5");
    feature.factory = [](const shell::PageContext &context) { return new BackupsPage(context); };
    feature.show = [](QWidget *page, const shell::PageState &what) { backupsPage(page)->answer(what); };
    feature.state = [](QWidget *page) { return backupsPage(page)->state(); };
    feature.tourSteps = {
        {"backups", showOverview, loaded, shownOverview},
        {"backups-catalogue", showCatalogue, loaded, shownCatalogue},
        {"backups-create", showCreate, loaded, shownCreate},
        {"backups-retention", showRetention, retentionReady, shownRetention},
    };
    return feature;
}

} // namespace strandline::backup
