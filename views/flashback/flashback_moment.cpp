// What the Flashback page offers for the chosen commit: a worksheet as of it, and a copy of the database as
// of it.
#include "models/text/quantities.h"
#include "views/common/timeline/commit_chart.h"
#include "views/flashback/flashback_page.h"
#include "views/flashback/time_axis.h"

#include <QAction>
#include <QFileDialog>
#include <QFileInfo>
#include <QMenu>

namespace strandline::flashback {

void FlashbackPage::bindActions()
{
    const auto bind = [this](const QString &text, const char *id, const QList<QKeySequence> &keys, auto run) {
        auto *action = new QAction(text, this);
        connect(action, &QAction::triggered, this, run);
        m_context.shortcuts->bindToPage(this, action, QString::fromLatin1(id), keys);
        return action;
    };
    bind(tr("Refresh"), "page.refresh", {QKeySequence(QKeySequence::Refresh)},
         [this] { current()->readAgain(); });
    m_worksheet = bind(tr("Open a worksheet as of here"), "flashback.worksheet", {QKeySequence("Ctrl+Alt+W")},
                       [this] { openWorksheet(); });
    m_save = bind(tr("Save the database as of here…"), "flashback.save", {QKeySequence("Ctrl+Alt+S")},
                  [this] { askFile(); });
    m_axis->setMomentActions(m_worksheet, m_save);
    connect(m_upkeep, &HistoryUpkeep::saved, this, &FlashbackPage::saved);
    connect(m_upkeep, &HistoryUpkeep::failed, this,
            [this](const core::Error &error) { m_context.notify(message::failure(error)); });
    m_axis->chart()->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_axis->chart(), &QWidget::customContextMenuRequested, this,
            [this](const QPoint &at) { showCommitMenu(m_axis->chart()->mapToGlobal(at)); });
}

void FlashbackPage::refreshActions()
{
    const bool point = m_context.session->point().has_value();
    m_worksheet->setEnabled(point);
    m_save->setEnabled(point);
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
    QString table = current()->state().value("table").toString();
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

} // namespace strandline::flashback
