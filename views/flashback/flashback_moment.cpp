// What the Flashback page offers for the chosen commit: a worksheet as of it, a copy of the database as of
// it, and the way from difference to difference.
#include "models/text/quantities.h"
#include "views/common/grid/data_grid.h"
#include "views/common/grid/rows_pane.h"
#include "views/common/schema/schema_pane.h"
#include "views/common/timeline/commit_chart.h"
#include "views/common/timeline/history_pane.h"
#include "views/common/widgets/style.h"
#include "views/flashback/flashback_page.h"

#include <QAction>
#include <QBoxLayout>
#include <QFileDialog>
#include <QFileInfo>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QTableView>

#include <algorithm>

namespace strandline::flashback {

void FlashbackPage::bindActions()
{
    const auto bind = [this](const QString &text, const char *id, const QList<QKeySequence> &keys, auto run) {
        auto *action = new QAction(text, this);
        connect(action, &QAction::triggered, this, run);
        m_context.shortcuts->bindToPage(this, action, QString::fromLatin1(id), keys);
        return action;
    };
    bind(tr("Refresh"), "page.refresh", {QKeySequence(QKeySequence::Refresh)}, [this] { readAgain(); });
    bind(tr("Find"), "page.find", {QKeySequence(QKeySequence::Find)},
         [this] { m_list->filter()->setFocus(); });
    m_worksheet = bind(tr("Open a worksheet as of here"), "flashback.worksheet", {QKeySequence("Ctrl+Alt+W")},
                       [this] { openWorksheet(); });
    m_save = bind(tr("Save the database as of here…"), "flashback.save", {QKeySequence("Ctrl+Alt+S")},
                  [this] { askFile(); });
    m_nextDifference = bind(tr("Next difference"), "flashback.nextDifference", {QKeySequence("F8")},
                            [this] { goToDifference(1); });
    m_previousDifference = bind(tr("Previous difference"), "flashback.previousDifference",
                                {QKeySequence("Shift+F8")}, [this] { goToDifference(-1); });
    connect(m_upkeep, &HistoryUpkeep::saved, this, &FlashbackPage::saved);
    connect(m_upkeep, &HistoryUpkeep::failed, this,
            [this](const core::Error &error) { m_context.notify(message::failure(error)); });
    QTableView *commits = m_history->list();
    commits->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(commits, &QWidget::customContextMenuRequested, this, [this, commits](const QPoint &at) {
        if (commits->indexAt(at).isValid() || m_context.session->point()) {
            showCommitMenu(commits->viewport()->mapToGlobal(at));
        }
    });
    m_history->chart()->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_history->chart(), &QWidget::customContextMenuRequested, this,
            [this](const QPoint &at) { showCommitMenu(m_history->chart()->mapToGlobal(at)); });
}

QWidget *FlashbackPage::makeMomentButtons()
{
    m_momentButtons = new QWidget;
    auto *row = widgets::flatRow(m_momentButtons);
    row->setSpacing(theme::space2);
    const auto add = [&](QAction *action, const QString &text, const char *name) {
        auto *button = widgets::button(text);
        button->setObjectName(QString::fromLatin1(name));
        button->setToolTip(action->text());
        connect(button, &QPushButton::clicked, action, &QAction::trigger);
        row->addWidget(button);
    };
    const auto addIcon = [&](QAction *action, const char *icon, const char *name) {
        auto *button = widgets::iconButton(m_context.theme->icon(QString::fromLatin1(icon)), action->text());
        button->setObjectName(QString::fromLatin1(name));
        connect(button, &QToolButton::clicked, action, &QAction::trigger);
        connect(action, &QAction::changed, button,
                [action, button] { button->setEnabled(action->isEnabled()); });
        row->addWidget(button);
    };
    addIcon(m_previousDifference, "chevron-left", "previousDifference");
    addIcon(m_nextDifference, "chevron-right", "nextDifference");
    add(m_worksheet, tr("Worksheet as of here"), "worksheetAsOf");
    add(m_save, tr("Save as of here…"), "saveAsOf");
    return m_momentButtons;
}

void FlashbackPage::refreshActions()
{
    const bool point = m_context.session->point().has_value();
    m_worksheet->setEnabled(point);
    m_save->setEnabled(point);
    const bool differs = point && (!m_then->marks().rows.isEmpty() || !m_now->marks().rows.isEmpty());
    m_nextDifference->setEnabled(differs);
    m_previousDifference->setEnabled(differs);
}

// The commit under the mouse has been chosen by the press that came before.
void FlashbackPage::showCommitMenu(const QPoint &globalPosition)
{
    if (!m_context.session->point()) {
        return;
    }
    auto *menu = new QMenu(this);
    menu->setObjectName("commitMenu");
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(m_worksheet);
    menu->addAction(m_save);
    menu->addSeparator();
    menu->addAction(tr("Return to now"), m_context.session, &session::DatabaseSession::returnToNow);
    menu->popup(globalPosition);
}

// The session looks at the commit already, and a worksheet looks where its session does.
void FlashbackPage::openWorksheet()
{
    const auto &point = m_context.session->point();
    if (!point) {
        return;
    }
    QString table = m_table;
    const QString sql = table.isEmpty() ? QString()
                                        : QStringLiteral("SELECT * FROM \"%1\" AS OF SCN %2 LIMIT 100;\n")
                                              .arg(table.replace('"', QLatin1String("\"\"")))
                                              .arg(point->scn.value);
    m_context.open({"worksheet",
                    {{"sql", sql}, {"run", false}, {"title", tr("As of %1").arg(text::scn(point->scn))}},
                    shell::OpenRequest::Placement::NewTab});
}

void FlashbackPage::askFile()
{
    const auto &point = m_context.session->point();
    if (!point) {
        return;
    }
    const QFileInfo database(m_context.session->path());
    auto *dialog = new QFileDialog(this, tr("Save the database as of %1").arg(text::scn(point->scn)));
    dialog->setObjectName("saveAsOfDialog");
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave); // asks before it replaces a file
    dialog->setNameFilters({tr("SQLite databases (*.db *.sqlite *.sqlite3)"), tr("All files (*)")});
    dialog->setDefaultSuffix(database.suffix());
    dialog->setDirectory(database.absolutePath());
    dialog->selectFile(QStringLiteral("%1-scn-%2.%3")
                           .arg(database.completeBaseName())
                           .arg(point->scn.value)
                           .arg(database.suffix().isEmpty() ? QStringLiteral("db") : database.suffix()));
    connect(dialog, &QFileDialog::fileSelected, this, &FlashbackPage::save);
    dialog->open();
}

void FlashbackPage::save(const QString &file)
{
    if (const auto &point = m_context.session->point()) {
        m_upkeep->saveAs(point->scn, file, QFileInfo::exists(file));
    }
}

void FlashbackPage::saved(const timeline::CloneReport &report)
{
    message::Message told;
    told.kind = message::Kind::Success;
    told.text =
        tr("The database as of %1 was saved as %2 (%3).")
            .arg(text::scn(report.scn), QString::fromStdString(report.out), text::bytes(report.bytes));
    m_context.notify(told);
}

// Among the rows that were read, in the grid that has the focus; the other one follows.
void FlashbackPage::goToDifference(int direction)
{
    const bool past = m_pastPane->grid()->hasFocus() || m_now->marks().rows.isEmpty();
    grid::RowsPane *pane = past && !m_then->marks().rows.isEmpty() ? m_pastPane : m_nowPane;
    rows::TableRowsModel *model = pane == m_pastPane ? m_then : m_now;
    QList<int> rows = model->marks().rows.keys();
    if (rows.isEmpty()) {
        return;
    }
    std::sort(rows.begin(), rows.end());
    const int at = pane->grid()->currentIndex().isValid() ? pane->grid()->currentIndex().row() : -1;
    int target = direction > 0 ? rows.front() : rows.back(); // once around
    if (direction > 0) {
        if (const auto next = std::upper_bound(rows.begin(), rows.end(), at); next != rows.end()) {
            target = *next;
        }
    } else if (const auto next = std::lower_bound(rows.begin(), rows.end(), at); next != rows.begin()) {
        target = *std::prev(next);
    }
    const int column = std::max(pane->grid()->currentIndex().column(), 0);
    pane->grid()->setCurrentIndex(model->index(target, column));
    pane->grid()->scrollTo(model->index(target, column), QAbstractItemView::PositionAtCenter);
    pane->grid()->setFocus();
}

} // namespace strandline::flashback
