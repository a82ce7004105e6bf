// Messages at the lower right edge of a widget, newest at the bottom. Failures and warnings stay until they
// are closed, others go after some seconds. GUI thread.
#pragma once

#include "views/common/message/message.h"
#include "views/common/theme/theme.h"

#include <QWidget>

#include <vector>

namespace strandline::message {

class MessageArea : public QWidget
{
    Q_OBJECT
public:
    // Lies over host, bottomMargin pixels above its lower edge.
    MessageArea(theme::Theme *theme, QWidget *host, int bottomMargin);

    void add(const Message &message);
    int count() const { return static_cast<int>(m_shown.size()); }
    void clear();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget *makeBox(const Message &message);
    void remove(QWidget *box);
    void place();

    theme::Theme *m_theme;
    QWidget *m_host;
    int m_bottomMargin;
    std::vector<QWidget *> m_shown;
};

} // namespace strandline::message
