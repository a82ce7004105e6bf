// What one backup set is, and what can be done with it. What deleting it would lose stands below, in red,
// before the button that does it. GUI thread.
#pragma once

#include "views/backup/backup_pane.h"

#include <optional>

class QDateTimeEdit;
class QGridLayout;
class QLabel;
class QPushButton;

namespace strandline::backup {

class RestorableBand;
class VerifyLine;

class SetDetails : public QWidget
{
    Q_OBJECT
public:
    explicit SetDetails(const PaneContext &context, QWidget *parent = nullptr);

    // Null: nothing is chosen.
    void show(const SetInfo *set);
    void askDelete();
    void openVerify();

private:
    QWidget *makeFacts();
    QWidget *makeActions();
    QWidget *makeKeep();
    QWidget *makeLoss();
    void addFact(const QString &name, const QString &value, const char *role = nullptr);
    void addPath(const QString &name, const QString &value); // on one line, shortened in the middle
    void addFactRow(const QString &name, QLabel *words);
    void refreshFacts();
    void refreshActions();
    void showLoss(const QStringList &ids, const Loss &loss);
    QString lossText(const Loss &loss) const;

    PaneContext m_context;
    std::optional<SetInfo> m_set;
    QLabel *m_title;
    QGridLayout *m_facts = nullptr;
    QWidget *m_factBox = nullptr;
    QPushButton *m_restore = nullptr;
    QPushButton *m_copy = nullptr;
    QPushButton *m_verify = nullptr;
    VerifyLine *m_verifyLine = nullptr;
    QPushButton *m_keep = nullptr;
    QPushButton *m_delete = nullptr;
    QWidget *m_keepLine = nullptr;
    QDateTimeEdit *m_until = nullptr;
    QPushButton *m_pin = nullptr;
    QPushButton *m_release = nullptr;
    QWidget *m_lossLine = nullptr;
    QLabel *m_lossText = nullptr;
    RestorableBand *m_lossBand = nullptr;
    QPushButton *m_deleteNow = nullptr;
};

} // namespace strandline::backup
