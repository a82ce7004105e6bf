#include "views/performance/load_map_pane.h"

#include "views/common/chart/chart_panel.h"
#include "views/common/chart/picture_file.h"
#include "views/common/grid/row_list.h"
#include "views/common/widgets/style.h"
#include "views/performance/dimension_box.h"
#include "views/performance/load_map_view.h"

#include <QAction>
#include <QBoxLayout>
#include <QPainter>
#include <QPicture>
#include <QStackedWidget>
#include <QToolButton>

#include <algorithm>

namespace strandline::performance {

using monitor::AshDimension;
using monitor::AshFilter;

LoadMapPane::LoadMapPane(const shell::PageContext &context, AshAnalytics *analytics, QWidget *parent)
    : QWidget(parent), m_context(context), m_analytics(analytics),
      m_saving(new task::TaskRunner(context.session->tasks(), this)),
      m_map(new LoadMapView(analytics->map(), context.theme)),
      m_table(new grid::RowList("loadMapTable", tr("Load map as a table"), context.theme)),
      m_pages(new QStackedWidget)
{
    auto *column = widgets::flatColumn(this);
    auto *row = widgets::flatRow();
    row->setContentsMargins(theme::space4, theme::space1, theme::space3, theme::space1);
    row->setSpacing(theme::space2);
    const std::array<QString, 3> words = {tr("Grouped by"), tr("then"), tr("then")};
    const std::array<QString, 3> names = {tr("First dimension of the load map"),
                                          tr("Second dimension of the load map"),
                                          tr("Third dimension of the load map")};
    const std::array<const char *, 3> ids = {"loadMapFirst", "loadMapSecond", "loadMapThird"};
    for (std::size_t i = 0; i < m_boxes.size(); ++i) {
        m_boxes.at(i) = new DimensionBox(ids.at(i), names.at(i), context.theme, i > 0);
        row->addWidget(widgets::label(words.at(i), "secondary"));
        row->addWidget(m_boxes.at(i));
        connect(m_boxes.at(i), &DimensionBox::chosen, this, &LoadMapPane::chooseDimensions);
    }
    row->addStretch();
    row->addWidget(makeMenu());
    column->addLayout(row);
    m_table->setModel(analytics->map());
    m_table->keepFitted();
    m_pages->addWidget(m_map);
    m_pages->addWidget(m_table);
    column->addWidget(m_pages, 1);
    setFocusProxy(m_map);
    connect(m_map, &LoadMapView::chosen, m_analytics, [this](const std::vector<AshFilter> &path) {
        std::vector<AshFilter> filters = m_analytics->filters();
        for (const AshFilter &part : path) {
            std::erase_if(filters, [&](const AshFilter &other) { return other.dimension == part.dimension; });
            filters.push_back(part);
        }
        m_analytics->setFilters(std::move(filters));
    });
    connect(m_saving, &task::TaskRunner::failed, this,
            [this](const core::Error &error) { m_context.notify(message::failure(error)); });
    connect(m_analytics, &AshAnalytics::asked, this, &LoadMapPane::showQuestion);
    connect(m_analytics, &AshAnalytics::answered, this, &LoadMapPane::showAnswer);
    showQuestion();
    showAnswer();
}

QToolButton *LoadMapPane::makeMenu()
{
    auto *asTable = new QAction(m_context.theme->icon("table"), tr("As a table"), this);
    asTable->setObjectName("loadMapAsTable");
    connect(asTable, &QAction::toggled, m_pages, [this](bool table) {
        m_pages->setCurrentIndex(table ? 1 : 0);
        setFocusProxy(m_pages->currentWidget());
    });
    auto *button = chart::ChartPanel::makeMenu(
        m_context.theme, asTable, [this] { return m_map->accessibleName(); },
        [this](const QString &path) { save(path); });
    button->setObjectName("loadMapMenu");
    return button;
}

void LoadMapPane::save(const QString &path)
{
    QPicture drawn;
    {
        QPainter painter(&drawn);
        m_map->paintMap(painter);
    }
    m_saving->run(
        tr("Save the load map"),
        [path, drawn, csv = m_analytics->map()->csv(), size = m_map->size(),
         ground = m_context.theme->tokens().surface](const core::JobContext &) {
            if (path.endsWith(".csv", Qt::CaseInsensitive)) {
                chart::saveText(path, csv);
            } else {
                chart::savePicture(path, size, ground,
                                   [&](QPainter &painter) { painter.drawPicture(0, 0, drawn); });
            }
        },
        [this, path] {
            m_context.notify({message::Kind::Success, tr("The load map is saved as %1.").arg(path), {}, {}});
        });
}

void LoadMapPane::chooseDimensions()
{
    std::vector<AshDimension> dimensions;
    for (const DimensionBox *box : m_boxes) {
        const auto dimension = box->dimension();
        if (dimension && std::find(dimensions.begin(), dimensions.end(), *dimension) == dimensions.end()) {
            dimensions.push_back(*dimension);
        }
    }
    m_analytics->setMapDimensions(std::move(dimensions));
}

void LoadMapPane::showQuestion()
{
    const auto &dimensions = m_analytics->mapDimensions();
    for (std::size_t i = 0; i < m_boxes.size(); ++i) {
        m_boxes.at(i)->setDimension(i < dimensions.size() ? std::optional(dimensions[i]) : std::nullopt);
    }
}

void LoadMapPane::showAnswer()
{
    for (DimensionBox *box : m_boxes) {
        box->setSkew(m_analytics->skew());
    }
    m_map->setEmptyText(m_analytics->emptyText());
}

} // namespace strandline::performance
