// A picture, scaled down to the place that there is; never up. GUI thread.
#pragma once

#include <QImage>
#include <QWidget>

namespace strandline::value {

class PictureView : public QWidget
{
    Q_OBJECT
public:
    explicit PictureView(QWidget *parent = nullptr);
    void setImage(const QImage &image);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QImage m_image;
};

} // namespace strandline::value
