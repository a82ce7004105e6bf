#include "views/backup/snapshots_pane.h"

#include "models/text/quantities.h"
#include "views/backup/key_field.h"
#include "views/common/grid/row_list.h"
#include "views/common/widgets/style.h"

#include <QBoxLayout>
#include <QFileDialog>
#include <QFileInfo>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>

#include <algorithm>

namespace strandline::backup {

namespace {

constexpr int barSteps = 1000;
constexpr int fieldWidth = 320;

QPushButton *named(QPushButton *button, const char *name)
{
    button->setObjectName(name);
    return button;
}

} // namespace

SnapshotsPane::SnapshotsPane(const PaneContext &context)
    : m_context(context), m_work(new SnapshotWork(context.page.session, context.keychain, this)),
      m_model(new SnapshotsModel(context.catalogue, this)), m_name(new QLineEdit),
      m_take(named(widgets::button(tr("Take a snapshot")), "snapshotTake")),
      m_where(widgets::label({}, "secondary")),
      m_key(new KeyField("snapshotKey", tr("Key of the encrypted snapshots"))),
      m_list(new grid::RowList("snapshotList", tr("Snapshots"), context.page.theme)),
      m_clone(named(widgets::button(tr("Clone to a new file…")), "snapshotClone")),
      m_look(named(widgets::button(tr("Look inside")), "snapshotLook")),
      m_remove(named(widgets::button(tr("Remove…")), "snapshotRemove")), m_questionText(widgets::label({})),
      m_bar(new QProgressBar), m_progress(widgets::label({}, "secondary")),
      m_cancel(named(widgets::button(tr("Cancel")), "snapshotCancel"))
{
    setAccessibleName(tr("Snapshots of the database"));
    auto *column = widgets::flatColumn(this);
    column->addWidget(makeForm());
    m_list->setModel(m_model);
    m_list->keepFitted();
    column->addWidget(m_list, 1);
    column->addWidget(makeQuestion());
    column->addWidget(makeActions());
    setFocusProxy(m_name);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex &now) {
                if (now.isValid()) {
                    m_chosen = m_model->at(now.row()).set.manifest.id;
                }
                m_question->hide();
                refresh();
            });
    connect(m_model, &QAbstractItemModel::modelReset, this, &SnapshotsPane::restoreChoice);
    connect(context.catalogue, &BackupCatalogue::changed, this, &SnapshotsPane::refresh);
    connect(m_name, &QLineEdit::textChanged, this, &SnapshotsPane::refresh);
    connect(m_key, &KeyField::changed, this, &SnapshotsPane::refresh);
    connectWork();
    restoreChoice();
}

QWidget *SnapshotsPane::makeForm()
{
    auto *box = new QWidget;
    box->setObjectName("surface");
    box->setAttribute(Qt::WA_StyledBackground);
    auto *column = widgets::flatColumn(box);
    column->setContentsMargins(theme::space4, theme::space3, theme::space4, theme::space3);
    column->setSpacing(theme::space2);
    auto *row = widgets::flatRow();
    row->setSpacing(theme::space2);
    m_name->setObjectName("snapshotName");
    m_name->setAccessibleName(tr("Name of the snapshot"));
    m_name->setPlaceholderText(tr("Name, such as before-the-migration"));
    m_name->setFixedWidth(fieldWidth);
    row->addWidget(m_name);
    row->addWidget(m_take);
    row->addStretch();
    column->addLayout(row);
    m_where->setObjectName("snapshotWhere");
    m_where->setWordWrap(true);
    column->addWidget(m_where);
    m_keyRow = new QWidget;
    auto *keyRow = widgets::flatRow(m_keyRow);
    keyRow->setSpacing(theme::space2);
    keyRow->addWidget(widgets::label(tr("Key")));
    keyRow->addWidget(m_key, 1);
    m_keyRow->setMaximumWidth(2 * fieldWidth);
    column->addWidget(m_keyRow);
    connect(m_take, &QPushButton::clicked, this, &SnapshotsPane::take);
    connect(m_name, &QLineEdit::returnPressed, m_take, &QPushButton::click);
    return box;
}

QWidget *SnapshotsPane::makeActions()
{
    auto *line = new QWidget;
    auto *row = widgets::flatRow(line);
    row->setContentsMargins(theme::space4, theme::space2, theme::space3, theme::space2);
    row->setSpacing(theme::space2);
    row->addWidget(makeRunning(), 1);
    row->addStretch();
    row->addWidget(m_clone);
    row->addWidget(m_look);
    row->addWidget(m_remove);
    connect(m_clone, &QPushButton::clicked, this, &SnapshotsPane::chooseOut);
    connect(m_look, &QPushButton::clicked, this, &SnapshotsPane::look);
    connect(m_remove, &QPushButton::clicked, this, &SnapshotsPane::askRemove);
    return line;
}

QWidget *SnapshotsPane::makeRunning()
{
    m_running = new QWidget;
    auto *row = widgets::flatRow(m_running);
    row->setSpacing(theme::space2);
    m_bar->setObjectName("snapshotBar");
    m_bar->setAccessibleName(tr("Progress"));
    m_bar->setTextVisible(false);
    row->addWidget(m_bar, 1);
    row->addWidget(m_progress);
    row->addWidget(m_cancel);
    connect(m_cancel, &QPushButton::clicked, m_work, &SnapshotWork::cancel);
    return m_running;
}

QWidget *SnapshotsPane::makeQuestion()
{
    m_question = new QWidget;
    m_question->setObjectName("lossLine");
    m_question->setAttribute(Qt::WA_StyledBackground);
    auto *row = widgets::flatRow(m_question);
    row->setContentsMargins(theme::space4, theme::space2, theme::space3, theme::space2);
    row->setSpacing(theme::space2);
    m_questionText->setObjectName("snapshotQuestion");
    m_questionText->setWordWrap(true);
    auto *yes = named(widgets::button(tr("Remove it")), "snapshotRemoveYes");
    auto *no = named(widgets::button(tr("Keep it")), "snapshotRemoveNo");
    row->addWidget(m_questionText, 1);
    row->addWidget(yes);
    row->addWidget(no);
    connect(yes, &QPushButton::clicked, this, &SnapshotsPane::remove);
    connect(no, &QPushButton::clicked, this, [this] {
        m_question->hide();
        m_remove->setFocus();
    });
    m_question->hide();
    return m_question;
}

void SnapshotsPane::connectWork()
{
    connect(m_work, &SnapshotWork::runningChanged, this, [this] {
        m_bar->setRange(0, 0);
        m_progress->clear();
        refresh();
    });
    connect(m_work, &SnapshotWork::progress, this, [this](const core::Progress &progress) {
        if (progress.total > 0) {
            m_bar->setRange(0, barSteps);
            m_bar->setValue(static_cast<int>(static_cast<double>(progress.done) /
                                             static_cast<double>(progress.total) * barSteps));
        }
        m_progress->setText(progressText(progress, m_work->runningFor()));
    });
    connect(m_work, &SnapshotWork::taken, this, [this](const QString &name, const CreateReport &report) {
        m_chosen = report.manifest.id;
        m_name->clear();
        tell(message::Kind::Success,
             tr("The snapshot %1 is taken: %2.").arg(name, text::bytes(report.manifest.storedBytes())));
    });
    connect(m_work, &SnapshotWork::cloned, this, [this](const QString &name, const RestoreReport &report) {
        const QString out = QString::fromStdString(report.out);
        message::Message message;
        message.kind = message::Kind::Success;
        message.text = tr("%1 is a clone of the snapshot %2. It can be written.").arg(out, name);
        if (m_context.page.openDatabase) {
            message.showText = tr("Open it");
            message.show = [open = m_context.page.openDatabase, out] { open(out); };
        }
        m_context.page.notify(message);
    });
    connect(m_work, &SnapshotWork::looked, this, [this](const std::shared_ptr<session::Database> &database) {
        m_context.page.showBackup(database);
        m_context.page.open({"browse", {}, shell::OpenRequest::Placement::Existing});
    });
    connect(m_work, &SnapshotWork::removed, this, [this](const QString &name, bool deleted) {
        tell(message::Kind::Success,
             deleted ? tr("The snapshot %1 is removed.").arg(name)
                     : tr("%1 is no snapshot any more. Other backups build on it, so it stays as an ordinary "
                          "full backup.")
                           .arg(name));
    });
    connect(m_work, &SnapshotWork::cancelled, this,
            [this] { tell(message::Kind::Information, tr("Cancelled. Nothing was changed.")); });
    connect(m_work, &SnapshotWork::failed, this,
            [this](const core::Error &error) { m_context.page.notify(message::failure(error)); });
    connect(m_work, &SnapshotWork::changed, m_context.catalogue, &BackupCatalogue::refresh);
}

const Snapshot *SnapshotsPane::chosen() const
{
    const QModelIndex now = m_list->currentIndex();
    return now.isValid() ? &m_model->at(now.row()) : nullptr;
}

const StoreState *SnapshotsPane::store() const
{
    const auto &stores = m_context.catalogue->snapshot().stores;
    const auto found = std::find_if(stores.begin(), stores.end(), [this](const StoreState &state) {
        return state.path == m_context.catalogue->usualStore();
    });
    return found == stores.end() ? nullptr : &*found;
}

GivenKey SnapshotsPane::key() const
{
    return m_keyRow->isHidden() ? GivenKey{} : m_key->key();
}

void SnapshotsPane::take()
{
    m_work->take(m_name->text().trimmed(), m_context.catalogue->usualStore(), key());
}

void SnapshotsPane::chooseOut()
{
    const QFileInfo database(m_context.page.session->path());
    const QString name = database.path() + '/' + database.completeBaseName() + '-' +
                         QString::fromStdString(chosen()->name) + '.' + database.suffix();
    auto *dialog = new QFileDialog(this, tr("Clone the snapshot to a new file"), name);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setOption(QFileDialog::DontConfirmOverwrite); // a file that exists is refused
    dialog->selectFile(name);
    connect(dialog, &QFileDialog::fileSelected, this, &SnapshotsPane::clone);
    dialog->open();
}

void SnapshotsPane::clone(const QString &out)
{
    if (const Snapshot *snapshot = chosen()) {
        m_work->clone(*snapshot, out, key());
    }
}

void SnapshotsPane::look()
{
    if (const Snapshot *snapshot = chosen()) {
        m_work->look(*snapshot, key());
    }
}

void SnapshotsPane::askRemove()
{
    if (const Snapshot *snapshot = chosen()) {
        m_questionText->setText(tr("Remove the snapshot %1? If no other backup has this state, it can't be "
                                   "restored any more.")
                                    .arg(QString::fromStdString(snapshot->name)));
        m_question->show();
        m_question->findChild<QPushButton *>("snapshotRemoveNo")->setFocus();
    }
}

void SnapshotsPane::remove()
{
    m_question->hide();
    if (const Snapshot *snapshot = chosen()) {
        m_work->remove(*snapshot);
    }
}

void SnapshotsPane::restoreChoice()
{
    const int row = std::max(m_model->rowOf(m_chosen), 0);
    if (row < m_model->rowCount()) {
        m_list->setCurrentIndex(m_model->index(row, 0));
    }
    m_list->setEmptyText(m_model->rowCount() > 0
                             ? QString()
                             : tr("Snapshots stand here: whole copies of a state under a name, before "
                                  "something that could go wrong. No retention deletes them."));
    refresh();
}

void SnapshotsPane::refresh()
{
    const Snapshot *snapshot = chosen();
    const StoreState *into = store();
    const bool keyForNew = into != nullptr && into->hasKey;
    const bool keyForOld = snapshot != nullptr && snapshot->set.manifest.encryption.has_value();
    m_keyRow->setVisible(keyForNew || keyForOld);
    const bool idle = !m_work->running();
    const bool readable = snapshot != nullptr && snapshot->set.status != SetStatus::Expired &&
                          snapshot->set.status != SetStatus::Corrupted;
    m_take->setEnabled(idle && !m_name->text().trimmed().isEmpty() && (!keyForNew || m_key->given()));
    m_clone->setEnabled(idle && readable && (!keyForOld || m_key->given()));
    m_look->setEnabled(m_clone->isEnabled() && m_context.page.showBackup != nullptr);
    m_remove->setEnabled(idle && snapshot != nullptr);
    m_running->setVisible(!idle);
    m_where->setText(tr("Into %1").arg(m_context.catalogue->usualStore()));
}

void SnapshotsPane::tell(message::Kind kind, const QString &words)
{
    m_context.page.notify({kind, words, {}, {}});
}

} // namespace strandline::backup
