#include "views/scheduler/job_form.h"

#include "engine/backup/known_stores.h"
#include "models/scheduler/job_words.h"
#include "views/common/widgets/style.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QComboBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QRegularExpression>
#include <QScopedValueRollback>
#include <QScrollBar>
#include <QSpinBox>
#include <QTimeEdit>

namespace strandline::scheduler {

namespace {

constexpr int pleasantWidth = 460;

enum Preset
{
    Hourly,
    Daily,
    Weekly,
    Monthly,
    Own
};

// In the order of the lists.
constexpr const char *keyPlaces[] = {"", "passphrase-file", "key-file", "env", "keychain"};
constexpr const char *retentions[] = {"", "recovery-window", "redundancy", "gfs"};
constexpr const char *retentionValues[] = {"", "7d", "3", "24,7,4,12,5"}; // usual ones
constexpr const char *verifyLevels[] = {"", "quick", "standard", "full", "restore-test"};

template <std::size_t N>
int indexOf(const char *const (&names)[N], const std::string &name)
{
    for (std::size_t i = 0; i < N; ++i) {
        if (name == names[i]) {
            return static_cast<int>(i);
        }
    }
    return 0;
}

QComboBox *comboBox(const char *name, const QString &accessibleName, const QStringList &items)
{
    auto *box = new QComboBox;
    box->setObjectName(name);
    box->setAccessibleName(accessibleName);
    box->addItems(items);
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(12);
    return box;
}

QLineEdit *lineEdit(const char *name, const QString &accessibleName)
{
    auto *edit = new QLineEdit;
    edit->setObjectName(name);
    edit->setAccessibleName(accessibleName);
    return edit;
}

QSpinBox *spinBox(const char *name, const QString &accessibleName, int low, int high)
{
    auto *box = new QSpinBox;
    box->setObjectName(name);
    box->setAccessibleName(accessibleName);
    box->setRange(low, high);
    return box;
}

QCheckBox *checkBox(const char *name, const QString &text)
{
    auto *box = new QCheckBox(text);
    box->setObjectName(name);
    box->setAccessibleName(text);
    return box;
}

// "a=b" or "a:b" in its parts.
std::pair<std::string, std::string> parts(const std::string &text, char at)
{
    const auto place = text.find(at);
    return place == std::string::npos ? std::pair(text, std::string())
                                      : std::pair(text.substr(0, place), text.substr(place + 1));
}

} // namespace

JobForm::JobForm(const shell::PageContext &context, QWidget *parent)
    : QScrollArea(parent), m_context(context), m_name(lineEdit("jobName", tr("Name of the job"))),
      m_kind(comboBox("jobKind", tr("What the job does"), {})),
      m_preset(comboBox(
          "jobPreset", tr("How often"),
          {tr("Every hour"), tr("Every day"), tr("Every week"), tr("Every month"), tr("Own expression")})),
      m_time(new QTimeEdit), m_weekday(comboBox("jobWeekday", tr("Day of the week"), {})),
      m_day(spinBox("jobDay", tr("Day of the month"), 1, 31)),
      m_cron(lineEdit("jobCron", tr("Cron expression"))), m_words(widgets::label({}, "secondary")),
      m_zone(comboBox("jobZone", tr("Time zone"), {})), m_window(comboBox("jobWindow", tr("Window"), {})),
      m_store(lineEdit("jobStore", tr("Folder of the backups"))),
      m_compression(spinBox("jobCompression", tr("Compression level"), 1, 19)),
      m_keyPlace(comboBox("jobKeyPlace", tr("Encryption"),
                          {tr("Not encrypted"), tr("Passphrase in a file"), tr("Key file"),
                           tr("Passphrase in a variable"), tr("Keychain")})),
      m_keyName(lineEdit("jobKeyName", tr("Where the key is"))),
      m_retention(comboBox(
          "jobRetention", tr("What is kept"),
          {tr("Everything"), tr("A recovery window"), tr("So many full backups"), tr("Generations")})),
      m_retentionValue(lineEdit("jobRetentionValue", tr("How much is kept"))),
      m_verify(
          comboBox("jobVerify", tr("Verify"),
                   {tr("Not by this job"), tr("Quick"), tr("Standard"), tr("Full"), tr("Restore test")})),
      m_priority(spinBox("jobPriority", tr("Priority"), 0, 255)),
      m_longest(spinBox("jobLongest", tr("Longest duration"), 0, 7 * 24 * 60)),
      m_retries(spinBox("jobRetries", tr("Retries"), 0, 100)), m_tags(lineEdit("jobTags", tr("Tags"))),
      m_runMissed(checkBox("jobRunMissed", tr("Run once on start when it was missed"))),
      m_skipHolidays(checkBox("jobSkipHolidays", tr("Not on holidays"))),
      m_enabled(checkBox("jobEnabled", tr("Enabled")))
{
    setObjectName("jobForm");
    setAccessibleName(tr("Job"));
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *content = new QWidget;
    auto *column = new QBoxLayout(QBoxLayout::TopToBottom, content);
    column->setContentsMargins(theme::space4, theme::space2, theme::space4, theme::space3);
    m_fields = new QFormLayout;
    m_fields->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_fields->setHorizontalSpacing(theme::space3);
    m_fields->setVerticalSpacing(theme::space2);
    column->addLayout(m_fields);
    column->addStretch();
    addWhat(m_fields);
    addWhen(m_fields);
    addWhere(m_fields);
    addAfter(m_fields);
    addLimits(m_fields);
    setWidget(content);
    setFocusProxy(m_name);
    watchFields();
}

QSize JobForm::sizeHint() const
{
    return {pleasantWidth, QScrollArea::sizeHint().height()};
}

void JobForm::addWhat(QFormLayout *form)
{
    for (const std::string &kind : jobKindNames()) {
        m_kind->addItem(kindText(*jobKindOf(kind)));
    }
    form->addRow(tr("Name"), m_name);
    form->addRow(tr("What"), m_kind);
}

void JobForm::addWhen(QFormLayout *form)
{
    m_time->setObjectName("jobTime");
    m_time->setAccessibleName(tr("Time of day"));
    m_time->setDisplayFormat(QStringLiteral("HH:mm"));
    for (int weekday = 1; weekday <= 7; ++weekday) {
        m_weekday->addItem(weekdayName(weekday));
    }
    m_day->setPrefix(tr("day ", "before the day of the month"));
    auto *line = new QWidget;
    auto *row = widgets::flatRow(line);
    row->setSpacing(theme::space2);
    row->addWidget(m_preset, 1);
    row->addWidget(m_weekday);
    row->addWidget(m_day);
    row->addWidget(m_time);
    form->addRow(tr("When"), line);
    m_cron->setFont(theme::Theme::fixed());
    m_cron->setToolTip(
        tr("Minute, hour, day of month, month, day of week: lists (1,15), ranges (MON-FRI), steps (*/10). "
           "Day of month and day of week together mean either."));
    form->addRow(tr("Expression"), m_cron);
    m_words->setObjectName("jobWords");
    m_words->setWordWrap(true);
    form->addRow(QString(), m_words);
    m_zone->setEditable(true);
    m_zone->setProperty("data", true); // names, in every language the same
    m_zone->setToolTip(tr("A name such as Europe/Berlin; local: where this computer is"));
    m_zone->addItems({QStringLiteral("local"), QStringLiteral("UTC")});
    form->addRow(tr("Time zone"), m_zone);
    form->addRow(tr("Window"), m_window);
}

void JobForm::addWhere(QFormLayout *form)
{
    auto *line = new QWidget;
    auto *row = widgets::flatRow(line);
    row->setSpacing(theme::space2);
    auto *choose = widgets::button(tr("Choose…"));
    choose->setObjectName("jobChooseStore");
    row->addWidget(m_store, 1);
    row->addWidget(choose);
    connect(choose, &QPushButton::clicked, this, &JobForm::chooseStore);
    form->addRow(tr("Store"), line);
    form->addRow(tr("Compression"), m_compression);
    form->addRow(tr("Encryption"), m_keyPlace);
    form->addRow(tr("Key"), m_keyName);
}

void JobForm::addAfter(QFormLayout *form)
{
    form->addRow(tr("Keep"), m_retention);
    form->addRow(tr("How much"), m_retentionValue);
    form->addRow(tr("Verify"), m_verify);
    m_tags->setPlaceholderText(tr("separated by commas"));
    form->addRow(tr("Tags"), m_tags);
}

void JobForm::addLimits(QFormLayout *form)
{
    m_priority->setToolTip(tr("Of jobs that are due together the highest runs first"));
    form->addRow(tr("Priority"), m_priority);
    m_longest->setSuffix(tr(" min"));
    m_longest->setSpecialValueText(tr("no limit"));
    m_longest->setToolTip(tr("A run that takes longer is stopped, and recorded as failed"));
    form->addRow(tr("Longest"), m_longest);
    form->addRow(tr("Retries"), m_retries);
    form->addRow(QString(), m_runMissed);
    form->addRow(QString(), m_skipHolidays);
    form->addRow(QString(), m_enabled);
}

void JobForm::watchFields()
{
    for (QLineEdit *edit : {m_name, m_store, m_keyName, m_retentionValue, m_tags}) {
        connect(edit, &QLineEdit::textChanged, this, &JobForm::touched);
    }
    connect(m_cron, &QLineEdit::textEdited, this, [this](const QString &text) {
        showPreset(text.toStdString());
        touched();
    });
    for (QComboBox *box : {m_kind, m_window, m_keyPlace, m_verify}) {
        connect(box, &QComboBox::currentIndexChanged, this, &JobForm::touched);
    }
    connect(m_zone, &QComboBox::currentTextChanged, this, &JobForm::touched);
    connect(m_retention, &QComboBox::currentIndexChanged, this, [this](int index) {
        if (!m_setting) {
            m_retentionValue->setText(QString::fromLatin1(retentionValues[index]));
        }
        touched();
    });
    for (QComboBox *box : {m_preset, m_weekday}) {
        connect(box, &QComboBox::currentIndexChanged, this, &JobForm::presetChosen);
    }
    connect(m_day, &QSpinBox::valueChanged, this, &JobForm::presetChosen);
    connect(m_time, &QTimeEdit::timeChanged, this, &JobForm::presetChosen);
    for (QSpinBox *box : {m_compression, m_priority, m_longest, m_retries}) {
        connect(box, &QSpinBox::valueChanged, this, &JobForm::touched);
    }
    for (QCheckBox *box : {m_runMissed, m_skipHolidays, m_enabled}) {
        connect(box, &QCheckBox::toggled, this, &JobForm::touched);
    }
}

void JobForm::touched()
{
    showFields();
    if (!m_setting) {
        emit edited();
    }
}

// The fields say when: they write the expression.
void JobForm::presetChosen()
{
    if (!m_setting && m_preset->currentIndex() != Own) {
        const int minute = m_time->time().minute();
        const int hour = m_time->time().hour();
        switch (m_preset->currentIndex()) {
        case Hourly:
            m_cron->setText(QStringLiteral("%1 * * * *").arg(minute));
            break;
        case Daily:
            m_cron->setText(QStringLiteral("%1 %2 * * *").arg(minute).arg(hour));
            break;
        case Weekly:
            m_cron->setText(
                QStringLiteral("%1 %2 * * %3").arg(minute).arg(hour).arg(m_weekday->currentIndex() + 1));
            break;
        default:
            m_cron->setText(QStringLiteral("%1 %2 %3 * *").arg(minute).arg(hour).arg(m_day->value()));
        }
    }
    touched();
}

// The expression says when: the fields follow where they can.
void JobForm::showPreset(const std::string &cron)
{
    const QScopedValueRollback<bool> guard(m_setting, true);
    static const QRegularExpression form(
        QStringLiteral("^\\s*(\\d{1,2})\\s+(\\d{1,2}|\\*)\\s+(\\d{1,2}|\\*)\\s+\\*\\s+([0-7]|\\*)\\s*$"));
    const auto match = form.match(QString::fromStdString(cron));
    int preset = Own;
    if (match.hasMatch() && match.captured(1).toInt() < 60 && match.captured(2).toInt() < 24) {
        const QString hour = match.captured(2);
        const QString day = match.captured(3);
        const QString weekday = match.captured(4);
        const bool anyDay = day == QLatin1String("*");
        const bool anyWeekday = weekday == QLatin1String("*");
        const bool anyHour = hour == QLatin1String("*");
        if (anyDay && anyWeekday) {
            preset = anyHour ? Hourly : Daily;
        } else if (!anyHour && anyDay != anyWeekday) {
            preset = anyDay ? Weekly : Monthly;
        }
        m_time->setTime(QTime(anyHour ? 0 : hour.toInt(), match.captured(1).toInt()));
        if (preset == Weekly) {
            m_weekday->setCurrentIndex((weekday.toInt() + 6) % 7);
        }
        if (preset == Monthly) {
            m_day->setValue(day.toInt());
        }
    }
    m_preset->setCurrentIndex(preset);
    showFields();
}

void JobForm::showFields()
{
    const int preset = m_preset->currentIndex();
    m_weekday->setVisible(preset == Weekly);
    m_day->setVisible(preset == Monthly);
    m_time->setVisible(preset != Own);
    m_time->setDisplayFormat(preset == Hourly ? tr("'minute' m") : QStringLiteral("HH:mm"));
    const auto kind = static_cast<JobKind>(m_kind->currentIndex());
    const bool backup = makesBackup(kind);
    const bool reads = backup || kind == JobKind::Verify || kind == JobKind::RestoreTest;
    const std::pair<QWidget *, bool> shown[] = {
        {m_compression, backup},
        {m_keyPlace, reads},
        {m_keyName, reads && m_keyPlace->currentIndex() > 0},
        {m_retention, backup || kind == JobKind::Prune},
        {m_retentionValue, (backup || kind == JobKind::Prune) && m_retention->currentIndex() > 0},
        {m_verify, backup || kind == JobKind::Verify},
        {m_tags, backup},
    };
    for (const auto &[field, visible] : shown) {
        field->setVisible(visible);
        m_fields->labelForField(field)->setVisible(visible);
    }
}

void JobForm::setJob(const Job &job)
{
    {
        const QScopedValueRollback<bool> guard(m_setting, true);
        m_base = job;
        m_name->setText(QString::fromStdString(job.name));
        m_kind->setCurrentIndex(static_cast<int>(job.kind));
        m_cron->setText(QString::fromStdString(job.cron));
        m_zone->setCurrentText(QString::fromStdString(job.zone));
        const QString window = QString::fromStdString(job.window);
        if (m_window->findData(window) < 0) {
            m_window->addItem(windowText(job.window), window);
        }
        m_window->setCurrentIndex(m_window->findData(window));
        m_store->setText(QString::fromStdString(job.store));
        m_compression->setValue(job.compressionLevel);
        const auto [place, where] = parts(job.key, ':');
        m_keyPlace->setCurrentIndex(indexOf(keyPlaces, place));
        m_keyName->setText(QString::fromStdString(where));
        const auto [rule, value] = parts(job.retention, '=');
        m_retention->setCurrentIndex(indexOf(retentions, rule));
        m_retentionValue->setText(QString::fromStdString(value));
        m_verify->setCurrentIndex(indexOf(verifyLevels, job.verifyLevel));
        m_priority->setValue(job.priority);
        m_longest->setValue(
            job.maxDuration
                ? static_cast<int>(std::chrono::ceil<std::chrono::minutes>(*job.maxDuration).count())
                : 0);
        m_retries->setValue(job.retries);
        QStringList tags;
        for (const std::string &tag : job.tags) {
            tags << QString::fromStdString(tag);
        }
        m_tags->setText(tags.join(QStringLiteral(", ")));
        m_runMissed->setChecked(job.runMissed);
        m_skipHolidays->setChecked(job.skipHolidays);
        m_enabled->setChecked(job.enabled);
    }
    showPreset(job.cron);
}

Job JobForm::job() const
{
    Job job = m_base;
    job.name = m_name->text().trimmed().toStdString();
    job.kind = static_cast<JobKind>(m_kind->currentIndex());
    job.cron = m_cron->text().simplified().toStdString();
    job.zone = m_zone->currentText().trimmed().toStdString();
    job.window = m_window->currentData().toString().toStdString();
    job.store = m_store->text().trimmed().toStdString();
    job.compressionLevel = m_compression->value();
    const int place = m_keyPlace->currentIndex();
    job.key =
        place == 0 ? "" : std::string(keyPlaces[place]) + ":" + m_keyName->text().trimmed().toStdString();
    const int rule = m_retention->currentIndex();
    job.retention =
        rule == 0 ? ""
                  : std::string(retentions[rule]) + "=" + m_retentionValue->text().trimmed().toStdString();
    job.verifyLevel = verifyLevels[m_verify->currentIndex()];
    job.priority = m_priority->value();
    job.maxDuration = m_longest->value() == 0
                          ? std::nullopt
                          : std::optional<std::chrono::seconds>(std::chrono::minutes(m_longest->value()));
    job.retries = m_retries->value();
    job.tags.clear();
    for (const QString &tag : m_tags->text().split(QLatin1Char(','), Qt::SkipEmptyParts)) {
        job.tags.push_back(tag.trimmed().toStdString());
    }
    job.runMissed = m_runMissed->isChecked();
    job.skipHolidays = m_skipHolidays->isChecked();
    job.enabled = m_enabled->isChecked();
    return job;
}

void JobForm::setWindows(const std::vector<NamedWindow> &windows)
{
    QStringList names;
    for (const NamedWindow &window : windows) {
        names << QString::fromStdString(window.name);
    }
    if (m_window->count() > 0 && names == m_windowNames) {
        return; // somebody may be choosing just now
    }
    m_windowNames = names;
    const QScopedValueRollback<bool> guard(m_setting, true);
    const QString chosen = m_window->currentData().toString();
    m_window->clear();
    for (const char *preset : {"", "business-hours", "off-hours"}) {
        m_window->addItem(windowText(preset), QString::fromLatin1(preset));
    }
    for (const QString &name : names) {
        m_window->addItem(name, name);
    }
    if (m_window->findData(chosen) < 0) {
        m_window->addItem(windowText(chosen.toStdString()), chosen);
    }
    m_window->setCurrentIndex(m_window->findData(chosen));
}

void JobForm::setWords(const QString &words, const QString &problem)
{
    m_words->setText(problem.isEmpty() ? words : problem);
    widgets::setRole(m_words, problem.isEmpty() ? "secondary" : "error");
    widgets::restyle(m_words);
}

void JobForm::chooseStore()
{
    auto *dialog = new QFileDialog(this, tr("Folder of the backups"), m_store->text());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    connect(dialog, &QFileDialog::fileSelected, m_store, &QLineEdit::setText);
    dialog->open();
}

} // namespace strandline::scheduler
