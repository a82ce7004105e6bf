// One result in a grid, with its figures, its filter, and the way to more rows. The same view shows whatever
// result its tab bar chooses. GUI thread.
#pragma once

#include "models/worksheet/result_model.h"
#include "views/shell/feature.h"

#include <QHash>
#include <QPointer>
#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;
class QToolButton;

namespace strandline::grid {
class DataGrid;
}

namespace strandline::value {
class ValuePane;
class ValueSplit;
} // namespace strandline::value

namespace strandline::worksheet {

class ResultView : public QWidget
{
    Q_OBJECT
public:
    explicit ResultView(const shell::PageContext &context, QWidget *parent = nullptr);

    void show(ResultModel *result, bool pinned);
    ResultModel *result() const { return m_result; }
    grid::DataGrid *grid() const { return m_grid; }
    QLineEdit *filter() const { return m_filter; }
    void showValue(bool on); // the pane with the current cell's whole value
    void toggleValue();

signals:
    void fetchAllRequested();
    void exportRequested();
    void pinRequested(bool pinned);

private:
    QWidget *makeHead();
    QWidget *makeMore();
    void refresh();
    void fit();
    void refreshValue();

    QSettings *m_settings;
    QPointer<ResultModel> m_result;
    QLabel *m_figures;
    QLineEdit *m_filter;
    QToolButton *m_pin;
    QPushButton *m_export;
    QToolButton *m_valueToggle;
    grid::DataGrid *m_grid;
    value::ValuePane *m_value;
    value::ValueSplit *m_split;
    QLabel *m_empty;
    QWidget *m_more;
    QLabel *m_moreText;
    QPushButton *m_fetchAll;
    QTimer m_filterDelay;
    bool m_fitted = false;
};

} // namespace strandline::worksheet
