// The windows in which jobs may run, painted in a week grid, and the calendar of holidays. They are the
// user's own and hold for the jobs of all databases. GUI thread.
#pragma once

#include "models/scheduler/schedule_list.h"
#include "models/text/text_rows.h"
#include "views/shell/feature.h"

#include <QWidget>

class QCheckBox;
class QDateEdit;
class QLabel;
class QLineEdit;
class QPushButton;

namespace strandline::grid {
class RowList;
}

namespace strandline::scheduler {

class WindowGrid;

class WindowsPane : public QWidget
{
    Q_OBJECT
public:
    WindowsPane(const shell::PageContext &context, ScheduleList *list, QWidget *parent = nullptr);

    WindowGrid *grid() const { return m_grid; }
    bool edited() const { return m_edited; }

private:
    QWidget *makeWindows();
    QWidget *makeHolidays();
    void listChanged();
    void windowChosen();
    void saveWindow();
    void removeWindow();
    void addHoliday();
    void removeHoliday();
    void refresh();
    std::string chosenWindow() const; // its name; empty: none

    shell::PageContext m_context;
    ScheduleList *m_list;
    text::TextRows *m_windows;
    text::TextRows *m_holidays;
    grid::RowList *m_windowTable;
    WindowGrid *m_grid;
    QLineEdit *m_name;
    QLabel *m_words;
    QPushButton *m_save;
    QPushButton *m_remove;
    grid::RowList *m_holidayTable;
    QDateEdit *m_date;
    QCheckBox *m_everyYear;
    QLineEdit *m_holidayName;
    QPushButton *m_addHoliday;
    QPushButton *m_removeHoliday;
    std::vector<NamedWindow> m_known; // the rows of m_windows: presets, then saved ones
    bool m_edited = false;
};

} // namespace strandline::scheduler
