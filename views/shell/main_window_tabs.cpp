// The tabs of the main window: opening, closing, splitting, keeping them for the next start.
#include "views/common/widgets/style.h"
#include "views/shell/main_window.h"
#include "views/shell/navigation.h"
#include "views/shell/tab_area.h"

#include <QApplication>
#include <QFileInfo>
#include <QJsonArray>
#include <QMessageBox>
#include <QPointer>
#include <QPushButton>

#include <algorithm>

namespace strandline::shell {

using session::DatabaseSession;

namespace {

constexpr std::size_t mostClosedTabs = 20;

bool isBackup(const DatabaseSession *session)
{
    return session->database() != nullptr && session->database()->isBackup();
}

} // namespace

const Feature *MainWindow::feature(const QString &id) const
{
    const auto found =
        std::find_if(m_features.begin(), m_features.end(), [&id](const Feature &f) { return f.id == id; });
    return found == m_features.end() ? nullptr : &*found;
}

PageContext MainWindow::contextFor(DatabaseSession *session)
{
    PageContext context;
    context.session = session;
    context.theme = m_services.theme;
    context.tasks = m_services.tasks;
    context.settings = m_services.settings;
    context.recent = m_services.recent;
    context.shortcuts = m_services.shortcuts;
    context.open = [this, session](const OpenRequest &request) {
        answer(session == nullptr ? m_session : session, request);
    };
    context.notify = [this](const message::Message &m) { m_messages->add(m); };
    context.has = [this](const QString &id) { return feature(id) != nullptr; };
    context.openDatabase = [this](const QString &path) { openDatabase(path); };
    context.closeDatabase = [this](const QString &path, std::function<void()> then) {
        closeFile(path, std::move(then));
    };
    context.showBackup = [this](std::shared_ptr<session::Database> backup) { showBackup(std::move(backup)); };
    return context;
}

Tab *MainWindow::makeTab(const Feature &feature, DatabaseSession *session, const QString &title)
{
    auto *tab = new Tab(feature, contextFor(feature.needsDatabase ? session : nullptr), title);
    connect(tab, &Tab::retryRequested, session,
            [session] { session->open(session->path(), session->readOnly()); });
    return tab;
}

std::vector<Tab *> MainWindow::tabsOf(const DatabaseSession *session) const
{
    std::vector<Tab *> all = m_area->tabs();
    std::erase_if(all, [session](const Tab *tab) { return tab->session() != session; });
    return all;
}

// The one shown last; id empty: of any feature.
Tab *MainWindow::recentTab(const DatabaseSession *session, const QString &id) const
{
    Tab *recent = nullptr;
    for (Tab *tab : tabsOf(session)) {
        if ((id.isEmpty() || tab->feature().id == id) &&
            (recent == nullptr || tab->lastShown() > recent->lastShown())) {
            recent = tab;
        }
    }
    return recent;
}

QWidget *MainWindow::showFeature(int index)
{
    return showFeature(m_features[static_cast<std::size_t>(index)].id);
}

QWidget *MainWindow::showFeature(const QString &id)
{
    return answer(m_session, {id, {}, OpenRequest::Placement::Existing});
}

QWidget *MainWindow::answer(DatabaseSession *session, const OpenRequest &request)
{
    using Placement = OpenRequest::Placement;
    const Feature *wanted = feature(request.feature);
    if (wanted == nullptr || (wanted->needsDatabase && session->state() != DatabaseSession::State::Open)) {
        return nullptr;
    }
    Tab *tab = request.placement == Placement::Existing
                   ? recentTab(wanted->needsDatabase ? session : nullptr, wanted->id)
                   : nullptr;
    if (tab == nullptr) {
        tab = makeTab(*wanted, session);
        TabGroup *group = m_area->currentGroup();
        if (request.placement == Placement::Beside && m_area->current() != nullptr) {
            group = m_area->groups().size() > 1 ? m_area->neighbourOf(group)
                                                : m_area->split(group, Qt::Horizontal);
        }
        m_area->add(tab, group);
    }
    m_area->show(tab);
    QWidget *page = tab->makePage();
    PageState what = request.what;
    if (wanted->aboutDatabase && !what.contains("database") && session != m_nothing && !isBackup(session)) {
        what.insert("database", session->path());
    }
    if (!what.isEmpty()) {
        tab->request(what);
    }
    if (!page->isAncestorOf(QApplication::focusWidget())) {
        page->setFocus();
    }
    return page;
}

void MainWindow::newPage(const Feature &feature)
{
    answer(m_session, {feature.id, {}, OpenRequest::Placement::NewTab});
}

void MainWindow::tabChanged()
{
    const Tab *tab = m_area->current();
    if (tab == nullptr) {
        m_navigation->setCurrent(-1);
        refresh();
        return;
    }
    for (std::size_t i = 0; i < m_features.size(); ++i) {
        if (&m_features[i] == &tab->feature()) {
            m_navigation->setCurrent(static_cast<int>(i));
        }
    }
    setSession(tab->session() == nullptr ? m_session : tab->session());
}

void MainWindow::confirmLoss(const QStringList &losses, const QString &yes, const std::function<void()> &then)
{
    auto *box =
        new QMessageBox(QMessageBox::Warning, tr("Strandline"), losses.join("\n"), QMessageBox::Cancel, this);
    box->setObjectName("confirmLoss");
    box->setAttribute(Qt::WA_DeleteOnClose);
    QPushButton *accept = box->addButton(yes, QMessageBox::DestructiveRole);
    box->setDefaultButton(QMessageBox::Cancel);
    connect(accept, &QPushButton::clicked, this, then);
    box->open();
}

// Asks once where something would be lost.
void MainWindow::closeTabs(const std::vector<Tab *> &tabs, const QString &yes, std::function<void()> then)
{
    QStringList lost;
    std::vector<QPointer<Tab>> kept;
    for (Tab *tab : tabs) {
        kept.emplace_back(tab);
        if (const QString loss = tab->closeLoss(); !loss.isEmpty()) {
            lost << loss;
        }
    }
    const auto close = [this, kept, then = std::move(then)] {
        for (const QPointer<Tab> &tab : kept) {
            if (tab) {
                forget(tab);
            }
        }
        if (then) {
            then();
        }
    };
    if (lost.isEmpty()) {
        close();
    } else {
        confirmLoss(lost, yes, close);
    }
}

void MainWindow::closeTab(Tab *tab)
{
    if (tab != nullptr) {
        closeTabs({tab}, tr("Close tab"));
    }
}

void MainWindow::forget(Tab *tab)
{
    m_closedTabs.push_back({tab->session(), tab->feature().id, tab->title(), tab->state()});
    if (m_closedTabs.size() > mostClosedTabs) {
        m_closedTabs.erase(m_closedTabs.begin());
    }
    m_area->remove(tab);
    if (Tab *now = m_area->current()) {
        now->setFocus();
    }
}

void MainWindow::reopenTab()
{
    if (m_closedTabs.empty()) {
        return;
    }
    const ClosedTab closed = m_closedTabs.back();
    m_closedTabs.pop_back();
    answer(closed.session == nullptr ? m_session : closed.session,
           {closed.feature, closed.state, OpenRequest::Placement::NewTab});
    refreshActions();
}

void MainWindow::closeDatabase(DatabaseSession *session)
{
    if (session == m_nothing) {
        return;
    }
    closeTabs(tabsOf(session), tr("Close database"), [this, session = QPointer(session)] {
        if (session) {
            removeSession(session);
        }
    });
}

void MainWindow::closeFile(const QString &path, std::function<void()> then)
{
    std::vector<Tab *> tabs;
    for (const DatabaseSession *session : m_sessions) {
        if (QFileInfo(session->path()) == QFileInfo(path)) {
            const std::vector<Tab *> own = tabsOf(session);
            tabs.insert(tabs.end(), own.begin(), own.end());
        }
    }
    closeTabs(tabs, tr("Close database"), [this, path, then = std::move(then)] {
        m_services.databases->close(path); // its sessions go with it, in every window
        then();
    });
}

void MainWindow::cycle(int by)
{
    const TabGroup *group = m_area->currentGroup();
    if (const int count = group->count(); count > 1) {
        Tab *next = group->tab((group->indexOf(group->current()) + by + count) % count);
        m_area->show(next);
        next->setFocus();
    }
}

// The tab goes into a split of its own; where it was alone in its group, a second page of its feature does.
void MainWindow::splitOff(Tab *tab, Qt::Orientation orientation)
{
    if (tab == nullptr) {
        return;
    }
    TabGroup *group = m_area->groupOf(tab);
    if (group->count() > 1) {
        m_area->move(tab, m_area->split(group, orientation), 0);
        tab->setFocus();
        return;
    }
    Tab *second = makeTab(tab->feature(), tab->session() == nullptr ? m_session : tab->session());
    if (!tab->feature().manyPages) {
        second->request(tab->state());
    }
    m_area->add(second, m_area->split(group, orientation));
    m_area->show(second);
    second->setFocus();
}

void MainWindow::moveToNextSplit()
{
    Tab *tab = m_area->current();
    TabGroup *to = m_area->neighbourOf(m_area->currentGroup());
    if (tab != nullptr && to != m_area->currentGroup()) {
        m_area->move(tab, to, to->count());
        tab->setFocus();
    }
}

void MainWindow::nextSplit()
{
    Tab *tab = m_area->neighbourOf(m_area->currentGroup())->current();
    if (tab != nullptr) {
        m_area->show(tab);
        tab->setFocus();
    }
}

void MainWindow::resetLayout()
{
    while (m_area->groups().size() > 1) {
        m_area->closeSplit(m_area->groups().back());
    }
    m_navigation->setCollapsed(false);
    showNormal();
    resize(1280, 800);
}

QJsonObject MainWindow::tabState(const Tab *tab) const
{
    const auto at = std::find(m_sessions.begin(), m_sessions.end(), tab->session());
    return {{"feature", tab->feature().id},
            {"database", at == m_sessions.end() ? -1 : static_cast<int>(at - m_sessions.begin())},
            {"title", tab->title()},
            {"state", QJsonObject::fromVariantMap(tab->state())}};
}

QJsonObject MainWindow::layoutState() const
{
    QJsonArray databases;
    for (const DatabaseSession *session : m_sessions) {
        if (isBackup(session)) {
            break; // they stand at the end, and are gone at the next start
        }
        databases.append(QJsonObject{{"path", session->path()}, {"readOnly", session->readOnly()}});
    }
    const auto current = std::find(m_sessions.begin(), m_sessions.end(), m_session);
    return {{"geometry", QString::fromLatin1(saveGeometry().toBase64())},
            {"databases", databases},
            {"current", static_cast<int>(current - m_sessions.begin())},
            {"tabs", m_area->layoutState([this](const Tab *tab) { return tabState(tab); })}};
}

Tab *MainWindow::restoreTab(const QJsonObject &state, const std::vector<DatabaseSession *> &sessions)
{
    const Feature *wanted = feature(state.value("feature").toString());
    const auto database = static_cast<std::size_t>(state.value("database").toInt());
    if (wanted == nullptr || (wanted->needsDatabase && database >= sessions.size())) {
        return nullptr;
    }
    Tab *tab = makeTab(*wanted, wanted->needsDatabase ? sessions[database] : m_session,
                       state.value("title").toString());
    tab->request(state.value("state").toObject().toVariantMap());
    return tab;
}

void MainWindow::restoreLayout(const QJsonObject &state)
{
    restoreGeometry(QByteArray::fromBase64(state.value("geometry").toString().toLatin1()));
    std::vector<DatabaseSession *> opened;
    for (const QJsonValue &value : state.value("databases").toArray()) {
        const QJsonObject database = value.toObject();
        opened.push_back(
            addSession(database.value("path").toString(), database.value("readOnly").toBool(), true));
    }
    m_area->restoreLayout(state.value("tabs").toObject(),
                          [&](const QJsonObject &tab) { return restoreTab(tab, opened); });
    const auto current = static_cast<std::size_t>(state.value("current").toInt());
    if (m_area->current() == nullptr && current < opened.size()) {
        setSession(opened[current]);
    }
    refresh();
}

} // namespace strandline::shell
