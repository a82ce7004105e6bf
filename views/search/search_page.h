// The page "Search": a text in the names and values of all tables, at the session's moment; what is found
// comes while it is searched, and leads to its row in Browse. GUI thread.
#pragma once

#include "models/schema/schema_model.h"
#include "models/search/search_model.h"
#include "views/shell/feature.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QTreeView;

namespace strandline::search {

class SearchPage : public QWidget
{
    Q_OBJECT
public:
    explicit SearchPage(const shell::PageContext &context, QWidget *parent = nullptr);

    // text: searched at once, unless run is false; the options as of state().
    void show(const shell::PageState &what);
    shell::PageState state() const;
    SearchModel *model() const { return m_model; }

private:
    QWidget *makeTop();
    QWidget *makeOptions();
    QWidget *makePastLine();
    QWidget *makeResults();
    void addActions();
    session::SearchQuery query() const;
    void startOrCancel();
    void start();
    void tablesLoaded();
    void refresh();
    void refreshProgress();
    void refreshMoment();
    void opened(const QModelIndex &index);
    QString stateText() const;

    shell::PageContext m_context;
    SearchModel *m_model;
    schema::SchemaModel *m_tables;
    QString m_wantedTable; // chosen, but the tables aren't known yet
    QLineEdit *m_text = nullptr;
    QPushButton *m_start = nullptr;
    QComboBox *m_mode = nullptr;
    QComboBox *m_what = nullptr;
    QComboBox *m_table = nullptr;
    QComboBox *m_limit = nullptr;
    QCheckBox *m_case = nullptr;
    QCheckBox *m_blobs = nullptr;
    QWidget *m_pastLine = nullptr;
    QLabel *m_moment = nullptr;
    QLabel *m_state = nullptr;
    QProgressBar *m_progress = nullptr;
    QWidget *m_results = nullptr;
    QLabel *m_none = nullptr;
    QTreeView *m_tree = nullptr;
};

} // namespace strandline::search
