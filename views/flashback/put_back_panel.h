// Asks before a table, or some of its rows, is put back: the dry run, whether triggers fire, yes or no. Shown
// under the rows. GUI thread.
#pragma once

#include "models/flashback/dry_run_model.h"
#include "models/flashback/table_flashback.h"
#include "views/shell/feature.h"

#include <QWidget>

class QCheckBox;
class QLabel;
class QPushButton;

namespace strandline::widgets {
class ElidedLabel;
}

namespace strandline::flashback {

class PutBackPanel : public QWidget
{
    Q_OBJECT
public:
    explicit PutBackPanel(const shell::PageContext &context, QWidget *parent = nullptr);

    // Shows itself with the dry run.
    void ask(const TableWish &wish);
    TableFlashback *flashback() const { return m_flashback; }

signals:
    void done(); // the table has changed

private:
    void makeControls();
    void planned(const TablePlan &plan);
    void finished(const TablePlan &plan);
    void close();
    void refresh();

    shell::PageContext m_context;
    TableFlashback *m_flashback;
    DryRunModel *m_dryRun;
    widgets::ElidedLabel *m_title;
    QLabel *m_message;
    QWidget *m_view;
    QCheckBox *m_triggers;
    QPushButton *m_run;
    QPushButton *m_close;
    bool m_ready = false; // the dry run is there, and nothing is in the way
};

} // namespace strandline::flashback
