#include "views/shell/recording_bar.h"

#include "models/text/quantities.h"
#include "views/common/widgets/style.h"

#include <QBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace strandline::shell {

using timeline::RecordingService;

RecordingBar::RecordingBar(session::DatabaseSession *session, theme::Theme *theme, QWidget *parent)
    : QWidget(parent), m_session(session), m_icon(new QLabel), m_text(widgets::label({})),
      m_yes(widgets::button({}, "primary")), m_no(widgets::button({}))
{
    setObjectName("recordingBar");
    setAttribute(Qt::WA_StyledBackground);
    setAccessibleName(tr("Recording"));
    auto *row = new QBoxLayout(QBoxLayout::LeftToRight, this);
    row->setContentsMargins(theme::space4, theme::space2, theme::space4, theme::space2);
    row->setSpacing(theme::space2);
    const auto drawIcon = [this, theme] {
        m_icon->setPixmap(
            theme->icon("record", &theme::Tokens::accent).pixmap(QSize(20, 20), devicePixelRatioF()));
    };
    drawIcon();
    connect(theme, &theme::Theme::changed, this, drawIcon);
    m_text->setWordWrap(true);
    m_text->setObjectName("recordingText");
    m_yes->setObjectName("recordYes");
    m_no->setObjectName("recordNo");
    row->addWidget(m_icon);
    row->addWidget(m_text, 1);
    row->addWidget(m_yes);
    row->addWidget(m_no);
    connect(m_yes, &QPushButton::clicked, this, &RecordingBar::accept);
    connect(m_no, &QPushButton::clicked, this, &RecordingBar::decline);
    setSession(session);
}

void RecordingBar::setSession(session::DatabaseSession *session)
{
    m_session->disconnect(this);
    m_session->recording()->disconnect(this);
    m_session = session;
    m_question = Question::Record;
    connect(session, &session::DatabaseSession::stateChanged, this, [this] {
        m_declined.remove(m_session->path());
        m_question = Question::Record;
        refresh();
    });
    connect(session->recording(), &RecordingService::changed, this, &RecordingBar::refresh);
    connect(session->recording(), &RecordingService::offered, this, &RecordingBar::offerAgain);
    refresh();
}

void RecordingBar::offerAgain()
{
    m_declined.remove(m_session->path());
    m_question = Question::Record;
    refresh();
    m_yes->setFocus();
}

void RecordingBar::refresh()
{
    const RecordingService *recording = m_session->recording();
    const bool offers = m_session->state() == session::DatabaseSession::State::Open &&
                        recording->state() == RecordingService::State::Off && !m_session->readOnly() &&
                        !m_declined.contains(m_session->path());
    setVisible(offers);
    if (!offers) {
        return;
    }
    const QString name = m_session->name();
    if (m_question == Question::TurnOnWal) {
        ask(tr("Recording needs %1 in WAL mode (write-ahead logging); it uses the journal mode “%2” now. The "
               "mode is kept in the file: other programs will use WAL too, and go on working.")
                .arg(name, recording->journalMode()),
            tr("Turn on WAL and record"), tr("Cancel"));
    } else if (recording->hasHistory()) {
        const timeline::Status &status = recording->status();
        ask(tr("%1 is not being recorded. Its history ends at %2, %3; commits made since then can become a "
               "gap.")
                .arg(name, text::scn(status.currentScn), text::ago(status.currentTime, text::now())),
            tr("Record"), tr("Not now"));
    } else {
        ask(tr("%1 is not being recorded. Record it to see every commit that any program makes, and every "
               "table as it was. The file itself is not changed.")
                .arg(name),
            tr("Record"), tr("Not now"));
    }
}

void RecordingBar::ask(const QString &text, const QString &yes, const QString &no)
{
    m_text->setText(text);
    m_yes->setText(yes);
    m_yes->setAccessibleName(yes);
    m_no->setText(no);
    m_no->setAccessibleName(no);
}

void RecordingBar::accept()
{
    RecordingService *recording = m_session->recording();
    const bool needsWal = !recording->walMode();
    if (m_question == Question::Record && needsWal) {
        m_question = Question::TurnOnWal;
        refresh();
        return;
    }
    m_question = Question::Record;
    recording->start(needsWal);
}

void RecordingBar::decline()
{
    if (m_question == Question::TurnOnWal) {
        m_question = Question::Record;
    } else {
        m_declined.insert(m_session->path());
    }
    refresh();
}

} // namespace strandline::shell
