// Retention of one store: the rules, and what they would delete and why the rest stays, told before anything
// goes. GUI thread.
#pragma once

#include "models/backup/retention_model.h"
#include "views/backup/backup_pane.h"

#include <QTimer>

class QCheckBox;
class QComboBox;
class QLabel;
class QPushButton;
class QSpinBox;

namespace strandline::grid {
class RowList;
}

namespace strandline::backup {

class RetentionPane : public BackupPane
{
    Q_OBJECT
public:
    explicit RetentionPane(const PaneContext &context);

    void readAgain() override { soon(); }
    const RetentionModel *plan() const { return m_model; }
    bool planned() const { return m_planned; }

private:
    QWidget *makeRules();
    QWidget *makeRule(QCheckBox *box, const std::vector<QWidget *> &values, const QString &hint);
    QSpinBox *number(const char *name, const QString &what, int least, int value, int most);
    QWidget *makePlan();
    void restoreRules();
    void rememberRules();
    Policy policy() const;
    QString store() const;
    void refillStores();
    void soon();
    void ask();
    void showPlan(const PruneReport &report);

    PaneContext m_context;
    RetentionModel *m_model;
    QComboBox *m_store;
    QCheckBox *m_byWindow;
    QSpinBox *m_days = nullptr;
    QCheckBox *m_byRedundancy;
    QSpinBox *m_copies = nullptr;
    QCheckBox *m_byGenerations;
    std::vector<QSpinBox *> m_generations;
    QCheckBox *m_byFree;
    QSpinBox *m_free = nullptr;
    QLabel *m_summary;
    grid::RowList *m_list;
    QPushButton *m_prune;
    QTimer m_soon;
    bool m_planned = false;
};

} // namespace strandline::backup
