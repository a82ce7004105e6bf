#include "views/flashback/database_flashback_pane.h"

#include "models/text/quantities.h"
#include "views/common/grid/row_list.h"
#include "views/common/widgets/style.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>

namespace strandline::flashback {

DatabaseFlashbackPane::DatabaseFlashbackPane(const PaneContext &context, QWidget *parent)
    : QWidget(parent), m_context(context), m_session(context.page.session),
      m_flashback(new DatabaseFlashback(m_session, this)), m_title(widgets::label({})),
      m_facts(widgets::label({}, "secondary")),
      m_tables(new grid::RowList("databaseFlashbackTables", tr("What would change, by table"),
                                 context.page.theme)),
      m_wanted(new QCheckBox(tr("Make a restore point first:"))), m_name(new QLineEdit),
      m_result(widgets::label({})), m_progress(new QProgressBar), m_cancel(widgets::button(tr("Cancel"))),
      m_back(widgets::button({})), m_run(widgets::button({}, "primary"))
{
    setAccessibleName(tr("Flashback of the whole database"));
    auto *column = widgets::flatColumn(this);
    column->setContentsMargins(theme::space3, theme::space2, theme::space3, theme::space2);
    column->setSpacing(theme::space2);
    m_title->setFont(theme::Theme::heading());
    m_title->setObjectName("databaseFlashbackTitle");
    column->addWidget(m_title);
    m_facts->setObjectName("databaseFlashbackFacts");
    m_facts->setWordWrap(true);
    column->addWidget(m_facts);
    m_result->setObjectName("databaseFlashbackResult");
    m_result->setWordWrap(true);
    column->addWidget(m_result);
    column->addWidget(makeTables(), 1);
    m_first = makeFirst();
    column->addWidget(m_first);
    column->addWidget(makeRun());
    column->addStretch();
    connect(m_flashback, &DatabaseFlashback::changed, this, &DatabaseFlashbackPane::refresh);
    connect(m_flashback, &DatabaseFlashback::progress, this, [this](const core::Progress &progress) {
        m_progress->setRange(0, static_cast<int>(progress.total));
        m_progress->setValue(static_cast<int>(progress.done));
    });
    connect(m_flashback, &DatabaseFlashback::done, this, [this] {
        m_named = false;
        refresh();
        m_context.page.notify({message::Kind::Success, resultText(), {}, {}});
        emit done();
    });
    connect(m_flashback, &DatabaseFlashback::failed, this, [this](const core::Error &error) {
        refresh();
        m_context.page.notify(message::failure(error));
    });
    connect(m_session, &session::DatabaseSession::pointChanged, this, &DatabaseFlashbackPane::lookAtMoment);
    connect(m_session->recording(), &timeline::RecordingService::scnMoved, this,
            &DatabaseFlashbackPane::refresh);
    refresh();
}

QWidget *DatabaseFlashbackPane::makeTables()
{
    m_tables->setModel(m_flashback->tables());
    m_tables->keepFitted(180);
    m_tables->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff); // remarks are cut, their tooltip is whole
    return m_tables;
}

QWidget *DatabaseFlashbackPane::makeFirst()
{
    auto *line = new QWidget;
    auto *row = widgets::flatRow(line);
    row->setSpacing(theme::space2);
    m_wanted->setObjectName("databaseFlashbackFirst");
    m_wanted->setChecked(true);
    m_name->setObjectName("databaseFlashbackName");
    m_name->setAccessibleName(tr("Name of the restore point that is made first"));
    row->addWidget(m_wanted);
    row->addWidget(m_name, 1);
    connect(m_wanted, &QCheckBox::toggled, this, &DatabaseFlashbackPane::refresh);
    connect(m_name, &QLineEdit::textEdited, this, [this] {
        m_named = true;
        refresh();
    });
    return line;
}

QWidget *DatabaseFlashbackPane::makeRun()
{
    auto *line = new QWidget;
    auto *row = widgets::flatRow(line);
    row->setSpacing(theme::space2);
    m_progress->setObjectName("databaseFlashbackProgress");
    m_progress->setAccessibleName(tr("Progress of the flashback"));
    m_cancel->setObjectName("databaseFlashbackCancel");
    m_back->setObjectName("databaseFlashbackBack");
    m_run->setObjectName("databaseFlashbackRun");
    row->addWidget(m_progress, 1);
    row->addStretch();
    row->addWidget(m_cancel);
    row->addWidget(m_back);
    row->addWidget(m_run);
    connect(m_cancel, &QPushButton::clicked, m_flashback, &DatabaseFlashback::cancel);
    connect(m_back, &QPushButton::clicked, this, &DatabaseFlashbackPane::goBack);
    connect(m_run, &QPushButton::clicked, this, &DatabaseFlashbackPane::run);
    return line;
}

void DatabaseFlashbackPane::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    lookAtMoment();
}

// Only while it is seen: looking reads what the commits did.
void DatabaseFlashbackPane::lookAtMoment()
{
    const auto &point = m_session->point();
    const core::Scn scn = point ? point->scn : core::Scn{};
    if (isVisible() && scn != m_flashback->target()) {
        m_flashback->look(scn);
    }
    refresh();
}

void DatabaseFlashbackPane::readAgain()
{
    const auto &point = m_session->point();
    m_flashback->look(point ? point->scn : core::Scn{});
}

void DatabaseFlashbackPane::run()
{
    m_flashback->run(m_flashback->target(), m_wanted->isChecked() ? m_name->text().trimmed() : QString());
}

void DatabaseFlashbackPane::goBack()
{
    if (m_flashback->report()) {
        m_flashback->run(m_flashback->report()->before, {});
    }
}

QString DatabaseFlashbackPane::factsText() const
{
    if (!m_flashback->target()) {
        return tr("Choose a restore point at the left, or a commit above: here stands what would change if "
                  "the whole "
                  "database became what it was then. It is done in place, beside the programs that use it; "
                  "what is left "
                  "behind stays in the history and can be gone back to.");
    }
    if (m_flashback->error()) {
        return QString::fromStdString(m_flashback->error()->message());
    }
    const auto &plan = m_flashback->plan();
    if (!plan) {
        return tr("Looking at what would change…");
    }
    if (plan->pagesToWrite == 0) {
        return tr("The database is what it was then: there is nothing to do.");
    }
    QString facts = tr("%1 of %2 would be written (%3). %4 left behind.")
                        .arg(text::number(plan->pagesToWrite), text::quantity(plan->pagesThen, "pages"),
                             text::bytes(std::uint64_t{plan->pagesToWrite} * plan->pageBytes),
                             tr("%Ln commit(s) would be", nullptr, static_cast<int>(plan->commitsUndone)));
    if (plan->commitsRedone > 0) {
        facts += ' ' + tr("%Ln commit(s) of another line of history would come back.", nullptr,
                          static_cast<int>(plan->commitsRedone));
    }
    if (plan->from < m_session->recording()->currentScn()) {
        facts += ' ' + tr("More was committed since this was reckoned; the flashback undoes that, too.");
    }
    return facts;
}

QString DatabaseFlashbackPane::resultText() const
{
    const auto &report = m_flashback->report();
    return report->pagesWritten == 0
               ? tr("The database was what it was at %1 already.").arg(text::scn(report->target))
               : tr("The database is what it was at %1: %2 written. What it was before is %3.")
                     .arg(text::scn(report->target), text::quantity(report->pagesWritten, "pages"),
                          text::scn(report->before));
}

void DatabaseFlashbackPane::refresh()
{
    const core::Scn target = m_flashback->target();
    const auto &plan = m_flashback->plan();
    const auto &report = m_flashback->report();
    const bool running = m_flashback->running();
    const bool useful = plan && plan->pagesToWrite > 0;
    const bool writable = m_session->database() && !m_session->readOnly();
    m_title->setText(target ? tr("Flash the database back to %1").arg(text::scn(target))
                            : tr("Flash the database back"));
    m_facts->setText(factsText());
    m_tables->setVisible(useful);
    m_first->setVisible(useful && writable);
    if (useful && !m_named) {
        m_name->setText(tr("before_flashback_%1").arg(plan->from.value));
    }
    m_name->setEnabled(m_wanted->isChecked() && !running);
    m_wanted->setEnabled(!running);
    m_result->setVisible(report.has_value() && !running);
    m_result->setText(report ? resultText() : QString());
    m_progress->setVisible(running);
    m_cancel->setVisible(running);
    m_back->setVisible(report && report->pagesWritten > 0 && !running);
    m_back->setText(report ? tr("Go back to %1").arg(text::scn(report->before)) : QString());
    m_run->setVisible(useful && writable);
    m_run->setEnabled(!running && (!m_wanted->isChecked() || !m_name->text().trimmed().isEmpty()));
    m_run->setText(tr("Flash back to %1").arg(text::scn(target)));
}

} // namespace strandline::flashback
