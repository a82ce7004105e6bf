// A statement's plan as a tree or as a graph, with what was measured of the statement and what is certain to
// cost. Copies it as text, saves the graph as PNG or SVG. GUI thread.
#pragma once

#include "models/plan/plan_model.h"
#include "views/common/message/message.h"
#include "views/common/theme/theme.h"

#include <QWidget>

#include <functional>

class QLabel;
class QPushButton;
class QStackedWidget;
class QToolButton;
class QTreeView;

namespace strandline::plan {

class PlanGraph;

class PlanView : public QWidget
{
    Q_OBJECT
public:
    // notify: tells that a picture was saved or couldn't be. The model outlives the view.
    PlanView(PlanModel *model, theme::Theme *theme, std::function<void(const message::Message &)> notify,
             QWidget *parent = nullptr);

    void showGraph(bool graph);
    bool graphShown() const;
    QTreeView *tree() const { return m_tree; }
    PlanGraph *graph() const { return m_graph; }
    // As a file by its ending, .svg or .png. False: it couldn't be written.
    bool save(const QString &file) const;

signals:
    void runRequested(); // to measure the statement

private:
    QWidget *makeBar();
    QWidget *makeFigures();
    void refresh();
    void askFile();

    PlanModel *m_model;
    theme::Theme *m_theme;
    std::function<void(const message::Message &)> m_notify;
    QTreeView *m_tree;
    PlanGraph *m_graph;
    QStackedWidget *m_pages;
    QToolButton *m_treeButton = nullptr;
    QToolButton *m_graphButton = nullptr;
    QWidget *m_zoomButtons = nullptr;
    QPushButton *m_run;
    QLabel *m_measured;
    QLabel *m_advice;
};

} // namespace strandline::plan
