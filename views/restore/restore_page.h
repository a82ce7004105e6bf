// The page that restores a database from its backups: which moment, where to, what it takes, the run with its
// progress, and what came out. "Look inside first" shows the moment as a database of its own, without a
// restore. It needs no open database: the one meant may be lost or damaged. GUI thread.
#pragma once

#include "models/restore/pieces_model.h"
#include "models/restore/restore_work.h"
#include "views/shell/feature.h"

#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>

class QBoxLayout;
class QCalendarWidget;
class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QRadioButton;
class QTimeEdit;

namespace strandline::grid {
class RowList;
}

namespace strandline::backup {
class RestorableBand;
}

namespace strandline::restore {

class RestorePage : public QWidget
{
    Q_OBJECT
public:
    // How a moment is said; the order of the list.
    enum class By
    {
        Latest,
        Time,
        Scn,
        RestorePoint,
        BeforeTransaction,
        Set,
    };

    explicit RestorePage(const shell::PageContext &context, QWidget *parent = nullptr);

    // database: path; store: folder; one of set, scn, transaction, restorePoint, time (ISO 8601 or
    // milliseconds since 1970).
    void show(const shell::PageState &what);
    shell::PageState state() const;
    QString closeLoss() const;
    RestoreWork *work() const { return m_work; }

protected:
    void showEvent(QShowEvent *event) override;

private:
    QWidget *makeForm();
    void addDatabase();
    void addMoment();
    void addFields();
    void addKey();
    void addTarget();
    QWidget *makeResult();
    QWidget *makeRun();
    void connectWork();

    // restore_page_moment.cpp: what is restored
    void loadDatabase(const QString &path, const QString &store = {});
    void loaded();
    void takeWish();
    void momentChanged();
    void plan();
    std::optional<backup::Target> target() const;
    void setTime(core::Time time);
    core::Time chosenTime() const;
    void chooseTime(core::Time time);
    void usePassphrase();
    void chooseKeyFile();
    void chooseOut();
    void suggestOut();
    void showRow(QWidget *field, bool visible);

    // restore_page_run.cpp: doing it, and telling of it
    void start();
    void run();
    void restored();
    void drilled();
    void tell(const QString &outcome, bool failed);
    void showProgress(const core::Progress &progress);
    void refresh();
    QString planText() const;
    QString problemText() const;
    QString startText() const;

    shell::PageContext m_context;
    RestoreWork *m_work;
    PiecesModel *m_pieces;
    shell::PageState m_wish; // until the backups are read
    QTimer m_soon;           // plans when the choice has settled
    QElapsedTimer m_started;
    QString m_filledFor;       // the database whose moments are in the fields
    bool m_outWritten = false; // by the user

    QFormLayout *m_form = nullptr;
    QComboBox *m_database = nullptr;
    QComboBox *m_by = nullptr;
    QCalendarWidget *m_calendar = nullptr;
    QTimeEdit *m_clock = nullptr;
    QLineEdit *m_scn = nullptr;
    QComboBox *m_points = nullptr;
    QLineEdit *m_transaction = nullptr;
    QComboBox *m_sets = nullptr;
    QWidget *m_keyRow = nullptr;
    QLineEdit *m_passphrase = nullptr;
    QRadioButton *m_toFile = nullptr;
    QRadioButton *m_inPlace = nullptr;
    QWidget *m_outRow = nullptr;
    QLineEdit *m_out = nullptr;
    QCheckBox *m_check = nullptr;
    QCheckBox *m_keepOld = nullptr;

    backup::RestorableBand *m_band = nullptr;
    QLabel *m_plan = nullptr;
    QLabel *m_problem = nullptr;
    grid::RowList *m_list = nullptr;
    QLabel *m_outcome = nullptr;
    QPushButton *m_open = nullptr;
    QLabel *m_rate = nullptr;
    QProgressBar *m_progress = nullptr;
    QPushButton *m_cancel = nullptr;
    QPushButton *m_look = nullptr;
    QPushButton *m_drill = nullptr;
    QPushButton *m_start = nullptr;
};

} // namespace strandline::restore
