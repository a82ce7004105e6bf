#include "views/common/chart/chart_panel.h"

#include "views/common/chart/picture_file.h"
#include "views/common/grid/row_list.h"
#include "views/common/widgets/style.h"

#include <QBoxLayout>
#include <QDesktopServices>
#include <QFileDialog>
#include <QMenu>
#include <QPainter>
#include <QStackedLayout>
#include <QToolButton>
#include <QUrl>

namespace strandline::chart {

namespace {

constexpr QSize pictureLeast(640, 240);
constexpr int widestColumn = 200;

// Of a file, from a title.
QString fileName(QString title)
{
    for (QChar &c : title) {
        if (!c.isLetterOrNumber()) {
            c = '-';
        }
    }
    return title.toLower();
}

} // namespace

ChartPanel::ChartPanel(const QString &name, const QString &title, series::SeriesModel *model,
                       const ChartPlace &place, QWidget *parent)
    : QWidget(parent), m_model(model), m_place(place), m_saving(new task::TaskRunner(place.tasks, this)),
      m_chart(new SeriesChart(model, place.theme)), m_title(widgets::label({})),
      m_unit(widgets::label({}, "secondary")), m_header(widgets::flatRow()), m_content(new QStackedLayout),
      m_asTable(new QAction(place.theme->icon("table"), tr("Show as table"), this))
{
    setObjectName(name);
    m_chart->setObjectName(name + "Chart");
    m_title->setFont(theme::Theme::heading());
    auto *column = widgets::flatColumn(this);
    m_header->setContentsMargins(theme::space3, theme::space2, theme::space2, 0);
    m_header->setSpacing(theme::space2);
    m_header->addWidget(m_title);
    m_header->addWidget(m_unit);
    m_header->addStretch();
    column->addLayout(m_header);
    m_content->addWidget(m_chart);
    column->addLayout(m_content, 1);
    setFocusProxy(m_chart);
    setTitle(title);
    connect(m_asTable, &QAction::toggled, this, &ChartPanel::showAsTable);
    auto *menu = makeMenu(
        place.theme, m_asTable, [this] { return this->title(); },
        [this](const QString &path) { save(path); });
    menu->setObjectName(name + "Menu");
    m_header->addWidget(menu);
    connect(m_model, &series::SeriesModel::changed, this, &ChartPanel::takeUnit);
    connect(m_saving, &task::TaskRunner::failed, this,
            [this](const core::Error &error) { m_place.notify(message::failure(error)); });
    takeUnit();
}

QToolButton *ChartPanel::makeMenu(theme::Theme *theme, QAction *asTable, std::function<QString()> title,
                                  std::function<void(const QString &path)> save)
{
    auto *button = widgets::iconButton(theme->icon("more"), tr("Table and files of this chart"));
    button->setPopupMode(QToolButton::InstantPopup);
    auto *menu = new QMenu(button);
    asTable->setCheckable(true);
    menu->addAction(asTable);
    menu->addSeparator();
    const std::tuple<const char *, QString, QString> files[] = {
        {"png", tr("Save as PNG…"), tr("PNG picture (*.png)")},
        {"svg", tr("Save as SVG…"), tr("SVG drawing (*.svg)")},
        {"csv", tr("Save as CSV…"), tr("Table of values (*.csv)")}};
    for (const auto &[ending, text, filter] : files) {
        const QString wanted = QString::fromLatin1(ending);
        connect(menu->addAction(text), &QAction::triggered, button, [=, filter = filter] {
            auto *dialog = new QFileDialog(button, tr("Save the chart"));
            dialog->setAttribute(Qt::WA_DeleteOnClose);
            dialog->setAcceptMode(QFileDialog::AcceptSave);
            dialog->setNameFilters({filter});
            dialog->setDefaultSuffix(wanted);
            dialog->selectFile(fileName(title()) + '.' + wanted);
            connect(dialog, &QFileDialog::fileSelected, button, save);
            dialog->open();
        });
    }
    button->setMenu(menu);
    return button;
}

void ChartPanel::setTitle(const QString &title)
{
    m_title->setText(title);
    m_chart->setAccessibleName(title);
}

QString ChartPanel::title() const
{
    return m_title->text();
}

void ChartPanel::takeUnit()
{
    m_unit->setText(m_model->series().lines.empty() ? QString() : series::unitName(m_model->series().unit));
}

void ChartPanel::showAsTable(bool table)
{
    m_asTable->setChecked(table);
    if (table && m_table == nullptr) {
        const QByteArray name = (objectName() + "Table").toUtf8();
        m_table = new grid::RowList(name.constData(), title(), m_place.theme);
        m_table->setModel(m_model);
        m_table->keepFitted(widestColumn);
        m_content->addWidget(m_table);
    }
    m_content->setCurrentWidget(table ? static_cast<QWidget *>(m_table) : m_chart);
    if (table) {
        m_table->scrollToBottom(); // the latest
    }
    setFocusProxy(m_content->currentWidget());
}

void ChartPanel::save(const QString &path)
{
    const QString titled = tr("%1 (%2)", "title of a chart, unit").arg(title(), m_unit->text());
    m_saving->run(
        tr("Save the chart"),
        [path, data = m_model->shared(), look = m_chart->look(titled),
         size = m_chart->size().expandedTo(pictureLeast)](const core::JobContext &) {
            if (path.endsWith(".csv", Qt::CaseInsensitive)) {
                saveText(path, series::csv(*data));
                return;
            }
            const Plot plot(data, look, size);
            savePicture(path, size, look.tokens.surface, [&](QPainter &painter) { plot.paint(painter); });
        },
        [this, path] {
            m_place.notify({message::Kind::Success, tr("The chart is saved as %1.").arg(path), {}, [path] {
                                QDesktopServices::openUrl(QUrl::fromLocalFile(path));
                            }});
        });
}

} // namespace strandline::chart
