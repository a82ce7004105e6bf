// Copies elsewhere: the destinations, what is in each of them and what isn't, copying, fetching back,
// verifying, deleting there; of a standby how far it is behind, and what a recovery from it takes. GUI
// thread.
#pragma once

#include "models/backup/offsite_work.h"
#include "models/backup/places_model.h"
#include "views/backup/backup_pane.h"

class QLabel;
class QProgressBar;
class QPushButton;
class QStackedWidget;

namespace strandline::grid {
class RowList;
}

namespace strandline::backup {

class DestinationForm;
class KeyField;

class OffsitePane : public BackupPane
{
    Q_OBJECT
public:
    explicit OffsitePane(const PaneContext &context);

    void answer(const shell::PageState &what) override; // "destination": its name
    void readAgain() override { readPlaces(); }
    const OffsitePlaces *places() const { return m_places; }
    const CopiesModel *copies() const { return m_copies; }
    bool settled() const { return m_places->loaded() && !m_places->reading(); }

private:
    QWidget *makeList();
    QWidget *makePlace();
    QWidget *makeActions();
    QWidget *makeDrill();
    QWidget *makeRunning();
    QWidget *makeQuestion();
    void connectWork();
    void readPlaces();
    QStringList setsHere() const; // ids of the sound ones
    const Place *chosen() const;
    QString storeHere() const; // that copies come from and go back to
    QStringList picked(bool there) const;
    void edit(bool isNew);
    void showPlaces();
    void showPlace();
    void showStandby(const Place &place);
    void refreshActions();
    void tell(const QString &text, const char *role);
    void tellDrill(const offsite::Drill &drill);
    void ask();

    PaneContext m_context;
    OffsitePlaces *m_places;
    OffsiteWork *m_work;
    PlacesModel *m_model;
    CopiesModel *m_copies;
    grid::RowList *m_list;
    QPushButton *m_add;
    QPushButton *m_edit;
    QPushButton *m_forget;
    QStackedWidget *m_stack;
    QWidget *m_placePage = nullptr;
    DestinationForm *m_form;
    QLabel *m_title;
    QLabel *m_state;
    QLabel *m_standby;
    QPushButton *m_copy;
    QPushButton *m_fetch;
    QPushButton *m_verify;
    QPushButton *m_delete;
    QPushButton *m_drill;
    QWidget *m_keyRow = nullptr;
    KeyField *m_key;
    QWidget *m_running = nullptr;
    QProgressBar *m_bar;
    QLabel *m_progress;
    QPushButton *m_cancel;
    QWidget *m_question = nullptr;
    QLabel *m_questionText;
    QPushButton *m_yes;
    QLabel *m_result;
    grid::RowList *m_sets;
    QString m_shown;       // the destination
    QStringList m_readFor; // the sets that were here when the places were read
};

} // namespace strandline::backup
