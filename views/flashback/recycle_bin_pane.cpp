#include "views/flashback/recycle_bin_pane.h"

#include "models/text/quantities.h"
#include "views/common/grid/row_list.h"
#include "views/common/widgets/elided_label.h"
#include "views/common/widgets/style.h"
#include "views/flashback/dry_run_view.h"

#include <QBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSplitter>

namespace strandline::flashback {

namespace {
constexpr const char *splitterKey = "v1/flashback/recycleBinSplitter";
constexpr std::chrono::milliseconds typingRests{250};
constexpr std::chrono::milliseconds commitsRest{500};
} // namespace

RecycleBinPane::RecycleBinPane(const PaneContext &context)
    : m_context(context), m_bin(new RecycleBinModel(context.page.session, this)),
      m_dryRun(new DryRunModel(this)),
      m_list(new grid::RowList("recycleBin", tr("Dropped tables"), context.page.theme)),
      m_purgeAll(widgets::button(tr("Empty the recycle bin…"), "link")), m_detail(new QWidget),
      m_title(widgets::label({})), m_figures(new widgets::ElidedLabel), m_name(new QLineEdit),
      m_message(widgets::label({}, "error")), m_restore(widgets::button(tr("Bring back"), "primary")),
      m_purge(widgets::button(tr("Purge…")))
{
    setAccessibleName(tr("Recycle bin"));
    auto *splitter = new QSplitter(Qt::Horizontal);
    splitter->addWidget(makeList());
    splitter->addWidget(makeDetail());
    splitter->setChildrenCollapsible(false);
    splitter->setStretchFactor(0, 1);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({540, 540});
    QSettings *settings = context.page.settings;
    splitter->restoreState(settings->value(splitterKey).toByteArray());
    connect(splitter, &QSplitter::splitterMoved, this,
            [settings, splitter] { settings->setValue(splitterKey, splitter->saveState()); });
    widgets::flatColumn(this)->addWidget(splitter);
    setFocusProxy(m_list);
    m_typing.setSingleShot(true);
    m_typing.callOnTimeout(this, &RecycleBinPane::planAgain);
    m_moreCommits.setSingleShot(true);
    m_moreCommits.callOnTimeout(this, [this] {
        if (isVisible()) {
            m_bin->load();
        }
    });
    connect(context.page.session->commits(), &timeline::CommitsModel::commitsChanged, this,
            [this] { m_moreCommits.start(commitsRest); });
    connect(m_bin, &RecycleBinModel::loadedChanged, this, &RecycleBinPane::loaded);
    connect(m_bin, &RecycleBinModel::changingChanged, this, &RecycleBinPane::refresh);
    connect(m_bin, &RecycleBinModel::planned, this, [this](const UndropPlan &plan) {
        m_dryRun->show(plan);
        m_message->clear();
        m_ready = true;
        refresh();
    });
    connect(m_bin, &RecycleBinModel::notPlanned, this, [this](const core::Error &error) {
        m_dryRun->clear();
        m_message->setText(QString::fromStdString(error.message()));
        m_ready = false;
        refresh();
    });
    connect(m_bin, &RecycleBinModel::restored, this, &RecycleBinPane::restored);
    connect(m_bin, &RecycleBinModel::purged, this, [this](int tables) {
        tell(message::Kind::Success, tr("%Ln table(s) purged. AS OF still reads them.", nullptr, tables));
    });
    connect(m_bin, &RecycleBinModel::failed, this,
            [this](const core::Error &error) { m_context.page.notify(message::failure(error)); });
    refresh();
}

QWidget *RecycleBinPane::makeList()
{
    m_list->setModel(m_bin);
    m_list->keepFitted();
    connect(m_list->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &RecycleBinPane::choose);
    auto *box = new QWidget;
    auto *column = widgets::flatColumn(box);
    column->addWidget(m_list, 1);
    m_purgeAll->setObjectName("purgeAll");
    auto *row = new QBoxLayout(QBoxLayout::LeftToRight);
    row->setContentsMargins(theme::space2, theme::space1, theme::space2, theme::space1);
    row->addWidget(m_purgeAll);
    row->addStretch();
    column->addLayout(row);
    connect(m_purgeAll, &QPushButton::clicked, this, [this] { confirmPurge(true); });
    return box;
}

QWidget *RecycleBinPane::makeDetail()
{
    auto *column = new QBoxLayout(QBoxLayout::TopToBottom, m_detail);
    column->setContentsMargins(theme::space4, theme::space3, theme::space3, theme::space3);
    column->setSpacing(theme::space2);
    m_title->setObjectName("droppedTitle");
    m_title->setFont(theme::Theme::heading());
    column->addWidget(m_title);
    widgets::setRole(m_figures, "secondary");
    m_figures->setObjectName("droppedFigures");
    column->addWidget(m_figures);
    auto *named = new QBoxLayout(QBoxLayout::LeftToRight);
    named->setSpacing(theme::space2);
    auto *label = widgets::label(tr("Bring back as"));
    label->setBuddy(m_name);
    m_name->setObjectName("droppedName");
    m_name->setAccessibleName(tr("Name that the table gets"));
    named->addWidget(label);
    named->addWidget(m_name, 1);
    column->addLayout(named);
    m_message->setObjectName("droppedMessage");
    m_message->setWordWrap(true);
    m_message->setTextInteractionFlags(Qt::TextSelectableByMouse);
    column->addWidget(m_message);
    column->addWidget(new DryRunView(m_dryRun, m_context.page.theme), 1);
    auto *row = new QBoxLayout(QBoxLayout::LeftToRight);
    row->setSpacing(theme::space2);
    m_restore->setObjectName("bringBack");
    m_purge->setObjectName("purge");
    row->addStretch();
    row->addWidget(m_purge);
    row->addWidget(m_restore);
    column->addLayout(row);
    connect(m_name, &QLineEdit::textEdited, this, [this] {
        m_ready = false;
        refresh();
        m_typing.start(typingRests);
    });
    connect(m_name, &QLineEdit::returnPressed, m_restore, &QPushButton::click);
    connect(m_restore, &QPushButton::clicked, this, [this] { m_bin->restore(request()); });
    connect(m_purge, &QPushButton::clicked, this, [this] { confirmPurge(false); });
    return m_detail;
}

const DroppedTable *RecycleBinPane::chosen() const
{
    const QModelIndex current = m_list->currentIndex();
    return current.isValid() ? &m_bin->tableAt(current.row()) : nullptr;
}

UndropRequest RecycleBinPane::request() const
{
    const DroppedTable *table = chosen();
    UndropRequest request{table->name, table->dropped, m_name->text().trimmed().toStdString()};
    return request;
}

void RecycleBinPane::choose()
{
    if (const DroppedTable *table = chosen()) {
        const QSignalBlocker quiet(m_name);
        // Where the name is taken, one to begin with.
        m_name->setText(QString::fromStdString(table->name) + (table->nameTaken ? "_2" : ""));
        planAgain();
    }
    refresh();
}

void RecycleBinPane::planAgain()
{
    m_dryRun->clear();
    m_message->clear();
    m_ready = false;
    if (chosen() != nullptr && !m_name->text().trimmed().isEmpty()) {
        m_bin->plan(request());
    }
    refresh();
}

void RecycleBinPane::loaded()
{
    int row = m_bin->rowCount() > 0 ? 0 : -1;
    for (int i = m_bin->rowCount() - 1; !m_wanted.isEmpty() && i >= 0; --i) {
        row = m_wanted == QString::fromStdString(m_bin->tableAt(i).name) ? i : row;
    }
    m_wanted.clear();
    m_list->setCurrentIndex(m_bin->index(row, 0));
    choose();
}

void RecycleBinPane::answer(const shell::PageState &what)
{
    m_wanted = what.value("table").toString();
    if (m_bin->loaded()) {
        loaded();
    }
}

shell::PageState RecycleBinPane::state() const
{
    return {};
}

void RecycleBinPane::readAgain()
{
    m_wanted = chosen() != nullptr ? QString::fromStdString(chosen()->name) : QString();
    m_bin->load();
}

void RecycleBinPane::showEvent(QShowEvent *event)
{
    ExplorerPane::showEvent(event);
    readAgain();
}

void RecycleBinPane::confirmPurge(bool all)
{
    const QString name = chosen() != nullptr && !all ? QString::fromStdString(chosen()->name) : QString();
    auto *box = new QMessageBox(
        QMessageBox::Warning, tr("Purge"),
        all ? tr("All tables leave the recycle bin and can't be brought back from it any more. AS OF still "
                 "reads them as long as the history goes back to them.")
            : tr("%1 leaves the recycle bin, every drop of it, and can't be brought back from it any more. "
                 "AS "
                 "OF still reads it as long as the history goes back to it.")
                  .arg(name),
        QMessageBox::Cancel, this);
    box->setObjectName("purgeQuestion");
    box->setAttribute(Qt::WA_DeleteOnClose);
    QPushButton *accept = box->addButton(tr("Purge"), QMessageBox::DestructiveRole);
    accept->setObjectName("purgeYes");
    box->setDefaultButton(QMessageBox::Cancel);
    connect(accept, &QPushButton::clicked, this, [this, name] { m_bin->purge(name); });
    box->open();
}

void RecycleBinPane::restored(const UndropPlan &plan)
{
    message::Message told;
    told.kind = message::Kind::Success;
    const QString name = QString::fromStdString(plan.name);
    told.text = plan.dropped.isVirtual
                    ? tr("%1 is back.").arg(name)
                    : tr("%1 is back, with %Ln row(s).", nullptr, static_cast<int>(plan.rows)).arg(name);
    told.show = [open = m_context.page.open, name] { open({"browse", {{"table", name}}}); };
    m_context.page.notify(told);
    m_bin->load();
}

void RecycleBinPane::tell(message::Kind kind, const QString &text)
{
    message::Message told;
    told.kind = kind;
    told.text = text;
    m_context.page.notify(told);
}

void RecycleBinPane::refresh()
{
    const DroppedTable *table = chosen();
    const bool idle = !m_bin->changing();
    m_detail->setVisible(table != nullptr);
    m_list->setEmptyText(m_bin->loaded() && m_bin->rowCount() == 0
                             ? tr("No commit of the recorded history dropped a table.")
                             : QString());
    m_purgeAll->setVisible(m_bin->rowCount() > 0);
    m_purgeAll->setEnabled(idle);
    m_purge->setEnabled(idle);
    m_restore->setEnabled(idle && m_ready);
    m_name->setEnabled(idle);
    m_message->setVisible(!m_message->text().isEmpty());
    if (table != nullptr) {
        m_title->setText(QString::fromStdString(table->name));
        m_figures->setFullText(
            tr("Dropped with %1").arg(text::point(table->dropped, table->commit.timeTo, text::now())));
    }
}

} // namespace strandline::flashback
