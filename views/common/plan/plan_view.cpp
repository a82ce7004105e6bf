#include "views/common/plan/plan_view.h"

#include "views/common/plan/plan_graph.h"
#include "views/common/widgets/style.h"

#include <QBoxLayout>
#include <QClipboard>
#include <QFileDialog>
#include <QGuiApplication>
#include <QHeaderView>
#include <QImage>
#include <QPainter>
#include <QStackedWidget>
#include <QStyledItemDelegate>
#include <QSvgGenerator>
#include <QTreeView>

namespace strandline::plan {

namespace {

constexpr double pictureScale = 2; // of a PNG: sharp on every screen

// Steps that cost are in the warning's colour; their word says so too.
class StepDelegate : public QStyledItemDelegate
{
public:
    StepDelegate(theme::Theme *theme, QObject *parent) : QStyledItemDelegate(parent), m_theme(theme) {}

    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        if (index.data(PlanModel::WarningRole).toBool()) {
            option->palette.setColor(QPalette::Text, m_theme->tokens().warning);
            option->palette.setColor(QPalette::HighlightedText, m_theme->tokens().warning);
        }
        option->font.setBold(index.column() == PlanModel::StepColumn && !index.parent().isValid());
    }

private:
    theme::Theme *m_theme;
};

} // namespace

PlanView::PlanView(PlanModel *model, theme::Theme *theme,
                   std::function<void(const message::Message &)> notify, QWidget *parent)
    : QWidget(parent), m_model(model), m_theme(theme), m_notify(std::move(notify)), m_tree(new QTreeView),
      m_graph(new PlanGraph(model, theme)), m_pages(new QStackedWidget),
      m_run(widgets::button(tr("Run and measure"))), m_measured(widgets::label({}, "secondary")),
      m_advice(widgets::label({}, "warning"))
{
    setObjectName("surface");
    setAttribute(Qt::WA_StyledBackground);
    setAccessibleName(tr("Plan"));
    m_tree->setObjectName("planTree");
    m_tree->setAccessibleName(tr("Plan as a tree"));
    m_tree->setModel(model);
    m_tree->setItemDelegate(new StepDelegate(theme, m_tree));
    m_tree->setUniformRowHeights(true);
    m_tree->setAllColumnsShowFocus(true);
    m_tree->header()->setStretchLastSection(false); // its numbers stand beside the names
    m_pages->addWidget(m_tree);
    m_pages->addWidget(m_graph);
    auto *column = widgets::flatColumn(this);
    column->addWidget(makeBar());
    column->addWidget(m_pages, 1);
    column->addWidget(makeFigures());
    connect(model, &QAbstractItemModel::modelReset, this, &PlanView::refresh);
    connect(model, &QAbstractItemModel::dataChanged, this, &PlanView::refresh);
    showGraph(false);
    refresh();
}

QWidget *PlanView::makeBar()
{
    auto *bar = new QWidget;
    auto *row = widgets::flatRow(bar);
    row->setContentsMargins(theme::space3, theme::space1, theme::space2, theme::space1);
    const auto segment = [&](const QString &text, bool graph) {
        auto *button = new QToolButton;
        button->setText(text);
        button->setAccessibleName(text);
        button->setCheckable(true);
        button->setFocusPolicy(Qt::TabFocus);
        widgets::setRole(button, "segment");
        connect(button, &QToolButton::clicked, this, [this, graph] { showGraph(graph); });
        row->addWidget(button);
        return button;
    };
    m_treeButton = segment(tr("Tree"), false);
    m_graphButton = segment(tr("Graph"), true);
    m_graphButton->setObjectName("planGraphButton");
    row->addStretch(1);
    m_zoomButtons = new QWidget;
    auto *zoom = widgets::flatRow(m_zoomButtons);
    const auto add = [&](QBoxLayout *to, const char *icon, const QString &name, auto run) {
        auto *button = widgets::iconButton(m_theme->icon(QString::fromLatin1(icon)), name);
        connect(button, &QToolButton::clicked, this, run);
        to->addWidget(button);
    };
    add(zoom, "zoom-out", tr("Zoom out (-)"), [this] { m_graph->zoomBy(1 / 1.2); });
    add(zoom, "zoom-in", tr("Zoom in (+)"), [this] { m_graph->zoomBy(1.2); });
    add(zoom, "zoom-fit", tr("Show the whole plan (0)"), [this] { m_graph->fit(); });
    row->addWidget(m_zoomButtons);
    add(row, "copy", tr("Copy as text"),
        [this] { QGuiApplication::clipboard()->setText(m_model->asText()); });
    auto *save = widgets::button(tr("Save as picture…"));
    connect(save, &QPushButton::clicked, this, &PlanView::askFile);
    row->addSpacing(theme::space2);
    row->addWidget(save);
    m_run->setObjectName("planRun");
    m_run->setToolTip(tr("Runs the statement, also one that changes something, and measures it"));
    connect(m_run, &QPushButton::clicked, this, &PlanView::runRequested);
    row->addSpacing(theme::space2);
    row->addWidget(m_run);
    return bar;
}

QWidget *PlanView::makeFigures()
{
    auto *box = new QWidget;
    auto *column = widgets::flatColumn(box);
    column->setContentsMargins(theme::space3, theme::space1, theme::space3, theme::space2);
    column->setSpacing(theme::space1);
    m_measured->setObjectName("planMeasured");
    m_advice->setObjectName("planAdvice");
    for (QLabel *label : {m_advice, m_measured}) {
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        column->addWidget(label);
    }
    return box;
}

void PlanView::refresh()
{
    m_measured->setText(m_model->measured());
    m_measured->setVisible(!m_measured->text().isEmpty());
    m_run->setVisible(m_model->run() == PlanModel::Run::None || m_model->run() == PlanModel::Run::Broken);
    m_advice->setText(m_model->advice().join('\n'));
    m_advice->setVisible(!m_advice->text().isEmpty());
    m_tree->expandAll();
    for (int column = 0; column < PlanModel::ColumnCount; ++column) {
        m_tree->resizeColumnToContents(column);
    }
}

void PlanView::showGraph(bool graph)
{
    m_treeButton->setChecked(!graph);
    m_graphButton->setChecked(graph);
    m_zoomButtons->setVisible(graph);
    m_pages->setCurrentIndex(graph ? 1 : 0);
    setFocusProxy(graph ? static_cast<QWidget *>(m_graph) : m_tree);
}

bool PlanView::graphShown() const
{
    return m_pages->currentWidget() == m_graph;
}

bool PlanView::save(const QString &file) const
{
    const QSizeF size = m_graph->pictureSize();
    if (file.endsWith(QLatin1String(".svg"), Qt::CaseInsensitive)) {
        QSvgGenerator generator;
        generator.setFileName(file);
        generator.setSize(size.toSize());
        generator.setViewBox(QRectF({0, 0}, size));
        QPainter painter;
        if (!painter.begin(&generator)) {
            return false;
        }
        painter.fillRect(QRectF({0, 0}, size), m_theme->tokens().surface);
        m_graph->paintPicture(painter);
        return painter.end();
    }
    QImage image((size * pictureScale).toSize(), QImage::Format_RGB32);
    image.fill(m_theme->tokens().surface);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.scale(pictureScale, pictureScale);
    m_graph->paintPicture(painter);
    painter.end();
    return image.save(file);
}

void PlanView::askFile()
{
    auto *dialog = new QFileDialog(this, tr("Save the plan as a picture"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters({tr("PNG picture (*.png)"), tr("SVG picture (*.svg)")});
    dialog->setDefaultSuffix("png");
    connect(dialog, &QFileDialog::filterSelected, dialog, [dialog](const QString &filter) {
        dialog->setDefaultSuffix(filter.contains(QLatin1String("svg")) ? "svg" : "png");
    });
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &file) {
        message::Message told;
        const bool saved = save(file);
        told.kind = saved ? message::Kind::Success : message::Kind::Failure;
        told.text =
            saved ? tr("The plan was saved as %1.").arg(file)
                  : tr("The plan could not be saved as %1. Choose a folder that you may write to.").arg(file);
        m_notify(told);
    });
    dialog->open();
}

} // namespace strandline::plan
