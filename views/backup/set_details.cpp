#include "views/backup/set_details.h"

#include "models/backup/backup_words.h"
#include "models/text/quantities.h"
#include "views/backup/verify_line.h"
#include "views/common/backup/restorable_band.h"
#include "views/common/widgets/elided_label.h"
#include "views/common/widgets/flow_layout.h"
#include "views/common/widgets/style.h"

#include <QBoxLayout>
#include <QDateTimeEdit>
#include <QGridLayout>
#include <QPushButton>

namespace strandline::backup {

namespace {

constexpr int nameWidth = 116;
constexpr int usualDays = 30;

QString yesNo(bool yes)
{
    return yes ? SetDetails::tr("Yes") : SetDetails::tr("No");
}

core::Time timeOf(const QDateTime &value)
{
    return core::Time(std::chrono::milliseconds(value.toMSecsSinceEpoch()));
}

QString verificationText(const Verification &verified, core::Time now)
{
    const QString level = SetDetails::tr("%1, %2", "level of a verification, time")
                              .arg(levelText(verified.level), text::time(verified.time, now));
    return verified.ok
               ? SetDetails::tr("%1: no findings").arg(level)
               : SetDetails::tr("%1: %2").arg(
                     level, SetDetails::tr("%n finding(s)", nullptr, static_cast<int>(verified.findings)));
}

} // namespace

SetDetails::SetDetails(const PaneContext &context, QWidget *parent)
    : QWidget(parent), m_context(context), m_title(widgets::label({}))
{
    setObjectName("surface");
    setAttribute(Qt::WA_StyledBackground);
    setAccessibleName(tr("The chosen backup"));
    auto *column = widgets::flatColumn(this);
    auto *top = widgets::flatColumn();
    top->setContentsMargins(theme::space4, theme::space3, theme::space4, theme::space2);
    top->setSpacing(theme::space2);
    m_title->setFont(theme::Theme::heading());
    m_title->setWordWrap(true);
    m_title->setObjectName("setTitle");
    top->addWidget(m_title);
    top->addWidget(makeActions());
    m_verifyLine = new VerifyLine(context);
    m_verifyLine->hide();
    connect(m_verify, &QPushButton::toggled, m_verifyLine, &QWidget::setVisible);
    top->addWidget(m_verifyLine);
    top->addWidget(makeKeep());
    top->addWidget(makeFacts());
    column->addLayout(top);
    column->addStretch();
    column->addWidget(makeLoss());
    connect(context.work, &BackupWork::lossKnown, this, &SetDetails::showLoss);
    connect(context.work, &BackupWork::removed, m_lossLine, &QWidget::hide);
    show(nullptr);
}

QWidget *SetDetails::makeActions()
{
    auto *box = new QWidget;
    auto *flow = new widgets::FlowLayout(box);
    flow->setContentsMargins(0, 0, 0, 0);
    flow->setSpacing(theme::space2);
    const auto add = [&](const char *name, const QString &text) {
        QPushButton *button = widgets::button(text);
        button->setObjectName(name);
        flow->addWidget(button);
        return button;
    };
    m_restore = add("setRestore", tr("Restore…"));
    m_verify = add("setVerify", tr("Verify…"));
    m_verify->setCheckable(true);
    m_copy = add("setCopy", tr("Copy off-site…"));
    m_keep = add("setKeep", tr("Keep…"));
    m_keep->setCheckable(true);
    m_delete = add("setDelete", tr("Delete…"));
    m_restore->setVisible(m_context.page.leadsTo("restore"));
    m_copy->setVisible(m_context.has("offsite"));
    connect(m_restore, &QPushButton::clicked, this, [this] {
        m_context.page.open({"restore",
                             {{"set", QString::fromStdString(m_set->manifest.id)},
                              {"store", QString::fromStdString(m_set->store)}}});
    });
    connect(m_copy, &QPushButton::clicked, this, [this] {
        m_context.show("offsite", {{"set", QString::fromStdString(m_set->manifest.id)},
                                   {"store", QString::fromStdString(m_set->store)}});
    });
    connect(m_delete, &QPushButton::clicked, this, &SetDetails::askDelete);
    return box;
}

QWidget *SetDetails::makeKeep()
{
    m_keepLine = new QWidget;
    auto *flow = new widgets::FlowLayout(m_keepLine);
    flow->setContentsMargins(0, 0, 0, 0);
    flow->setSpacing(theme::space2);
    m_until = new QDateTimeEdit;
    m_until->setObjectName("setUntil");
    m_until->setAccessibleName(tr("Keep until"));
    m_until->setCalendarPopup(true);
    auto *until = widgets::button(tr("Keep until then"));
    until->setObjectName("setKeepUntil");
    m_pin = widgets::button(tr("Pin"));
    m_pin->setObjectName("setPin");
    m_pin->setToolTip(tr("Neither retention nor a deletion takes it until it is let go."));
    m_release = widgets::button(tr("Let go"));
    m_release->setObjectName("setRelease");
    m_release->setToolTip(tr("Retention decides about it again."));
    flow->addWidget(m_until);
    flow->addWidget(until);
    flow->addWidget(m_pin);
    flow->addWidget(m_release);
    m_keepLine->hide();
    const auto keep = [this](std::optional<core::Time> time, bool pinned) {
        m_keep->setChecked(false);
        m_context.work->keep(QString::fromStdString(m_set->store), QString::fromStdString(m_set->manifest.id),
                             time, pinned);
    };
    connect(m_keep, &QPushButton::toggled, m_keepLine, &QWidget::setVisible);
    connect(until, &QPushButton::clicked, this, [this, keep] { keep(timeOf(m_until->dateTime()), false); });
    connect(m_pin, &QPushButton::clicked, this, [keep] { keep({}, true); });
    connect(m_release, &QPushButton::clicked, this, [keep] { keep({}, false); });
    return m_keepLine;
}

QWidget *SetDetails::makeFacts()
{
    m_factBox = new QWidget;
    m_facts = new QGridLayout(m_factBox);
    m_facts->setContentsMargins(0, theme::space2, 0, 0);
    m_facts->setHorizontalSpacing(theme::space3);
    m_facts->setVerticalSpacing(theme::space1);
    m_facts->setColumnMinimumWidth(0, nameWidth);
    m_facts->setColumnStretch(1, 1);
    return m_factBox;
}

QWidget *SetDetails::makeLoss()
{
    m_lossLine = new QWidget;
    m_lossLine->setObjectName("lossLine");
    m_lossLine->setAttribute(Qt::WA_StyledBackground);
    auto *column = widgets::flatColumn(m_lossLine);
    column->setContentsMargins(theme::space4, theme::space3, theme::space4, theme::space3);
    column->setSpacing(theme::space2);
    m_lossText = widgets::label({});
    m_lossText->setObjectName("lossText");
    m_lossText->setWordWrap(true);
    m_lossBand = new RestorableBand(m_context.page.theme);
    m_lossBand->setObjectName("lossBand");
    column->addWidget(m_lossText);
    column->addWidget(m_lossBand);
    auto *buttons = new widgets::FlowLayout;
    buttons->setSpacing(theme::space2);
    auto *cancel = widgets::button(tr("Keep it"));
    cancel->setObjectName("lossCancel");
    m_deleteNow = widgets::button({});
    m_deleteNow->setObjectName("lossDelete");
    buttons->addWidget(m_deleteNow);
    buttons->addWidget(cancel);
    column->addLayout(buttons);
    m_lossLine->hide();
    connect(cancel, &QPushButton::clicked, this, [this] {
        m_lossLine->hide();
        m_delete->setFocus();
    });
    connect(m_deleteNow, &QPushButton::clicked, this, [this] {
        m_deleteNow->setEnabled(false);
        m_context.work->remove(QString::fromStdString(m_set->store),
                               {QString::fromStdString(m_set->manifest.id)});
    });
    return m_lossLine;
}

void SetDetails::show(const SetInfo *set)
{
    const bool same =
        set != nullptr && m_set && m_set->manifest.id == set->manifest.id && m_set->store == set->store;
    m_set = set == nullptr ? std::nullopt : std::optional(*set);
    if (!same) {
        m_lossLine->hide();
        m_keep->setChecked(false);
        m_until->setDateTime(QDateTime::currentDateTime().addDays(usualDays));
    }
    m_title->setText(set == nullptr ? tr("Choose a backup to see what it holds.")
                                    : setText(set->manifest, text::now()));
    m_verifyLine->setSet(set);
    refreshFacts();
    refreshActions();
}

void SetDetails::openVerify()
{
    m_verify->setChecked(true);
    m_verifyLine->setFocus();
}

void SetDetails::addFact(const QString &name, const QString &value, const char *role)
{
    if (value.isEmpty()) {
        return;
    }
    QLabel *words = widgets::label(value, role);
    words->setWordWrap(true);
    words->setAccessibleName(name + ": " + value);
    words->setTextInteractionFlags(Qt::TextSelectableByMouse);
    addFactRow(name, words);
}

void SetDetails::addPath(const QString &name, const QString &value)
{
    if (!value.isEmpty()) {
        auto *words = new widgets::ElidedLabel(Qt::ElideMiddle);
        words->setFullText(value);
        words->setAccessibleName(name + ": " + value);
        addFactRow(name, words);
    }
}

void SetDetails::addFactRow(const QString &name, QLabel *words)
{
    const int row = m_facts->rowCount();
    m_facts->addWidget(widgets::label(name, "secondary"), row, 0, Qt::AlignTop);
    m_facts->addWidget(words, row, 1);
}

void SetDetails::refreshFacts()
{
    while (QLayoutItem *item = m_facts->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    if (!m_set) {
        return;
    }
    const Manifest &m = m_set->manifest;
    const core::Time now = text::now();
    const bool damaged = m_set->status == SetStatus::Corrupted || m_set->status == SetStatus::Expired;
    addFact(tr("Status"), statusText(m_set->status), damaged ? "error" : nullptr);
    addFact(tr("Problem"), QString::fromStdString(m_set->problem), "error");
    addFact(tr("Made"), text::fullTime(m.started) + ", " + text::duration(m.ended - m.started));
    addFact(tr("SCN"), m.toScn ? rangeText(m) : tr("None: the database had no history"));
    addPath(tr("Builds on"), QString::fromStdString(m.parent));
    addPath(tr("Database"), QString::fromStdString(m.database));
    addFact(tr("Pages"),
            tr("%1 of %2", "count, size").arg(text::number(m.pageCount), text::bytes(m.pageSize)));
    addFact(tr("Stored"),
            tr("%1, content %2").arg(text::bytes(m.storedBytes()), text::bytes(m.contentBytes())));
    addFact(tr("Compression"), tr("zstd, level %1").arg(m.compressionLevel));
    addFact(tr("Encrypted"), yesNo(m.encryption.has_value()));
    addFact(tr("Checksums"), QString::fromStdString(std::string(core::digestName(m.digest))));
    addFact(tr("Verified"), m_set->verified ? verificationText(*m_set->verified, now) : tr("Never"),
            m_set->verified && !m_set->verified->ok ? "error" : nullptr);
    addFact(tr("Kept"), m.pinned      ? tr("Pinned")
                        : m.keepUntil ? tr("Until %1").arg(text::fullTime(*m.keepUntil))
                                      : tr("As retention says"));
    QStringList tags;
    for (const std::string &tag : m.tags) {
        tags << QString::fromStdString(tag);
    }
    addFact(tr("Tags"), tags.join(", "));
    addFact(tr("Made by"),
            tr("Strandline %1, SQLite %2")
                .arg(QString::fromStdString(m.strandlineVersion), QString::fromStdString(m.sqliteVersion)));
    addPath(tr("Folder"), QString::fromStdString(m_set->folder));
}

void SetDetails::refreshActions()
{
    const bool any = m_set.has_value();
    const bool good = any && (m_set->status == SetStatus::Available || m_set->status == SetStatus::Obsolete);
    const bool held = any && (m_set->manifest.pinned ||
                              (m_set->manifest.keepUntil && *m_set->manifest.keepUntil > text::now()));
    m_restore->setEnabled(good);
    m_copy->setEnabled(good);
    m_verify->setEnabled(any);
    m_keep->setEnabled(any);
    m_pin->setEnabled(any && !m_set->manifest.pinned);
    m_release->setEnabled(held);
    m_delete->setEnabled(any && !held);
    m_delete->setToolTip(held ? tr("It is to be kept. Let it go first.") : QString());
}

void SetDetails::askDelete()
{
    if (m_set && m_delete->isEnabled()) {
        m_context.work->weigh(m_context.catalogue->setsOfStore(QString::fromStdString(m_set->store)),
                              {QString::fromStdString(m_set->manifest.id)});
    }
}

QString SetDetails::lossText(const Loss &loss) const
{
    if (loss.states.empty()) {
        return tr("Everything that this store can restore now can be restored without it.");
    }
    const core::Time now = text::now();
    QStringList ranges;
    for (const RestorableRange &range : loss.states) {
        ranges << restorableText(range, now);
    }
    QString words = loss.nothingLeft
                        ? tr("This is the last backup in the store by which anything can be restored. ")
                        : QString();
    words += tr("Can't be restored from this store any more: %1.").arg(ranges.join(tr("; ")));
    if (!loss.orphaned.empty()) {
        words += ' ' + tr("%n set(s) that build on it become useless.", nullptr,
                          static_cast<int>(loss.orphaned.size()));
    }
    return words;
}

void SetDetails::showLoss(const QStringList &ids, const Loss &loss)
{
    if (!m_set || ids != QStringList{QString::fromStdString(m_set->manifest.id)}) {
        return;
    }
    m_lossText->setText(lossText(loss));
    const auto ranges = restorable(m_context.catalogue->setsOfStore(QString::fromStdString(m_set->store)));
    m_lossBand->show(ranges, gapsOf(ranges), text::now());
    m_lossBand->showLost(loss.states);
    m_deleteNow->setText(
        tr("Delete %1, free %2")
            .arg(setText(m_set->manifest, text::now()), text::bytes(m_set->manifest.storedBytes())));
    m_deleteNow->setAccessibleName(m_deleteNow->text());
    m_deleteNow->setEnabled(true);
    m_lossLine->show();
    m_deleteNow->setFocus();
}

} // namespace strandline::backup
