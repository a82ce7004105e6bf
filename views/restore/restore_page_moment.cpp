// The restore page: which database and which moment of it.
#include "models/backup/backup_words.h"
#include "models/text/quantities.h"
#include "views/common/backup/restorable_band.h"
#include "views/restore/restore_page.h"

#include <QCalendarWidget>
#include <QComboBox>
#include <QDateTime>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QTimeEdit>

namespace strandline::restore {

using backup::Target;
using core::Scn;

namespace {

core::Time timeOf(const QDateTime &when)
{
    return core::Time(std::chrono::milliseconds(when.toMSecsSinceEpoch()));
}

QDateTime dateTimeOf(core::Time time)
{
    return QDateTime::fromMSecsSinceEpoch(
        std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch()).count());
}

} // namespace

void RestorePage::show(const shell::PageState &what)
{
    const QString database = what.value("database").toString();
    const bool wishes = what.size() > (what.contains("database") ? 1 : 0);
    const bool same = m_work->backups() && m_work->backups()->database == database;
    if (m_work->running() || (same && !wishes)) {
        return;
    }
    m_wish = what;
    if (database.isEmpty() || same) {
        takeWish();
    } else {
        loadDatabase(database, what.value("store").toString());
    }
}

void RestorePage::showEvent(QShowEvent *event)
{
    m_work->refresh(); // a job may have made backups since
    QWidget::showEvent(event);
}

shell::PageState RestorePage::state() const
{
    shell::PageState state;
    if (m_work->backups()) {
        state.insert("database", m_work->backups()->database);
    }
    return state;
}

QString RestorePage::closeLoss() const
{
    return m_work->running() ? tr("A restore is running; it would be cancelled.") : QString();
}

void RestorePage::loadDatabase(const QString &path, const QString &store)
{
    m_database->setEditText(path);
    m_outcome->clear();
    m_outWritten = false;
    m_work->load(path, store);
    refresh();
}

void RestorePage::loaded()
{
    const Backups &backups = *m_work->backups();
    m_band->show(backups.ranges, backups.gaps, text::now());
    const bool again = std::exchange(m_filledFor, backups.database) == backups.database;
    const QVariant point = m_points->currentData();
    const QVariant set = m_sets->currentData();
    m_points->clear();
    for (const NamedMoment &named : backups.restorePoints) {
        m_points->addItem(tr("%1 · %2").arg(named.name, text::point(named.scn, named.time, text::now())),
                          named.name);
    }
    m_sets->clear();
    for (auto known = backups.sets.rbegin(); known != backups.sets.rend(); ++known) {
        m_sets->addItem(backup::setText(known->manifest, text::now()),
                        QString::fromStdString(known->manifest.id));
    }
    core::Time newest{};
    for (const backup::RestorableRange &range : backups.ranges) {
        newest = std::max(newest, range.timeTo);
    }
    if (again) { // other sets since: what was chosen stays
        m_points->setCurrentIndex(std::max(m_points->findData(point), 0));
        m_sets->setCurrentIndex(std::max(m_sets->findData(set), 0));
    } else if (!backups.ranges.empty()) {
        setTime(newest);
    }
    suggestOut();
    takeWish();
}

// What an OpenRequest asked for.
void RestorePage::takeWish()
{
    if (!m_work->backups()) {
        return;
    }
    const shell::PageState wish = std::exchange(m_wish, {});
    const auto choose = [this](By by) { m_by->setCurrentIndex(static_cast<int>(by)); };
    if (wish.contains("set")) {
        m_sets->setCurrentIndex(m_sets->findData(wish.value("set").toString()));
        choose(By::Set);
    } else if (wish.contains("scn")) {
        m_scn->setText(wish.value("scn").toString());
        choose(By::Scn);
    } else if (wish.contains("transaction")) {
        m_transaction->setText(wish.value("transaction").toString());
        choose(By::BeforeTransaction);
    } else if (wish.contains("restorePoint")) {
        m_points->setCurrentIndex(m_points->findData(wish.value("restorePoint").toString()));
        choose(By::RestorePoint);
    } else if (wish.contains("time")) {
        const QVariant time = wish.value("time");
        setTime(timeOf(time.typeId() == QMetaType::QString
                           ? QDateTime::fromString(time.toString(), Qt::ISODateWithMs)
                           : QDateTime::fromMSecsSinceEpoch(time.toLongLong())));
        choose(By::Time);
    }
    momentChanged();
}

void RestorePage::setTime(core::Time time)
{
    const QDateTime local = dateTimeOf(time).toLocalTime();
    m_calendar->setSelectedDate(local.date());
    m_clock->setTime(local.time());
}

core::Time RestorePage::chosenTime() const
{
    // To the end of the second that is shown.
    return timeOf(QDateTime(m_calendar->selectedDate(), m_clock->time())) + std::chrono::milliseconds(999);
}

void RestorePage::chooseTime(core::Time time)
{
    setTime(time);
    m_by->setCurrentIndex(static_cast<int>(By::Time));
    momentChanged();
}

void RestorePage::showRow(QWidget *field, bool visible)
{
    field->setVisible(visible);
    if (QWidget *label = m_form->labelForField(field)) {
        label->setVisible(visible);
    }
}

// Fields of other ways to say it go.
void RestorePage::momentChanged()
{
    const auto by = static_cast<By>(m_by->currentIndex());
    showRow(m_calendar, by == By::Time);
    showRow(m_clock, by == By::Time);
    showRow(m_scn, by == By::Scn);
    showRow(m_points, by == By::RestorePoint);
    showRow(m_transaction, by == By::BeforeTransaction);
    showRow(m_sets, by == By::Set);
    m_work->forgetPlan();
    m_pieces->setPlan(nullptr);
    m_soon.start();
    refresh();
}

std::optional<Target> RestorePage::target() const
{
    Target target;
    switch (static_cast<By>(m_by->currentIndex())) {
    case By::Time:
        target.kind = Target::Kind::Time;
        target.time = chosenTime();
        return target;
    case By::Scn:
        target.kind = Target::Kind::Scn;
        target.scn = Scn{m_scn->text().toULongLong()};
        return target.scn ? std::optional(target) : std::nullopt;
    case By::BeforeTransaction:
        target.kind = Target::Kind::BeforeTransaction;
        target.scn = Scn{m_transaction->text().toULongLong()};
        return target.scn ? std::optional(target) : std::nullopt;
    case By::RestorePoint: {
        const auto at = static_cast<std::size_t>(m_points->currentIndex());
        if (at >= m_work->backups()->restorePoints.size()) {
            return std::nullopt;
        }
        target.kind = Target::Kind::Scn; // points of the history alone are known by their SCN
        target.scn = m_work->backups()->restorePoints[at].scn;
        return target;
    }
    case By::Set:
        target.kind = Target::Kind::Set;
        target.name = m_sets->currentData().toString().toStdString();
        return target.name.empty() ? std::nullopt : std::optional(target);
    case By::Latest:
        break;
    }
    return target;
}

void RestorePage::plan()
{
    const auto wanted = m_work->backups() && !m_work->backups()->sets.empty() ? target() : std::nullopt;
    if (wanted && !m_work->running()) {
        m_work->plan(*wanted);
    }
    refresh();
}

void RestorePage::usePassphrase()
{
    m_work->setKey(m_passphrase->text().isEmpty()
                       ? backup::KeySource{}
                       : backup::KeySource::passphrase(m_passphrase->text().toStdString()));
}

void RestorePage::chooseKeyFile()
{
    auto *dialog = new QFileDialog(this, tr("Key file of the backups"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) {
        m_passphrase->clear();
        m_passphrase->setPlaceholderText(QFileInfo(path).fileName());
        m_work->setKeyFile(path);
    });
    dialog->open();
}

void RestorePage::chooseOut()
{
    auto *dialog = new QFileDialog(this, tr("Restore to a new file"), m_out->text());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setOption(QFileDialog::DontConfirmOverwrite); // the restore refuses a file that exists
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) {
        m_outWritten = true;
        m_out->setText(path);
        refresh();
    });
    dialog->open();
}

// A name beside the database that nobody has.
void RestorePage::suggestOut()
{
    if (m_outWritten || !m_work->backups()) {
        return;
    }
    const QFileInfo database(m_work->backups()->database);
    const QString ending = database.suffix().isEmpty() ? QString() : '.' + database.suffix();
    const QString start = database.path() + '/' + database.completeBaseName() + tr("-restored");
    QString name = start + ending;
    for (int i = 2; QFileInfo::exists(name); ++i) {
        name = start + QString::number(i) + ending;
    }
    m_out->setText(name);
}

} // namespace strandline::restore
