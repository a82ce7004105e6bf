#include "views/common/theme/flat_style.h"

#include <QDialog>
#include <QMenu>
#include <QPainter>
#include <QStyleOptionComplex>
#include <QTableView>
#include <QTreeView>

#include <algorithm>

namespace strandline::theme {

namespace {

constexpr double frameRadius = 4;
constexpr double boxRadius = 3;
constexpr double lineWidth = 1.5;

QColor lineColour(const QStyleOption &option, QPalette::ColorRole role)
{
    return option.palette.color(
        option.state.testFlag(QStyle::State_Enabled) ? QPalette::Active : QPalette::Disabled, role);
}

void drawFrame(QPainter *painter, const QStyleOption &option)
{
    const bool enabled = option.state.testFlag(QStyle::State_Enabled);
    const bool focus = enabled && option.state.testFlag(QStyle::State_HasFocus);
    const bool over = enabled && option.state.testFlag(QStyle::State_MouseOver);
    painter->setPen(option.palette.color(focus  ? QPalette::Link
                                         : over ? QPalette::PlaceholderText
                                                : QPalette::Mid));
    painter->setBrush(option.palette.color(QPalette::Base));
    painter->drawRoundedRect(QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5), frameRadius, frameRadius);
}

// A chevron that points down, or up.
void drawChevron(QPainter *painter, const QStyleOption &option, const QRect &place, bool up)
{
    const QPointF centre = QRectF(place).center();
    const double half = std::min(4.0, place.height() / 2.0 - 1);
    const double rise = up ? -half / 2 : half / 2;
    painter->setPen(QPen(lineColour(option, QPalette::PlaceholderText), lineWidth, Qt::SolidLine,
                         Qt::RoundCap, Qt::RoundJoin));
    const QPointF points[] = {centre + QPointF(-half, -rise), centre + QPointF(0, rise),
                              centre + QPointF(half, -rise)};
    painter->drawPolyline(points, 3);
}

// Where the box of a check box or the ring of a radio button stands.
QRectF squareIn(const QStyleOption &option)
{
    const double side = std::min(option.rect.width(), option.rect.height()) - 1;
    QRectF square(0, 0, side, side);
    square.moveCenter(QRectF(option.rect).center());
    return square;
}

void drawRadioButton(QPainter *painter, const QStyleOption &option)
{
    const QRectF ring = squareIn(option);
    const bool enabled = option.state.testFlag(QStyle::State_Enabled);
    const bool chosen = option.state.testFlag(QStyle::State_On);
    const bool focus = option.state.testFlag(QStyle::State_HasFocus);
    const QColor line =
        option.palette.color(enabled && (chosen || focus) ? QPalette::Link : QPalette::PlaceholderText);
    painter->setBrush(option.palette.color(QPalette::Base));
    painter->setPen(QPen(line, chosen ? lineWidth : 1));
    painter->drawEllipse(ring);
    if (chosen) {
        const double inset = ring.width() / 4;
        painter->setPen(Qt::NoPen);
        painter->setBrush(line);
        painter->drawEllipse(ring.adjusted(inset, inset, -inset, -inset));
    }
}

void drawCheckBox(QPainter *painter, const QStyleOption &option)
{
    const QRectF box = squareIn(option);
    const double side = box.width();
    const bool enabled = option.state.testFlag(QStyle::State_Enabled);
    const bool some = option.state.testFlag(QStyle::State_NoChange);
    const bool filled = some || option.state.testFlag(QStyle::State_On);
    const bool focus = option.state.testFlag(QStyle::State_HasFocus);
    const QColor ground = option.palette.color(!filled   ? QPalette::Base
                                               : enabled ? QPalette::Link
                                                         : QPalette::PlaceholderText);
    painter->setBrush(ground);
    painter->setPen(
        QPen(filled ? ground : option.palette.color(focus ? QPalette::Link : QPalette::PlaceholderText), 1));
    painter->drawRoundedRect(box, boxRadius, boxRadius);
    if (!filled) {
        return;
    }
    painter->setPen(
        QPen(option.palette.color(QPalette::Base), lineWidth, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    const auto at = [&box, side](double x, double y) { return box.topLeft() + QPointF(x, y) * side; };
    const QPointF points[] = {some ? at(0.25, 0.5) : at(0.22, 0.52), some ? at(0.5, 0.5) : at(0.42, 0.72),
                              some ? at(0.75, 0.5) : at(0.78, 0.3)};
    painter->drawPolyline(points, 3);
}

} // namespace

void FlatStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option,
                                   QPainter *painter, const QWidget *widget) const
{
    const auto place = [&](SubControl part) { return subControlRect(control, option, part, widget); };
    if (control != CC_ComboBox && control != CC_SpinBox) {
        Style::drawComplexControl(control, option, painter, widget);
        return;
    }
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    drawFrame(painter, *option);
    if (control == CC_ComboBox) {
        drawChevron(painter, *option, place(SC_ComboBoxArrow), false);
    } else {
        drawChevron(painter, *option, place(SC_SpinBoxUp), true);
        drawChevron(painter, *option, place(SC_SpinBoxDown), false);
    }
    painter->restore();
}

void FlatStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                              const QWidget *widget) const
{
    const bool radio = element == PE_IndicatorRadioButton;
    if (!radio && element != PE_IndicatorCheckBox && element != PE_IndicatorItemViewItemCheck) {
        Style::drawPrimitive(element, option, painter, widget);
        return;
    }
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (radio) {
        drawRadioButton(painter, *option);
    } else {
        drawCheckBox(painter, *option);
    }
    painter->restore();
}

// Text begins where it does in a field, and the box is as high as one.
QRect FlatStyle::subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl part,
                                const QWidget *widget) const
{
    const QRect out = Style::subControlRect(control, option, part, widget);
    if (control != CC_ComboBox || part != SC_ComboBoxEditField) {
        return out;
    }
    const bool leftToRight = option->direction == Qt::LeftToRight;
    return out.adjusted(leftToRight ? space1 : 0, 0, leftToRight ? 0 : -space1, 0);
}

QSize FlatStyle::sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                                  const QWidget *widget) const
{
    const QSize out = Style::sizeFromContents(type, option, size, widget);
    return type == CT_ComboBox ? out + QSize(space1, 2) : out;
}

void FlatStyle::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                            const QWidget *widget) const
{
    if (element == CE_Splitter) {
        painter->fillRect(option->rect, option->palette.color(option->state.testFlag(QStyle::State_MouseOver)
                                                                  ? QPalette::Link
                                                                  : QPalette::Mid));
        return;
    }
    Style::drawControl(element, option, painter, widget);
}

void FlatStyle::polish(QWidget *widget)
{
    Style::polish(widget);
    const bool own = qobject_cast<QMenu *>(widget) != nullptr || qobject_cast<QDialog *>(widget) != nullptr;
    const bool dressed = widget->testAttribute(Qt::WA_StyleSheet) || !widget->styleSheet().isEmpty();
    if (own && widget->isWindow() && !dressed) {
        emit bareWindow(widget);
    }
}

int FlatStyle::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    if (metric == PM_SplitterWidth) {
        return 1;
    }
    const bool cells = qobject_cast<const QTableView *>(widget) != nullptr ||
                       qobject_cast<const QTreeView *>(widget) != nullptr;
    // Of cells, without 1: as the headers over them.
    return metric == PM_FocusFrameHMargin && cells ? space2 - 1 : Style::pixelMetric(metric, option, widget);
}

} // namespace strandline::theme
