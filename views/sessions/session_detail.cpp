#include "views/sessions/session_detail.h"

#include "views/common/theme/theme.h"
#include "views/common/widgets/flow_layout.h"
#include "views/common/widgets/style.h"

#include <QBoxLayout>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>

namespace strandline::sessions {

SessionDetail::SessionDetail(bool leadsToPerformance, QWidget *parent)
    : QWidget(parent), m_leadsToPerformance(leadsToPerformance), m_name(widgets::label({})),
      m_none(widgets::label(tr("Choose a session to see all that is known of it."), "secondary")),
      m_buttons(new QWidget), m_cancel(widgets::button(tr("Cancel statement"))),
      m_end(widgets::button(tr("End session"))), m_worksheet(widgets::button(tr("Open in worksheet"))),
      m_performance(widgets::button({}, "link")), m_advice(widgets::label({})), m_present(widgets::label({})),
      m_past(widgets::label({}, "secondary")), m_sql(new QPlainTextEdit)
{
    auto *column = new QBoxLayout(QBoxLayout::TopToBottom, this);
    column->setContentsMargins(theme::space4, theme::space2, theme::space3, theme::space2);
    column->setSpacing(theme::space2);
    m_name->setFont(theme::Theme::heading());
    m_name->setObjectName("sessionName");
    m_name->setWordWrap(true);
    column->addWidget(m_name);
    m_none->setWordWrap(true);
    column->addWidget(m_none);
    auto *row = new widgets::FlowLayout(m_buttons);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme::space2);
    m_cancel->setObjectName("cancelStatement");
    m_end->setObjectName("endSession");
    m_worksheet->setObjectName("sessionWorksheet");
    m_performance->setObjectName("sessionPerformance");
    for (QPushButton *button : {m_cancel, m_end, m_worksheet, m_performance}) {
        row->addWidget(button);
    }
    column->addWidget(m_buttons);
    column->addWidget(m_facts = makeFacts(), 1);
    column->addStretch();
    connect(m_cancel, &QPushButton::clicked, this, &SessionDetail::cancelWanted);
    connect(m_end, &QPushButton::clicked, this, &SessionDetail::endWanted);
    connect(m_worksheet, &QPushButton::clicked, this, &SessionDetail::worksheetWanted);
    connect(m_performance, &QPushButton::clicked, this, &SessionDetail::performanceWanted);
    show(nullptr, nullptr);
}

QWidget *SessionDetail::makeFacts()
{
    auto *inner = new QWidget;
    inner->setObjectName("surface");
    inner->setAttribute(Qt::WA_StyledBackground);
    auto *column = widgets::flatColumn(inner);
    column->setSpacing(theme::space2);
    m_advice->setObjectName("sessionAdvice");
    m_present->setObjectName("sessionPresent");
    m_past->setObjectName("sessionPast");
    for (QLabel *label : {m_advice, m_present, m_past}) {
        label->setWordWrap(true);
        label->setAlignment(Qt::AlignLeft | Qt::AlignTop);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    }
    column->addWidget(m_advice);
    auto *facts = widgets::flatRow();
    facts->setSpacing(theme::space4);
    facts->addWidget(m_present, 1);
    facts->addWidget(m_past, 1);
    column->addLayout(facts);
    m_sql->setObjectName("sessionSql");
    m_sql->setAccessibleName(tr("SQL of the session's last statement"));
    m_sql->setReadOnly(true);
    m_sql->setFont(theme::Theme::fixed());
    m_sql->setFrameShape(QFrame::NoFrame);
    m_sql->setMinimumHeight(3 * theme::rowHeight);
    column->addWidget(m_sql, 1);
    column->addStretch();
    auto *scroll = new QScrollArea;
    scroll->setObjectName("sessionFacts");
    scroll->setAccessibleName(tr("Facts of the session"));
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(inner);
    return scroll;
}

void SessionDetail::show(const SessionList *list, const ListedSession *session)
{
    m_none->setVisible(session == nullptr);
    for (QWidget *part : {static_cast<QWidget *>(m_name), m_buttons, m_facts}) {
        part->setVisible(session != nullptr);
    }
    if (session == nullptr) {
        return;
    }
    m_name->setText(session->key.sid != 0 ? tr("%1: %2").arg(nameText(*session), programText(*session))
                                          : programText(*session));
    const bool writes = session->transaction == SL_TRANSACTION_WRITE;
    m_cancel->setVisible(session->ours);
    m_cancel->setEnabled(session->active);
    m_end->setVisible(session->ours);
    m_end->setText(writes ? tr("End session…") : tr("End session"));
    m_worksheet->setVisible(!session->sql.empty());
    m_performance->setVisible(m_leadsToPerformance && session->sqlId != 0);
    m_performance->setText(tr("%1 in the Performance Hub").arg(sqlIdText(*session)));
    m_buttons->setVisible(session->ours || !session->sql.empty());
    const QString advice = adviceText(*list, *session);
    m_advice->setVisible(!advice.isEmpty());
    m_advice->setText(advice);
    m_sql->setVisible(!session->sql.empty());
    if (const QString sql = sqlText(*session); sql != m_sql->toPlainText()) {
        m_sql->setPlainText(sql); // else what is marked in it stays so
    }
    m_present->setText(presentFacts(*list, *session).join('\n'));
    m_past->setText(pastFacts(*session).join('\n'));
}

} // namespace strandline::sessions
