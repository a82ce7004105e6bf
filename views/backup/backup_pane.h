// One pane of the Backups page, under its title line: what the page knows of it and what it gets. A pane is
// made when it is first shown. The list of panes is in backup_panes.cpp. GUI thread.
//
// What the stores hold is in the one BackupCatalogue, what is done in the one BackupWork: panes follow their
// signals. Messages go to page.notify, other features' pages are reached by page.open.
#pragma once

#include "engine/core/keychain.h"
#include "models/backup/backup_catalogue.h"
#include "models/backup/backup_work.h"
#include "views/shell/feature.h"

#include <QWidget>

#include <functional>
#include <memory>
#include <vector>

namespace strandline::backup {

struct PaneContext
{
    shell::PageContext page; // the session in it is never null
    BackupCatalogue *catalogue = nullptr;
    BackupWork *work = nullptr;
    std::shared_ptr<const core::Keychain> keychain; // null: the program has none
    // Shows another pane (by its id), which answers what. "set" and "store": of a backup set; "verify": true.
    std::function<void(const QString &pane, const shell::PageState &what)> show;
    // Whether there is a pane of that id.
    std::function<bool(const QString &pane)> has;
};

class BackupPane : public QWidget
{
    Q_OBJECT
public:
    using QWidget::QWidget;

    // An OpenRequest's wishes, by the feature's keys; keys that mean nothing here are passed over.
    virtual void answer(const shell::PageState & /*what*/) {}
    // F5. The catalogue is read again anyway.
    virtual void readAgain() {}
};

struct PaneDescription
{
    QString id; // of OpenRequests and settings
    QString title;
    QString icon; // of the command that shows it
    std::function<BackupPane *(const PaneContext &)> factory;
};

// In the order of their tabs.
std::vector<PaneDescription> backupPanes();

} // namespace strandline::backup
