#include "views/restore/restore_page.h"

#include "views/common/backup/restorable_band.h"
#include "views/common/grid/row_list.h"
#include "views/common/widgets/style.h"

#include <QBoxLayout>
#include <QCalendarWidget>
#include <QCheckBox>
#include <QComboBox>
#include <QFileInfo>
#include <QFormLayout>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QRadioButton>
#include <QRegularExpressionValidator>
#include <QScrollArea>
#include <QTextCharFormat>
#include <QTimeEdit>
#include <QToolButton>

namespace strandline::restore {

namespace {

constexpr int formWidth = 380;
constexpr std::chrono::milliseconds settleTime{150};

template <typename Widget>
Widget *named(Widget *widget, const char *name, const QString &accessibleName)
{
    widget->setObjectName(name);
    widget->setAccessibleName(accessibleName);
    return widget;
}

QLineEdit *numberField(const char *name, const QString &accessibleName)
{
    auto *field = named(new QLineEdit, name, accessibleName);
    field->setValidator(new QRegularExpressionValidator(QRegularExpression("[0-9]{1,18}"), field));
    return field;
}

} // namespace

RestorePage::RestorePage(const shell::PageContext &context, QWidget *parent)
    : QWidget(parent), m_context(context), m_work(new RestoreWork(context.tasks, this)),
      m_pieces(new PiecesModel(this))
{
    setAccessibleName(tr("Restore"));
    setWindowTitle(tr("Restore"));
    auto *row = widgets::flatRow(this);
    row->addWidget(makeForm());
    row->addWidget(makeResult(), 1);
    m_soon.setSingleShot(true);
    m_soon.setInterval(settleTime);
    connect(&m_soon, &QTimer::timeout, this, &RestorePage::plan);
    connectWork();
    setFocusProxy(m_by);
    momentChanged();
}

void RestorePage::connectWork()
{
    connect(m_work, &RestoreWork::loaded, this, &RestorePage::loaded);
    connect(m_work, &RestoreWork::keyChanged, this, &RestorePage::momentChanged);
    connect(m_work, &RestoreWork::planned, this, [this] {
        m_pieces->setPlan(m_work->preview() ? &m_work->preview()->plan : nullptr);
        refresh();
    });
    connect(m_work, &RestoreWork::runningChanged, this, [this] {
        if (m_work->running()) {
            m_started.start();
            m_progress->setRange(0, 0);
            m_rate->clear();
        }
        refresh();
    });
    connect(m_work, &RestoreWork::progress, this, &RestorePage::showProgress);
    connect(m_work, &RestoreWork::restored, this, &RestorePage::restored);
    connect(m_work, &RestoreWork::drilled, this, &RestorePage::drilled);
    connect(m_work, &RestoreWork::looked, this, [this](const std::shared_ptr<session::Database> &database) {
        m_context.showBackup(database);
        m_context.open({"browse", {}, shell::OpenRequest::Placement::Existing});
    });
    connect(m_work, &RestoreWork::cancelled, this,
            [this] { tell(tr("Cancelled. Nothing was changed."), false); });
    connect(m_work, &RestoreWork::failed, this, [this](const core::Error &error) {
        tell(QString::fromStdString(error.message()), true);
        m_context.notify(message::failure(error));
    });
}

QWidget *RestorePage::makeForm()
{
    auto *area = new QScrollArea;
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setFixedWidth(formWidth);
    auto *content = new QWidget;
    auto *column = new QBoxLayout(QBoxLayout::TopToBottom, content);
    column->setContentsMargins(theme::space4, theme::space3, theme::space4, theme::space3);
    column->setSpacing(theme::space3);
    auto *heading = widgets::label(tr("Restore"));
    heading->setFont(theme::Theme::heading());
    column->addWidget(heading);
    m_form = new QFormLayout;
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_form->setRowWrapPolicy(QFormLayout::WrapAllRows);
    m_form->setVerticalSpacing(theme::space2);
    addDatabase();
    addMoment();
    addFields();
    addKey();
    addTarget();
    column->addLayout(m_form);
    column->addStretch();
    area->setWidget(content);
    return area;
}

void RestorePage::addDatabase()
{
    m_database = named(new QComboBox, "restoreDatabase", tr("Database"));
    m_database->setEditable(true);
    m_database->setInsertPolicy(QComboBox::NoInsert);
    m_database->setMinimumContentsLength(8);
    m_database->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    for (int row = 0; row < m_context.recent->rowCount(); ++row) {
        m_database->addItem(m_context.recent->index(row).data(session::RecentFiles::PathRole).toString());
    }
    m_database->clearEditText();
    const auto take = [this] {
        const QString path = m_database->currentText().trimmed();
        const QString known = m_work->backups() ? m_work->backups()->database : QString();
        if (!path.isEmpty() && QFileInfo(path).absoluteFilePath() != known && !m_work->running()) {
            loadDatabase(path);
        }
    };
    connect(m_database, &QComboBox::activated, this, take);
    connect(m_database->lineEdit(), &QLineEdit::editingFinished, this, take);
    m_form->addRow(tr("Database"), m_database);
}

void RestorePage::addMoment()
{
    m_by = named(new QComboBox, "restoreBy", tr("Which moment"));
    m_by->addItems({tr("The latest state"), tr("Date and time"), tr("An SCN"), tr("A restore point"),
                    tr("Just before a transaction"), tr("The end of a backup set")});
    connect(m_by, &QComboBox::currentIndexChanged, this, &RestorePage::momentChanged);
    m_form->addRow(tr("Which moment"), m_by);
    m_calendar = named(new QCalendarWidget, "restoreCalendar", tr("Day"));
    m_calendar->setVerticalHeaderFormat(QCalendarWidget::NoVerticalHeader);
    for (const Qt::DayOfWeek day : {Qt::Saturday, Qt::Sunday}) {
        m_calendar->setWeekdayTextFormat(day, {}); // days of a week are alike here
    }
    const auto dressArrows = [this] {
        const std::pair<const char *, const char *> arrows[] = {{"qt_calendar_prevmonth", "chevron-left"},
                                                                {"qt_calendar_nextmonth", "chevron-right"}};
        for (const auto &[name, icon] : arrows) {
            if (auto *button = m_calendar->findChild<QToolButton *>(name)) {
                button->setIcon(m_context.theme->icon(icon));
            }
        }
    };
    dressArrows();
    connect(m_context.theme, &theme::Theme::changed, this, dressArrows);
    connect(m_calendar, &QCalendarWidget::selectionChanged, this, &RestorePage::momentChanged);
    m_form->addRow(tr("Day"), m_calendar);
    m_clock = named(new QTimeEdit, "restoreClock", tr("Time of day"));
    m_clock->setDisplayFormat("HH:mm:ss");
    connect(m_clock, &QTimeEdit::timeChanged, this, &RestorePage::momentChanged);
    m_form->addRow(tr("Time of day"), m_clock);
}

void RestorePage::addFields()
{
    m_scn = numberField("restoreScn", tr("SCN"));
    m_form->addRow(tr("SCN"), m_scn);
    m_points = named(new QComboBox, "restorePointChoice", tr("Restore point"));
    m_form->addRow(tr("Restore point"), m_points);
    m_transaction = numberField("restoreTransaction", tr("Transaction"));
    m_form->addRow(tr("Transaction"), m_transaction);
    m_sets = named(new QComboBox, "restoreSet", tr("Backup set"));
    m_form->addRow(tr("Backup set"), m_sets);
    for (QLineEdit *field : {m_scn, m_transaction}) {
        connect(field, &QLineEdit::textChanged, this, &RestorePage::momentChanged);
    }
    for (QComboBox *box : {m_points, m_sets}) {
        box->setMinimumContentsLength(8);
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        connect(box, &QComboBox::currentIndexChanged, this, &RestorePage::momentChanged);
    }
}

void RestorePage::addKey()
{
    m_keyRow = new QWidget;
    auto *row = widgets::flatRow(m_keyRow);
    row->setSpacing(theme::space2);
    m_passphrase = named(new QLineEdit, "restorePassphrase", tr("Passphrase of the backups"));
    m_passphrase->setEchoMode(QLineEdit::Password);
    m_passphrase->setPlaceholderText(tr("Passphrase"));
    auto *file = widgets::button(tr("Key file…"));
    file->setObjectName("restoreKeyFile");
    row->addWidget(m_passphrase, 1);
    row->addWidget(file);
    connect(m_passphrase, &QLineEdit::editingFinished, this, &RestorePage::usePassphrase);
    connect(file, &QPushButton::clicked, this, &RestorePage::chooseKeyFile);
    m_form->addRow(tr("Key of the encrypted backups"), m_keyRow);
}

void RestorePage::addTarget()
{
    auto *choice = new QWidget;
    auto *column = widgets::flatColumn(choice);
    column->setSpacing(theme::space1);
    m_toFile = new QRadioButton(tr("To a new file"));
    m_toFile->setObjectName("restoreToFile");
    m_toFile->setChecked(true);
    m_inPlace = new QRadioButton(tr("In place of the database"));
    m_inPlace->setObjectName("restoreInPlace");
    column->addWidget(m_toFile);
    column->addWidget(m_inPlace);
    m_form->addRow(tr("Where to"), choice);
    m_outRow = new QWidget;
    auto *row = widgets::flatRow(m_outRow);
    row->setSpacing(theme::space2);
    m_out = named(new QLineEdit, "restoreOut", tr("New file"));
    auto *browse = widgets::button(tr("Choose…"));
    browse->setObjectName("restoreChooseOut");
    row->addWidget(m_out, 1);
    row->addWidget(browse);
    m_form->addRow(m_outRow);
    m_keepOld = new QCheckBox(tr("Keep the old file beside it"));
    m_keepOld->setObjectName("restoreKeepOld");
    m_form->addRow(m_keepOld);
    m_check = new QCheckBox(tr("Check its integrity before it gets its name"));
    m_check->setObjectName("restoreCheck");
    m_check->setChecked(true);
    m_form->addRow(m_check);
    connect(m_inPlace, &QRadioButton::toggled, this, &RestorePage::refresh);
    connect(m_out, &QLineEdit::textEdited, this, [this] {
        m_outWritten = true;
        refresh();
    });
    connect(browse, &QPushButton::clicked, this, &RestorePage::chooseOut);
}

QWidget *RestorePage::makeResult()
{
    auto *box = new QWidget;
    box->setObjectName("surface");
    box->setAttribute(Qt::WA_StyledBackground);
    auto *column = new QBoxLayout(QBoxLayout::TopToBottom, box);
    column->setContentsMargins(theme::space4, theme::space3, theme::space4, theme::space3);
    column->setSpacing(theme::space2);
    column->addWidget(widgets::label(tr("What the backups can restore"), "secondary"));
    m_band = new backup::RestorableBand(m_context.theme);
    m_band->setObjectName("restoreBand");
    connect(m_band, &backup::RestorableBand::chosen, this, &RestorePage::chooseTime);
    column->addWidget(m_band);
    m_plan = widgets::label({});
    m_plan->setObjectName("restorePlan");
    m_plan->setWordWrap(true);
    column->addWidget(m_plan);
    m_problem = widgets::label({}, "error");
    m_problem->setObjectName("restoreProblem");
    m_problem->setWordWrap(true);
    column->addWidget(m_problem);
    m_list = new grid::RowList("restorePieces", tr("Pieces that are read"), m_context.theme);
    m_list->setModel(m_pieces);
    m_list->keepFitted(260);
    column->addWidget(m_list, 1);
    m_outcome = widgets::label({});
    m_outcome->setObjectName("restoreOutcome");
    m_outcome->setWordWrap(true);
    column->addWidget(m_outcome);
    column->addStretch(); // where there is no list
    column->addWidget(makeRun());
    return box;
}

QWidget *RestorePage::makeRun()
{
    auto *line = new QWidget;
    auto *row = widgets::flatRow(line);
    row->setSpacing(theme::space2);
    m_progress = named(new QProgressBar, "restoreProgress", tr("Progress of the restore"));
    m_rate = widgets::label({}, "secondary");
    m_rate->setObjectName("restoreRate");
    m_cancel = widgets::button(tr("Cancel"));
    m_cancel->setObjectName("restoreCancel");
    m_open = widgets::button(tr("Open it"));
    m_open->setObjectName("restoreOpen");
    m_look = widgets::button(tr("Look inside first"));
    m_look->setObjectName("restoreLook");
    m_drill = widgets::button(tr("Test this restore"));
    m_drill->setObjectName("restoreDrill");
    m_start = widgets::button({}, "primary");
    m_start->setObjectName("restoreStart");
    row->addWidget(m_progress, 1);
    row->addWidget(m_rate);
    row->addWidget(m_cancel);
    row->addStretch();
    row->addWidget(m_open);
    row->addWidget(m_look);
    row->addWidget(m_drill);
    row->addWidget(m_start);
    connect(m_cancel, &QPushButton::clicked, m_work, &RestoreWork::cancel);
    connect(m_look, &QPushButton::clicked, m_work, &RestoreWork::look);
    connect(m_drill, &QPushButton::clicked, m_work, &RestoreWork::drill);
    connect(m_start, &QPushButton::clicked, this, &RestorePage::start);
    connect(m_open, &QPushButton::clicked, this, [this] {
        if (m_work->report()) {
            m_context.openDatabase(QString::fromStdString(m_work->report()->out));
        }
    });
    return line;
}

} // namespace strandline::restore
