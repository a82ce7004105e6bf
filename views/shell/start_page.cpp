#include "views/shell/start_page.h"

#include "engine/demo/demo.h"
#include "views/common/theme/theme_choice.h"
#include "views/common/widgets/elided_label.h"
#include "views/common/widgets/style.h"
#include "views/shell/main_window.h"

#include <QBoxLayout>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>

#include <filesystem>

namespace strandline::shell {

namespace {

constexpr int columnWidth = 560;

// How the program shall look: asked until somebody has chosen, then never again.
QWidget *firstChoice(const WindowServices &services)
{
    auto *part = new QWidget;
    part->setObjectName("firstThemeChoice");
    auto *column = widgets::flatColumn(part);
    column->setSpacing(theme::space2);
    column->addSpacing(theme::space6);
    auto *title = widgets::label(StartPage::tr("How shall Strandline look?"));
    title->setFont(theme::Theme::heading());
    column->addWidget(title);
    column->addWidget(new theme::ThemeChoice(services.theme, services.settings, true));
    auto *hint =
        widgets::label(StartPage::tr("The View menu and the settings change it later."), "secondary");
    column->addWidget(hint);
    return part;
}

void addWelcome(QBoxLayout *column)
{
    auto *mark = new QLabel;
    mark->setPixmap(QIcon(":/icons/strandline.svg").pixmap(QSize(56, 56), qApp->devicePixelRatio()));
    auto *title = widgets::label(StartPage::tr("Open a SQLite database"));
    title->setFont(theme::Theme::title());
    auto *text =
        widgets::label(StartPage::tr("Its tables appear here, and every commit that its history holds. "
                                     "You can also drop a file on this window."),
                       "secondary");
    text->setWordWrap(true);
    column->addWidget(mark);
    column->addSpacing(theme::space2);
    column->addWidget(title);
    column->addWidget(text);
    column->addSpacing(theme::space2);
}

} // namespace

StartPage::StartPage(const WindowServices &services, QWidget *parent)
    : QWidget(parent), m_recent(services.recent), m_theme(services.theme),
      m_demo(new task::TaskRunner(services.tasks, this)), m_demoButton(widgets::button(tr("Try the demo…"))),
      m_recentPart(new QWidget), m_clear(widgets::button(tr("Clear this list"), "link")),
      m_list(widgets::flatColumn())
{
    setObjectName("startPage");
    setAccessibleName(tr("Start"));
    auto *box = new QWidget;
    auto *column = widgets::flatColumn(box);
    column->setSpacing(theme::space2);
    auto *open = widgets::button(tr("Open database…"), "primary");
    open->setObjectName("openDatabase");
    open->setIcon(m_theme->icon("open", &theme::Tokens::onAccent));
    m_demoButton->setObjectName("openDemo");
    m_demoButton->setToolTip(tr("A small shop with a week of recorded commits, some of them mishaps, in a "
                                "folder that you choose."));
    auto *buttons = widgets::flatRow();
    buttons->setSpacing(theme::space2);
    buttons->addWidget(open);
    buttons->addWidget(m_demoButton);
    buttons->addStretch();
    addWelcome(column);
    column->addLayout(buttons);
    if (!theme::ThemeChoice::made(*services.settings)) {
        column->addWidget(firstChoice(services));
    }
    auto *recent = widgets::flatColumn(m_recentPart);
    auto *head = widgets::flatRow();
    head->addWidget(widgets::label(tr("Recent databases"), "secondary"));
    head->addStretch();
    head->addWidget(m_clear);
    recent->addSpacing(theme::space4);
    recent->addLayout(head);
    recent->addLayout(m_list);
    column->addWidget(m_recentPart);
    box->setFixedWidth(columnWidth);

    auto *inner = new QWidget;
    inner->setObjectName("startInner");
    auto *rows = new QBoxLayout(QBoxLayout::TopToBottom, inner);
    rows->addStretch(2);
    auto *centre = widgets::flatRow(); // an alignment would forget the height for the width
    centre->addStretch();
    centre->addWidget(box);
    centre->addStretch();
    rows->addLayout(centre);
    rows->addStretch(3);
    auto *scroll = new QScrollArea; // pinned files may be many
    scroll->setObjectName("startScroll");
    scroll->setAccessibleName(tr("Start"));
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setWidget(inner);
    widgets::flatColumn(this)->addWidget(scroll);

    connect(open, &QPushButton::clicked, this, &StartPage::openRequested);
    connect(m_demoButton, &QPushButton::clicked, this, &StartPage::chooseDemoFolder);
    connect(m_demo, &task::TaskRunner::failed, this, &StartPage::failed);
    connect(m_demo, &task::TaskRunner::runningChanged, m_demoButton, &QWidget::setDisabled);
    connect(m_clear, &QPushButton::clicked, m_recent, &session::RecentFiles::clear);
    connect(m_recent, &QAbstractItemModel::modelReset, this, &StartPage::refresh);
    connect(m_recent, &QAbstractItemModel::dataChanged, this, &StartPage::refresh);
    refresh();
}

void StartPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_recent->look();
}

void StartPage::chooseDemoFolder()
{
    auto *dialog = new QFileDialog(this, tr("Folder for the demo"), QDir::homePath());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    dialog->setLabelText(QFileDialog::Accept, tr("Put the demo here"));
    connect(dialog, &QFileDialog::fileSelected, this, &StartPage::makeDemo);
    dialog->open();
}

void StartPage::makeDemo(const QString &folder)
{
    m_demo->run(
        tr("Making the demo"),
        [path = QDir(folder).filePath("strandline-demo").toStdString()](const core::JobContext &job) {
            const std::string database = path + "/shop.db";
            if (std::filesystem::exists(database)) {
                return database;
            }
            demo::DemoOptions options;
            options.folder = path;
            return demo::buildDemo(options, job).database;
        },
        [this](const std::string &database) { emit fileChosen(QString::fromStdString(database)); });
}

QWidget *StartPage::line(const QModelIndex &file)
{
    const QString name = file.data().toString();
    const QString path = file.data(session::RecentFiles::PathRole).toString();
    const bool missing = file.data(session::RecentFiles::MissingRole).toBool();
    const bool pinned = file.data(session::RecentFiles::PinnedRole).toBool();
    const QString folder = QDir::toNativeSeparators(QFileInfo(path).path());
    auto *line = new QWidget;
    auto *layout = widgets::flatRow(line);
    layout->setSpacing(theme::space1);
    auto *pin =
        widgets::iconButton(m_theme->icon("pin", pinned ? &theme::Tokens::accent : &theme::Tokens::border),
                            pinned ? tr("Unpin %1").arg(name) : tr("Pin %1").arg(name));
    pin->setObjectName("pin");
    pin->setCheckable(true);
    pin->setChecked(pinned);
    connect(pin, &QToolButton::clicked, m_recent,
            [this, path](bool checked) { m_recent->setPinned(path, checked); });
    auto *entry = widgets::button(name, "link");
    entry->setToolTip(path);
    entry->setEnabled(!missing);
    connect(entry, &QPushButton::clicked, this, [this, path] { emit fileChosen(path); });
    auto *where = new widgets::ElidedLabel(Qt::ElideMiddle);
    widgets::setRole(where, missing ? "warning" : "secondary");
    where->setFullText(missing ? tr("missing · %1").arg(folder) : folder);
    auto *remove = widgets::iconButton(m_theme->icon("close"), tr("Remove %1 from this list").arg(name));
    remove->setObjectName("removeRecent");
    connect(remove, &QToolButton::clicked, m_recent, [this, path] { m_recent->remove(path); });
    layout->addWidget(pin);
    layout->addWidget(entry);
    layout->addWidget(where, 1);
    layout->addWidget(remove);
    return line;
}

void StartPage::refresh()
{
    while (QLayoutItem *item = m_list->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater(); // it may be the one whose click led here
        delete item;
    }
    bool clearable = false;
    for (int row = 0; row < m_recent->rowCount(); ++row) {
        const QModelIndex file = m_recent->index(row);
        clearable = clearable || !file.data(session::RecentFiles::PinnedRole).toBool();
        m_list->addWidget(line(file));
    }
    m_recentPart->setVisible(m_recent->rowCount() > 0);
    m_clear->setVisible(clearable);
}

} // namespace strandline::shell
