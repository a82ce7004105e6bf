#include "views/sessions/sessions_page.h"

#include "models/text/quantities.h"
#include "views/common/grid/row_list.h"
#include "views/common/widgets/elided_label.h"
#include "views/common/widgets/flow_layout.h"
#include "views/common/widgets/style.h"
#include "views/sessions/session_detail.h"
#include "views/sessions/wait_delegate.h"

#include <QAction>
#include <QBoxLayout>
#include <QComboBox>
#include <QHeaderView>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QSplitter>
#include <QTreeView>

#include <array>
#include <utility>

namespace strandline::sessions {

namespace {

constexpr const char *rowsKey = "v1/sessions/rows";
constexpr const char *sidesKey = "v1/sessions/sides";
constexpr const char *everyKey = "v1/sessions/every";
constexpr std::array<int, 4> choices{5, 10, 30, 60}; // seconds
constexpr int narrowSection = 64;

} // namespace

SessionsPage::SessionsPage(const shell::PageContext &context, QWidget *parent)
    : QWidget(parent), m_context(context), m_sessions(new SessionsModel(context.session, this)),
      m_blocking(new BlockingModel(this)), m_summary(new widgets::ElidedLabel), m_every(new QComboBox),
      m_pause(widgets::iconButton(context.theme->icon("pause"), tr("Pause"))), m_search(new QLineEdit),
      m_table(new grid::RowList("sessionList", tr("Sessions"), context.theme)), m_tree(new QTreeView),
      m_detail(new SessionDetail(context.leadsTo("performance")))
{
    setAccessibleName(tr("Sessions"));
    setWindowTitle(tr("Sessions"));
    auto *box = new QWidget;
    box->setObjectName("surface");
    box->setAttribute(Qt::WA_StyledBackground);
    widgets::flatColumn(this)->addWidget(box);
    auto *column = widgets::flatColumn(box);
    column->addWidget(makeHeader());
    column->addWidget(makeFilter());
    m_table->setModel(m_sessions);
    m_table->setItemDelegateForColumn(SessionsModel::WaitColumn, new WaitDelegate(context.theme, m_table));
    m_table->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    m_table->horizontalHeader()->setSortIndicatorClearable(true);
    m_table->setSortingEnabled(true);
    auto *split = new QSplitter(Qt::Vertical);
    split->addWidget(m_table);
    split->addWidget(makeBelow());
    split->setChildrenCollapsible(false);
    split->setStretchFactor(0, 3);
    split->setStretchFactor(1, 2);
    split->setSizes({310, 310});
    split->restoreState(context.settings->value(rowsKey).toByteArray());
    connect(split, &QSplitter::splitterMoved, this,
            [this, split] { m_context.settings->setValue(rowsKey, split->saveState()); });
    column->addWidget(split, 1);
    setFocusProxy(m_table);
    bindActions();
    connect(m_sessions, &SessionsModel::changed, this, &SessionsPage::refresh);
    connect(m_sessions, &SessionsModel::failed, this, [this](const core::Error &error) {
        const message::Message failure = message::failure(error);
        if (std::exchange(m_failure, failure.text) != failure.text) { // not again with each look
            m_context.notify(failure);
        }
    });
    for (const QHeaderView *header : {static_cast<const QHeaderView *>(m_table->horizontalHeader()),
                                      static_cast<const QHeaderView *>(m_tree->header())}) {
        connect(header, &QHeaderView::sectionResized, this, [this, header](int section) {
            m_fitted = m_fitted && (m_fitting || section + 1 == header->count()); // the last takes the rest
        });
    }
    connect(m_sessions, &SessionsModel::statementCancelled, this, [this](const SessionId &id, bool done) {
        told(tr("The statement of session %1 was cancelled.").arg(id.key.sid), done);
    });
    connect(m_sessions, &SessionsModel::sessionEnded, this, [this](const SessionId &id, bool done) {
        told(tr("Session %1 was ended.").arg(id.key.sid), done);
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        const QModelIndexList rows = m_table->selectionModel()->selectedRows();
        if (!rows.isEmpty()) {
            m_chosen = SessionId::of(m_sessions->at(rows.front().row()));
            showChosen();
        }
    });
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex &current) {
                if (const auto id = m_blocking->idOf(current)) {
                    choose(*id);
                }
            });
    refresh();
}

QWidget *SessionsPage::makeHeader()
{
    auto *header = new QWidget;
    auto *row = widgets::flatRow(header);
    row->setContentsMargins(theme::space4, theme::space2, theme::space3, theme::space1);
    row->setSpacing(theme::space2);
    auto *title = widgets::label(tr("Sessions"));
    title->setFont(theme::Theme::title());
    row->addWidget(title);
    m_summary->setObjectName("sessionsSummary");
    widgets::setRole(m_summary, "secondary");
    row->addWidget(m_summary, 1);
    m_every->setObjectName("sessionsEvery");
    m_every->setAccessibleName(tr("How often the sessions are read"));
    m_every->setToolTip(m_every->accessibleName());
    for (const int seconds : choices) {
        m_every->addItem(tr("Every %1 s").arg(seconds), seconds);
    }
    const int kept = m_every->findData(m_context.settings->value(everyKey, choices.front()).toInt());
    m_every->setCurrentIndex(std::max(kept, 0));
    connect(m_every, &QComboBox::currentIndexChanged, this, [this] {
        m_context.settings->setValue(everyKey, m_every->currentData());
        goOn();
    });
    row->addWidget(m_every);
    m_pause->setObjectName("sessionsPause");
    m_pause->setCheckable(true);
    connect(m_pause, &QToolButton::toggled, this, &SessionsPage::goOn);
    row->addWidget(m_pause);
    auto *now = widgets::iconButton(m_context.theme->icon("refresh"), tr("Read the sessions now"));
    now->setObjectName("sessionsNow");
    connect(now, &QToolButton::clicked, m_sessions, &SessionsModel::refresh);
    row->addWidget(now);
    return header;
}

QToolButton *SessionsPage::addChip(QBoxLayout *row, const char *name, const QString &text, bool checked)
{
    auto *chip = new QToolButton;
    chip->setObjectName(name);
    chip->setText(text);
    chip->setAccessibleName(text);
    chip->setCheckable(true);
    chip->setChecked(checked);
    chip->setFocusPolicy(Qt::TabFocus);
    widgets::setRole(chip, "chip");
    connect(chip, &QToolButton::toggled, this, &SessionsPage::filter);
    row->addWidget(chip);
    return chip;
}

QWidget *SessionsPage::makeFilter()
{
    auto *line = new QWidget;
    auto *row = widgets::flatRow(line);
    row->setContentsMargins(theme::space4, theme::space1, theme::space3, theme::space2);
    row->setSpacing(theme::space2);
    m_search->setObjectName("sessionSearch");
    m_search->setAccessibleName(tr("Search in programs, states and SQL"));
    m_search->setPlaceholderText(tr("Program, state or SQL"));
    m_search->setClearButtonEnabled(true);
    m_search->addAction(m_context.theme->icon("search"), QLineEdit::LeadingPosition);
    connect(m_search, &QLineEdit::textChanged, this, &SessionsPage::filter);
    row->addWidget(m_search, 1);
    m_own = addChip(row, "kindOwn", tr("Own"), true);
    m_probed = addChip(row, "kindProbed", tr("Probed"), true);
    m_outside = addChip(row, "kindOutside", tr("Outside"), true);
    m_own->setToolTip(tr("Connections of Strandline: of this program and of others, such as its commands"));
    m_probed->setToolTip(tr("Connections of programs that run with the probe"));
    m_outside->setToolTip(tr("Programs that tell nothing, seen by the locks that they hold"));
    row->addSpacing(theme::space2);
    m_active = addChip(row, "onlyActive", tr("Only active"), false);
    m_transactions = addChip(row, "onlyTransactions", tr("Only with a transaction"), false);
    return line;
}

QWidget *SessionsPage::makeBelow()
{
    auto *left = new QWidget;
    auto *column = widgets::flatColumn(left);
    auto *heading = widgets::label(tr("Who waits for whom"));
    heading->setFont(theme::Theme::heading());
    heading->setContentsMargins(theme::space4, theme::space2, theme::space3, theme::space2);
    column->addWidget(heading);
    m_tree->setObjectName("blockingTree");
    m_tree->setAccessibleName(heading->text());
    m_tree->setModel(m_blocking);
    m_tree->setUniformRowHeights(true);
    m_tree->setAllColumnsShowFocus(true);
    m_tree->header()->setStretchLastSection(true);
    m_tree->header()->setDefaultSectionSize(narrowSection); // the last one takes what is left
    m_tree->header()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    connect(m_blocking, &QAbstractItemModel::modelReset, m_tree, &QTreeView::expandAll);
    column->addWidget(m_tree, 1);
    auto *nobody = widgets::label(tr("Nobody waits for anybody."), "secondary");
    nobody->setObjectName("blockingNobody");
    nobody->setAlignment(Qt::AlignCenter);
    nobody->setWordWrap(true);
    widgets::flatColumn(m_tree->viewport())->addWidget(nobody);
    connect(m_sessions, &SessionsModel::changed, nobody, [this, nobody] {
        m_blocking->setList(m_sessions->list());
        nobody->setVisible(m_sessions->loaded() && m_blocking->rowCount() == 0);
    });
    auto *sides = new QSplitter(Qt::Horizontal);
    sides->addWidget(left);
    sides->addWidget(m_detail);
    sides->setChildrenCollapsible(false);
    sides->setStretchFactor(0, 1);
    sides->setStretchFactor(1, 1);
    sides->setSizes({550, 530});
    sides->restoreState(m_context.settings->value(sidesKey).toByteArray());
    connect(sides, &QSplitter::splitterMoved, this,
            [this, sides] { m_context.settings->setValue(sidesKey, sides->saveState()); });
    connect(m_detail, &SessionDetail::cancelWanted, this, [this] {
        if (m_chosen) {
            m_sessions->cancelStatement(*m_chosen);
        }
    });
    connect(m_detail, &SessionDetail::endWanted, this, &SessionsPage::endChosen);
    connect(m_detail, &SessionDetail::worksheetWanted, this, &SessionsPage::openInWorksheet);
    connect(m_detail, &SessionDetail::performanceWanted, this, [this] {
        if (const ListedSession *session = chosen()) {
            m_context.open({"performance", {{"sqlId", sqlIdText(*session)}}});
        }
    });
    return sides;
}

void SessionsPage::bindActions()
{
    auto *now = new QAction(m_context.theme->icon("refresh"), tr("Read the sessions now"), this);
    m_context.shortcuts->bindToPage(this, now, "sessions.refresh", {QKeySequence(Qt::Key_F5)});
    connect(now, &QAction::triggered, m_sessions, &SessionsModel::refresh);
    auto *pause = new QAction(m_context.theme->icon("pause"), tr("Pause reading the sessions"), this);
    m_context.shortcuts->bindToPage(this, pause, "sessions.pause", {QKeySequence("Ctrl+Alt+Space")});
    connect(pause, &QAction::triggered, m_pause, &QToolButton::toggle);
    auto *searching = new QAction(m_context.theme->icon("search"), tr("Search in the sessions"), this);
    m_context.shortcuts->bindToPage(this, searching, "sessions.search", {QKeySequence::Find});
    connect(searching, &QAction::triggered, m_search, qOverload<>(&QWidget::setFocus));
}

void SessionsPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    goOn();
}

void SessionsPage::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    goOn();
}

void SessionsPage::goOn()
{
    const bool live = isVisible() && !m_pause->isChecked();
    m_sessions->setLive(live ? std::optional(std::chrono::seconds(m_every->currentData().toInt()))
                             : std::nullopt);
}

void SessionsPage::filter()
{
    m_sessions->setFilter({.words = m_search->text(),
                           .own = m_own->isChecked(),
                           .probed = m_probed->isChecked(),
                           .outside = m_outside->isChecked(),
                           .onlyActive = m_active->isChecked(),
                           .onlyTransactions = m_transactions->isChecked()});
}

void SessionsPage::refresh()
{
    const auto &list = m_sessions->list();
    if (!list) {
        m_summary->setFullText({});
        m_table->setEmptyText({});
        showChosen();
        return;
    }
    const auto count = [&](auto what) {
        return static_cast<int>(std::count_if(list->sessions.begin(), list->sessions.end(), what));
    };
    QStringList parts{tr("%Ln session(s)", nullptr, static_cast<int>(list->sessions.size())),
                      tr("%Ln active", nullptr, count([](const ListedSession &s) { return s.active; })),
                      tr("%Ln waiting for another", nullptr,
                         count([](const ListedSession &s) { return s.blockedBy.has_value(); }))};
    if (m_sessions->rowCount() < static_cast<int>(list->sessions.size())) {
        parts << tr("%Ln shown", nullptr, m_sessions->rowCount());
    }
    parts << tr("read at %1").arg(text::time(list->at, text::now()));
    m_summary->setFullText(parts.join(QStringLiteral(" · ")));
    m_table->setEmptyText(m_sessions->rowCount() > 0 ? QString()
                          : list->sessions.empty()   ? tr("No program has the database open.")
                                                     : tr("No session fits the filter."));
    m_failure.clear();
    fit();
    chooseWanted();
    if (!m_chosen && m_sessions->rowCount() > 0) {
        choose(SessionId::of(m_sessions->at(0)));
    }
    showChosen();
}

void SessionsPage::fit()
{
    if (!m_fitted) {
        return;
    }
    m_fitting = true;
    m_table->fitColumns(220);
    for (int column = 0; column + 1 < BlockingModel::ColumnCount; ++column) {
        m_tree->resizeColumnToContents(column);
    }
    m_fitting = false;
}

void SessionsPage::choose(const SessionId &id)
{
    m_chosen = id;
    const int row = m_sessions->rowOf(id);
    const QModelIndexList rows = m_table->selectionModel()->selectedRows();
    if (row < 0) {
        m_table->clearSelection(); // it is left out of the table, and shown all the same
    } else if (rows.isEmpty() || rows.front().row() != row) {
        m_table->selectRow(row);
    }
    showChosen();
}

void SessionsPage::chooseWanted()
{
    if (m_wanted.isEmpty() || !m_sessions->loaded()) {
        return;
    }
    const shell::PageState wanted = std::exchange(m_wanted, {});
    const auto &sessions = m_sessions->list()->sessions;
    const auto found = std::find_if(sessions.begin(), sessions.end(), [&](const ListedSession &session) {
        return wanted.contains("sid")
                   ? session.key.sid == wanted.value("sid").toULongLong() && session.key.sid != 0
                   : session.process == wanted.value("process").toLongLong();
    });
    if (found == sessions.end()) {
        m_context.notify({message::Kind::Information, tr("That session has ended."), {}, {}});
        return;
    }
    choose(SessionId::of(*found));
}

const ListedSession *SessionsPage::chosen() const
{
    return m_chosen ? m_sessions->find(*m_chosen) : nullptr;
}

void SessionsPage::showChosen()
{
    const ListedSession *session = chosen();
    m_detail->show(m_sessions->list().get(), session);
    if (session == nullptr && m_sessions->loaded()) {
        m_chosen.reset();
    }
}

void SessionsPage::endChosen()
{
    const ListedSession *session = chosen();
    if (session == nullptr) {
        return;
    }
    const SessionId id = SessionId::of(*session);
    if (session->transaction != SL_TRANSACTION_WRITE) {
        m_sessions->endSession(id);
        return;
    }
    auto *box = new QMessageBox(QMessageBox::Warning, tr("End session"),
                                tr("Session %1 has written in a transaction that has been open for %2. "
                                   "Ending the session rolls it back: "
                                   "what was changed in it is lost.")
                                    .arg(QString::number(id.key.sid), durationText(session->transactionAge)),
                                QMessageBox::Cancel, this);
    box->setObjectName("endQuestion");
    box->setAttribute(Qt::WA_DeleteOnClose);
    QPushButton *accept = box->addButton(tr("End session and roll back"), QMessageBox::DestructiveRole);
    accept->setObjectName("endYes");
    box->setDefaultButton(QMessageBox::Cancel);
    connect(accept, &QPushButton::clicked, this, [this, id] { m_sessions->endSession(id); });
    box->open();
}

void SessionsPage::openInWorksheet()
{
    if (const ListedSession *session = chosen()) {
        m_context.open({"worksheet",
                        {{"sql", fromUtf8(session->sql)},
                         {"title", tr("SQL of session %1").arg(session->key.sid)},
                         {"run", false}},
                        shell::OpenRequest::Placement::NewTab});
    }
}

void SessionsPage::told(const QString &text, bool done)
{
    m_context.notify({done ? message::Kind::Success : message::Kind::Information,
                      done ? text : tr("That session has ended by itself."),
                      {},
                      {}});
}

void SessionsPage::answer(const shell::PageState &what)
{
    if (what.contains("search")) {
        m_search->setText(what.value("search").toString());
    }
    const QStringList hidden = what.value("hidden").toStringList();
    for (const auto &[key, chip] :
         {std::pair("own", m_own), std::pair("probed", m_probed), std::pair("outside", m_outside)}) {
        if (what.contains("hidden")) {
            chip->setChecked(!hidden.contains(QLatin1String(key)));
        }
    }
    for (const auto &[key, chip] :
         {std::pair("active", m_active), std::pair("transactions", m_transactions)}) {
        if (what.contains(QLatin1String(key))) {
            chip->setChecked(what.value(QLatin1String(key)).toBool());
        }
    }
    if (what.contains("sid") || what.contains("process")) {
        m_wanted = what;
        chooseWanted();
    }
}

// Not which session is chosen: when the page comes back, that one is another.
shell::PageState SessionsPage::state() const
{
    QStringList hidden;
    for (const auto &[key, chip] :
         {std::pair("own", m_own), std::pair("probed", m_probed), std::pair("outside", m_outside)}) {
        if (!chip->isChecked()) {
            hidden << QLatin1String(key);
        }
    }
    return {{"search", m_search->text()},
            {"hidden", hidden},
            {"active", m_active->isChecked()},
            {"transactions", m_transactions->isChecked()}};
}

} // namespace strandline::sessions
