#include "views/scheduler/windows_pane.h"

#include "models/scheduler/job_words.h"
#include "views/common/grid/row_list.h"
#include "views/common/widgets/style.h"
#include "views/scheduler/window_grid.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QDateEdit>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPointer>
#include <QPushButton>

namespace strandline::scheduler {

namespace {

constexpr int presets = 2; // rows that are always there
constexpr int listWidth = 230;
constexpr int dateWidth = 130;

// "Mon–Fri 22:00–06:00" in the program's language: the text's English names of days replaced.
QString timesText(const Window &window)
{
    QString out =
        QString::fromStdString(window == Window::offHours() ? "Mon-Fri 18:00-06:00; Sat,Sun 00:00-24:00"
                               : window == Window::businessHours() ? "Mon-Fri 09:00-17:00"
                                                                   : window.text());
    const char *const names[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    for (int day = 0; day < 7; ++day) {
        out.replace(QLatin1String(names[day]), shortWeekdayName(day + 1));
    }
    return out.replace(QLatin1Char('-'), QChar(0x2013));
}

} // namespace

WindowsPane::WindowsPane(const shell::PageContext &context, ScheduleList *list, QWidget *parent)
    : QWidget(parent), m_context(context), m_list(list), m_windows(new text::TextRows({tr("Window")}, this)),
      m_holidays(new text::TextRows({tr("Date"), tr("Holiday")}, this)),
      m_windowTable(new grid::RowList("windowList", tr("Windows"), context.theme)),
      m_grid(new WindowGrid(context.theme)), m_name(new QLineEdit), m_words(widgets::label({}, "secondary")),
      m_save(widgets::button(tr("Save window"))), m_remove(widgets::button(tr("Remove"))),
      m_holidayTable(new grid::RowList("holidayList", tr("Holidays"), context.theme)), m_date(new QDateEdit),
      m_everyYear(new QCheckBox(tr("Every year"))), m_holidayName(new QLineEdit),
      m_addHoliday(widgets::button(tr("Add holiday"))), m_removeHoliday(widgets::button(tr("Remove")))
{
    setAccessibleName(tr("Windows and holidays"));
    auto *column = new QBoxLayout(QBoxLayout::TopToBottom, this);
    column->setContentsMargins(theme::space4, theme::space3, theme::space4, theme::space3);
    column->setSpacing(theme::space2);
    column->addWidget(makeWindows());
    column->addSpacing(theme::space2);
    column->addWidget(makeHolidays(), 1);
    setFocusProxy(m_windowTable);
    connect(list, &ScheduleList::changed, this, &WindowsPane::listChanged);
    listChanged();
    m_windowTable->selectRow(0);
}

QWidget *WindowsPane::makeWindows()
{
    auto *box = new QWidget;
    auto *column = widgets::flatColumn(box);
    column->setSpacing(theme::space2);
    auto *heading = widgets::label(tr("Windows"));
    heading->setFont(theme::Theme::heading());
    column->addWidget(heading);
    auto *hint = widgets::label(
        tr("A job that is due outside of its window is skipped. Paint the times with the mouse, or with "
           "arrow keys and Space; Shift paints on."),
        "secondary");
    hint->setWordWrap(true);
    column->addWidget(hint);
    auto *row = widgets::flatRow();
    row->setSpacing(theme::space4);
    m_windowTable->setModel(m_windows);
    m_windowTable->horizontalHeader()->hide();
    m_windowTable->setFixedWidth(listWidth);
    connect(m_windowTable->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &WindowsPane::windowChosen);
    row->addWidget(m_windowTable);
    auto *right = widgets::flatColumn();
    right->setSpacing(theme::space2);
    right->addWidget(m_grid);
    m_words->setObjectName("windowWords");
    m_words->setWordWrap(true);
    right->addWidget(m_words);
    auto *actions = widgets::flatRow();
    actions->setSpacing(theme::space2);
    m_name->setObjectName("windowName");
    m_name->setAccessibleName(tr("Name of the window"));
    m_name->setPlaceholderText(tr("Name of a window of your own"));
    m_save->setObjectName("windowSave");
    m_remove->setObjectName("windowRemove");
    actions->addWidget(m_name, 1);
    actions->addWidget(m_save);
    actions->addWidget(m_remove);
    right->addLayout(actions);
    row->addLayout(right, 1);
    column->addLayout(row);
    connect(m_grid, &WindowGrid::windowChanged, this, [this] {
        m_edited = true;
        refresh();
    });
    connect(m_name, &QLineEdit::textChanged, this, &WindowsPane::refresh);
    connect(m_save, &QPushButton::clicked, this, &WindowsPane::saveWindow);
    connect(m_remove, &QPushButton::clicked, this, &WindowsPane::removeWindow);
    return box;
}

QWidget *WindowsPane::makeHolidays()
{
    auto *box = new QWidget;
    auto *column = widgets::flatColumn(box);
    column->setSpacing(theme::space2);
    auto *heading = widgets::label(tr("Holidays"));
    heading->setFont(theme::Theme::heading());
    column->addWidget(heading);
    m_holidayTable->setModel(m_holidays);
    m_holidayTable->horizontalHeader()->setMinimumSectionSize(dateWidth);
    m_holidayTable->keepFitted();
    column->addWidget(m_holidayTable, 1);
    auto *row = widgets::flatRow();
    row->setSpacing(theme::space2);
    m_date->setObjectName("holidayDate");
    m_date->setAccessibleName(tr("Date of the holiday"));
    m_date->setCalendarPopup(true);
    m_date->setMinimumWidth(dateWidth);
    m_date->setDate(QDate::currentDate());
    m_everyYear->setObjectName("holidayEveryYear");
    m_everyYear->setAccessibleName(m_everyYear->text());
    m_holidayName->setObjectName("holidayName");
    m_holidayName->setAccessibleName(tr("Name of the holiday"));
    m_holidayName->setPlaceholderText(tr("Name of the holiday"));
    m_addHoliday->setObjectName("holidayAdd");
    m_removeHoliday->setObjectName("holidayRemove");
    row->addWidget(m_date);
    row->addWidget(m_everyYear);
    row->addWidget(m_holidayName, 1);
    row->addWidget(m_addHoliday);
    row->addWidget(m_removeHoliday);
    column->addLayout(row);
    connect(m_holidayName, &QLineEdit::textChanged, this, &WindowsPane::refresh);
    connect(m_holidayName, &QLineEdit::returnPressed, this, &WindowsPane::addHoliday);
    connect(m_addHoliday, &QPushButton::clicked, this, &WindowsPane::addHoliday);
    connect(m_removeHoliday, &QPushButton::clicked, this, &WindowsPane::removeHoliday);
    connect(m_holidayTable->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &WindowsPane::refresh);
    return box;
}

std::string WindowsPane::chosenWindow() const
{
    const QModelIndexList rows = m_windowTable->selectionModel()->selectedRows();
    return rows.isEmpty() ? std::string() : m_known[static_cast<std::size_t>(rows.front().row())].name;
}

void WindowsPane::listChanged()
{
    const std::string chosen = chosenWindow();
    m_known = {{"business-hours", Window::businessHours()}, {"off-hours", Window::offHours()}};
    m_known.insert(m_known.end(), m_list->state().windows.begin(), m_list->state().windows.end());
    std::vector<QStringList> rows;
    for (const NamedWindow &window : m_known) {
        rows.push_back({windowText(window.name)});
    }
    m_windows->setRows(std::move(rows));
    if (!m_edited) {
        for (std::size_t i = 0; i < m_known.size(); ++i) {
            if (m_known[i].name == chosen) {
                m_windowTable->selectRow(static_cast<int>(i));
            }
        }
    }
    rows.clear();
    for (const Holiday &holiday : m_list->state().holidays) {
        const QDate date(holiday.day.year, holiday.day.month, holiday.day.day);
        const QString when =
            holiday.everyYear
                ? tr("%1, every year").arg(QLocale().toString(date, tr("d MMMM", "date without year")))
                : QLocale().toString(date, QLocale::LongFormat);
        rows.push_back({when, QString::fromStdString(holiday.name)});
    }
    m_holidays->setRows(std::move(rows));
    m_holidayTable->setEmptyText(m_holidays->rowCount() > 0
                                     ? QString()
                                     : tr("Jobs that say so don't run on the days that stand here."));
    refresh();
}

void WindowsPane::windowChosen()
{
    const QModelIndexList rows = m_windowTable->selectionModel()->selectedRows();
    if (!rows.isEmpty()) {
        const int row = rows.front().row();
        m_edited = false;
        m_grid->setWindow(m_known[static_cast<std::size_t>(row)].window);
        m_name->setText(row < presets ? QString()
                                      : QString::fromStdString(m_known[static_cast<std::size_t>(row)].name));
    }
    refresh();
}

void WindowsPane::saveWindow()
{
    const std::string name = m_name->text().trimmed().toStdString();
    m_list->change([name, window = m_grid->window()](const Schedules &schedules,
                                                     core::Time) { schedules.saveWindow(name, window); },
                   [pane = QPointer(this), name] {
                       if (pane) {
                           pane->m_edited = false;
                           pane->m_context.notify(
                               {message::Kind::Success,
                                tr("The window %1 is saved.").arg(QString::fromStdString(name)),
                                {},
                                {}});
                       }
                   });
}

void WindowsPane::removeWindow()
{
    m_list->change(
        [name = chosenWindow()](const Schedules &schedules, core::Time) { schedules.removeWindow(name); });
}

void WindowsPane::addHoliday()
{
    if (!m_addHoliday->isEnabled()) {
        return;
    }
    const QDate date = m_date->date();
    const Holiday holiday{{date.year(), date.month(), date.day()},
                          m_everyYear->isChecked(),
                          m_holidayName->text().trimmed().toStdString()};
    m_list->change([holiday](const Schedules &schedules, core::Time) { schedules.saveHoliday(holiday); },
                   [name = QPointer(m_holidayName)] {
                       if (name) {
                           name->clear();
                       }
                   });
}

void WindowsPane::removeHoliday()
{
    const QModelIndexList rows = m_holidayTable->selectionModel()->selectedRows();
    if (!rows.isEmpty()) {
        const Holiday holiday = m_list->state().holidays.at(static_cast<std::size_t>(rows.front().row()));
        m_list->change([date = holiday.date()](const Schedules &schedules, core::Time) {
            schedules.removeHoliday(date);
        });
    }
}

void WindowsPane::refresh()
{
    const Window &window = m_grid->window();
    m_words->setText(window.empty() ? tr("Closed all week: no job could run.") : timesText(window));
    m_save->setEnabled(!m_name->text().trimmed().isEmpty() && !window.empty());
    const QModelIndexList rows = m_windowTable->selectionModel()->selectedRows();
    m_remove->setEnabled(!rows.isEmpty() && rows.front().row() >= presets);
    m_addHoliday->setEnabled(!m_holidayName->text().trimmed().isEmpty());
    m_removeHoliday->setEnabled(m_holidayTable->selectionModel()->hasSelection());
}

} // namespace strandline::scheduler
