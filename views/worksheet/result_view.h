// One result in a grid, with its figures, its filter, and the way to more rows. The same view shows whatever
// result its tab bar chooses. GUI thread.
#pragma once

#include "models/worksheet/result_model.h"
#include "views/common/theme/theme.h"

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

namespace strandline::worksheet {

class ResultView : public QWidget
{
    Q_OBJECT
public:
    explicit ResultView(theme::Theme *theme, QWidget *parent = nullptr);

    void show(ResultModel *result, bool pinned);
    ResultModel *result() const { return m_result; }
    grid::DataGrid *grid() const { return m_grid; }
    QLineEdit *filter() const { return m_filter; }

signals:
    void fetchAllRequested();
    void exportRequested();
    void pinRequested(bool pinned);

private:
    QWidget *makeHead();
    QWidget *makeMore();
    void refresh();
    void fit();

    theme::Theme *m_theme;
    QPointer<ResultModel> m_result;
    QLabel *m_figures;
    QLineEdit *m_filter;
    QToolButton *m_pin;
    QPushButton *m_export;
    grid::DataGrid *m_grid;
    QLabel *m_empty;
    QWidget *m_more;
    QLabel *m_moreText;
    QPushButton *m_fetchAll;
    QTimer m_filterDelay;
    bool m_fitted = false;
};

} // namespace strandline::worksheet
