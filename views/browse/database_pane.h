// The database as a whole: what its header says, the sizes of all its objects, and its upkeep as commands
// whose result comes as a message. GUI thread.
#pragma once

#include "engine/session/maintenance.h"
#include "models/schema/structure.h"
#include "views/shell/feature.h"

#include <QWidget>

class QLabel;

namespace strandline::browse {

class FactsPane;
class SizesPane;

class DatabasePane : public QWidget
{
    Q_OBJECT
public:
    explicit DatabasePane(const shell::PageContext &context, QWidget *parent = nullptr);

    void show(const schema::StructurePtr &structure); // reads the header anew; null: nothing
    const std::vector<QAction *> &commands() const { return m_commands; }
    FactsPane *facts() const { return m_facts; }
    SizesPane *sizes() const { return m_sizes; }

signals:
    void tableWanted(const QString &table);

private:
    QWidget *makeCommands();
    void run(session::MaintenanceTask task, const QString &title, const QString &name);
    void finished(const QString &name, const session::MaintenanceReport &report);
    void refreshCommands();

    shell::PageContext m_context;
    task::TaskRunner *m_reading;
    task::TaskRunner *m_maintaining;
    FactsPane *m_facts;
    SizesPane *m_sizes;
    QLabel *m_remark;
    std::vector<QAction *> m_commands;
    schema::StructurePtr m_structure;
};

} // namespace strandline::browse
