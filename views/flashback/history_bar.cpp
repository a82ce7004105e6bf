#include "views/flashback/history_bar.h"

#include "models/text/quantities.h"
#include "views/common/widgets/elided_label.h"
#include "views/common/widgets/style.h"

#include <QBoxLayout>
#include <QLabel>
#include <QMessageBox>
#include <QPushButton>
#include <QSpinBox>

namespace strandline::flashback {

using timeline::RecordingService;
using State = RecordingService::State;

namespace {

constexpr int daysMax = 3650;
constexpr int daysUsual = 30;
constexpr const char *daysKey = "v1/flashback/retentionDays";

// What keeps it from forgetting more, and which restore point's budget comes to its end.
QString warningsOf(const timeline::PruneReport &report)
{
    QStringList sentences;
    for (const std::string &warning : report.warnings) {
        sentences << QString::fromStdString(warning);
    }
    return sentences.join(' ');
}

int commitsIn(const timeline::PruneReport &report)
{
    return static_cast<int>(report.oldestAfter.value - report.oldestBefore.value);
}

} // namespace

HistoryBar::HistoryBar(const shell::PageContext &context, HistoryUpkeep *upkeep, QWidget *parent)
    : QWidget(parent), m_context(context), m_upkeep(upkeep), m_icon(new QLabel), m_state(widgets::label({})),
      m_figures(new widgets::ElidedLabel), m_record(widgets::button({})),
      m_retention(widgets::button(tr("Retention"))), m_days(new QSpinBox),
      m_estimate(widgets::label({}, "secondary")), m_prune(widgets::button({})),
      m_forget(widgets::button(tr("Forget the whole history…")))
{
    setObjectName("historyBar");
    setAttribute(Qt::WA_StyledBackground);
    setAccessibleName(tr("Recording and history"));
    auto *column = widgets::flatColumn(this);
    column->addWidget(makeLine());
    m_row = makeRetention();
    m_row->hide();
    column->addWidget(m_row);
    connect(m_record, &QPushButton::clicked, this, &HistoryBar::switchRecording);
    connect(m_retention, &QPushButton::toggled, this, &HistoryBar::openRetention);
    connect(m_days, &QSpinBox::valueChanged, this, &HistoryBar::askEstimate);
    connect(m_prune, &QPushButton::clicked, this, [this] {
        m_prune->setEnabled(false);
        m_context.settings->setValue(daysKey, m_days->value());
        m_upkeep->prune(m_days->value());
    });
    connect(m_forget, &QPushButton::clicked, this, &HistoryBar::confirmForget);
    connect(upkeep, &HistoryUpkeep::estimated, this, &HistoryBar::showEstimate);
    connect(upkeep, &HistoryUpkeep::pruned, this, [this](const timeline::PruneReport &report) {
        tell(message::Kind::Success, tr("%1 forgotten, %2 freed. The history begins at %3 now.")
                                         .arg(tr("%Ln commit(s)", nullptr, commitsIn(report)),
                                              text::bytes(report.bytesFreed), text::scn(report.oldestAfter)));
        askEstimate();
    });
    connect(upkeep, &HistoryUpkeep::forgotten, this, [this] {
        m_retention->setChecked(false);
        tell(message::Kind::Success, tr("The history of %1 is forgotten.").arg(m_context.session->name()));
    });
    connect(context.session->recording(), &RecordingService::changed, this, &HistoryBar::refresh);
    connect(context.theme, &theme::Theme::changed, this, &HistoryBar::refresh);
    m_estimateSoon.setSingleShot(true);
    m_estimateSoon.setInterval(200);
    connect(&m_estimateSoon, &QTimer::timeout, this, [this] { m_upkeep->estimate(m_days->value()); });
    refresh();
}

QWidget *HistoryBar::makeLine()
{
    auto *line = new QWidget;
    auto *row = widgets::flatRow(line);
    row->setContentsMargins(theme::space4, theme::space1, theme::space3, theme::space1);
    row->setSpacing(theme::space2);
    m_state->setObjectName("historyState");
    m_figures->setObjectName("historyFigures");
    m_record->setObjectName("historySwitch");
    m_retention->setObjectName("historyRetention");
    m_retention->setCheckable(true);
    widgets::setRole(m_figures, "secondary");
    row->addWidget(m_icon);
    row->addWidget(m_state);
    row->addWidget(m_figures, 1);
    row->addWidget(m_retention);
    row->addWidget(m_record);
    return line;
}

QWidget *HistoryBar::makeRetention()
{
    auto *line = new QWidget;
    auto *row = widgets::flatRow(line);
    row->setContentsMargins(theme::space4, 0, theme::space3, theme::space2);
    row->setSpacing(theme::space2);
    m_days->setObjectName("retentionDays");
    m_days->setRange(0, daysMax);
    m_days->setValue(m_context.settings->value(daysKey, daysUsual).toInt());
    m_days->setSuffix(tr(" days"));
    m_days->setAccessibleName(tr("Days to keep"));
    m_estimate->setObjectName("retentionEstimate");
    m_estimate->setWordWrap(true);
    m_prune->setObjectName("retentionForget");
    m_forget->setObjectName("historyForget");
    row->addWidget(widgets::label(tr("Keep the last")));
    row->addWidget(m_days);
    row->addWidget(m_estimate, 1);
    row->addWidget(m_prune);
    row->addWidget(m_forget);
    return line;
}

void HistoryBar::refresh()
{
    const RecordingService *recording = m_context.session->recording();
    const timeline::Status &status = recording->status();
    const bool ours = recording->state() == State::Recording || recording->state() == State::Starting;
    const bool off = recording->state() == State::Off;
    const QString words = recording->state() == State::Recording  ? tr("Recording")
                          : recording->state() == State::Starting ? tr("Starting to record")
                          : recording->state() == State::Stopping ? tr("Stopping")
                          : recording->state() == State::Elsewhere
                              ? tr("Recorded by %1").arg(recording->owner())
                              : tr("Not recording");
    m_state->setText(words);
    m_icon->setPixmap(
        m_context.theme
            ->icon(off ? "pause" : "record", off ? &theme::Tokens::secondary : &theme::Tokens::danger)
            .pixmap(QSize(theme::iconSize, theme::iconSize), devicePixelRatioF()));
    m_record->setText(ours ? tr("Stop recording") : tr("Record…"));
    m_record->setAccessibleName(m_record->text());
    const bool any = recording->hasHistory() && status.currentScn;
    // Without a history the pane below offers to record.
    m_record->setVisible(ours || (off && any && !m_context.session->readOnly()));
    m_retention->setVisible(any);
    m_forget->setEnabled(off);
    m_forget->setToolTip(off ? QString() : tr("Stop recording first."));
    if (!any) {
        m_figures->setFullText({});
        m_retention->setChecked(false);
        return;
    }
    const core::Time now = text::now();
    QString figures = tr("%1 on the disk · from %2, %3 to %4, %5")
                          .arg(text::bytes(status.storeBytes), text::scn(status.oldestScn),
                               text::time(status.oldestTime, now), text::scn(status.currentScn),
                               text::time(status.currentTime, now));
    figures += " · " + (status.gaps.empty() ? tr("no gap")
                                            : tr("%n gap(s)", nullptr, static_cast<int>(status.gaps.size())));
    m_figures->setFullText(figures);
}

void HistoryBar::switchRecording()
{
    RecordingService *recording = m_context.session->recording();
    if (recording->state() == State::Off) {
        recording->offer();
    } else {
        recording->stop();
    }
}

void HistoryBar::openRetention(bool open)
{
    m_row->setVisible(open);
    if (open) {
        m_days->setFocus();
        askEstimate();
    }
}

void HistoryBar::askEstimate()
{
    m_prune->setVisible(false);
    m_estimate->setText(tr("Looking what that would free…"));
    m_estimateSoon.start();
}

void HistoryBar::showEstimate(const timeline::PruneReport &report)
{
    const int commits = commitsIn(report);
    m_prune->setVisible(commits > 0);
    m_prune->setEnabled(commits > 0);
    if (commits == 0) {
        m_estimate->setText(report.warnings.empty()
                                ? tr("No commit is older than that: nothing would be forgotten.")
                                : warningsOf(report));
        return;
    }
    m_estimate->setText(tr("The history would begin at %1. What is older can't be looked at any more.")
                            .arg(text::scn(report.oldestAfter)) +
                        ' ' + warningsOf(report));
    m_prune->setText(
        tr("Forget %1, free %2").arg(tr("%Ln commit(s)", nullptr, commits), text::bytes(report.bytesFreed)));
    m_prune->setAccessibleName(m_prune->text());
}

void HistoryBar::confirmForget()
{
    const timeline::Status &status = m_context.session->recording()->status();
    auto *box = new QMessageBox(
        QMessageBox::Warning, tr("Forget the history"),
        tr("The whole history of %1 will be deleted: %2 to %3, %4. Its past can't be looked at, compared or "
           "saved any more. The database itself stays as it is.")
            .arg(m_context.session->name(), text::scn(status.oldestScn), text::scn(status.currentScn),
                 text::bytes(status.storeBytes)),
        QMessageBox::Cancel, this);
    box->setObjectName("forgetQuestion");
    box->setAttribute(Qt::WA_DeleteOnClose);
    QPushButton *accept = box->addButton(tr("Forget the history"), QMessageBox::DestructiveRole);
    accept->setObjectName("forgetYes");
    box->setDefaultButton(QMessageBox::Cancel);
    connect(accept, &QPushButton::clicked, m_upkeep, &HistoryUpkeep::forget);
    box->open();
}

void HistoryBar::tell(message::Kind kind, const QString &text)
{
    message::Message told;
    told.kind = kind;
    told.text = text;
    m_context.notify(told);
}

} // namespace strandline::flashback
