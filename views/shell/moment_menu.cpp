#include "views/shell/moment_menu.h"

#include "models/text/quantities.h"
#include "views/common/widgets/style.h"

#include <QBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QWidgetAction>

namespace strandline::shell {

MomentMenu::MomentMenu(session::DatabaseSession *session, theme::Theme *theme, QWidget *parent)
    : QMenu(parent), m_session(session), m_field(new QLineEdit), m_hint(widgets::label({}, "secondary"))
{
    auto *box = new QWidget;
    auto *column = new QBoxLayout(QBoxLayout::TopToBottom, box);
    column->setContentsMargins(theme::space2, theme::space2, theme::space2, theme::space2);
    column->setSpacing(theme::space1);
    column->addWidget(m_field);
    column->addWidget(m_hint);
    m_field->setObjectName("momentField");
    m_field->setPlaceholderText(tr("SCN or time"));
    m_field->setAccessibleName(tr("SCN or time to look at"));
    m_field->setMinimumWidth(280);
    auto *action = new QWidgetAction(this);
    action->setDefaultWidget(box);
    addAction(action);
    addSeparator();
    m_previous = QMenu::addAction(theme->icon("chevron-left"), tr("Previous commit"), this,
                                  [this] { m_session->step(-1); });
    m_next = QMenu::addAction(theme->icon("chevron-right"), tr("Next commit"), this,
                              [this] { m_session->step(1); });
    m_now = QMenu::addAction(theme->icon("return"), tr("Return to now"), this,
                             [this] { m_session->returnToNow(); });
    connect(m_field, &QLineEdit::returnPressed, this, [this] {
        if (go(m_field->text())) {
            close();
        }
    });
}

void MomentMenu::showEvent(QShowEvent *event)
{
    QMenu::showEvent(event);
    const bool any = !m_session->commits()->commits().empty();
    m_field->clear();
    m_field->setEnabled(any);
    m_hint->setText(any ? tr("For example 629 or 2026-11-10 14:22, in local time")
                        : tr("There is no history yet."));
    m_previous->setEnabled(any);
    m_next->setEnabled(m_session->point().has_value());
    m_now->setEnabled(m_session->point().has_value());
    m_field->setFocus();
}

bool MomentMenu::go(const QString &text)
{
    const timeline::CommitsModel *commits = m_session->commits();
    QString digits = text.trimmed();
    digits.remove(QLocale().groupSeparator());
    bool isNumber = false;
    const core::Scn scn{digits.toULongLong(&isNumber)};
    if (isNumber) {
        if (const timeline::Commit *commit = commits->find(scn)) {
            m_session->lookAt(*commit);
            return true;
        }
        m_hint->setText(commits->commits().empty()
                            ? tr("There is no history yet.")
                            : tr("The history holds the SCNs %1 to %2.")
                                  .arg(text::number(commits->commits().front().scn.value),
                                       text::number(commits->commits().back().scn.value)));
        return false;
    }
    const std::optional<core::Time> time = text::localTime(text.trimmed());
    if (!time) {
        m_hint->setText(tr("This is neither an SCN nor a time such as 2026-11-10 14:22."));
        return false;
    }
    const timeline::Commit *commit = commits->lastUntil(*time);
    if (commit == nullptr) {
        m_hint->setText(
            commits->commits().empty()
                ? tr("There is no history yet.")
                : tr("The history begins on %1.").arg(text::fullTime(commits->commits().front().timeTo)));
        return false;
    }
    m_session->lookAt(*commit);
    return true;
}

} // namespace strandline::shell
