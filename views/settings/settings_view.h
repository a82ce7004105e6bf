// The page of the settings: at the left a search and the subjects, at the right the subject's page. What is
// searched for is marked on every page and leaves only the subjects that have it. Pages are made when they
// are first shown or searched. GUI thread.
#pragma once

#include "views/shell/feature.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QListWidget;
class QStackedWidget;

namespace strandline::settings {

struct SettingsEntry
{
    QString id;
    shell::SettingsPage page;
};

// A page that searches itself, for it has more than labels and controls.
class Searchable
{
public:
    virtual ~Searchable() = default;
    // Shows what contains text, all where it is empty; returns how many.
    virtual int search(const QString &text) = 0;
};

class SettingsView : public QWidget
{
    Q_OBJECT
public:
    SettingsView(shell::PageContext context, std::vector<SettingsEntry> entries, QWidget *parent = nullptr);

    // Nothing happens where there is no such page.
    void showPage(const QString &id);
    QString page() const; // its id; empty: the search found nothing

private:
    QWidget *content(int index);
    void choose(int index);
    void search(const QString &text);
    int mark(int index, const QString &text);

    shell::PageContext m_context;
    std::vector<SettingsEntry> m_entries;
    std::vector<QWidget *> m_contents; // null: not made yet
    QLineEdit *m_search;
    QListWidget *m_list;
    QLabel *m_title;
    QStackedWidget *m_stack;
    QLabel *m_nothing;
};

} // namespace strandline::settings
