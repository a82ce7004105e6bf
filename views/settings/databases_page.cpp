#include "views/settings/databases_page.h"

#include "models/session/recent_files.h"
#include "views/common/widgets/style.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QDir>
#include <QIdentityProxyModel>
#include <QListView>
#include <QListWidget>
#include <QPushButton>

namespace strandline::settings {

namespace {

constexpr const char *restoreKey = "v1/restoreWindows"; // read by the composition root
constexpr const char *recordedKey = "v1/recordedDatabases";
constexpr int listHeight = 150;

// A recent file in one line: its path, whether it is missing, and a pin.
class RecentLines : public QIdentityProxyModel
{
public:
    RecentLines(session::RecentFiles *recent, theme::Theme *theme, QObject *parent)
        : QIdentityProxyModel(parent), m_pin(theme->icon("pin", &theme::Tokens::accent)),
          m_file(theme->icon("database"))
    {
        setSourceModel(recent);
    }

    QVariant data(const QModelIndex &index, int role) const override
    {
        if (role == Qt::DecorationRole) {
            return index.data(session::RecentFiles::PinnedRole).toBool() ? m_pin : m_file;
        }
        if (role == Qt::DisplayRole) {
            const QString path =
                QDir::toNativeSeparators(index.data(session::RecentFiles::PathRole).toString());
            return index.data(session::RecentFiles::MissingRole).toBool()
                       ? DatabasesPage::tr("%1 (missing)").arg(path)
                       : path;
        }
        return QIdentityProxyModel::data(index, role);
    }

private:
    QIcon m_pin;
    QIcon m_file;
};

QBoxLayout *buttonColumn(const std::initializer_list<QPushButton *> &buttons)
{
    auto *column = widgets::flatColumn();
    column->setSpacing(theme::space2);
    for (QPushButton *button : buttons) {
        column->addWidget(button);
    }
    column->addStretch();
    return column;
}

QString pathOf(const QListView *view)
{
    return view->currentIndex().data(session::RecentFiles::PathRole).toString();
}

} // namespace

DatabasesPage::DatabasesPage(const shell::PageContext &context, QWidget *parent)
    : widgets::Form(parent), m_recent(context.recent), m_theme(context.theme), m_settings(context.settings),
      m_recorded(new QListWidget), m_recordedPart(recorded()),
      m_nothingRecorded(widgets::label(
          tr("None yet. The Database menu begins to record the one that is open."), "secondary"))
{
    auto *restore = new QCheckBox(tr("Begin with the windows, databases and pages of the last time"));
    restore->setObjectName("restoreWindows");
    restore->setChecked(m_settings->value(restoreKey, true).toBool());
    connect(restore, &QCheckBox::toggled, this, [this](bool on) { m_settings->setValue(restoreKey, on); });
    addSection(tr("Start"));
    addWide(restore);
    addSection(tr("Recent databases"));
    addWide(recentFiles());
    addSection(tr("Recorded databases"));
    addWide(m_recordedPart);
    addWide(m_nothingRecorded);
    addHint(
        tr("These are recorded whenever a window has them open. Their histories stay when you take them from "
           "this list."));
    addStretch();
}

QWidget *DatabasesPage::recentFiles()
{
    auto *view = new QListView;
    view->setObjectName("recentFiles");
    view->setAccessibleName(tr("Recent databases"));
    view->setModel(new RecentLines(m_recent, m_theme, view));
    view->setTextElideMode(Qt::ElideMiddle);
    view->setFixedHeight(listHeight);
    auto *pin = widgets::button(tr("Pin"));
    pin->setObjectName("recentPin");
    auto *remove = widgets::button(tr("Remove"));
    remove->setObjectName("recentRemove");
    auto *clear = widgets::button(tr("Clear"));
    clear->setObjectName("recentClear");
    clear->setToolTip(tr("Removes all that are not pinned"));
    const auto refresh = [this, view, pin, remove, clear] {
        const bool chosen = view->currentIndex().isValid();
        const bool pinned = view->currentIndex().data(session::RecentFiles::PinnedRole).toBool();
        pin->setEnabled(chosen);
        pin->setText(pinned ? tr("Unpin") : tr("Pin"));
        pin->setAccessibleName(pin->text());
        remove->setEnabled(chosen);
        clear->setEnabled(m_recent->rowCount() > 0);
    };
    connect(view->selectionModel(), &QItemSelectionModel::currentChanged, view, refresh);
    connect(view->model(), &QAbstractItemModel::modelReset, view, refresh);
    connect(pin, &QPushButton::clicked, view, [this, view] {
        m_recent->setPinned(pathOf(view),
                            !view->currentIndex().data(session::RecentFiles::PinnedRole).toBool());
    });
    connect(remove, &QPushButton::clicked, view, [this, view] { m_recent->remove(pathOf(view)); });
    connect(clear, &QPushButton::clicked, m_recent, &session::RecentFiles::clear);
    refresh();
    auto *part = new QWidget;
    auto *row = widgets::flatRow(part);
    row->setSpacing(theme::space2);
    row->addWidget(view, 1);
    row->addLayout(buttonColumn({pin, remove, clear}));
    return part;
}

QWidget *DatabasesPage::recorded()
{
    m_recorded->setObjectName("recordedDatabases");
    m_recorded->setAccessibleName(tr("Recorded databases"));
    m_recorded->setTextElideMode(Qt::ElideMiddle);
    m_recorded->setFixedHeight(listHeight);
    auto *remove = widgets::button(tr("Remove"));
    remove->setObjectName("recordedRemove");
    remove->setToolTip(tr("Opening the database does not record it any more"));
    remove->setEnabled(false);
    connect(m_recorded, &QListWidget::currentRowChanged, remove,
            [remove](int row) { remove->setEnabled(row >= 0); });
    connect(remove, &QPushButton::clicked, this, [this] {
        QStringList paths = m_settings->value(recordedKey).toStringList();
        paths.removeAll(m_recorded->currentItem()->data(Qt::UserRole).toString());
        m_settings->setValue(recordedKey, paths);
        fillRecorded();
    });
    auto *part = new QWidget;
    auto *row = widgets::flatRow(part);
    row->setSpacing(theme::space2);
    row->addWidget(m_recorded, 1);
    row->addLayout(buttonColumn({remove}));
    return part;
}

void DatabasesPage::fillRecorded()
{
    m_recorded->clear();
    for (const QString &path : m_settings->value(recordedKey).toStringList()) {
        auto *item = new QListWidgetItem(m_theme->icon("record"), QDir::toNativeSeparators(path), m_recorded);
        item->setData(Qt::UserRole, path);
        item->setToolTip(path);
    }
    m_recordedPart->setVisible(m_recorded->count() > 0);
    m_nothingRecorded->setVisible(m_recorded->count() == 0);
}

void DatabasesPage::showEvent(QShowEvent *event)
{
    Form::showEvent(event);
    m_recent->look();
    fillRecorded();
}

} // namespace strandline::settings
