// "Verify" for one set: the level, the key where one is needed, progress with cancel, and what came of it.
// GUI thread.
#pragma once

#include "views/backup/backup_pane.h"

#include <optional>

class QComboBox;
class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;

namespace strandline::backup {

class VerifyLine : public QWidget
{
    Q_OBJECT
public:
    explicit VerifyLine(const PaneContext &context, QWidget *parent = nullptr);

    void setSet(const SetInfo *set); // null: none

private:
    VerifyLevel level() const;
    void start();
    void refresh();
    void showProgress(const core::Progress &progress);
    void showResult(const std::vector<SetVerification> &sets);

    PaneContext m_context;
    std::optional<SetInfo> m_set;
    QComboBox *m_level;
    QLabel *m_hint;
    QLineEdit *m_key;
    QPushButton *m_start;
    QWidget *m_running;
    QProgressBar *m_bar;
    QLabel *m_progress;
    QPushButton *m_cancel;
    QLabel *m_result;
};

} // namespace strandline::backup
