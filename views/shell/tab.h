// One tab: the place of one feature's page over one database. The page is made when it is wanted first and
// the database is open; until then the tab says what it waits for. GUI thread.
#pragma once

#include "views/shell/feature.h"

#include <QPointer>
#include <QWidget>

class QLabel;
class QPushButton;

namespace strandline::shell {

class Tab : public QWidget
{
    Q_OBJECT
public:
    // feature and what context points to outlive the tab. title: until the page has its own.
    Tab(const Feature &feature, const PageContext &context, const QString &title = {});

    const Feature &feature() const { return m_feature; }
    session::DatabaseSession *session() const { return m_context.session; } // null: needs none
    QWidget *page() const { return m_page; }                                // null: not made yet
    QWidget *makePage();
    // Answers an OpenRequest, now or when the page is made.
    void request(const PageState &what);

    QString title() const;
    bool modified() const { return m_page != nullptr && m_page->isWindowModified(); }
    PageState state() const;   // to be restored with
    QString closeLoss() const; // empty: nothing would be lost

    // The order in which tabs were shown: the greater the later.
    quint64 lastShown() const { return m_lastShown; }
    void setLastShown(quint64 when) { m_lastShown = when; }

signals:
    void changed(); // title or modified mark
    void retryRequested();

protected:
    void showEvent(QShowEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void sessionChanged();

    const Feature &m_feature;
    PageContext m_context;
    QString m_title;
    QPointer<QWidget> m_page;
    QWidget *m_waiting;
    QLabel *m_reason;
    QPushButton *m_retry;
    PageState m_wanted;
    quint64 m_lastShown = 0;
};

} // namespace strandline::shell
