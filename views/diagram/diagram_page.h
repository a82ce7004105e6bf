// The page "Diagram": the tables of the database and the foreign keys between them, as a picture or as a
// table. GUI thread.
#pragma once

#include "models/diagram/links_model.h"
#include "views/diagram/diagram_view.h"
#include "views/shell/feature.h"

#include <QWidget>

class QAction;
class QLabel;
class QLineEdit;
class QStackedWidget;
class QToolButton;

namespace strandline::grid {
class DataGrid;
}
namespace strandline::widgets {
class ElidedLabel;
}

namespace strandline::diagram {

class DiagramPage : public QWidget
{
    Q_OBJECT
public:
    explicit DiagramPage(const shell::PageContext &context, QWidget *parent = nullptr);

    Diagram *diagram() const { return m_diagram; }
    DiagramView *view() const { return m_view; }
    grid::DataGrid *grid() const { return m_grid; }
    void setKeysOnly(bool keysOnly);
    bool keysOnly() const { return m_diagram->detail() == Detail::Keys; }
    void setAsTable(bool asTable);
    bool asTable() const;
    void save(const QString &path); // by a job

protected:
    void changeEvent(QEvent *event) override;

private:
    QWidget *makeHead();
    QWidget *makePastLine();
    QWidget *makeEmpty();
    void makeGrid();
    QAction *command(const QString &id, const char *icon, const QString &text,
                     const QList<QKeySequence> &keys);
    void addActions();
    void loadMoved();
    void tableMoved(const QString &table, const QPointF &leftTop);
    void sessionChanged();
    void pointChanged();
    void refresh();
    void refreshDetail();
    void open(const QString &table);
    void chooseFile();

    shell::PageContext m_context;
    Diagram *m_diagram;
    LinksModel *m_links;
    DiagramView *m_view;
    grid::DataGrid *m_grid;
    task::TaskRunner *m_saving;
    QLabel *m_figures;
    QLineEdit *m_find;
    QToolButton *m_keysOnly = nullptr;
    QToolButton *m_asTable = nullptr;
    QWidget *m_pastLine = nullptr;
    widgets::ElidedLabel *m_pastText;
    widgets::ElidedLabel *m_detail; // of what is chosen
    QStackedWidget *m_content;      // picture, table, nothing
    QWidget *m_empty = nullptr;
    QAction *m_resetAction = nullptr;
    QList<QAction *> m_pictureActions; // that need the picture
    QString m_path;                    // whose positions are in force
};

} // namespace strandline::diagram
