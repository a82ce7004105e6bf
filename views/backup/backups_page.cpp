#include "views/backup/backups_page.h"

#include "models/backup/backup_words.h"
#include "models/text/quantities.h"
#include "views/common/widgets/elided_label.h"
#include "views/common/widgets/style.h"

#include <QAction>
#include <QApplication>
#include <QBoxLayout>
#include <QPushButton>
#include <QStackedWidget>
#include <QTabBar>

#include <algorithm>

namespace strandline::backup {

namespace {
constexpr const char *paneKey = "v1/backups/pane";
constexpr int lastDigit = 9;
constexpr std::chrono::seconds again{30};
constexpr std::chrono::hours fresh{26}; // a nightly backup may run late
} // namespace

BackupsPage::BackupsPage(const shell::PageContext &context, std::shared_ptr<const core::Keychain> keychain,
                         QWidget *parent)
    : QWidget(parent), m_context(context), m_keychain(std::move(keychain)),
      m_catalogue(new BackupCatalogue(context.session, this)), m_work(new BackupWork(context.session, this)),
      m_state(new widgets::ElidedLabel), m_stateIcon(new QLabel), m_restore(widgets::button(tr("Restore…"))),
      m_create(widgets::button(tr("Back up now"), "primary")), m_tabs(new QTabBar),
      m_stack(new QStackedWidget)
{
    setAccessibleName(tr("Backups"));
    setWindowTitle(tr("Backups"));
    auto *outer = widgets::flatColumn(this);
    outer->addWidget(makeTitle());
    outer->addWidget(makePanes(), 1);
    for (PaneDescription &description : backupPanes()) {
        addPane(std::move(description));
    }
    connect(bind("backups.refresh", "refresh", tr("Read the backups again"), {QKeySequence(Qt::Key_F5)}),
            &QAction::triggered, this, [this] {
                m_catalogue->refresh();
                for (const Pane &pane : m_panes) {
                    if (pane.widget != nullptr) {
                        pane.widget->readAgain();
                    }
                }
            });
    connect(m_tabs, &QTabBar::currentChanged, this, &BackupsPage::showTab);
    connect(m_work, &BackupWork::changed, m_catalogue, &BackupCatalogue::refresh);
    connect(m_catalogue, &BackupCatalogue::changed, this, &BackupsPage::refreshTitle);
    connect(m_catalogue, &BackupCatalogue::failed, this,
            [this](const core::Error &error) { m_context.notify(message::failure(error)); });
    connect(context.theme, &theme::Theme::changed, this, &BackupsPage::refreshTitle);
    m_again.setInterval(again);
    connect(&m_again, &QTimer::timeout, m_catalogue, &BackupCatalogue::refresh);
    tellResults();
    refreshTitle();
    if (showPane(context.settings->value(paneKey).toString()) == nullptr) {
        showTab(0);
    }
}

QWidget *BackupsPage::makeTitle()
{
    auto *line = new QWidget;
    line->setObjectName("historyBar"); // as the line over the time axis
    line->setAttribute(Qt::WA_StyledBackground);
    auto *row = widgets::flatRow(line);
    row->setContentsMargins(theme::space4, theme::space2, theme::space3, theme::space2);
    row->setSpacing(theme::space2);
    m_state->setObjectName("backupsState");
    row->addWidget(m_stateIcon);
    row->addWidget(m_state, 1);
    m_restore->setObjectName("backupsRestore");
    m_restore->setVisible(m_context.leadsTo("restore"));
    m_create->setObjectName("backupsCreate");
    row->addWidget(m_restore);
    row->addWidget(m_create);
    connect(m_restore, &QPushButton::clicked, this, [this] { m_context.open({"restore", {}}); });
    connect(m_create, &QPushButton::clicked, this, [this] { showPane("create"); });
    return line;
}

QWidget *BackupsPage::makePanes()
{
    auto *box = new QWidget;
    box->setObjectName("surface");
    box->setAttribute(Qt::WA_StyledBackground);
    auto *column = widgets::flatColumn(box);
    widgets::setRole(m_tabs, "panes");
    m_tabs->setObjectName("backupTabs");
    m_tabs->setAccessibleName(tr("What to show of the backups"));
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->setUsesScrollButtons(true);
    m_tabs->setElideMode(Qt::ElideNone);
    column->addWidget(m_tabs);
    column->addWidget(m_stack, 1);
    return box;
}

QAction *BackupsPage::bind(const char *id, const QString &icon, const QString &text,
                           const QList<QKeySequence> &keys)
{
    auto *action = new QAction(m_context.theme->icon(icon), text, this);
    m_context.shortcuts->bindToPage(this, action, QString::fromLatin1(id), keys);
    return action;
}

// Its tab and the command that shows it; the pane itself comes when it is first shown.
void BackupsPage::addPane(PaneDescription description)
{
    const int index = static_cast<int>(m_panes.size());
    QList<QKeySequence> keys;
    if (index < lastDigit) {
        keys << QKeySequence(Qt::ALT | static_cast<Qt::Key>(Qt::Key_1 + index));
    }
    const QAction *action = bind(qPrintable("backups.pane." + description.id), description.icon,
                                 tr("Show: %1").arg(description.title), keys);
    connect(action, &QAction::triggered, this, [this, id = description.id] { showPane(id); });
    const QSignalBlocker quiet(m_tabs); // the first tab becomes the current one
    m_tabs->addTab(description.title);
    m_tabs->setTabToolTip(index,
                          keys.isEmpty() ? QString() : keys.front().toString(QKeySequence::NativeText));
    m_panes.push_back({std::move(description), nullptr});
}

PaneContext BackupsPage::paneContext()
{
    PaneContext context;
    context.page = m_context;
    context.catalogue = m_catalogue;
    context.work = m_work;
    context.keychain = m_keychain;
    context.show = [this](const QString &id, const shell::PageState &what) {
        if (BackupPane *shown = showPane(id)) {
            shown->answer(what);
        }
    };
    context.has = [this](const QString &id) {
        return std::any_of(m_panes.begin(), m_panes.end(),
                           [&](const Pane &pane) { return pane.description.id == id; });
    };
    return context;
}

void BackupsPage::showTab(int index)
{
    if (index < 0 || index >= static_cast<int>(m_panes.size())) {
        return;
    }
    Pane &pane = m_panes[static_cast<std::size_t>(index)];
    if (pane.widget == nullptr) {
        pane.widget = pane.description.factory(paneContext());
        m_stack->addWidget(pane.widget);
    }
    const bool focused =
        m_stack->currentWidget() != pane.widget && m_stack->isAncestorOf(QApplication::focusWidget());
    m_stack->setCurrentWidget(pane.widget);
    setFocusProxy(pane.widget);
    if (focused) {
        pane.widget->setFocus();
        if (!pane.widget->isAncestorOf(QApplication::focusWidget())) {
            m_tabs->setFocus(); // there is nothing in it yet
        }
    }
    m_context.settings->setValue(paneKey, pane.description.id);
    m_create->setVisible(pane.description.id != "create"); // which has a button of that name itself
}

BackupPane *BackupsPage::showPane(const QString &id)
{
    const auto it = std::find_if(m_panes.begin(), m_panes.end(),
                                 [&](const Pane &pane) { return pane.description.id == id; });
    if (it == m_panes.end()) {
        return nullptr;
    }
    const int index = static_cast<int>(it - m_panes.begin());
    if (index == m_tabs->currentIndex()) {
        showTab(index); // perhaps not made yet
    } else {
        m_tabs->setCurrentIndex(index);
    }
    return it->widget;
}

QString BackupsPage::pane() const
{
    return m_panes[static_cast<std::size_t>(m_tabs->currentIndex())].description.id;
}

QString BackupsPage::stateText() const
{
    return m_state->fullText();
}

void BackupsPage::answer(const shell::PageState &what)
{
    QString asked = what.value("pane").toString();
    if (asked.isEmpty() && what.contains("set")) {
        asked = "catalogue";
    }
    if (BackupPane *shown = showPane(asked.isEmpty() ? pane() : asked)) {
        shown->answer(what);
    }
}

shell::PageState BackupsPage::state() const
{
    return {{"pane", pane()}};
}

void BackupsPage::tellResults()
{
    const auto tell = [this](message::Kind kind, const QString &text) {
        m_context.notify({kind, text, {}, {}});
    };
    connect(m_work, &BackupWork::failed, this,
            [this](const core::Error &error) { m_context.notify(message::failure(error)); });
    connect(m_work, &BackupWork::crosschecked, this,
            [tell](const QString &store, const CrosscheckReport &report) {
                const bool fine = report.expired.empty() && report.corrupted.empty();
                tell(fine ? message::Kind::Success : message::Kind::Warning,
                     fine ? tr("All %n backup(s) of %1 are on the disk.", nullptr,
                               static_cast<int>(report.checked))
                                .arg(store)
                          : tr("Of %n backup(s) in %1, %2 are missing and %3 damaged.", nullptr,
                               static_cast<int>(report.checked))
                                .arg(store)
                                .arg(report.expired.size())
                                .arg(report.corrupted.size()));
            });
    connect(m_work, &BackupWork::removed, this, [tell](const QStringList &ids) {
        tell(message::Kind::Success, tr("%n backup(s) deleted.", nullptr, static_cast<int>(ids.size())));
    });
    connect(m_work, &BackupWork::pruned, this, [tell](const PruneReport &report) {
        tell(message::Kind::Success,
             tr("%n backup(s) deleted, %1 freed.", nullptr, static_cast<int>(report.plan.obsolete.size()))
                 .arg(text::bytes(report.plan.freedBytes)));
    });
}

// What protects the database, in one line.
void BackupsPage::refreshTitle()
{
    const auto &summary = m_catalogue->snapshot().summary;
    const core::Time now = text::now();
    QString words;
    const char *icon = "warning";
    QColor theme::Tokens::*colour = &theme::Tokens::warning;
    if (!m_catalogue->loaded()) {
        words = tr("Reading the backups…");
        icon = "info";
        colour = &theme::Tokens::secondary;
    } else if (!summary) {
        words = tr("No backup protects this database.");
    } else if (!summary->last) {
        words = tr("Nothing can be restored from the backups that there are.");
        icon = "error";
        colour = &theme::Tokens::danger;
    } else {
        const bool good = now - summary->last->time <= fresh && summary->damaged == 0;
        words = tr("Protected up to %1, %2")
                    .arg(text::time(summary->last->time, now), text::ago(summary->last->time, now));
        if (summary->damaged > 0) {
            words += " · " + tr("%n set(s) damaged or missing", nullptr, static_cast<int>(summary->damaged));
        }
        icon = good ? "check" : "warning";
        colour = good ? &theme::Tokens::ok : &theme::Tokens::warning;
    }
    m_state->setFullText(words);
    m_state->setAccessibleName(words);
    m_stateIcon->setPixmap(m_context.theme->icon(icon, colour)
                               .pixmap(QSize(theme::iconSize, theme::iconSize), devicePixelRatioF()));
    m_restore->setEnabled(summary && summary->last);
}

void BackupsPage::showEvent(QShowEvent *event)
{
    m_catalogue->refresh();
    m_again.start();
    QWidget::showEvent(event);
}

void BackupsPage::hideEvent(QHideEvent *event)
{
    m_again.stop();
    QWidget::hideEvent(event);
}

} // namespace strandline::backup
