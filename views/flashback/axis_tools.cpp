#include "views/flashback/axis_tools.h"

#include "models/text/quantities.h"
#include "views/common/widgets/elided_label.h"
#include "views/common/widgets/style.h"

#include <QAction>
#include <QBoxLayout>
#include <QComboBox>
#include <QLineEdit>
#include <QScopedValueRollback>
#include <QToolButton>

namespace strandline::flashback {

namespace {
constexpr int pace = 800; // milliseconds a step: one can see what changed
constexpr int textWidth = 200;
constexpr int tableWidth = 150;
} // namespace

AxisTools::AxisTools(const shell::PageContext &context, TransactionsModel *transactions, QWidget *page)
    : QWidget(page), m_context(context), m_transactions(transactions), m_unit(new QComboBox),
      m_table(new QComboBox), m_text(new QLineEdit),
      m_stop(widgets::iconButton(context.theme->icon("stop"), tr("Stop searching"))),
      m_state(new widgets::ElidedLabel)
{
    auto *row = widgets::flatRow(this);
    row->setContentsMargins(theme::space4, 0, theme::space3, theme::space1);
    row->setSpacing(theme::space1);
    addSteps(row, page);
    row->addSpacing(theme::space3);
    addFilter(row, page);
    m_playing.setInterval(pace);
    connect(&m_playing, &QTimer::timeout, this, [this] {
        if (!step(m_later)) {
            stop();
        }
    });
    connect(context.session, &session::DatabaseSession::pointChanged, this, [this] {
        if (!m_stepping) { // somebody looks elsewhere
            stop();
        }
    });
    connect(transactions, &TransactionsModel::touchesChanged, this, &AxisTools::refreshTables);
    connect(transactions, &TransactionsModel::matchesChanged, this, &AxisTools::refreshState);
    refreshTables();
    refreshState();
    refreshPlaying();
}

void AxisTools::addSteps(QBoxLayout *row, QWidget *page)
{
    const auto add = [&](const QString &text, const char *icon, const char *id, const char *key, auto run) {
        auto *action = new QAction(m_context.theme->icon(QString::fromLatin1(icon)), text, this);
        m_context.shortcuts->bindToPage(page, action, QString::fromLatin1(id),
                                        {QKeySequence(QString::fromLatin1(key))});
        connect(action, &QAction::triggered, this, run);
        auto *button = widgets::iconButton(action->icon(), text);
        button->setObjectName(QString::fromLatin1(id));
        button->setDefaultAction(action);
        row->addWidget(button);
        return action;
    };
    add(tr("Step back"), "chevron-left", "flashback.stepBack", "Ctrl+Alt+Left", [this] {
        stop();
        step(false);
    });
    m_playEarlier =
        add(tr("Play back"), "play-back", "flashback.playBack", "Ctrl+Alt+Up", [this] { play(false); });
    m_unit->setObjectName("stepUnit");
    m_unit->setAccessibleName(tr("Length of a step"));
    m_unit->addItems({tr("by commit"), tr("by hour"), tr("by day")}); // as TransactionsModel::Step
    row->addWidget(m_unit);
    m_playLater = add(tr("Play"), "run", "flashback.play", "Ctrl+Alt+Down", [this] { play(true); });
    add(tr("Step forward"), "chevron-right", "flashback.stepForward", "Ctrl+Alt+Right", [this] {
        stop();
        step(true);
    });
}

void AxisTools::addFilter(QBoxLayout *row, QWidget *page)
{
    m_table->setObjectName("filterTable");
    m_table->setAccessibleName(tr("Commits that touched"));
    m_table->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_table->setFixedWidth(tableWidth);
    connect(m_table, &QComboBox::activated, this, &AxisTools::applyFilter);
    row->addWidget(m_table);
    m_text->setObjectName("filterText");
    m_text->setAccessibleName(tr("Text or value in a changed row"));
    m_text->setPlaceholderText(tr("Text or value in a changed row"));
    m_text->setToolTip(tr("Return looks for the commits that changed a row with this text"));
    m_text->setClearButtonEnabled(true);
    m_text->setMinimumWidth(textWidth);
    connect(m_text, &QLineEdit::returnPressed, this, &AxisTools::applyFilter);
    connect(m_text, &QLineEdit::textChanged, this, [this](const QString &text) {
        if (text.isEmpty()) {
            applyFilter();
        }
    });
    row->addWidget(m_text, 1);
    m_stop->setObjectName("filterStop");
    connect(m_stop, &QToolButton::clicked, m_transactions, &TransactionsModel::stopSearching);
    row->addWidget(m_stop);
    m_state->setObjectName("filterState");
    widgets::setRole(m_state, "secondary");
    row->addWidget(m_state, 1);
    auto *find = new QAction(tr("Filter the commits"), this);
    m_context.shortcuts->bindToPage(page, find, "flashback.filter", {QKeySequence("Ctrl+Shift+F")});
    connect(find, &QAction::triggered, m_text, [this] {
        m_text->setFocus();
        m_text->selectAll();
    });
}

bool AxisTools::step(bool later)
{
    session::DatabaseSession *session = m_context.session;
    const auto &commits = session->commits()->commits();
    if (commits.empty()) {
        return false;
    }
    // The present is behind the newest commit.
    timeline::Commit from = session->point().value_or(commits.back());
    if (!session->point() && !later) {
        from.scn = from.scn.next();
    }
    const timeline::Commit *target =
        m_transactions->next(from, static_cast<TransactionsModel::Step>(m_unit->currentIndex()), later);
    if (target == nullptr) {
        return false;
    }
    const QScopedValueRollback<bool> own(m_stepping, true);
    session->lookAt(*target);
    return true;
}

// From the present there is nothing to come: it begins with the oldest commit.
void AxisTools::play(bool later)
{
    if (playing() && m_later == later) {
        stop();
        return;
    }
    m_later = later;
    const auto &commits = m_context.session->commits()->commits();
    if (later && !m_context.session->point() && !commits.empty()) {
        const QScopedValueRollback<bool> own(m_stepping, true);
        m_context.session->lookAt(commits.front());
    } else if (!step(later)) {
        return;
    }
    m_playing.start();
    refreshPlaying();
}

void AxisTools::stop()
{
    m_playing.stop();
    refreshPlaying();
}

void AxisTools::refreshPlaying()
{
    const bool earlier = playing() && !m_later;
    const bool later = playing() && m_later;
    m_playEarlier->setIcon(m_context.theme->icon(earlier ? "pause" : "play-back"));
    m_playEarlier->setText(earlier ? tr("Pause") : tr("Play back"));
    m_playLater->setIcon(m_context.theme->icon(later ? "pause" : "run"));
    m_playLater->setText(later ? tr("Pause") : tr("Play"));
}

void AxisTools::applyFilter()
{
    TransactionsModel::Filter filter;
    filter.table = m_table->currentIndex() > 0 ? m_table->currentText() : QString();
    filter.text = m_text->text().trimmed();
    m_transactions->setFilter(filter);
}

void AxisTools::refreshTables()
{
    const QStringList tables = m_transactions->tables();
    if (m_table->count() == tables.size() + 1) {
        return; // tables only come
    }
    const QString chosen = m_table->currentIndex() > 0 ? m_table->currentText() : QString();
    m_table->clear();
    m_table->addItem(tr("All tables"));
    m_table->addItems(tables);
    m_table->setCurrentIndex(chosen.isEmpty() ? 0 : std::max(m_table->findText(chosen), 0));
}

void AxisTools::refreshState()
{
    m_stop->setVisible(m_transactions->searching());
    const auto &matches = m_transactions->matches();
    if (!matches) {
        m_state->setFullText({});
        return;
    }
    QString text = tr("%1 of %2")
                       .arg(text::number(matches->size()),
                            tr("%Ln commit(s)", nullptr,
                               static_cast<int>(m_context.session->commits()->commits().size())));
    if (const core::Progress &searched = m_transactions->searched();
        m_transactions->searching() && searched.total > 0) {
        text += " · " + tr("searched %1 %").arg(searched.done * 100 / searched.total);
    }
    m_state->setFullText(text);
}

} // namespace strandline::flashback
