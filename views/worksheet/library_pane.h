// The side panel of a worksheet: the statements that were run, and the queries that were saved, each with a
// search. GUI thread.
#pragma once

#include "models/worksheet/library.h"
#include "views/common/theme/theme.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QLineEdit;
class QListView;
class QPushButton;
class QToolButton;

namespace strandline::worksheet {

class LibraryPane : public QWidget
{
    Q_OBJECT
public:
    enum class List
    {
        History,
        Saved
    };
    LibraryPane(Library *library, theme::Theme *theme, QWidget *parent = nullptr);

    void show(List list); // reads it anew and takes the focus
    List list() const { return m_list; }

signals:
    void insertRequested(const QString &sql);
    void runRequested(const QString &sql);
    void openRequested(const strandline::worksheet::SavedQuery &query);
    void renameRequested(const strandline::worksheet::SavedQuery &query);
    void closeRequested();

private:
    QWidget *makeHead(theme::Theme *theme);
    QWidget *makeButtons();
    LibraryModel *model() const;
    void search();
    void refresh();
    void chosen(bool first);
    void remove();

    Library *m_library;
    List m_list = List::History;
    QToolButton *m_historyTab = nullptr;
    QToolButton *m_savedTab = nullptr;
    QLineEdit *m_search;
    QListView *m_view;
    QLabel *m_empty;
    QPushButton *m_first;  // insert, or open
    QPushButton *m_second; // run again, or rename
    QPushButton *m_remove; // clear, or delete
    QTimer m_searchSoon;
};

} // namespace strandline::worksheet
