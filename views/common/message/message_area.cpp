#include "views/common/message/message_area.h"

#include "views/common/widgets/style.h"

#include <QBoxLayout>
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QPushButton>
#include <QTimer>

#include <algorithm>

namespace strandline::message {

namespace {

constexpr int boxWidth = 400;
constexpr std::size_t mostShown = 3;
constexpr int goesAfterMs = 8000;

struct Look
{
    const char *icon;
    QColor theme::Tokens::*colour;
};

Look lookOf(Kind kind)
{
    switch (kind) {
    case Kind::Success:
        return {"check", &theme::Tokens::ok};
    case Kind::Warning:
        return {"warning", &theme::Tokens::warning};
    case Kind::Failure:
        return {"error", &theme::Tokens::danger};
    case Kind::Information:
        break;
    }
    return {"info", &theme::Tokens::accent};
}

} // namespace

MessageArea::MessageArea(theme::Theme *theme, QWidget *host, int bottomMargin)
    : QWidget(host), m_theme(theme), m_host(host), m_bottomMargin(bottomMargin)
{
    host->installEventFilter(this);
    hide();
}

void MessageArea::add(const Message &message)
{
    if (m_shown.size() == mostShown) {
        remove(m_shown.front());
    }
    QWidget *box = makeBox(message);
    m_shown.push_back(box);
    box->setParent(this);
    if (message.kind == Kind::Information || message.kind == Kind::Success) {
        QTimer::singleShot(goesAfterMs, box, [this, box] { remove(box); });
    }
    show();
    raise();
    place();
}

void MessageArea::clear()
{
    while (!m_shown.empty()) {
        remove(m_shown.front());
    }
}

QWidget *MessageArea::makeBox(const Message &message)
{
    const Look look = lookOf(message.kind);
    auto *box = new QWidget;
    box->setObjectName("message");
    box->setAttribute(Qt::WA_StyledBackground);
    box->setAccessibleName(message.text);
    auto *row = new QBoxLayout(QBoxLayout::LeftToRight, box);
    row->setContentsMargins(theme::space3, theme::space3, theme::space2, theme::space2);
    row->setSpacing(theme::space2);
    auto *icon = new QLabel;
    icon->setPixmap(m_theme->icon(look.icon, look.colour).pixmap(QSize(20, 20), devicePixelRatioF()));
    connect(m_theme, &theme::Theme::changed, icon, [this, icon, look] {
        icon->setPixmap(m_theme->icon(look.icon, look.colour).pixmap(QSize(20, 20), devicePixelRatioF()));
    });
    row->addWidget(icon, 0, Qt::AlignTop);

    auto *column = widgets::flatColumn();
    auto *text = widgets::label(message.text);
    text->setWordWrap(true);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    column->addWidget(text);
    auto *actions = widgets::flatRow();
    column->addLayout(actions);
    if (message.show) {
        auto *show = widgets::button(message.showText.isEmpty() ? tr("Show") : message.showText, "link");
        connect(show, &QPushButton::clicked, box, [this, box, action = message.show] {
            action();
            remove(box);
        });
        actions->addWidget(show);
    }
    if (message.kind == Kind::Failure || !message.details.isEmpty()) {
        auto *copy = widgets::button(tr("Copy details"), "link");
        const QString details = message.details.isEmpty() ? message.text : message.details;
        connect(copy, &QPushButton::clicked, box,
                [details] { QGuiApplication::clipboard()->setText(details); });
        actions->addWidget(copy);
    }
    actions->addStretch();
    row->addLayout(column, 1);
    auto *close = widgets::iconButton(m_theme->icon("close"), tr("Close this message"));
    connect(close, &QToolButton::clicked, box, [this, box] { remove(box); });
    row->addWidget(close, 0, Qt::AlignTop);
    return box;
}

void MessageArea::remove(QWidget *box)
{
    const auto it = std::find(m_shown.begin(), m_shown.end(), box);
    if (it == m_shown.end()) {
        return;
    }
    m_shown.erase(it);
    box->hide();
    box->deleteLater();
    setVisible(!m_shown.empty());
    place();
}

bool MessageArea::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_host && event->type() == QEvent::Resize) {
        place();
    }
    return QWidget::eventFilter(watched, event);
}

void MessageArea::place()
{
    const int w = std::min(boxWidth, m_host->width() - 2 * theme::space4);
    int y = 0;
    for (QWidget *box : m_shown) {
        box->ensurePolished();
        box->layout()->activate();
        const int h = box->layout()->totalHeightForWidth(w);
        box->setGeometry(0, y, w, h);
        box->show();
        y += h + theme::space2;
    }
    setGeometry(m_host->width() - w - theme::space4, m_host->height() - m_bottomMargin - y - theme::space2, w,
                y);
}

} // namespace strandline::message
