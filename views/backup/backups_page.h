// The page "Backups": what protects this database, the catalogue of its backup sets, and what is done with
// them. Panes are made when they are first shown. GUI thread.
#pragma once

#include "views/backup/backup_pane.h"

#include <QTimer>

class QAction;
class QLabel;
class QPushButton;
class QStackedWidget;
class QTabBar;

namespace strandline::widgets {
class ElidedLabel;
}

namespace strandline::backup {

class BackupsPage : public QWidget
{
    Q_OBJECT
public:
    explicit BackupsPage(const shell::PageContext &context,
                         std::shared_ptr<const core::Keychain> keychain = nullptr, QWidget *parent = nullptr);

    // Made where it was not yet; null for an id that there is not.
    BackupPane *showPane(const QString &id);
    template <typename Pane>
    Pane *showPane(const char *id)
    {
        return static_cast<Pane *>(showPane(QString::fromLatin1(id)));
    }
    // By the keys of an OpenRequest: "pane" and those of the pane.
    void answer(const shell::PageState &what);
    shell::PageState state() const;
    QString pane() const; // the id of the one that is shown

    QString stateText() const; // what protects the database, in one line
    BackupCatalogue *catalogue() const { return m_catalogue; }
    BackupWork *work() const { return m_work; }

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    struct Pane
    {
        PaneDescription description;
        BackupPane *widget = nullptr;
    };

    QWidget *makeTitle();
    QWidget *makePanes();
    void addPane(PaneDescription description);
    QAction *bind(const char *id, const QString &icon, const QString &text, const QList<QKeySequence> &keys);
    void showTab(int index);
    PaneContext paneContext();
    void tellResults();
    void refreshTitle();

    shell::PageContext m_context;
    std::shared_ptr<const core::Keychain> m_keychain;
    BackupCatalogue *m_catalogue;
    BackupWork *m_work;
    widgets::ElidedLabel *m_state;
    QLabel *m_stateIcon;
    QPushButton *m_restore;
    QPushButton *m_create;
    QTabBar *m_tabs;
    QStackedWidget *m_stack;
    std::vector<Pane> m_panes;
    QTimer m_again; // others make backups, too
};

} // namespace strandline::backup
