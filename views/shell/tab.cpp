#include "views/shell/tab.h"

#include "views/common/widgets/style.h"

#include <QBoxLayout>
#include <QEvent>
#include <QLabel>
#include <QPushButton>

namespace strandline::shell {

using session::DatabaseSession;

namespace {
constexpr QSize smallest(240, 120);
}

Tab::Tab(const Feature &feature, const PageContext &context, const QString &title)
    : m_feature(feature), m_context(context), m_title(title.isEmpty() ? feature.title : title),
      m_waiting(new QWidget), m_reason(widgets::label({}, "secondary")),
      m_retry(widgets::button(tr("Try again"), "primary"))
{
    m_context.theme->dress(this);
    setMinimumSize(smallest); // whatever its page wants: a hidden tab must not widen the window
    widgets::flatColumn(this)->addWidget(m_waiting);
    auto *column = new QBoxLayout(QBoxLayout::TopToBottom, m_waiting);
    column->setSpacing(theme::space3);
    column->addStretch();
    m_reason->setAlignment(Qt::AlignCenter);
    m_reason->setWordWrap(true);
    m_retry->setObjectName("tabRetry");
    column->addWidget(m_reason);
    column->addWidget(m_retry, 0, Qt::AlignCenter);
    column->addStretch();
    connect(m_retry, &QPushButton::clicked, this, &Tab::retryRequested);
    if (session() != nullptr) {
        connect(session(), &DatabaseSession::stateChanged, this, &Tab::sessionChanged);
    }
    sessionChanged();
}

QWidget *Tab::makePage()
{
    if (m_page != nullptr || (session() != nullptr && session()->state() != DatabaseSession::State::Open)) {
        return m_page;
    }
    m_page = m_feature.factory(m_context);
    m_page->installEventFilter(this);
    layout()->addWidget(m_page);
    m_page->show(); // a layout would show it later only
    m_waiting->hide();
    setFocusProxy(m_page);
    if (!m_wanted.isEmpty()) {
        request(std::exchange(m_wanted, {}));
    }
    emit changed();
    return m_page;
}

void Tab::request(const PageState &what)
{
    if (m_page == nullptr) {
        m_wanted = what;
    } else if (m_feature.show) {
        m_feature.show(m_page, what);
    }
}

QString Tab::title() const
{
    if (m_page == nullptr || m_page->windowTitle().isEmpty()) {
        return m_title;
    }
    return m_page->windowTitle().remove("[*]");
}

PageState Tab::state() const
{
    if (m_page == nullptr) {
        return m_wanted;
    }
    return m_feature.state ? m_feature.state(m_page) : PageState();
}

QString Tab::closeLoss() const
{
    return m_page != nullptr && m_feature.closeLoss ? m_feature.closeLoss(m_page) : QString();
}

void Tab::showEvent(QShowEvent *event)
{
    makePage();
    QWidget::showEvent(event);
}

bool Tab::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_page &&
        (event->type() == QEvent::WindowTitleChange || event->type() == QEvent::ModifiedChange)) {
        emit changed();
    }
    return QWidget::eventFilter(watched, event);
}

void Tab::sessionChanged()
{
    const bool fails = session() != nullptr && session()->state() == DatabaseSession::State::Closed;
    m_retry->setVisible(fails);
    m_reason->setText(fails ? tr("%1 could not be opened.").arg(session()->path()) : tr("Opening…"));
    if (isVisible()) {
        makePage();
    }
}

} // namespace strandline::shell
