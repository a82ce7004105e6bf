#include "views/flashback/restore_points_pane.h"

#include "models/text/quantities.h"
#include "views/common/grid/row_list.h"
#include "views/common/widgets/style.h"
#include "views/flashback/database_flashback_pane.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QSplitter>

namespace strandline::flashback {

namespace {
constexpr const char *splitterKey = "v1/flashback/restorePointsSplitter";
constexpr int nameLength = 128; // bytes, by the engine: told there for names that aren't ASCII
} // namespace

RestorePointsPane::RestorePointsPane(const PaneContext &context)
    : m_context(context), m_session(context.page.session),
      m_points(new RestorePointsModel(m_session, context.restorePoints, this)), m_name(new QLineEdit),
      m_guaranteed(new QCheckBox(tr("Guaranteed"))), m_make(widgets::button(tr("Make restore point"))),
      m_list(new grid::RowList("restorePointList", tr("Restore points"), context.page.theme)),
      m_guarantee(widgets::button({})), m_drop(widgets::button(tr("Drop"))),
      m_wayBack(new DatabaseFlashbackPane(context))
{
    setAccessibleName(tr("Restore points"));
    makeList();
    auto *left = new QWidget;
    auto *column = widgets::flatColumn(left);
    column->addWidget(makeForm());
    column->addWidget(m_list, 1);
    column->addWidget(makeActions());
    auto *splitter = new QSplitter(Qt::Horizontal);
    splitter->addWidget(left);
    splitter->addWidget(m_wayBack);
    splitter->setChildrenCollapsible(false);
    splitter->setStretchFactor(0, 1);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({500, 580});
    QSettings *settings = context.page.settings;
    splitter->restoreState(settings->value(splitterKey).toByteArray());
    connect(splitter, &QSplitter::splitterMoved, this,
            [settings, splitter] { settings->setValue(splitterKey, splitter->saveState()); });
    widgets::flatColumn(this)->addWidget(splitter);
    setFocusProxy(m_list);
    connect(m_points, &QAbstractItemModel::modelReset, this, [this] { choose(m_chosen); });
    connect(m_points, &RestorePointsModel::made, this, [this](const QString &name) {
        m_name->clear();
        m_chosen = name;
    });
    connect(m_points, &RestorePointsModel::dropped, this, [this](const RestorePoint &point) {
        const QString name = QString::fromStdString(point.name);
        message::Message told{message::Kind::Success, tr("Restore point %1 is dropped.").arg(name), {}, {}};
        if (point.reachable) {
            told.showText = tr("Make it again");
            told.show = [points = QPointer(m_points), name, point] {
                if (points) {
                    points->make(name, point.scn, point.guarantee != Guarantee::None);
                }
            };
        }
        m_context.page.notify(told);
    });
    connect(m_points, &RestorePointsModel::failed, this,
            [this](const core::Error &error) { m_context.page.notify(message::failure(error)); });
    connect(m_wayBack, &DatabaseFlashbackPane::done, context.restorePoints, &RestorePointList::refresh);
    connect(m_session, &session::DatabaseSession::pointChanged, this, &RestorePointsPane::refresh);
    refresh();
}

QWidget *RestorePointsPane::makeForm()
{
    auto *form = new QWidget;
    auto *row = widgets::flatRow(form);
    row->setContentsMargins(theme::space3, theme::space2, theme::space3, theme::space2);
    row->setSpacing(theme::space2);
    m_name->setObjectName("restorePointName");
    m_name->setAccessibleName(tr("Name of the new restore point"));
    m_name->setMaxLength(nameLength);
    m_guaranteed->setObjectName("restorePointGuaranteed");
    m_guaranteed->setToolTip(
        tr("Keeps the history since it, until that takes twice the size of the database, and at "
           "least 1 GiB."));
    m_make->setObjectName("restorePointMake");
    row->addWidget(m_name, 1);
    row->addWidget(m_guaranteed);
    row->addWidget(m_make);
    connect(m_name, &QLineEdit::textChanged, this, &RestorePointsPane::refresh);
    connect(m_name, &QLineEdit::returnPressed, this, &RestorePointsPane::make);
    connect(m_make, &QPushButton::clicked, this, &RestorePointsPane::make);
    return form;
}

void RestorePointsPane::makeList()
{
    m_list->setModel(m_points);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff); // cut, their tooltip is whole
    m_list->keepFitted();
    // (The current row changes by the focus alone, too.)
    connect(m_list->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &RestorePointsPane::lookAtChosen);
    connect(m_list, &QTableView::clicked, this, &RestorePointsPane::lookAtChosen);
}

QWidget *RestorePointsPane::makeActions()
{
    auto *line = new QWidget;
    auto *row = widgets::flatRow(line);
    row->setContentsMargins(theme::space3, theme::space2, theme::space3, theme::space2);
    row->setSpacing(theme::space2);
    m_guarantee->setObjectName("restorePointGuarantee");
    m_drop->setObjectName("restorePointDrop");
    row->addStretch();
    row->addWidget(m_guarantee);
    row->addWidget(m_drop);
    connect(m_guarantee, &QPushButton::clicked, this, [this] {
        if (const int chosen = chosenRow(); chosen >= 0) {
            m_points->setGuaranteed(chosen, m_points->pointAt(chosen).guarantee == Guarantee::None);
        }
    });
    connect(m_drop, &QPushButton::clicked, this, &RestorePointsPane::drop);
    return line;
}

void RestorePointsPane::readAgain()
{
    m_context.restorePoints->refresh();
    m_wayBack->readAgain();
}

int RestorePointsPane::chosenRow() const
{
    const QModelIndexList rows = m_list->selectionModel()->selectedRows();
    return rows.isEmpty() ? -1 : rows.front().row();
}

void RestorePointsPane::lookAtChosen()
{
    const int row = chosenRow();
    if (row >= 0 && !m_choosing) {
        m_chosen = QString::fromStdString(m_points->pointAt(row).name);
        if (const timeline::Commit *commit = m_session->commits()->find(m_points->pointAt(row).scn)) {
            m_session->lookAt(*commit);
        }
    }
    refresh();
}

void RestorePointsPane::choose(const QString &name)
{
    const QScopedValueRollback<bool> guard(m_choosing, true); // the moment stays where it is
    const int row = m_points->rowOf(name);
    if (row >= 0) {
        m_list->setCurrentIndex(m_points->index(row, 0));
    }
    refresh();
}

void RestorePointsPane::make()
{
    if (!m_make->isEnabled()) {
        return;
    }
    const auto &point = m_session->point();
    m_points->make(m_name->text().trimmed(), point ? std::optional(point->scn) : std::nullopt,
                   m_guaranteed->isChecked());
}

void RestorePointsPane::drop()
{
    if (const int chosen = chosenRow(); chosen >= 0) {
        m_points->drop(chosen);
    }
}

void RestorePointsPane::refresh()
{
    const auto &point = m_session->point();
    m_name->setPlaceholderText(point ? tr("Name for %1").arg(text::scn(point->scn)) : tr("Name for now"));
    m_make->setEnabled(!m_name->text().trimmed().isEmpty() && m_session->recording()->hasHistory());
    m_list->setEmptyText(m_points->rowCount() > 0 ? QString()
                                                  : tr("A restore point is a name for a commit: for going "
                                                       "back to it, for AS OF RESTORE POINT in SQL, "
                                                       "and to keep the history since it. Choose a commit "
                                                       "above, or stay at now, and give it a name."));
    const int chosen = chosenRow();
    m_drop->setEnabled(chosen >= 0);
    m_guarantee->setEnabled(chosen >= 0 && m_points->pointAt(chosen).reachable);
    m_guarantee->setText(chosen >= 0 && m_points->pointAt(chosen).guarantee != Guarantee::None
                             ? tr("No longer guarantee")
                             : tr("Guarantee"));
}

} // namespace strandline::flashback
