// The restore page: the run, its progress, and what is told of it.
#include "models/text/quantities.h"
#include "views/common/backup/restorable_band.h"
#include "views/common/grid/row_list.h"
#include "views/common/widgets/style.h"
#include "views/restore/restore_page.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFileInfo>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPointer>
#include <QProgressBar>
#include <QPushButton>
#include <QRadioButton>

namespace strandline::restore {

namespace {

QString duration(double seconds)
{
    return text::duration(std::chrono::microseconds(static_cast<std::int64_t>(seconds * 1e6)));
}

QString stateText(core::Scn scn, core::Time time)
{
    return scn ? text::point(scn, time, text::now()) : text::time(time, text::now());
}

} // namespace

// In place loses what is there now, as far as it is in no history and no backup.
void RestorePage::start()
{
    if (!m_inPlace->isChecked() || !m_work->backups()->exists) {
        run();
        return;
    }
    const QString name = QFileInfo(m_work->backups()->database).fileName();
    auto *box = new QMessageBox(
        QMessageBox::Warning, tr("Restore in place"),
        tr("%1 becomes what it was at %2. What was committed since then is undone; where the database has a "
           "history, it stays readable there. The database is closed in every window meanwhile.")
            .arg(name, stateText(m_work->preview()->plan.scn, m_work->preview()->plan.time)),
        QMessageBox::Cancel, this);
    box->setObjectName("confirmRestore");
    box->setAttribute(Qt::WA_DeleteOnClose);
    QPushButton *accept = box->addButton(tr("Restore in place"), QMessageBox::DestructiveRole);
    accept->setObjectName("acceptRestore");
    box->setDefaultButton(QMessageBox::Cancel);
    connect(accept, &QPushButton::clicked, this, [this] {
        m_context.closeDatabase(m_work->backups()->database, [page = QPointer(this)] {
            if (page) {
                page->run();
            }
        });
    });
    box->open();
}

void RestorePage::run()
{
    Order order;
    order.inPlace = m_inPlace->isChecked();
    order.out = order.inPlace ? m_work->backups()->database : QFileInfo(m_out->text()).absoluteFilePath();
    order.keepOld = m_keepOld->isChecked();
    order.check = m_check->isChecked();
    m_outcome->clear();
    m_work->run(order);
}

void RestorePage::restored()
{
    const backup::RestoreReport &report = *m_work->report();
    QString text =
        tr("%1 is what the database was at %2: %3 in %4.")
            .arg(QFileInfo(QString::fromStdString(report.out)).fileName(), stateText(report.scn, report.time),
                 text::bytes(report.bytes), duration(report.seconds));
    if (report.checked) {
        text += ' ' + tr("The integrity check found nothing wrong.");
    }
    if (report.inPlace.scn) {
        text += ' ' + tr("Its history goes on with %1; what it was before is %2 still.")
                          .arg(text::scn(report.inPlace.scn), text::scn(report.inPlace.scnBefore));
    }
    if (!report.inPlace.kept.empty()) {
        text += ' ' + tr("The old file is kept as %1.")
                          .arg(QFileInfo(QString::fromStdString(report.inPlace.kept)).fileName());
    }
    for (const std::string &note : report.inPlace.notes) {
        text += ' ' + QString::fromStdString(note);
    }
    m_outWritten = false;
    suggestOut();
    tell(text, false);
    if (!isVisible()) {
        m_context.notify({message::Kind::Success, text, {}, {}});
    }
    if (m_inPlace->isChecked()) {
        m_context.openDatabase(QString::fromStdString(report.out));
    }
}

void RestorePage::drilled()
{
    const backup::SetVerification &result = *m_work->drillReport();
    if (!result.ok()) {
        tell(tr("The restore test found a problem: %1")
                 .arg(QString::fromStdString(result.findings.front().message)),
             true);
        return;
    }
    QString text = tr("The restore test passed: %1 restored in %2, the integrity check found nothing wrong.")
                       .arg(text::bytes(result.drill->bytes), duration(result.drill->seconds));
    if (result.drill->comparedWith == "the history") {
        text += ' ' + tr("Page by page it is what the history holds.");
    } else if (!result.drill->comparedWith.empty()) {
        text += ' ' + tr("Its content has the checksum of the set.");
    }
    tell(text, false);
}

void RestorePage::tell(const QString &outcome, bool failed)
{
    m_outcome->setText(outcome);
    widgets::setRole(m_outcome, failed ? "error" : "");
    widgets::restyle(m_outcome);
    refresh();
}

void RestorePage::showProgress(const core::Progress &progress)
{
    constexpr int steps = 1000;
    if (progress.total == 0) {
        return;
    }
    m_progress->setRange(0, steps);
    m_progress->setValue(static_cast<int>(progress.done * steps / progress.total));
    const double seconds = static_cast<double>(m_started.elapsed()) / 1000;
    if (progress.unit != "bytes" || seconds < 0.2 || progress.done == 0) {
        return;
    }
    const double rate = static_cast<double>(progress.done) / seconds;
    const double left = static_cast<double>(progress.total - std::min(progress.done, progress.total)) / rate;
    m_rate->setText(
        tr("%1 a second, %2 left").arg(text::bytes(static_cast<std::uint64_t>(rate)), duration(left)));
}

QString RestorePage::planText() const
{
    const auto &backups = m_work->backups();
    if (!backups) {
        return m_database->currentText().isEmpty()
                   ? tr("Name the database whose backups shall be restored. It need not be there any more.")
                   : tr("Reading the backups…");
    }
    if (backups->sets.empty()) {
        return tr("No backups of %1 are known here. Make one on the Backups page, or add the folder that "
                  "holds them there.")
            .arg(QFileInfo(backups->database).fileName());
    }
    const auto &preview = m_work->preview();
    if (!preview) {
        return m_work->planning() ? tr("Looking for the way to that moment…") : QString();
    }
    const backup::RestorePlan &plan = preview->plan;
    return tr("%1: %2 are read and %3 written, in about %4.")
        .arg(stateText(plan.scn, plan.time), text::bytes(plan.readBytes), text::bytes(plan.writtenBytes),
             duration(preview->expectedSeconds));
}

QString RestorePage::problemText() const
{
    if (const auto &error = m_work->planError()) {
        return QString::fromStdString(error->message());
    }
    QStringList warnings;
    if (const auto &preview = m_work->preview()) {
        for (const std::string &warning : preview->plan.warnings) {
            warnings << QString::fromStdString(warning);
        }
    }
    return warnings.join(' ');
}

QString RestorePage::startText() const
{
    const auto &preview = m_work->preview();
    if (!preview || !preview->plan.scn) {
        return tr("Restore");
    }
    return tr("Restore to %1").arg(text::scn(preview->plan.scn));
}

void RestorePage::refresh()
{
    const auto &backups = m_work->backups();
    const bool running = m_work->running();
    const bool planned = m_work->preview().has_value();
    showRow(m_keyRow, backups && backups->encrypted);
    m_outRow->setVisible(!m_inPlace->isChecked());
    m_keepOld->setVisible(m_inPlace->isChecked());
    for (QWidget *field : std::initializer_list<QWidget *>{m_database, m_by, m_toFile, m_inPlace, m_outRow,
                                                           m_keepOld, m_check, m_keyRow}) {
        field->setEnabled(!running);
    }
    m_plan->setText(planText());
    m_problem->setText(problemText());
    m_problem->setVisible(!m_problem->text().isEmpty());
    m_band->setVisible(backups && !backups->ranges.empty());
    m_list->setVisible(planned);
    m_outcome->setVisible(!m_outcome->text().isEmpty() && !running);
    m_progress->setVisible(running);
    m_rate->setVisible(running);
    m_cancel->setVisible(running);
    m_open->setVisible(!running && m_work->report() && !m_outcome->text().isEmpty() &&
                       QString::fromStdString(m_work->report()->out) != backups->database);
    for (QPushButton *button : {m_look, m_drill, m_start}) {
        button->setVisible(!running && planned);
    }
    m_start->setText(startText());
    m_start->setAccessibleName(startText());
    m_start->setEnabled(m_inPlace->isChecked() || !m_out->text().trimmed().isEmpty());
}

} // namespace strandline::restore
