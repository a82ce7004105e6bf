// A chart with its title and a menu: the same figures as a table, saved as PNG, SVG or CSV. GUI thread; files
// are written by a worker.
#pragma once

#include "models/task/task_runner.h"
#include "views/common/chart/series_chart.h"
#include "views/common/message/message.h"

class QBoxLayout;
class QLabel;
class QStackedLayout;
class QToolButton;

namespace strandline::grid {
class RowList;
}

namespace strandline::chart {

// What a page gives to its charts; all of it outlives them.
struct ChartPlace
{
    theme::Theme *theme = nullptr;
    task::TaskList *tasks = nullptr;
    std::function<void(const message::Message &)> notify;
};

class ChartPanel : public QWidget
{
    Q_OBJECT
public:
    // name: of the object; those of the chart, the table and the menu button are name + "Chart" and so on.
    ChartPanel(const QString &name, const QString &title, series::SeriesModel *model, const ChartPlace &place,
               QWidget *parent = nullptr);

    SeriesChart *chart() const { return m_chart; }
    void setTitle(const QString &title);
    QString title() const;
    // Of the title line, for further controls before the menu.
    QBoxLayout *header() const { return m_header; }
    bool asTable() const { return m_asTable->isChecked(); }
    void showAsTable(bool table);
    // What the file is, its ending tells: png, svg, csv.
    void save(const QString &path);

    // The menu of any drawing: asTable, and files of three endings, for whose path it asks; title: what the
    // file is called then.
    static QToolButton *makeMenu(theme::Theme *theme, QAction *asTable, std::function<QString()> title,
                                 std::function<void(const QString &path)> save);

private:
    void takeUnit();

    series::SeriesModel *m_model;
    ChartPlace m_place;
    task::TaskRunner *m_saving;
    SeriesChart *m_chart;
    QLabel *m_title;
    QLabel *m_unit;
    QBoxLayout *m_header;
    QStackedLayout *m_content;
    grid::RowList *m_table = nullptr; // until it is wanted
    QAction *m_asTable;
};

} // namespace strandline::chart
