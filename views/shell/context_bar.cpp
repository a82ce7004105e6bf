#include "views/shell/context_bar.h"

#include "models/text/quantities.h"
#include "views/common/widgets/elided_label.h"
#include "views/common/widgets/style.h"
#include "views/shell/moment_menu.h"

#include <QBoxLayout>
#include <QDir>
#include <QFileInfo>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QToolButton>

namespace strandline::shell {

ContextBar::ContextBar(session::DatabaseSession *session, theme::Theme *theme, QWidget *parent)
    : QWidget(parent), m_session(session), m_theme(theme), m_name(new QToolButton),
      m_databaseMenu(new QMenu(this)), m_path(new widgets::ElidedLabel(Qt::ElideMiddle)),
      m_mode(widgets::label(tr("Read only"), "warning")), m_chip(new QToolButton),
      m_moment(new MomentMenu(session, theme, this)), m_return(widgets::button(tr("Return to now")))
{
    setObjectName("contextBar");
    setAttribute(Qt::WA_StyledBackground);
    setAccessibleName(tr("Database and moment"));
    auto *row = new QBoxLayout(QBoxLayout::LeftToRight, this);
    row->setContentsMargins(theme::space4, theme::space2, theme::space4, theme::space2);
    row->setSpacing(theme::space2);
    auto *icon = new QLabel;
    const auto drawIcon = [this, icon] {
        icon->setPixmap(
            m_theme->icon("database", &theme::Tokens::accent).pixmap(QSize(20, 20), devicePixelRatioF()));
    };
    drawIcon();
    connect(theme, &theme::Theme::changed, this, drawIcon);
    m_name->setFont(theme::Theme::heading());
    m_name->setObjectName("databaseName");
    widgets::setRole(m_name, "chooser");
    m_name->setIcon(theme->icon("chevron-down"));
    m_name->setIconSize(QSize(theme::iconSize, theme::iconSize));
    m_name->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_name->setLayoutDirection(Qt::RightToLeft); // the arrow behind the name
    m_name->setFocusPolicy(Qt::TabFocus);
    m_name->setMenu(m_databaseMenu);
    m_name->setPopupMode(QToolButton::InstantPopup);
    widgets::setRole(m_path, "secondary");
    m_path->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    m_chip->setObjectName("timeChip");
    widgets::setRole(m_chip, "chip");
    m_chip->setIcon(theme->icon("clock"));
    m_chip->setIconSize(QSize(theme::iconSize, theme::iconSize));
    m_chip->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_chip->setFocusPolicy(Qt::TabFocus);
    m_return->setObjectName("returnToNow");
    row->addWidget(icon);
    row->addWidget(m_name);
    row->addWidget(m_mode);
    row->addWidget(m_path, 1);
    row->addWidget(m_chip);
    row->addWidget(m_return);
    m_chip->setMenu(m_moment);
    m_chip->setPopupMode(QToolButton::InstantPopup);
    connect(m_return, &QPushButton::clicked, this, [this] { m_session->returnToNow(); });
    m_tick.setInterval(10000);
    connect(&m_tick, &QTimer::timeout, this, &ContextBar::refreshChip);
    m_tick.start();
    setSession(session);
}

void ContextBar::setSession(session::DatabaseSession *session)
{
    m_session->disconnect(this);
    m_session = session;
    m_moment->setSession(session);
    connect(session, &session::DatabaseSession::stateChanged, this, &ContextBar::refresh);
    connect(session, &session::DatabaseSession::pointChanged, this, &ContextBar::refreshChip);
    refresh();
}

void ContextBar::refresh()
{
    const bool any = !m_session->path().isEmpty();
    const bool open = m_session->state() != session::DatabaseSession::State::Closed;
    const QString name = any ? m_session->name() : tr("No database");
    m_name->setText(QString(name).replace('&', "&&"));
    m_name->setAccessibleName(tr("Database: %1").arg(name));
    m_path->setFullText(any ? QDir::toNativeSeparators(QFileInfo(m_session->path()).path()) : QString());
    m_mode->setVisible(open && m_session->readOnly());
    m_chip->setVisible(open);
    refreshChip();
}

void ContextBar::refreshChip()
{
    const auto &point = m_session->point();
    m_return->setVisible(point.has_value());
    if (point) {
        m_chip->setText(tr("As of %1").arg(text::point(point->scn, point->timeTo, text::now())));
        m_chip->setToolTip(
            tr("%1\n%2\n%3")
                .arg(text::scn(point->scn), text::fullTime(point->timeTo), text::utcTime(point->timeTo)));
    } else {
        m_chip->setText(tr("Now"));
        m_chip->setToolTip(tr(
            "You look at the present. Choose a commit in the history, or click here, to look at the past."));
    }
    m_chip->setAccessibleName(tr("Moment: %1").arg(m_chip->text()));
    m_chip->setProperty("past", point.has_value());
    widgets::restyle(m_chip);
}

} // namespace strandline::shell
