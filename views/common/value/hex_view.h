// Bytes as hexadecimal numbers and characters, 16 a line; only the lines in sight are drawn, so that 100 MB
// scroll as 100 bytes do. GUI thread.
#pragma once

#include "views/common/theme/theme.h"

#include <QAbstractScrollArea>
#include <QByteArray>

namespace strandline::value {

class HexView : public QAbstractScrollArea
{
    Q_OBJECT
public:
    explicit HexView(theme::Theme *theme, QWidget *parent = nullptr);

    void setBytes(const QByteArray &bytes);
    // "00000010  68 65 6C 6C 6F                                    hello"
    QString line(qint64 number) const;

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void fit();

    theme::Theme *m_theme;
    QByteArray m_bytes;
};

} // namespace strandline::value
