#include "views/backup/catalogue_pane.h"

#include "models/backup/backup_words.h"
#include "views/backup/set_details.h"
#include "views/common/grid/row_list.h"
#include "views/common/widgets/style.h"

#include <QAction>
#include <QBoxLayout>
#include <QComboBox>
#include <QHeaderView>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QSplitter>
#include <QTreeView>

namespace strandline::backup {

namespace {
constexpr const char *splitterKey = "v1/backups/catalogueSplitter";
constexpr int detailsWidth = 340;
constexpr Kind kinds[] = {Kind::Full, Kind::Differential, Kind::Cumulative, Kind::ArchiveLog};
constexpr SetStatus statuses[] = {SetStatus::Available, SetStatus::Obsolete, SetStatus::Expired,
                                  SetStatus::Corrupted};

QComboBox *filterBox(const char *name, const QString &what)
{
    auto *box = new QComboBox;
    box->setObjectName(name);
    box->setAccessibleName(what);
    box->setToolTip(what);
    return box;
}

} // namespace

CataloguePane::CataloguePane(const PaneContext &context)
    : m_context(context), m_sets(new SetsModel(context.catalogue, this)), m_text(new QLineEdit),
      m_kind(filterBox("setKind", tr("Kind of the backups"))),
      m_status(filterBox("setStatus", tr("Status of the backups"))),
      m_store(filterBox("setStore", tr("Store of the backups"))),
      m_crosscheck(widgets::button(tr("Check against the disk"))), m_tree(new QTreeView),
      m_empty(widgets::label({}, "secondary")), m_details(new SetDetails(context)),
      m_findings(new FindingsModel(this)),
      m_findingList(new grid::RowList("findingList", tr("What the verification found"), context.page.theme))
{
    setAccessibleName(tr("Catalogue of the backups"));
    auto *left = new QWidget;
    auto *column = widgets::flatColumn(left);
    column->addWidget(makeFilters());
    column->addWidget(makeTree(), 2);
    m_findingList->setModel(m_findings);
    m_findingList->keepFitted();
    m_findingList->hide();
    column->addWidget(m_findingList, 1);
    connect(context.work, &BackupWork::verified, this, [this](const std::vector<SetVerification> &sets) {
        m_findings->show(sets);
        m_findingList->setVisible(m_findings->rowCount() > 0);
    });
    auto *scroll = new QScrollArea;
    scroll->setWidget(m_details);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setMinimumWidth(detailsWidth);
    auto *splitter = new QSplitter(Qt::Horizontal);
    splitter->addWidget(left);
    splitter->addWidget(scroll);
    splitter->setChildrenCollapsible(false);
    splitter->setStretchFactor(0, 1);
    splitter->setStretchFactor(1, 0);
    splitter->setSizes({700, detailsWidth});
    QSettings *settings = context.page.settings;
    splitter->restoreState(settings->value(splitterKey).toByteArray());
    connect(splitter, &QSplitter::splitterMoved, this,
            [settings, splitter] { settings->setValue(splitterKey, splitter->saveState()); });
    widgets::flatColumn(this)->addWidget(splitter);
    setFocusProxy(m_tree);
    bindActions();
    connect(m_sets, &QAbstractItemModel::modelAboutToBeReset, this, [this] { m_rebuilding = true; });
    connect(m_sets, &QAbstractItemModel::modelReset, this, &CataloguePane::restoreChoice);
    connect(context.catalogue, &BackupCatalogue::changed, this, &CataloguePane::refillStores);
    refillStores();
    restoreChoice();
}

QWidget *CataloguePane::makeFilters()
{
    auto *line = new QWidget;
    auto *row = widgets::flatRow(line);
    row->setContentsMargins(theme::space3, theme::space2, theme::space3, theme::space2);
    row->setSpacing(theme::space2);
    m_text->setObjectName("setFilter");
    m_text->setAccessibleName(tr("Find a backup by its id, a tag or a piece"));
    m_text->setPlaceholderText(tr("Id, tag or piece"));
    m_text->setClearButtonEnabled(true);
    m_text->addAction(m_context.page.theme->icon("search"), QLineEdit::LeadingPosition);
    m_kind->addItem(tr("All kinds"));
    for (const Kind kind : kinds) {
        m_kind->addItem(kindText(kind), static_cast<int>(kind));
    }
    m_status->addItem(tr("Any status"));
    for (const SetStatus status : statuses) {
        m_status->addItem(statusText(status), static_cast<int>(status));
    }
    m_crosscheck->setObjectName("setCrosscheck");
    m_crosscheck->setToolTip(tr("Compares the catalogue of each store with what is in its folder."));
    row->addWidget(m_text, 1);
    row->addWidget(m_kind);
    row->addWidget(m_status);
    row->addWidget(m_store);
    row->addWidget(m_crosscheck);
    connect(m_text, &QLineEdit::textChanged, this, &CataloguePane::filter);
    for (QComboBox *box : {m_kind, m_status, m_store}) {
        connect(box, &QComboBox::currentIndexChanged, this, &CataloguePane::filter);
    }
    connect(m_crosscheck, &QPushButton::clicked, this, [this] {
        for (const StoreState &store : m_context.catalogue->snapshot().stores) {
            const QString wanted = m_store->currentData().toString();
            if (store.exists && (wanted.isEmpty() || wanted == store.path)) {
                m_context.work->crosscheck(store.path);
            }
        }
    });
    return line;
}

QWidget *CataloguePane::makeTree()
{
    m_tree->setObjectName("setTree");
    m_tree->setAccessibleName(tr("Backup sets and their pieces"));
    m_tree->setModel(m_sets);
    m_tree->setUniformRowHeights(true);
    m_tree->setIndentation(theme::space4);
    m_tree->setAllColumnsShowFocus(true);
    m_tree->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_tree->header()->setStretchLastSection(true);
    m_tree->header()->setHighlightSections(false);
    m_tree->header()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_empty->setObjectName("setTreeEmpty");
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_empty->setMargin(theme::space6);
    widgets::flatColumn(m_tree->viewport())->addWidget(m_empty);
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &CataloguePane::chosenChanged);
    return m_tree;
}

void CataloguePane::bindActions()
{
    auto *remove =
        new QAction(m_context.page.theme->icon("row-delete"), tr("Delete the chosen backup…"), this);
    m_context.page.shortcuts->bindToPage(this, remove, "backups.delete", {QKeySequence(Qt::Key_Delete)});
    connect(remove, &QAction::triggered, m_details, &SetDetails::askDelete);
    auto *find = new QAction(m_context.page.theme->icon("search"), tr("Find a backup"), this);
    m_context.page.shortcuts->bindToPage(this, find, "backups.find", {QKeySequence(QKeySequence::Find)});
    connect(find, &QAction::triggered, m_text, [this] { m_text->setFocus(); });
}

void CataloguePane::filter()
{
    SetFilter wanted;
    if (m_kind->currentIndex() > 0) {
        wanted.kind = static_cast<Kind>(m_kind->currentData().toInt());
    }
    if (m_status->currentIndex() > 0) {
        wanted.status = static_cast<SetStatus>(m_status->currentData().toInt());
    }
    wanted.store = m_store->currentData().toString();
    wanted.text = m_text->text().trimmed();
    m_sets->setFilter(wanted);
}

void CataloguePane::refillStores()
{
    const QString before = m_store->currentData().toString();
    const auto &stores = m_context.catalogue->snapshot().stores;
    {
        const QSignalBlocker quiet(m_store);
        m_store->clear();
        m_store->addItem(tr("All stores"));
        for (const StoreState &store : stores) {
            m_store->addItem(store.path, store.path);
        }
        m_store->setCurrentIndex(std::max(m_store->findData(before), 0));
    }
    m_store->setVisible(stores.size() > 1);
    m_tree->setColumnHidden(SetsModel::StoreColumn, stores.size() < 2);
    m_crosscheck->setEnabled(!stores.empty());
    if (m_store->currentData().toString() != before) {
        filter();
    }
}

const SetInfo *CataloguePane::chosen() const
{
    return m_sets->setAt(m_tree->currentIndex());
}

void CataloguePane::choose(const QString &store, const QString &id)
{
    m_chosenStore = store;
    m_chosenId = id;
    restoreChoice();
}

void CataloguePane::chosenChanged()
{
    if (m_rebuilding) {
        return;
    }
    const SetInfo *set = chosen();
    m_chosenId = set == nullptr ? QString() : QString::fromStdString(set->manifest.id);
    m_chosenStore = set == nullptr ? QString() : QString::fromStdString(set->store);
    m_details->show(set);
}

// The sets were read again or filtered.
void CataloguePane::restoreChoice()
{
    m_rebuilding = true;
    const QModelIndex index =
        m_chosenId.isEmpty() ? m_sets->index(0, 0) : m_sets->indexOf(m_chosenStore, m_chosenId);
    m_tree->setCurrentIndex(index.isValid() ? index : m_sets->index(0, 0));
    for (int column = 0; column + 1 < SetsModel::ColumnCount; ++column) {
        m_tree->resizeColumnToContents(column);
        m_tree->setColumnWidth(column, m_tree->columnWidth(column) + theme::space4);
    }
    m_rebuilding = false;
    m_details->show(chosen());
    refreshEmpty();
}

void CataloguePane::refreshEmpty()
{
    const QString words = m_sets->rowCount() > 0 ? QString()
                          : m_sets->total() > 0  ? tr("No backup fits the filter.")
                          : m_context.catalogue->loaded()
                              ? tr("Backup sets are listed here. The first one is made under Back up now.")
                              : tr("Reading the backups…");
    m_empty->setText(words);
    m_empty->setVisible(!words.isEmpty());
}

void CataloguePane::answer(const shell::PageState &what)
{
    if (what.contains("set")) {
        choose(what.value("store").toString(), what.value("set").toString());
        if (what.value("verify").toBool()) {
            m_details->openVerify();
        }
    }
}

} // namespace strandline::backup
