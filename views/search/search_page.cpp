#include "views/search/search_page.h"

#include "models/text/quantities.h"
#include "views/common/widgets/style.h"
#include "views/search/match_delegate.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QComboBox>
#include <QHeaderView>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QTreeView>

namespace strandline::search {

namespace {

constexpr int unfoldedAtMost = 200; // tables
constexpr int progressWidth = 160;
constexpr int placeWidth = 220;
constexpr int rowWidth = 120;
constexpr std::uint64_t limits[] = {200, 2000, 20000};

QComboBox *comboBox(const char *objectName, const QString &name, const QStringList &items)
{
    auto *box = new QComboBox;
    box->setObjectName(objectName);
    box->setAccessibleName(name);
    box->setToolTip(name);
    box->addItems(items);
    return box;
}

} // namespace

SearchPage::SearchPage(const shell::PageContext &context, QWidget *parent)
    : QWidget(parent), m_context(context), m_model(new SearchModel(context.session, this)),
      m_tables(new schema::SchemaModel(context.session, schema::SchemaModel::Content::Tables, this))
{
    setAccessibleName(tr("Search in all tables"));
    setWindowTitle(tr("Search"));
    auto *column = widgets::flatColumn(this);
    column->addWidget(makePastLine());
    column->addWidget(makeTop());
    column->addWidget(makeResults(), 1);
    setFocusProxy(m_text);
    addActions();
    connect(m_model, &SearchModel::stateChanged, this, &SearchPage::refresh);
    connect(m_model, &SearchModel::progressed, this, &SearchPage::refreshProgress);
    connect(m_model, &QAbstractItemModel::rowsInserted, this,
            [this](const QModelIndex &parentIndex, int first) {
                if (parentIndex.isValid() && first == 0 && parentIndex.row() < unfoldedAtMost) {
                    m_tree->expand(parentIndex);
                }
                if (!parentIndex.isValid() && first == 0) {
                    refresh();
                }
            });
    connect(m_tables, &schema::SchemaModel::rebuilt, this, &SearchPage::tablesLoaded);
    connect(context.session, &session::DatabaseSession::stateChanged, m_model, &SearchModel::clear);
    connect(context.session, &session::DatabaseSession::pointChanged, this, [this] {
        refreshMoment();
        if (m_model->state() != SearchModel::State::Empty) {
            start(); // what was found was of another moment
        }
    });
    tablesLoaded();
    refreshMoment();
    refresh();
}

QWidget *SearchPage::makePastLine()
{
    m_pastLine = new QWidget;
    m_pastLine->setObjectName("asOfLine");
    m_pastLine->setAttribute(Qt::WA_StyledBackground);
    auto *row = widgets::flatRow(m_pastLine);
    row->setContentsMargins(theme::space4, theme::space1, theme::space3, theme::space1);
    m_moment = widgets::label({});
    row->addWidget(m_moment, 1);
    auto *now = widgets::button(tr("Return to now"), "link");
    connect(now, &QPushButton::clicked, m_context.session, &session::DatabaseSession::returnToNow);
    row->addWidget(now);
    return m_pastLine;
}

QWidget *SearchPage::makeTop()
{
    auto *box = new QWidget;
    auto *column = new QBoxLayout(QBoxLayout::TopToBottom, box);
    column->setContentsMargins(theme::space4, theme::space3, theme::space4, theme::space2);
    column->setSpacing(theme::space2);
    auto *title = widgets::label(tr("Search in all tables"));
    title->setFont(theme::Theme::heading());
    column->addWidget(title);
    auto *row = widgets::flatRow();
    row->setSpacing(theme::space2);
    m_text = new QLineEdit;
    m_text->setObjectName("searchText");
    m_text->setAccessibleName(tr("Text to search for"));
    m_text->setPlaceholderText(tr("Text or number"));
    m_text->setClearButtonEnabled(true);
    m_text->addAction(m_context.theme->icon("search"), QLineEdit::LeadingPosition);
    connect(m_text, &QLineEdit::returnPressed, this, &SearchPage::start);
    connect(m_text, &QLineEdit::textChanged, this, &SearchPage::refresh);
    row->addWidget(m_text, 1);
    m_start = widgets::button({}, "primary");
    m_start->setObjectName("searchStart");
    connect(m_start, &QPushButton::clicked, this, &SearchPage::startOrCancel);
    row->addWidget(m_start);
    column->addLayout(row);
    column->addWidget(makeOptions());
    auto *stateRow = widgets::flatRow();
    stateRow->setSpacing(theme::space3);
    m_state = widgets::label({}, "secondary");
    m_state->setObjectName("searchState");
    m_state->setMinimumHeight(theme::space4);
    m_state->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    stateRow->addWidget(m_state, 1);
    m_progress = new QProgressBar;
    m_progress->setAccessibleName(tr("Progress of the search"));
    m_progress->setTextVisible(false);
    m_progress->setFixedWidth(progressWidth);
    stateRow->addWidget(m_progress);
    column->addLayout(stateRow);
    return box;
}

QWidget *SearchPage::makeOptions()
{
    auto *box = new QWidget;
    auto *row = widgets::flatRow(box);
    row->setSpacing(theme::space2);
    m_mode = comboBox("searchMode", tr("How the text matches"),
                      {tr("Contains"), tr("Is exactly"), tr("Begins with")});
    m_what = comboBox("searchWhat", tr("Where the text is searched"),
                      {tr("Names and values"), tr("Names alone"), tr("Values alone")});
    m_table = comboBox("searchTable", tr("Table"), {tr("All tables")});
    m_table->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    QStringList limitTexts;
    for (const std::uint64_t limit : limits) {
        limitTexts << tr("Up to %1 a table").arg(text::number(limit));
    }
    m_limit = comboBox("searchLimit", tr("Most matches shown of a table"), limitTexts);
    m_case = new QCheckBox(tr("Match case"));
    m_case->setObjectName("searchCase");
    m_blobs = new QCheckBox(tr("In BLOBs, too"));
    m_blobs->setObjectName("searchBlobs");
    for (QWidget *option :
         std::initializer_list<QWidget *>{m_mode, m_what, m_table, m_limit, m_case, m_blobs}) {
        row->addWidget(option);
    }
    row->addStretch();
    return box;
}

QWidget *SearchPage::makeResults()
{
    m_results = new QWidget;
    m_results->setAttribute(Qt::WA_StyledBackground);
    auto *column = widgets::flatColumn(m_results);
    m_none = widgets::label({}, "secondary");
    m_none->setObjectName("searchNone");
    m_none->setAlignment(Qt::AlignCenter);
    m_none->setWordWrap(true);
    m_none->setContentsMargins(theme::space6, theme::space6, theme::space6, theme::space6);
    column->addWidget(m_none, 1);
    m_tree = new QTreeView;
    m_tree->setObjectName("searchTree");
    m_tree->setAccessibleName(tr("What was found"));
    m_tree->setUniformRowHeights(true);
    m_tree->setIndentation(theme::space4);
    m_tree->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_tree->setExpandsOnDoubleClick(false);
    m_tree->setMouseTracking(true);
    m_tree->setItemDelegate(new MatchDelegate(m_context.theme, m_tree));
    m_tree->setModel(m_model);
    m_tree->setColumnWidth(SearchModel::PlaceColumn, placeWidth);
    m_tree->setColumnWidth(SearchModel::RowColumn, rowWidth);
    m_tree->header()->setStretchLastSection(true);
    connect(m_tree, &QTreeView::activated, this, &SearchPage::opened);
    connect(m_context.theme, &theme::Theme::changed, m_tree->viewport(), qOverload<>(&QWidget::update));
    column->addWidget(m_tree, 1);
    return m_results;
}

void SearchPage::addActions()
{
    auto *find = new QAction(m_context.theme->icon("search"), tr("Edit the text to search for"), this);
    m_context.shortcuts->bindToPage(this, find, "page.find", {QKeySequence::Find});
    connect(find, &QAction::triggered, this, [this] {
        m_text->setFocus(Qt::ShortcutFocusReason);
        m_text->selectAll();
    });
    auto *run = new QAction(m_context.theme->icon("run"), tr("Start or cancel the search"), this);
    m_context.shortcuts->bindToPage(this, run, "search.start", {QKeySequence("Ctrl+Return")});
    connect(run, &QAction::triggered, this, &SearchPage::startOrCancel);
}

session::SearchQuery SearchPage::query() const
{
    session::SearchQuery query;
    query.text = m_text->text().toStdString();
    query.mode = static_cast<session::SearchMode>(m_mode->currentIndex());
    query.caseSensitive = m_case->isChecked();
    query.names = m_what->currentIndex() != 2;
    query.values = m_what->currentIndex() != 1;
    query.blobs = m_blobs->isChecked();
    query.matchesPerTable = limits[m_limit->currentIndex()];
    if (m_table->currentIndex() > 0) {
        query.tables = {m_table->currentText().toStdString()};
    }
    return query;
}

void SearchPage::startOrCancel()
{
    if (m_model->state() == SearchModel::State::Searching) {
        m_model->cancel();
    } else {
        start();
    }
}

void SearchPage::start()
{
    if (!m_text->text().isEmpty()) {
        m_model->start(query());
    }
}

void SearchPage::show(const shell::PageState &what)
{
    m_mode->setCurrentIndex(std::clamp(what.value("mode", m_mode->currentIndex()).toInt(), 0, 2));
    m_what->setCurrentIndex(std::clamp(what.value("what", m_what->currentIndex()).toInt(), 0, 2));
    m_limit->setCurrentIndex(std::clamp(what.value("limit", m_limit->currentIndex()).toInt(), 0, 2));
    m_case->setChecked(what.value("case", m_case->isChecked()).toBool());
    m_blobs->setChecked(what.value("blobs", m_blobs->isChecked()).toBool());
    if (what.contains("table")) {
        m_wantedTable = what.value("table").toString();
        tablesLoaded();
    }
    if (what.contains("text")) {
        m_text->setText(what.value("text").toString());
        if (what.value("run", true).toBool()) {
            start();
        }
    }
}

shell::PageState SearchPage::state() const
{
    shell::PageState state{
        {"text", m_text->text()},           {"run", false}, // not by itself at the next start
        {"mode", m_mode->currentIndex()},   {"what", m_what->currentIndex()},
        {"limit", m_limit->currentIndex()}, {"case", m_case->isChecked()},
        {"blobs", m_blobs->isChecked()}};
    if (m_table->currentIndex() > 0) {
        state["table"] = m_table->currentText();
    }
    return state;
}

void SearchPage::tablesLoaded()
{
    if (!m_tables->loaded()) {
        return;
    }
    const QString wanted =
        m_wantedTable.isEmpty() && m_table->currentIndex() > 0 ? m_table->currentText() : m_wantedTable;
    m_table->clear();
    m_table->addItem(tr("All tables"));
    int chosen = 0;
    for (int row = 0; row < m_tables->rowCount(); ++row) {
        const QString name = m_tables->index(row).data(schema::SchemaModel::NameRole).toString();
        m_table->addItem(name);
        chosen = name == wanted ? m_table->count() - 1 : chosen;
    }
    m_table->setCurrentIndex(chosen);
    m_wantedTable.clear();
}

QString SearchPage::stateText() const
{
    const QString found = tr("%n match(es)", nullptr, static_cast<int>(m_model->matchCount()));
    const auto &at = m_model->searched();
    switch (m_model->state()) {
    case SearchModel::State::Empty:
        return {};
    case SearchModel::State::Searching:
        return at ? tr("%1 so far · table %2 of %3, %4: %5")
                        .arg(found, text::number(at->place), text::number(at->tables),
                             QString::fromStdString(at->table), text::quantity(at->rows, "rows"))
                  : tr("Searching the names");
    case SearchModel::State::Done:
        return at ? tr("%1 · %n table(s) searched", nullptr, static_cast<int>(at->tables)).arg(found) : found;
    case SearchModel::State::Cancelled:
        return tr("Cancelled · %1 until then").arg(found);
    case SearchModel::State::Failed:
        return m_model->error();
    }
    return {};
}

void SearchPage::refreshProgress()
{
    const auto &at = m_model->searched();
    m_state->setText(stateText());
    m_state->setToolTip(m_state->text());
    m_progress->setVisible(m_model->state() == SearchModel::State::Searching);
    if (at && at->rowsEstimated && *at->rowsEstimated > 0) {
        m_progress->setRange(0, 1000);
        m_progress->setValue(
            static_cast<int>(std::min<std::uint64_t>(1000, at->rows * 1000 / *at->rowsEstimated)));
    } else {
        m_progress->setRange(0, 0);
    }
}

void SearchPage::refresh()
{
    if (m_tree == nullptr) {
        return; // being made
    }
    using State = SearchModel::State;
    const State state = m_model->state();
    m_start->setText(state == State::Searching ? tr("Cancel") : tr("Search"));
    m_start->setAccessibleName(m_start->text());
    m_start->setEnabled(state == State::Searching || !m_text->text().isEmpty());
    m_state->setProperty("role", state == State::Failed ? "error" : "secondary");
    widgets::restyle(m_state);
    refreshProgress();
    const bool any = m_model->rowCount() > 0;
    m_tree->setVisible(any);
    m_none->setVisible(!any);
    m_none->setText(
        state == State::Done ? tr("Nothing was found.")
        : state == State::Empty
            ? tr("What is found in names, statements and values will be here, table by table. Type a "
                 "text and press Return.")
            : QString());
}

void SearchPage::refreshMoment()
{
    const auto &point = m_context.session->point();
    m_pastLine->setVisible(point.has_value());
    if (point) {
        m_moment->setText(tr("As of %1").arg(text::point(point->scn, point->timeTo, text::now())));
        m_moment->setToolTip(text::fullTime(point->timeTo) + "\n" + text::utcTime(point->timeTo));
    }
    m_results->setObjectName(point ? "pastPane" : "surface");
    widgets::restyle(m_results);
    widgets::restyle(m_tree);
    widgets::restyle(m_tree->header());
}

void SearchPage::opened(const QModelIndex &index)
{
    shell::PageState what{{"table", index.data(SearchModel::TableRole)}};
    if (const QVariant rowid = index.data(SearchModel::RowidRole); rowid.isValid()) {
        what["rowid"] = rowid;
    } else if (const QString filter = index.data(SearchModel::FilterRole).toString(); !filter.isEmpty()) {
        what["filter"] = filter;
    }
    m_context.open({"browse", what});
}

} // namespace strandline::search
