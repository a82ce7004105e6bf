#include "views/backup/retention_pane.h"

#include "models/backup/backup_words.h"
#include "models/text/quantities.h"
#include "views/common/grid/row_list.h"
#include "views/common/widgets/style.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QComboBox>
#include <QPushButton>
#include <QScrollArea>
#include <QSpinBox>
#include <QTimeZone>

namespace strandline::backup {

namespace {

constexpr int rulesWidth = 360;
constexpr int mostDays = 3650;
constexpr int mostCopies = 999;
constexpr int mostGib = 99999;
constexpr int indent = 24;
constexpr int numberWidth = 56;
constexpr std::chrono::milliseconds settle{250};
constexpr const char *rulesKey = "v1/backups/retention";

QCheckBox *checkBox(const char *name, const QString &text)
{
    auto *box = new QCheckBox(text);
    box->setObjectName(name);
    box->setAccessibleName(text);
    return box;
}

} // namespace

RetentionPane::RetentionPane(const PaneContext &context)
    : m_context(context), m_model(new RetentionModel(this)), m_store(new QComboBox),
      m_byWindow(checkBox("retentionWindow", tr("Recovery window"))),
      m_byRedundancy(checkBox("retentionRedundancy", tr("Redundancy"))),
      m_byGenerations(checkBox("retentionGenerations", tr("Generations"))),
      m_byFree(checkBox("retentionFree", tr("Free space"))), m_summary(widgets::label({})),
      m_list(new grid::RowList("retentionList", tr("What stays and what goes"), context.page.theme)),
      m_prune(widgets::button({}))
{
    setAccessibleName(tr("Retention of the backups"));
    auto *row = widgets::flatRow(this);
    row->addWidget(makeRules());
    row->addWidget(makePlan(), 1);
    setFocusProxy(m_byWindow);
    m_soon.setSingleShot(true);
    m_soon.setInterval(settle);
    connect(&m_soon, &QTimer::timeout, this, &RetentionPane::ask);
    connect(context.work, &BackupWork::planned, this, &RetentionPane::showPlan);
    connect(context.work, &BackupWork::planFailed, this, [this](const core::Error &error) {
        m_model->clear();
        m_summary->setText(QString::fromStdString(error.message()));
        m_prune->hide();
    });
    connect(context.catalogue, &BackupCatalogue::changed, this, &RetentionPane::refillStores);
    restoreRules();
    refillStores();
}

QSpinBox *RetentionPane::number(const char *name, const QString &what, int least, int value, int most)
{
    auto *box = new QSpinBox;
    box->setObjectName(name);
    box->setAccessibleName(what);
    box->setRange(least, most);
    box->setValue(value);
    connect(box, &QSpinBox::valueChanged, this, &RetentionPane::soon);
    return box;
}

// A rule that is on or off, its values on the next line, and what it means.
QWidget *RetentionPane::makeRule(QCheckBox *box, const std::vector<QWidget *> &values, const QString &hint)
{
    auto *rule = new QWidget;
    auto *column = widgets::flatColumn(rule);
    column->setSpacing(theme::space1);
    column->addWidget(box);
    auto *row = widgets::flatRow();
    row->setContentsMargins(indent, 0, 0, 0);
    row->setSpacing(theme::space1);
    for (QWidget *value : values) {
        row->addWidget(value);
        value->setEnabled(box->isChecked());
        connect(box, &QCheckBox::toggled, value, &QWidget::setEnabled);
    }
    row->addStretch();
    column->addLayout(row);
    QLabel *words = widgets::label(hint, "secondary");
    words->setWordWrap(true);
    words->setContentsMargins(indent, 0, 0, 0);
    column->addWidget(words);
    connect(box, &QCheckBox::toggled, this, &RetentionPane::soon);
    return rule;
}

QWidget *RetentionPane::makeRules()
{
    auto *box = new QWidget;
    box->setObjectName("surface");
    auto *column = widgets::flatColumn(box);
    column->setContentsMargins(theme::space4, theme::space4, theme::space4, theme::space4);
    column->setSpacing(theme::space4);
    m_store->setObjectName("retentionStore");
    m_store->setAccessibleName(tr("Store"));
    m_store->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    column->addWidget(m_store);
    connect(m_store, &QComboBox::currentIndexChanged, this, &RetentionPane::soon);
    m_days = number("retentionDays", tr("Days of the recovery window"), 1, 7, mostDays);
    m_days->setSuffix(tr(" days"));
    column->addWidget(makeRule(m_byWindow, {m_days}, tr("Every state since then can be restored.")));
    m_copies = number("retentionCopies", tr("Full backups to keep"), 1, 2, mostCopies);
    m_copies->setSuffix(tr(" full backups"));
    column->addWidget(
        makeRule(m_byRedundancy, {m_copies}, tr("The newest ones stay, and all that came after them.")));
    const std::pair<const char *, QString> names[] = {
        {"h", tr("Hours")}, {"d", tr("Days")}, {"w", tr("Weeks")}, {"m", tr("Months")}, {"y", tr("Years")}};
    const unsigned usual[] = {usualGenerations.hourly, usualGenerations.daily, usualGenerations.weekly,
                              usualGenerations.monthly, usualGenerations.yearly};
    std::vector<QWidget *> values;
    for (std::size_t i = 0; i < std::size(names); ++i) {
        QSpinBox *spin = number(names[i].first, names[i].second, 0, static_cast<int>(usual[i]), mostCopies);
        auto *named = new QWidget;
        auto *one = widgets::flatColumn(named);
        one->addWidget(widgets::label(names[i].second, "secondary"));
        one->addWidget(spin);
        spin->setFixedWidth(numberWidth);
        m_generations.push_back(spin);
        values.push_back(named);
    }
    column->addWidget(
        makeRule(m_byGenerations, values,
                 tr("The newest of so many hours, days, weeks, months and years that have one stays.")));
    m_free = number("retentionGib", tr("Free space on the disk"), 1, 10, mostGib);
    m_free->setSuffix(tr(" GiB"));
    column->addWidget(
        makeRule(m_byFree, {m_free},
                 tr("Alone: the oldest backups go until so much is free. With another rule it only "
                    "warns.")));
    column->addStretch();
    auto *scroll = new QScrollArea;
    scroll->setWidget(box);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFixedWidth(rulesWidth);
    return scroll;
}

QWidget *RetentionPane::makePlan()
{
    auto *box = new QWidget;
    auto *column = widgets::flatColumn(box);
    auto *top = widgets::flatRow();
    top->setContentsMargins(theme::space4, theme::space3, theme::space3, theme::space3);
    top->setSpacing(theme::space3);
    m_summary->setObjectName("retentionSummary");
    m_summary->setWordWrap(true);
    m_prune->setObjectName("retentionPrune");
    m_prune->hide();
    top->addWidget(m_summary, 1);
    top->addWidget(m_prune);
    column->addLayout(top);
    m_list->setModel(m_model);
    m_list->keepFitted();
    column->addWidget(m_list, 1);
    connect(m_prune, &QPushButton::clicked, this, [this] {
        m_prune->setEnabled(false);
        rememberRules();
        m_context.work->prune(store(), policy());
    });
    return box;
}

void RetentionPane::restoreRules()
{
    const QVariantMap rules = m_context.page.settings->value(rulesKey).toMap();
    const auto restore = [&rules](const char *key, QSpinBox *box) {
        box->setValue(rules.value(QString::fromLatin1(key), box->value()).toInt());
    };
    m_byWindow->setChecked(rules.value("byWindow", true).toBool());
    m_byRedundancy->setChecked(rules.value("byRedundancy", false).toBool());
    m_byGenerations->setChecked(rules.value("byGenerations", false).toBool());
    m_byFree->setChecked(rules.value("byFree", false).toBool());
    restore("days", m_days);
    restore("copies", m_copies);
    restore("gib", m_free);
    for (QSpinBox *box : m_generations) {
        restore(qPrintable(box->objectName()), box);
    }
}

void RetentionPane::rememberRules()
{
    QVariantMap rules{{"byWindow", m_byWindow->isChecked()},
                      {"byRedundancy", m_byRedundancy->isChecked()},
                      {"byGenerations", m_byGenerations->isChecked()},
                      {"byFree", m_byFree->isChecked()},
                      {"days", m_days->value()},
                      {"copies", m_copies->value()},
                      {"gib", m_free->value()}};
    for (const QSpinBox *box : m_generations) {
        rules[box->objectName()] = box->value();
    }
    m_context.page.settings->setValue(rulesKey, rules);
}

Policy RetentionPane::policy() const
{
    Policy policy;
    if (m_byWindow->isChecked()) {
        policy.recoveryWindow = std::chrono::hours(24) * m_days->value();
    }
    if (m_byRedundancy->isChecked()) {
        policy.redundancy = static_cast<unsigned>(m_copies->value());
    }
    if (m_byGenerations->isChecked()) {
        const auto value = [this](std::size_t i) { return static_cast<unsigned>(m_generations[i]->value()); };
        policy.generations = Generations{value(0), value(1), value(2), value(3), value(4)};
    }
    if (m_byFree->isChecked()) {
        policy.minimumFreeBytes = static_cast<std::uint64_t>(m_free->value()) << 30U;
    }
    const QByteArray zone = QTimeZone::systemTimeZoneId();
    policy.zone = zone.isEmpty() ? "UTC" : zone.toStdString();
    return policy;
}

QString RetentionPane::store() const
{
    return m_store->currentData().toString();
}

void RetentionPane::refillStores()
{
    const QString before = store();
    {
        const QSignalBlocker quiet(m_store);
        m_store->clear();
        for (const StoreState &known : m_context.catalogue->snapshot().stores) {
            if (known.exists && known.problem.isEmpty()) {
                m_store->addItem(known.path, known.path);
            }
        }
        m_store->setCurrentIndex(std::max(m_store->findData(before), m_store->count() > 0 ? 0 : -1));
    }
    m_list->setEmptyText(m_store->count() > 0
                             ? QString()
                             : tr("The rules say which backups stay. What goes by them, and why "
                                  "the others stay, is listed here before anything is deleted."));
    soon();
}

void RetentionPane::soon()
{
    m_planned = false;
    m_prune->setEnabled(false);
    m_soon.start();
}

void RetentionPane::ask()
{
    if (store().isEmpty()) {
        m_model->clear();
        m_summary->setText(tr("There are no backups yet."));
        m_prune->hide();
        m_planned = true;
        return;
    }
    m_context.work->plan(store(), policy());
}

void RetentionPane::showPlan(const PruneReport &report)
{
    if (m_soon.isActive()) {
        return; // the rules are others by now
    }
    m_model->show(report.plan, m_context.catalogue->setsOfStore(store()));
    const int goes = static_cast<int>(report.plan.obsolete.size());
    const int stays = static_cast<int>(report.plan.kept.size());
    QString words = goes == 0 ? tr("By these rules all %n backup(s) stay.", nullptr, stays)
                              : tr("By these rules %n backup(s) would go.", nullptr, goes) + ' ' +
                                    tr("%n would stay.", nullptr, stays);
    if (m_byWindow->isChecked() && goes > 0) {
        words +=
            ' ' + tr("Every state of the recovery window can still be restored: that is proven before the "
                     "first one goes.");
    }
    if (report.plan.missingFreeBytes > 0) {
        words += ' ' + tr("%1 of the free space would be missing still: what is left is needed.")
                           .arg(text::bytes(report.plan.missingFreeBytes));
    }
    m_summary->setText(words);
    m_prune->setText(
        tr("Delete %n backup(s), free %1", nullptr, goes).arg(text::bytes(report.plan.freedBytes)));
    m_prune->setAccessibleName(m_prune->text());
    m_prune->setVisible(goes > 0);
    m_prune->setEnabled(goes > 0);
    m_planned = true;
}

} // namespace strandline::backup
