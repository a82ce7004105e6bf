#include "views/shell/status_panel.h"

#include "models/task/task_list.h"
#include "models/text/quantities.h"
#include "views/common/widgets/style.h"

#include <QBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QToolButton>

#include <cmath>

namespace strandline::shell {

using task::TaskList;
using timeline::RecordingService;

StatusPanel::StatusPanel(session::DatabaseSession *session, theme::Theme *theme, QWidget *parent)
    : QWidget(parent), m_session(session), m_theme(theme), m_icon(new QLabel), m_state(widgets::label({})),
      m_scn(widgets::label({}, "secondary")), m_task(new QWidget), m_title(widgets::label({})),
      m_progress(new QProgressBar), m_figures(widgets::label({}, "secondary")),
      m_cancel(widgets::iconButton(theme->icon("close"), tr("Cancel this task")))
{
    setObjectName("statusPanel");
    setAttribute(Qt::WA_StyledBackground);
    setAccessibleName(tr("Status"));
    m_state->setObjectName("recordingState");
    m_scn->setObjectName("currentScn");
    m_title->setObjectName("taskTitle");
    m_cancel->setObjectName("taskCancel");
    m_progress->setTextVisible(false);
    m_progress->setFixedWidth(120);
    m_progress->setAccessibleName(tr("Progress"));
    setFixedHeight(32);
    auto *row = new QBoxLayout(QBoxLayout::LeftToRight, this);
    row->setContentsMargins(theme::space4, 0, theme::space3, 0);
    row->setSpacing(theme::space2);
    row->addWidget(m_icon);
    row->addWidget(m_state);
    row->addSpacing(theme::space2);
    row->addWidget(m_scn);
    row->addStretch();
    auto *taskRow = widgets::flatRow(m_task);
    taskRow->setSpacing(theme::space2);
    taskRow->addWidget(m_title);
    taskRow->addWidget(m_progress);
    taskRow->addWidget(m_figures);
    taskRow->addWidget(m_cancel);
    row->addWidget(m_task);

    connect(theme, &theme::Theme::changed, this, &StatusPanel::refreshRecording);
    const TaskList *tasks = session->tasks();
    connect(tasks, &TaskList::rowsInserted, this, &StatusPanel::refreshTask);
    connect(tasks, &TaskList::rowsRemoved, this, &StatusPanel::refreshTask);
    connect(tasks, &TaskList::dataChanged, this, &StatusPanel::refreshTask);
    connect(m_cancel, &QToolButton::clicked, this, [this] {
        TaskList *list = m_session->tasks();
        if (list->rowCount() > 0) {
            list->cancel(list->index(list->rowCount() - 1).data(TaskList::IdRole).toULongLong());
        }
    });
    setSession(session);
    refreshTask();
}

void StatusPanel::setSession(session::DatabaseSession *session)
{
    m_session->disconnect(this);
    m_session->recording()->disconnect(this);
    m_session = session;
    connect(session, &session::DatabaseSession::stateChanged, this, &StatusPanel::refreshRecording);
    connect(session->recording(), &RecordingService::changed, this, &StatusPanel::refreshRecording);
    refreshRecording();
}

void StatusPanel::setState(const char *icon, QColor theme::Tokens::*colour, const QString &text,
                           const QString &tip)
{
    m_icon->setPixmap(m_theme->icon(icon, colour).pixmap(QSize(16, 16), devicePixelRatioF()));
    m_state->setText(text);
    m_state->setToolTip(tip);
}

void StatusPanel::refreshRecording()
{
    const RecordingService *recording = m_session->recording();
    const core::Scn scn = recording->currentScn();
    m_scn->setText(scn ? text::scn(scn) : QString());
    m_scn->setVisible(bool(scn));
    switch (recording->state()) {
    case RecordingService::State::None:
        setState("database", &theme::Tokens::secondary,
                 m_session->database() ? tr("A state in a backup") : tr("No database is open"), {});
        break;
    case RecordingService::State::Looking:
        setState("history", &theme::Tokens::secondary, tr("Looking for a history"), {});
        break;
    case RecordingService::State::Off:
        setState("pause", &theme::Tokens::secondary, tr("Not recorded"),
                 tr("No program records the commits of this database."));
        break;
    case RecordingService::State::Starting:
        setState("record", &theme::Tokens::warning, tr("Starting to record"), {});
        break;
    case RecordingService::State::Stopping:
        setState("record", &theme::Tokens::warning, tr("Stopping"), {});
        break;
    case RecordingService::State::Elsewhere:
        setState("record", &theme::Tokens::ok, tr("Recorded by %1").arg(recording->owner()), {});
        break;
    case RecordingService::State::Recording: {
        const auto &state = recording->recorder();
        if (state && !state->problem.empty()) {
            setState("warning", &theme::Tokens::warning, tr("Recording waits"),
                     QString::fromStdString(state->problem));
            break;
        }
        const double lagMs = state ? state->lagMsP50 : 0;
        const QString lag = text::duration(std::chrono::microseconds(std::llround(lagMs * 1000)));
        setState(
            "record", &theme::Tokens::ok, lagMs > 0 ? tr("Recording · lag %1").arg(lag) : tr("Recording"),
            tr("Time from a commit to its place in the history, half of the recent commits are faster."));
        break;
    }
    }
}

void StatusPanel::refreshTask()
{
    const TaskList *tasks = m_session->tasks();
    const int count = tasks->rowCount();
    m_task->setVisible(count > 0);
    if (count == 0) {
        return;
    }
    const QModelIndex task = tasks->index(count - 1);
    const auto done = task.data(TaskList::DoneRole).toULongLong();
    const auto total = task.data(TaskList::TotalRole).toULongLong();
    const QString unit = task.data(TaskList::UnitRole).toString();
    QString title = task.data().toString();
    if (task.data(TaskList::CancellingRole).toBool()) {
        title = tr("%1: cancelling").arg(title);
    }
    if (count > 1) {
        title = tr("%1 (and %n more)", nullptr, count - 1).arg(title);
    }
    m_title->setText(title);
    m_progress->setRange(0, total > 0 ? 1000 : 0);
    if (total > 0) {
        m_progress->setValue(
            static_cast<int>(1000.0 * static_cast<double>(done) / static_cast<double>(total)));
    }
    const double rate = task.data(TaskList::RateRole).toDouble();
    m_figures->setText(done == 0 ? QString()
                                 : tr("%1 · %2/s")
                                       .arg(text::quantity(done, unit),
                                            text::quantity(static_cast<std::uint64_t>(rate), unit)));
}

} // namespace strandline::shell
