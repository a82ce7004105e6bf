// What Fusion draws with gradients and edges of its own, drawn as flat as the style sheet draws the rest:
// combo boxes, spin boxes, check boxes. Colours come from the palette. GUI thread.
#pragma once

#include "views/common/theme/theme.h"

namespace strandline::theme {

class FlatStyle : public Style
{
    Q_OBJECT
public:
    int pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const override;
    QRect subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl part,
                         const QWidget *widget) const override;
    QSize sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                           const QWidget *widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                            const QWidget *widget) const override;
    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                       const QWidget *widget) const override;
};

} // namespace strandline::theme
