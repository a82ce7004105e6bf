#include "views/backup/backups_feature.h"

#include "views/backup/backups_page.h"

#include <QCoreApplication>

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

void showCreate(QWidget *page)
{
    backupsPage(page)->showPane("create");
}

QJsonObject shownCreate(QWidget *page)
{
    return {{"store", backupsPage(page)->catalogue()->usualStore()}};
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
        {"backups-create", showCreate, loaded, shownCreate},
    };
    return feature;
}

} // namespace strandline::backup
