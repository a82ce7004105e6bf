// The history under the rows: chart of commits, the same commits as a list, the brush as a removable chip.
// Choosing a commit in either sets the session's moment. GUI thread.
#pragma once

#include "models/session/database_session.h"
#include "views/common/theme/theme.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QStackedLayout;
class QTableView;
class QToolButton;

namespace strandline::widgets {
class ElidedLabel;
}

namespace strandline::timeline {

class CommitChart;

class HistoryPane : public QWidget
{
    Q_OBJECT
public:
    HistoryPane(session::DatabaseSession *session, theme::Theme *theme, QWidget *parent = nullptr);

    CommitChart *chart() const { return m_chart; }
    QTableView *list() const { return m_list; }

private:
    QWidget *makeHeader();
    QWidget *makeList();
    void fitColumns();
    void choose(core::Scn scn);
    void refresh();
    void refreshPoint();
    void refreshBrush();

    session::DatabaseSession *m_session;
    theme::Theme *m_theme;
    CommitChart *m_chart;
    QTableView *m_list;
    widgets::ElidedLabel *m_summary;
    QToolButton *m_brush;
    QToolButton *m_zoomBrush;
    QWidget *m_content;
    QWidget *m_empty;
    QLabel *m_emptyText;
    QPushButton *m_record;
    QWidget *m_controls; // of the chart
    bool m_choosing = false;
    bool m_fitted = false; // the columns, to the commits
};

} // namespace strandline::timeline
