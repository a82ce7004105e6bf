// "Undo this transaction": the dry run in each of the four modes with what depends on the transaction, as a
// graph and as tables, then the doing. GUI thread.
#pragma once

#include "models/flashback/undo_work.h"
#include "views/flashback/explorer_pane.h"

#include <QWidget>

#include <optional>

class QButtonGroup;
class QLabel;
class QPushButton;
class QScrollArea;

namespace strandline::grid {
class RowList;
}

namespace strandline::flashback {

class UndoGraph;

class UndoPanel : public QWidget
{
    Q_OBJECT
public:
    explicit UndoPanel(const PaneContext &context, QWidget *parent = nullptr);

    void open(core::Scn xid);
    UndoGraph *graph() const { return m_graph; }
    const std::optional<UndoPlan> &plan() const { return m_plan; }

signals:
    void closed();

private:
    QWidget *makeHead();
    QWidget *makeReport();
    QWidget *makeFoot();
    UndoMode mode() const;
    void planAgain();
    void take(const UndoPlan &plan);
    void refresh();
    void done(const UndoPlan &plan);
    void close();

    PaneContext m_context;
    UndoWork *m_work;
    UndoTablesModel *m_tables;
    UndoDependenciesModel *m_dependencies;
    core::Scn m_xid;
    std::optional<UndoPlan> m_plan;
    std::optional<core::Error> m_error;
    QLabel *m_title;
    QButtonGroup *m_modes;
    QLabel *m_explanation;
    QScrollArea *m_scroll;
    UndoGraph *m_graph;
    QWidget *m_report = nullptr;
    grid::RowList *m_tablesView;
    grid::RowList *m_dependenciesView;
    QLabel *m_words;
    QPushButton *m_accept;
};

} // namespace strandline::flashback
