#include "views/diagram/diagram_page.h"

#include "models/text/quantities.h"
#include "views/common/grid/data_grid.h"
#include "views/common/widgets/elided_label.h"
#include "views/common/widgets/style.h"

#include <QAction>
#include <QBoxLayout>
#include <QCryptographicHash>
#include <QDesktopServices>
#include <QFileDialog>
#include <QFileInfo>
#include <QHeaderView>
#include <QLineEdit>
#include <QStackedWidget>
#include <QUrl>

namespace strandline::diagram {

namespace {

constexpr const char *keysOnlyKey = "v1/diagram/keysOnly";
constexpr double zoomStep = 1.25;

QString positionsKey(const QString &path)
{
    const QByteArray hash = QCryptographicHash::hash(path.toUtf8(), QCryptographicHash::Sha1).toHex();
    return "v1/diagram/positions/" + QString::fromLatin1(hash);
}

QToolButton *toggle(const QString &text, const char *name)
{
    auto *button = new QToolButton;
    button->setObjectName(name);
    button->setText(text);
    button->setAccessibleName(text);
    button->setCheckable(true);
    button->setFocusPolicy(Qt::TabFocus);
    widgets::setRole(button, "segment");
    return button;
}

} // namespace

DiagramPage::DiagramPage(const shell::PageContext &context, QWidget *parent)
    : QWidget(parent), m_context(context), m_diagram(new Diagram(context.session, this)),
      m_links(new LinksModel(this)), m_view(new DiagramView(context.theme)),
      m_grid(new grid::DataGrid(context.theme)),
      m_saving(new task::TaskRunner(context.session->tasks(), this)),
      m_figures(widgets::label({}, "secondary")), m_find(new QLineEdit), m_pastText(new widgets::ElidedLabel),
      m_detail(new widgets::ElidedLabel), m_content(new QStackedWidget)
{
    setAccessibleName(tr("Diagram"));
    setWindowTitle(tr("Diagram"));
    setObjectName("surface");
    setAttribute(Qt::WA_StyledBackground);
    auto *column = widgets::flatColumn(this);
    column->addWidget(makeHead());
    column->addWidget(makePastLine());
    makeGrid();
    m_content->addWidget(m_view);
    m_content->addWidget(m_grid);
    m_content->addWidget(makeEmpty());
    column->addWidget(m_content, 1);
    widgets::setRole(m_detail, "secondary");
    m_detail->setObjectName("diagramDetail");
    m_detail->setContentsMargins(theme::space4, theme::space1, theme::space4, theme::space1);
    column->addWidget(m_detail);
    setFocusProxy(m_view);

    connect(m_diagram, &Diagram::changed, this, &DiagramPage::refresh);
    connect(m_diagram, &Diagram::failed, this,
            [this](const core::Error &error) { m_context.notify(message::failure(error)); });
    connect(m_saving, &task::TaskRunner::failed, this,
            [this](const core::Error &error) { m_context.notify(message::failure(error)); });
    connect(m_view, &DiagramView::chosen, this, &DiagramPage::refreshDetail);
    connect(m_view, &DiagramView::opened, this, &DiagramPage::open);
    connect(m_view, &DiagramView::moved, this, &DiagramPage::tableMoved);
    connect(context.session, &session::DatabaseSession::stateChanged, this, &DiagramPage::sessionChanged);
    connect(context.session, &session::DatabaseSession::pointChanged, this, &DiagramPage::pointChanged);
    m_diagram->setMetrics(m_view->look().metrics);
    setKeysOnly(context.settings->value(keysOnlyKey, false).toBool());
    sessionChanged();
    pointChanged();
    refresh();
}

QAction *DiagramPage::command(const QString &id, const char *icon, const QString &text,
                              const QList<QKeySequence> &keys)
{
    auto *action = new QAction(m_context.theme->icon(icon), text, this);
    return m_context.shortcuts->bindToPage(this, action, id, keys);
}

QWidget *DiagramPage::makeHead()
{
    auto *head = new QWidget;
    auto *row = new QBoxLayout(QBoxLayout::LeftToRight, head);
    row->setContentsMargins(theme::space4, theme::space2, theme::space3, theme::space2);
    row->setSpacing(theme::space2);
    QLabel *title = widgets::label(tr("Diagram"));
    title->setFont(theme::Theme::heading());
    row->addWidget(title);
    row->addSpacing(theme::space1);
    row->addWidget(m_figures);
    row->addStretch();
    m_find->setObjectName("diagramFind");
    m_find->setPlaceholderText(tr("Find a table"));
    m_find->setAccessibleName(tr("Find a table"));
    m_find->setClearButtonEnabled(true);
    m_find->setMinimumWidth(160);
    m_find->setMaximumWidth(320);
    connect(m_find, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_view->setMatch(text);
        if (!text.isEmpty() && !m_view->table().contains(text, Qt::CaseInsensitive)) {
            m_view->chooseNextMatch();
        }
    });
    connect(m_find, &QLineEdit::returnPressed, m_view, &DiagramView::chooseNextMatch);
    row->addWidget(m_find);
    m_keysOnly = toggle(tr("Keys only"), "keysOnly");
    m_keysOnly->setToolTip(tr("Show only the columns of primary and foreign keys"));
    connect(m_keysOnly, &QToolButton::toggled, this, &DiagramPage::setKeysOnly);
    row->addWidget(m_keysOnly);
    m_asTable = toggle(tr("As a table"), "asTable");
    m_asTable->setToolTip(tr("List the foreign keys in place of the picture"));
    connect(m_asTable, &QToolButton::toggled, this, &DiagramPage::setAsTable);
    row->addWidget(m_asTable);
    addActions();
    for (QAction *action : actions()) {
        if (const QString id = commands::Shortcuts::idOf(action); id != "page.find" && id != "page.refresh") {
            QToolButton *button = widgets::iconButton(action->icon(), action->text());
            button->setObjectName(id);
            connect(button, &QToolButton::clicked, action, &QAction::trigger);
            connect(action, &QAction::enabledChanged, button, &QWidget::setEnabled);
            button->setEnabled(action->isEnabled());
            row->addWidget(button);
        }
    }
    return head;
}

void DiagramPage::addActions()
{
    connect(command("page.refresh", "refresh", tr("Refresh"), {QKeySequence::Refresh}), &QAction::triggered,
            m_diagram, &Diagram::refresh);
    QAction *find = command("page.find", "search", tr("Find a table"), {QKeySequence::Find});
    connect(find, &QAction::triggered, m_find, [this] {
        m_find->setFocus();
        m_find->selectAll();
    });
    QAction *out = command("diagram.zoomOut", "zoom-out", tr("Zoom out"), {QKeySequence("Ctrl+-")});
    connect(out, &QAction::triggered, m_view, [this] { m_view->zoomBy(1 / zoomStep); });
    QAction *in =
        command("diagram.zoomIn", "zoom-in", tr("Zoom in"), {QKeySequence("Ctrl++"), QKeySequence("Ctrl+=")});
    connect(in, &QAction::triggered, m_view, [this] { m_view->zoomBy(zoomStep); });
    QAction *fit = command("diagram.fit", "zoom-fit", tr("Show the whole diagram"), {QKeySequence("Ctrl+0")});
    connect(fit, &QAction::triggered, m_view, &DiagramView::fit);
    m_resetAction = command("diagram.placeAnew", "undo", tr("Put moved tables back"), {});
    connect(m_resetAction, &QAction::triggered, this, [this] {
        m_context.settings->remove(positionsKey(m_path));
        loadMoved();
        m_view->fit();
    });
    QAction *save = command("diagram.save", "export", tr("Save the diagram as a picture…"), {});
    connect(save, &QAction::triggered, this, &DiagramPage::chooseFile);
    m_pictureActions = {find, out, in, fit, save};
}

QWidget *DiagramPage::makePastLine()
{
    m_pastLine = new QWidget;
    m_pastLine->setObjectName("asOfLine");
    m_pastLine->setAttribute(Qt::WA_StyledBackground);
    auto *row = new QBoxLayout(QBoxLayout::LeftToRight, m_pastLine);
    row->setContentsMargins(theme::space4, theme::space1, theme::space3, theme::space1);
    row->addWidget(m_pastText, 1);
    auto *back = widgets::button(tr("Return to now"), "link");
    back->setObjectName("asOfReturn");
    connect(back, &QPushButton::clicked, m_context.session, &session::DatabaseSession::returnToNow);
    row->addWidget(back);
    return m_pastLine;
}

QWidget *DiagramPage::makeEmpty()
{
    m_empty = new QWidget;
    auto *column = new QBoxLayout(QBoxLayout::TopToBottom, m_empty);
    column->setSpacing(theme::space3);
    QLabel *text = widgets::label(
        tr("Tables and the foreign keys between them will be drawn here. This database has no table yet."),
        "secondary");
    text->setAlignment(Qt::AlignCenter);
    text->setWordWrap(true);
    auto *create = widgets::button(tr("Create a table in a worksheet"));
    create->setObjectName("createTable");
    connect(create, &QPushButton::clicked, this, [this] {
        m_context.open({"worksheet",
                        {{"sql", "CREATE TABLE name (\n    id INTEGER PRIMARY KEY\n);\n"}},
                        shell::OpenRequest::Placement::NewTab});
    });
    column->addStretch();
    column->addWidget(text);
    column->addWidget(create, 0, Qt::AlignCenter);
    column->addStretch();
    return m_empty;
}

void DiagramPage::makeGrid()
{
    m_grid->setObjectName("diagramLinks");
    m_grid->setAccessibleName(tr("Foreign keys"));
    m_grid->setModel(m_links);
    m_grid->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_grid->verticalHeader()->hide();
    m_grid->horizontalHeader()->setStretchLastSection(true);
    connect(m_grid, &QAbstractItemView::activated, this,
            [this](const QModelIndex &index) { open(index.data(LinksModel::TableRole).toString()); });
}

void DiagramPage::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange) {
        m_diagram->setMetrics(m_view->look().metrics);
    }
}

void DiagramPage::setKeysOnly(bool keysOnly)
{
    m_keysOnly->setChecked(keysOnly);
    m_context.settings->setValue(keysOnlyKey, keysOnly);
    m_diagram->setDetail(keysOnly ? Detail::Keys : Detail::Columns);
}

void DiagramPage::setAsTable(bool asTable)
{
    m_asTable->setChecked(asTable);
    setFocusProxy(asTable ? static_cast<QWidget *>(m_grid) : m_view);
    refresh();
}

bool DiagramPage::asTable() const
{
    return m_asTable->isChecked();
}

void DiagramPage::sessionChanged()
{
    if (m_context.session->database()) {
        m_path = m_context.session->path();
        loadMoved();
    }
}

void DiagramPage::loadMoved()
{
    QHash<QString, QPointF> moved;
    const QVariantMap stored = m_context.settings->value(positionsKey(m_path)).toMap();
    for (auto it = stored.begin(); it != stored.end(); ++it) {
        moved[it.key()] = it.value().toPointF();
    }
    m_diagram->setMoved(moved);
    m_resetAction->setEnabled(!asTable() && !moved.isEmpty());
}

void DiagramPage::tableMoved(const QString &table, const QPointF &leftTop)
{
    QVariantMap stored = m_context.settings->value(positionsKey(m_path)).toMap();
    stored[table] = leftTop;
    m_context.settings->setValue(positionsKey(m_path), stored);
    loadMoved();
}

void DiagramPage::pointChanged()
{
    const std::optional<timeline::Commit> &point = m_context.session->point();
    m_view->setPast(point.has_value());
    m_content->setObjectName(point ? "pastPane" : "");
    for (QWidget *widget : {static_cast<QWidget *>(m_content), static_cast<QWidget *>(m_grid),
                            static_cast<QWidget *>(m_grid->horizontalHeader())}) {
        widgets::restyle(widget);
    }
    m_pastLine->setVisible(point.has_value());
    if (point) {
        m_pastText->setFullText(tr("As of %1").arg(text::point(point->scn, point->timeTo, text::now())));
    }
}

void DiagramPage::refresh()
{
    const Graph &graph = *m_diagram->graph();
    if (m_diagram->loaded()) {
        const bool wasEmpty = m_links->rowCount() == 0;
        m_links->setGraph(m_diagram->graph());
        if (wasEmpty) {
            m_grid->fitColumns();
        }
        m_figures->setText(tr("%n table(s)", nullptr, static_cast<int>(graph.boxes.size())) + " · " +
                           tr("%n foreign key(s)", nullptr, static_cast<int>(graph.links.size())));
    } else {
        m_figures->clear();
        m_links->setGraph(m_diagram->graph());
    }
    m_view->setGraph(m_diagram->graph());
    const bool empty = m_diagram->loaded() && graph.boxes.empty();
    m_content->setCurrentWidget(empty ? m_empty : asTable() ? static_cast<QWidget *>(m_grid) : m_view);
    const bool picture = m_content->currentWidget() == m_view;
    for (QAction *action : m_pictureActions) {
        action->setEnabled(picture);
    }
    m_resetAction->setEnabled(picture && !m_diagram->moved().isEmpty());
    m_find->setEnabled(picture);
    m_keysOnly->setEnabled(picture);
    refreshDetail();
}

void DiagramPage::refreshDetail()
{
    const Graph &graph = *m_diagram->graph();
    m_detail->setVisible(!graph.boxes.empty());
    const QString chosen = m_view->description();
    if (!chosen.isEmpty()) {
        m_detail->setFullText(chosen);
    } else if (graph.links.empty()) {
        m_detail->setFullText(tr("No table here declares a foreign key, so no lines are drawn."));
    } else {
        m_detail->setFullText(tr("Click a table or a line to see what it references; double-click a table to "
                                 "browse it, or drag it to another place."));
    }
}

void DiagramPage::open(const QString &table)
{
    m_context.open({"browse", {{"table", table}}});
}

void DiagramPage::chooseFile()
{
    auto *dialog = new QFileDialog(this, tr("Save the diagram"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters({tr("PNG picture (*.png)"), tr("SVG drawing (*.svg)")});
    dialog->setDefaultSuffix("png");
    connect(dialog, &QFileDialog::filterSelected, dialog, [dialog](const QString &filter) {
        dialog->setDefaultSuffix(filter.contains("svg") ? "svg" : "png");
    });
    dialog->selectFile(QFileInfo(m_context.session->path()).completeBaseName() + ".png");
    connect(dialog, &QFileDialog::fileSelected, this, &DiagramPage::save);
    dialog->open();
}

void DiagramPage::save(const QString &path)
{
    m_saving->run(
        tr("Save the diagram"),
        [path, graph = m_diagram->graph(), look = m_view->look()](const core::JobContext &) {
            savePicture(path, *graph, look);
        },
        [this, path] {
            m_context.notify(
                {message::Kind::Success, tr("The diagram is saved as %1.").arg(path), {}, [path] {
                     QDesktopServices::openUrl(QUrl::fromLocalFile(path));
                 }});
        });
}

} // namespace strandline::diagram
