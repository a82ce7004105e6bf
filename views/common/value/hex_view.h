// Bytes as hexadecimal numbers and characters, 16 a line, or 8 where 16 would be cut. Only the lines in sight
// are drawn, and what isn't here yet is asked for when it comes into sight: 2 GB scroll as 100 bytes do. GUI
// thread.
#pragma once

#include "views/common/theme/theme.h"

#include <QAbstractScrollArea>
#include <QByteArray>
#include <QTimer>

namespace strandline::value {

class HexView : public QAbstractScrollArea
{
    Q_OBJECT
public:
    static constexpr qint64 pieceBytes = 256 << 10;

    explicit HexView(theme::Theme *theme, QWidget *parent = nullptr);

    // size: of the whole; bytes may be its beginning, then wanted() asks for pieces of the rest.
    void setBytes(const QByteArray &bytes, qint64 size);
    void setPiece(qint64 offset, const QByteArray &bytes);
    void forgetPiece();    // it may have changed
    void setPast(bool on); // tinted
    int bytesPerLine() const { return m_bytesPerLine; }
    // "00000010  68 65 6C 6C 6F                                    hello", or the offset alone.
    QString line(qint64 number) const;
    int fullWidth() const; // that a line of 16 needs
    QSize sizeHint() const override;

signals:
    void wanted(qint64 offset); // up to pieceBytes from here

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void fit();
    qint64 lines() const;
    QByteArray bytesAt(qint64 offset) const; // of a line
    void wantInSight();

    theme::Theme *m_theme;
    QByteArray m_bytes; // the beginning
    qint64 m_size = 0;
    QByteArray m_piece; // around the place in sight
    qint64 m_pieceOffset = 0;
    qint64 m_asked = -1; // wanted last: once is enough
    int m_bytesPerLine = 16;
    bool m_past = false;
    QTimer m_wantTimer; // a scrolling hand passes over much that nobody wants
};

} // namespace strandline::value
