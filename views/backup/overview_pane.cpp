#include "views/backup/overview_pane.h"

#include "models/backup/backup_words.h"
#include "models/text/quantities.h"
#include "views/common/backup/restorable_band.h"
#include "views/common/grid/row_list.h"
#include "views/common/widgets/elided_label.h"
#include "views/common/widgets/style.h"

#include <QBoxLayout>
#include <QFileDialog>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>

#include <algorithm>

namespace strandline::backup {

namespace {

constexpr int cardWidth = 160; // at least
constexpr int textWidth = 460;
constexpr std::chrono::hours fresh{26};

QLabel *wrapped(const QString &text, const char *role = nullptr)
{
    QLabel *label = widgets::label(text, role);
    label->setWordWrap(true);
    return label;
}

QLabel *heading(const QString &text)
{
    QLabel *label = widgets::label(text);
    label->setFont(theme::Theme::heading());
    return label;
}

} // namespace

FactCard::FactCard(const QString &title, theme::Theme *theme, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_icon(new QLabel), m_title(widgets::label(title, "secondary")),
      m_figure(widgets::label({})), m_meaning(wrapped({}, "secondary")), m_link(widgets::button({}, "link"))
{
    setObjectName("card");
    setAttribute(Qt::WA_StyledBackground);
    setMinimumWidth(cardWidth);
    auto *column = widgets::flatColumn(this);
    column->setContentsMargins(theme::space3, theme::space3, theme::space3, theme::space2);
    column->setSpacing(theme::space1);
    auto *top = widgets::flatRow();
    top->setSpacing(theme::space2);
    top->addWidget(m_title, 1);
    top->addWidget(m_icon);
    column->addLayout(top);
    m_figure->setFont(theme::Theme::heading());
    m_figure->setWordWrap(true);
    column->addWidget(m_figure);
    column->addWidget(m_meaning);
    column->addStretch();
    column->addWidget(m_link, 0, Qt::AlignLeft);
    m_link->hide();
    connect(theme, &theme::Theme::changed, this, &FactCard::refreshIcon);
}

void FactCard::tell(const QString &figure, const QString &meaning, Mood mood)
{
    m_figure->setText(figure);
    m_meaning->setText(meaning);
    m_mood = mood;
    setAccessibleName(m_title->text() + ": " + figure);
    setAccessibleDescription(meaning);
    refreshIcon();
}

QString FactCard::figure() const
{
    return m_figure->text();
}

void FactCard::setLink(const QString &text)
{
    m_link->setText(text);
    m_link->setAccessibleName(text);
    m_link->setVisible(!text.isEmpty());
}

void FactCard::refreshIcon()
{
    const bool good = m_mood == Mood::Good;
    const bool bad = m_mood == Mood::Bad;
    m_icon->setVisible(m_mood != Mood::Plain);
    m_icon->setPixmap(m_theme
                          ->icon(good  ? "check"
                                 : bad ? "error"
                                       : "warning",
                                 good  ? &theme::Tokens::ok
                                 : bad ? &theme::Tokens::danger
                                       : &theme::Tokens::warning)
                          .pixmap(QSize(theme::iconSize, theme::iconSize), devicePixelRatioF()));
}

OverviewPane::OverviewPane(const PaneContext &context)
    : m_context(context), m_ranges(new RangesModel(this)), m_stack(new QStackedWidget)
{
    setAccessibleName(tr("What protects this database"));
    widgets::flatColumn(this)->addWidget(m_stack);
    m_stack->addWidget(makeEmpty());
    connect(context.catalogue, &BackupCatalogue::changed, this, &OverviewPane::refresh);
    refresh();
}

bool OverviewPane::showsEmptyPage() const
{
    return m_stack->currentIndex() == 0;
}

QWidget *OverviewPane::makeEmpty()
{
    auto *page = new QWidget;
    auto *column = widgets::flatColumn(page);
    column->setSpacing(theme::space3);
    column->addStretch(2);
    m_emptyText = heading({});
    column->addWidget(m_emptyText, 0, Qt::AlignHCenter);
    auto *what =
        wrapped(tr("A backup set restores the database as it was, on this computer or another. Nightly "
                   "full backups with archive logs in between restore every single commit. A good place "
                   "for them is another disk: one that dies takes a copy beside the database with it."),
                "secondary");
    what->setFixedWidth(textWidth);
    what->setAlignment(Qt::AlignCenter);
    auto *words = widgets::flatRow(); // an aligned item would not get the height that its lines need
    words->addStretch();
    words->addWidget(what);
    words->addStretch();
    column->addLayout(words);
    auto *buttons = widgets::flatRow();
    buttons->setSpacing(theme::space2);
    auto *nightly = widgets::button(tr("Set up nightly backups"), "primary");
    nightly->setObjectName("backupsSchedule");
    nightly->setToolTip(tr("Takes two minutes: when, where to, and how long they are kept."));
    nightly->setVisible(m_context.page.leadsTo("schedules"));
    auto *once = widgets::button(tr("Make one backup…"));
    once->setObjectName("backupsFirst");
    auto *known = widgets::button(tr("Show backups of a folder…"));
    known->setObjectName("backupsAddFirst");
    buttons->addStretch();
    for (QPushButton *button : {nightly, once, known}) {
        buttons->addWidget(button);
    }
    buttons->addStretch();
    column->addLayout(buttons);
    column->addStretch(3);
    connect(nightly, &QPushButton::clicked, this, [this] {
        m_context.page.open({"schedules", {{"new", true}}});
    });
    connect(once, &QPushButton::clicked, this, [this] { m_context.show("create", {}); });
    connect(known, &QPushButton::clicked, this, &OverviewPane::chooseStore);
    return page;
}

QWidget *OverviewPane::makeFilled()
{
    auto *content = new QWidget;
    content->setObjectName("surface");
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(theme::space4, theme::space4, theme::space4, theme::space4);
    column->setSpacing(theme::space3);
    column->addWidget(makeCards());
    column->addSpacing(theme::space2);
    column->addWidget(heading(tr("What can be restored")));
    m_band = new RestorableBand(m_context.page.theme);
    column->addWidget(m_band);
    connect(m_band, &RestorableBand::chosen, this, [this](core::Time time) {
        if (m_context.page.leadsTo("restore")) {
            m_context.page.open({"restore", {{"time", QString::fromStdString(core::formatTime(time))}}});
        }
    });
    m_table = new grid::RowList("restorableRanges", tr("Ranges that can be restored, and gaps"),
                                m_context.page.theme);
    m_table->setModel(m_ranges);
    m_table->keepFitted();
    m_table->setMinimumHeight(5 * theme::rowHeight);
    column->addWidget(m_table, 1);
    column->addSpacing(theme::space2);
    column->addWidget(makeStores());
    auto *scroll = new QScrollArea;
    scroll->setWidget(content);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    return scroll;
}

QWidget *OverviewPane::makeCards()
{
    auto *box = new QWidget;
    auto *row = widgets::flatRow(box);
    row->setSpacing(theme::space3);
    const auto card = [&](const char *name, const QString &title) {
        auto *made = new FactCard(title, m_context.page.theme);
        made->setProperty("fact", name);
        row->addWidget(made, 1);
        return made;
    };
    m_last = card("last", tr("Last good backup"));
    m_next = card("next", tr("Next run"));
    m_storage = card("storage", tr("Storage used"));
    m_drill = card("drill", tr("Last restore drill"));
    m_next->link()->setObjectName("overviewSchedules");
    m_drill->link()->setObjectName("overviewDrill");
    connect(m_next->link(), &QPushButton::clicked, this, [this] { m_context.page.open({"schedules", {}}); });
    connect(m_drill->link(), &QPushButton::clicked, this, [this] {
        const auto &summary = m_context.catalogue->snapshot().summary;
        if (summary && summary->last) {
            m_context.show("catalogue",
                           {{"set", QString::fromStdString(summary->last->id)}, {"verify", true}});
        }
    });
    return box;
}

QWidget *OverviewPane::makeStores()
{
    auto *box = new QWidget;
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::space2);
    auto *top = widgets::flatRow();
    top->addWidget(heading(tr("Stores")));
    top->addStretch();
    auto *add = widgets::button(tr("Add a folder…"), "link");
    add->setObjectName("storeAdd");
    add->setToolTip(tr("Shows the backups of a folder that this computer doesn't know yet."));
    connect(add, &QPushButton::clicked, this, &OverviewPane::chooseStore);
    top->addWidget(add);
    column->addLayout(top);
    m_storeRows = new QVBoxLayout;
    m_storeRows->setSpacing(theme::space1);
    column->addLayout(m_storeRows);
    return box;
}

void OverviewPane::chooseStore()
{
    auto *dialog = new QFileDialog(this, tr("Folder of the backups"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, m_context.catalogue, &BackupCatalogue::addStore);
    dialog->open();
}

void OverviewPane::refresh()
{
    const BackupSnapshot &snapshot = m_context.catalogue->snapshot();
    const bool filled = !snapshot.sets.empty() || !snapshot.stores.empty();
    m_emptyText->setText(m_context.catalogue->loaded() ? tr("No backup protects this database yet")
                                                       : tr("Reading the backups…"));
    if (filled && m_filled == nullptr) {
        m_filled = makeFilled();
        m_stack->addWidget(m_filled);
    }
    m_stack->setCurrentIndex(filled ? 1 : 0);
    if (!filled) {
        return;
    }
    m_ranges->show(snapshot.summary);
    m_table->setEmptyText(m_ranges->rowCount() > 0 ? QString()
                                                   : tr("Nothing can be restored from these stores."));
    m_band->show(snapshot.summary ? snapshot.summary->restorable : std::vector<RestorableRange>{},
                 snapshot.summary ? snapshot.summary->gaps : std::vector<RecoveryGap>{}, snapshot.readAt);
    refreshCards();
    refreshStores();
}

void OverviewPane::refreshCards()
{
    using Mood = FactCard::Mood;
    const BackupSnapshot &snapshot = m_context.catalogue->snapshot();
    const core::Time now = snapshot.readAt;
    const DatabaseSummary none;
    const DatabaseSummary &summary = snapshot.summary ? *snapshot.summary : none;
    if (summary.last) {
        const SetInfo *set = m_context.catalogue->find({}, QString::fromStdString(summary.last->id));
        m_last->tell(text::ago(summary.last->time, now),
                     set == nullptr ? text::time(summary.last->time, now)
                     : set->manifest.toScn
                         ? tr("%1, up to %2", "a backup, SCN")
                               .arg(setText(set->manifest, now), text::scn(summary.last->scn))
                         : setText(set->manifest, now),
                     now - summary.last->time <= fresh ? Mood::Good : Mood::Warning);
    } else {
        m_last->tell(tr("None"), tr("Nothing can be restored."), Mood::Bad);
    }
    const bool schedules = m_context.page.leadsTo("schedules");
    if (snapshot.next) {
        m_next->tell(text::time(snapshot.next->due, now), snapshot.next->job);
    } else {
        m_next->tell(tr("Not planned"), tr("No job makes backups of this database by itself."),
                     Mood::Warning);
    }
    m_next->setLink(!schedules ? QString() : snapshot.next ? tr("Schedules") : tr("Set up nightly backups"));
    m_storage->tell(
        text::bytes(summary.storedBytes),
        tr("%n backup set(s)", nullptr, static_cast<int>(summary.sets)) +
            (summary.storedBytes == 0
                 ? QString()
                 : " · " + tr("%1 times smaller than their content")
                               .arg(QLocale().toString(static_cast<double>(summary.contentBytes) /
                                                           static_cast<double>(summary.storedBytes),
                                                       'f', 1))));
    if (const auto &drill = summary.drilled) {
        m_drill->tell(text::ago(drill->time, now),
                      drill->ok ? tr("Restored and checked in %1")
                                      .arg(text::duration(std::chrono::microseconds(
                                          static_cast<std::int64_t>(drill->seconds * 1e6))))
                                : tr("%n finding(s)", nullptr, static_cast<int>(drill->findings)),
                      drill->ok ? Mood::Good : Mood::Bad);
    } else {
        m_drill->tell(tr("Never"), tr("No restore was tried yet."), Mood::Warning);
    }
    m_drill->setLink(summary.last ? tr("Verify…") : QString());
}

void OverviewPane::refreshStores()
{
    while (QLayoutItem *item = m_storeRows->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    for (const StoreState &store : m_context.catalogue->snapshot().stores) {
        auto *line = new QWidget;
        auto *row = widgets::flatRow(line);
        row->setSpacing(theme::space3);
        auto *path = new widgets::ElidedLabel(Qt::ElideMiddle);
        path->setFullText(store.path);
        path->setProperty("store", store.path);
        QStringList facts;
        if (!store.problem.isEmpty() || !store.exists) {
            facts << (store.exists ? store.problem
                                   : tr("This folder holds no backups, or is not there now."));
        } else {
            facts << tr("%n backup set(s)", nullptr, static_cast<int>(store.sets));
            if (store.freeBytes) {
                facts << tr("%1 free").arg(text::bytes(*store.freeBytes));
            }
            facts << (store.hasKey ? tr("encrypted") : tr("not encrypted"));
            if (store.onDisk) {
                facts << tr("on the disk of the database: it goes when that disk goes");
            }
        }
        auto *words = new widgets::ElidedLabel;
        words->setFullText(facts.join(" · "));
        widgets::setRole(words, store.exists && store.problem.isEmpty() ? "secondary" : "error");
        auto *forget =
            widgets::iconButton(m_context.page.theme->icon("close"),
                                tr("Don't show %1 any more; the backups stay there").arg(store.path));
        forget->setObjectName("storeForget");
        row->addWidget(path, 2);
        row->addWidget(words, 3);
        row->addWidget(forget);
        connect(forget, &QToolButton::clicked, m_context.catalogue,
                [catalogue = m_context.catalogue, folder = store.path] { catalogue->forgetStore(folder); });
        m_storeRows->addWidget(line);
    }
}

} // namespace strandline::backup
