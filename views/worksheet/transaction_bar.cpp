#include "views/worksheet/transaction_bar.h"

#include "models/text/quantities.h"
#include "views/common/theme/tokens.h"
#include "views/common/widgets/style.h"

#include <QActionGroup>
#include <QBoxLayout>
#include <QMenu>
#include <QPushButton>
#include <QToolButton>

namespace strandline::worksheet {

using session::CommitMode;

namespace {
constexpr auto longOpen = std::chrono::minutes(5);
} // namespace

TransactionBar::TransactionBar(Worksheet *worksheet, theme::Theme *theme, QWidget *parent)
    : QWidget(parent), m_worksheet(worksheet), m_theme(theme), m_badge(new QToolButton),
      m_auto(new QAction(tr("AUTO: every statement is committed at once"), this)),
      m_manual(new QAction(tr("MANUAL: changes wait for Commit"), this)),
      m_commit(new QAction(theme->icon("check"), tr("Commit"), this)),
      m_rollBack(new QAction(theme->icon("return"), tr("Roll back"), this)),
      m_commitButton(widgets::button(tr("Commit"))), m_rollBackButton(widgets::button(tr("Roll back")))
{
    auto *row = widgets::flatRow(this);
    row->setSpacing(theme::space2);
    widgets::setRole(m_badge, "chip");
    m_badge->setObjectName("transactionBadge");
    m_badge->setFocusPolicy(Qt::TabFocus);
    m_badge->setPopupMode(QToolButton::InstantPopup);
    m_badge->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_badge->setIconSize(QSize(theme::iconSize, theme::iconSize));
    auto *menu = new QMenu(m_badge);
    auto *group = new QActionGroup(this);
    for (QAction *action : {m_auto, m_manual}) {
        action->setCheckable(true);
        group->addAction(action);
        menu->addAction(action);
    }
    m_badge->setMenu(menu);
    row->addWidget(m_badge);
    m_commitButton->setObjectName("commit");
    m_rollBackButton->setObjectName("rollBack");
    row->addWidget(m_commitButton);
    row->addWidget(m_rollBackButton);

    connect(m_manual, &QAction::toggled, worksheet,
            [worksheet](bool manual) { worksheet->setMode(manual ? CommitMode::Manual : CommitMode::Auto); });
    connect(m_commit, &QAction::triggered, worksheet, &Worksheet::commit);
    connect(m_rollBack, &QAction::triggered, worksheet, &Worksheet::rollBack);
    connect(m_commitButton, &QPushButton::clicked, m_commit, &QAction::trigger);
    connect(m_rollBackButton, &QPushButton::clicked, m_rollBack, &QAction::trigger);
    connect(worksheet, &Worksheet::transactionChanged, this, &TransactionBar::refresh);
    connect(worksheet, &Worksheet::runningChanged, this, &TransactionBar::refresh);
    m_tick.setInterval(1000);
    connect(&m_tick, &QTimer::timeout, this, &TransactionBar::refresh);
    refresh();
}

QString TransactionBar::badgeText() const
{
    const QString mode = m_worksheet->mode() == CommitMode::Manual ? tr("MANUAL") : tr("AUTO");
    const session::TransactionState &state = m_worksheet->transaction();
    if (!state.open) {
        return mode;
    }
    const auto age = std::chrono::floor<std::chrono::seconds>(text::now() - state.since);
    return tr("%1 · open transaction · %2 · %3")
        .arg(mode, tr("%Ln change(s)", nullptr, static_cast<int>(state.changes)),
             age < std::chrono::minutes(1) ? tr("%1 s").arg(std::max<qint64>(age.count(), 0))
                                           : text::duration(age));
}

void TransactionBar::refresh()
{
    const session::TransactionState &state = m_worksheet->transaction();
    (m_worksheet->mode() == CommitMode::Manual ? m_manual : m_auto)->setChecked(true);
    m_badge->setText(badgeText());
    m_badge->setIcon(m_theme->icon(state.open ? "lock" : "check",
                                   state.open ? &theme::Tokens::warning : &theme::Tokens::secondary));
    m_badge->setAccessibleName(tr("Transactions: %1").arg(m_badge->text()));
    m_badge->setToolTip(state.open ? tr("Until it ends, no other program can write to this database.")
                                   : tr("No transaction is open; nothing is locked."));
    if (m_badge->property("past").toBool() != state.open) { // the warm tint of what is not settled
        m_badge->setProperty("past", state.open);
        widgets::restyle(m_badge);
    }
    const bool endable = state.open && !m_worksheet->running();
    m_commit->setEnabled(endable);
    m_rollBack->setEnabled(endable);
    m_commitButton->setVisible(state.open);
    m_rollBackButton->setVisible(state.open);
    m_commitButton->setEnabled(endable);
    m_rollBackButton->setEnabled(endable);
    if (!state.open) {
        m_tick.stop();
        m_warned = false;
        return;
    }
    m_tick.start();
    if (!m_warned && text::now() - state.since >= longOpen) {
        m_warned = true;
        emit openForLong(tr("A transaction has been open for %1. Other programs can't write to the database "
                            "until it is committed or rolled back.")
                             .arg(text::duration(longOpen)));
    }
}

} // namespace strandline::worksheet
