// What Fusion draws with gradients and edges of its own, drawn as flat as the style sheet draws the rest:
// combo boxes, spin boxes, check boxes, radio buttons, the handles of splitters. Colours come from the
// palette. GUI thread.
#pragma once

#include "views/common/theme/theme.h"

namespace strandline::theme {

class FlatStyle : public Style
{
    Q_OBJECT
public:
    using Style::polish;
    void polish(QWidget *widget) override;
    int pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const override;
    QRect subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl part,
                         const QWidget *widget) const override;
    QSize sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                           const QWidget *widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                            const QWidget *widget) const override;
    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                       const QWidget *widget) const override;
    void drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                     const QWidget *widget) const override;

signals:
    // A menu or a dialog is about to be shown that nothing around it gives the style sheet.
    void bareWindow(QWidget *window);
};

} // namespace strandline::theme
