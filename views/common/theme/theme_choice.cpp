#include "views/common/theme/theme_choice.h"

#include <QBoxLayout>
#include <QButtonGroup>
#include <QPainter>
#include <QPainterPath>
#include <QSettings>

namespace strandline::theme {

namespace {

constexpr const char *key = "v1/theme";
constexpr QSize picture(136, 84);
constexpr double radius = 6;

} // namespace

ThemeCard::ThemeCard(Mode mode, Theme *theme, QWidget *parent)
    : QAbstractButton(parent), m_mode(mode), m_theme(theme)
{
    setText(mode == Mode::System ? tr("As the system") : mode == Mode::Light ? tr("Light") : tr("Dark"));
    setObjectName("themeCard-" + modeName(mode));
    setAccessibleName(text());
    setCheckable(true);
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

QSize ThemeCard::sizeHint() const
{
    const int words = fontMetrics().horizontalAdvance(text()) + space6 + theme::iconSize;
    return {std::max(picture.width(), words), picture.height() + fontMetrics().height() + space3};
}

void ThemeCard::paintWindow(QPainter &painter, const QRectF &frame, const Tokens &t) const
{
    painter.fillRect(frame, t.window);
    painter.fillRect(QRectF(frame.left(), frame.top(), frame.width(), 14), t.surface);
    painter.fillRect(QRectF(frame.left(), frame.top() + 14, frame.width(), 1), t.border);
    const QRectF page(frame.left() + 36, frame.top() + 15, frame.width() - 36, frame.height() - 15);
    painter.fillRect(page, t.surface);
    painter.fillRect(QRectF(page.left(), page.top(), 1, page.height()), t.border);
    painter.setPen(Qt::NoPen);
    const auto bar = [&](double x, double y, double width, const QColor &colour) {
        painter.setBrush(colour);
        painter.drawRoundedRect(QRectF(x, y, width, 4), 2, 2);
    };
    bar(frame.left() + 8, frame.top() + 5, 30, t.accent);
    painter.setBrush(t.accentSoft);
    painter.drawRoundedRect(QRectF(frame.left() + 4, page.top() + 5, 28, 10), 2, 2);
    for (int line = 0; line < 3; ++line) {
        bar(frame.left() + 8, page.top() + 8 + line * 13, 18, line == 0 ? t.text : t.secondary);
    }
    for (int line = 0; line < 4; ++line) {
        bar(page.left() + 10, page.top() + 10 + line * 13, 24, line == 0 ? t.text : t.secondary);
        bar(page.left() + 46, page.top() + 10 + line * 13, 40 - 6 * (line % 2),
            line == 0 ? t.text : t.secondary);
    }
}

void ThemeCard::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Tokens &t = m_theme->tokens();
    const QRectF frame(QPointF((width() - picture.width()) / 2.0 + 1, 1), QSizeF(picture) - QSizeF(2, 2));
    QPainterPath outline;
    outline.addRoundedRect(frame, radius, radius);
    painter.save();
    painter.setClipPath(outline);
    paintWindow(painter, frame, m_mode == Mode::Dark ? darkTokens() : lightTokens());
    if (m_mode == Mode::System) { // the lower right half is dark
        QPainterPath half;
        half.addPolygon(QPolygonF({frame.topRight(), frame.bottomRight(), frame.bottomLeft()}));
        painter.setClipPath(half.intersected(outline));
        paintWindow(painter, frame, darkTokens());
    }
    painter.restore();
    painter.setBrush(Qt::NoBrush);
    const bool strong = isChecked() || hasFocus() || underMouse();
    painter.setPen(QPen(strong ? t.accent : t.border, isChecked() || hasFocus() ? 2 : 1));
    painter.drawPath(outline);

    const QRect line(0, picture.height(), width(), height() - picture.height());
    painter.setPen(t.text);
    if (isChecked()) { // a sign beside the colour
        const int words = fontMetrics().horizontalAdvance(text());
        const int left = (width() - words - theme::iconSize - space1) / 2;
        m_theme->icon("check", &Tokens::accent)
            .paint(&painter, QRect(left, line.center().y() - theme::iconSize / 2 + 1, theme::iconSize,
                                   theme::iconSize));
        painter.drawText(line.adjusted(left + theme::iconSize + space1, 0, 0, 0), Qt::AlignVCenter, text());
    } else {
        painter.drawText(line, Qt::AlignCenter, text());
    }
}

ThemeChoice::ThemeChoice(Theme *theme, QSettings *settings, bool first, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_settings(settings), m_first(first), m_group(new QButtonGroup(this))
{
    setObjectName("themeChoice");
    setAccessibleName(tr("Theme"));
    auto *row = new QBoxLayout(QBoxLayout::LeftToRight, this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space4);
    for (const Mode mode : {Mode::System, Mode::Light, Mode::Dark}) {
        auto *card = new ThemeCard(mode, theme);
        m_group->addButton(card, static_cast<int>(mode));
        row->addWidget(card);
    }
    row->addStretch();
    connect(m_group, &QButtonGroup::idClicked, this, [this](int id) {
        m_settings->setValue(key, modeName(static_cast<Mode>(id)));
        m_theme->setMode(static_cast<Mode>(id));
        emit chosen(static_cast<Mode>(id));
    });
    connect(theme, &Theme::changed, this, &ThemeChoice::refresh);
    refresh();
}

bool ThemeChoice::made(const QSettings &settings)
{
    return settings.contains(key);
}

void ThemeChoice::refresh()
{
    if (!m_first || made(*m_settings)) {
        m_group->button(static_cast<int>(m_theme->mode()))->setChecked(true);
    }
    update();
}

} // namespace strandline::theme
