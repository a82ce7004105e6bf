// The key of a store: whether its backups are encrypted and by what, setting a key up, changing it with what
// that touches, key files, and what it means when a key is lost. GUI thread.
#pragma once

#include "models/backup/store_key.h"
#include "views/backup/backup_pane.h"

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace strandline::backup {

class KeyField;

class EncryptionPane : public BackupPane
{
    Q_OBJECT
public:
    explicit EncryptionPane(const PaneContext &context);

    void answer(const shell::PageState &what) override;
    void readAgain() override { m_key->read(store()); }
    bool known() const { return m_known; }

private:
    QWidget *makeForm();
    QWidget *makeState();
    QWidget *makeChange();
    QString store() const;
    void refillStores();
    void showState(const StoreKeyState &state);
    void refresh();
    void change();
    void showChanged(const RotationReport &report);
    void showResult(const QString &text, const char *role);
    void chooseNewFile(const QString &title, const std::function<void(const QString &)> &use);

    PaneContext m_context;
    StoreKey *m_key;
    StoreKeyState m_state;
    bool m_known = false;
    QComboBox *m_store;
    QLabel *m_headline;
    QLabel *m_facts;
    QLabel *m_lost;
    QPushButton *m_export;
    QLabel *m_changeTitle;
    QWidget *m_oldRow = nullptr;
    KeyField *m_old;
    KeyField *m_new;
    QWidget *m_repeatRow = nullptr;
    QLineEdit *m_repeat;
    QPushButton *m_makeFile;
    QCheckBox *m_keep;
    QLabel *m_keepHint;
    QLabel *m_touches;
    QPushButton *m_change;
    QLabel *m_result;
};

} // namespace strandline::backup
