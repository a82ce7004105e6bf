// "Back up now": where to, which kind, how small, with which key, how long it is kept; progress with rate and
// time left, cancel, and what came of it. GUI thread.
#pragma once

#include "views/backup/backup_pane.h"

class QComboBox;
class QDateTimeEdit;
class QFormLayout;
class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QSpinBox;

namespace strandline::backup {

class CreatePane : public BackupPane
{
    Q_OBJECT
public:
    explicit CreatePane(const PaneContext &context);

    // "kind": of Kind, by its name; "store": a folder.
    void answer(const shell::PageState &what) override;

private:
    QWidget *makeForm();
    void addTarget(QFormLayout *form);
    void addEncryption(QFormLayout *form);
    void addKeeping(QFormLayout *form);
    QWidget *makeProgress();
    void chooseStore();
    void chooseKeyFile();
    void refillStores();
    void refresh();
    void refreshHints(const StoreState *store);
    const StoreState *storeState() const; // null: not a known one
    NewBackup wanted() const;
    void start();
    void showProgress(const core::Progress &progress);
    void showResult(const MadeBackup &made);
    void showEnd(const QString &text, const char *role);

    PaneContext m_context;
    QComboBox *m_store;
    QLabel *m_storeHint;
    QComboBox *m_kind;
    QLabel *m_kindHint;
    QSpinBox *m_level;
    QComboBox *m_key;
    QLineEdit *m_passphrase;
    QLineEdit *m_repeat;
    QLineEdit *m_keyFile;
    QWidget *m_keyFileRow = nullptr;
    QComboBox *m_cipher;
    QLabel *m_keyHint;
    QLineEdit *m_tags;
    QComboBox *m_keep;
    QComboBox *m_verify;
    QDateTimeEdit *m_until;
    QFormLayout *m_form = nullptr;
    QPushButton *m_start;
    QWidget *m_running = nullptr;
    QProgressBar *m_bar;
    QLabel *m_progress;
    QPushButton *m_cancel;
    QLabel *m_result;
    QPushButton *m_show;
    QString m_madeId;
    bool m_storeTouched = false; // by the user
};

} // namespace strandline::backup
