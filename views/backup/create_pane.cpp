#include "views/backup/create_pane.h"

#include "models/backup/backup_words.h"
#include "models/text/quantities.h"
#include "views/common/widgets/style.h"

#include <QAction>
#include <QBoxLayout>
#include <QComboBox>
#include <QDateTimeEdit>
#include <QFileDialog>
#include <QFormLayout>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QSpinBox>

#include <algorithm>

namespace strandline::backup {

namespace {

constexpr int formWidth = 620;
constexpr int levelMax = 19;
constexpr int barSteps = 1000;
constexpr int usualDays = 90;
constexpr const char *levelKey = "v1/backups/compressionLevel";

enum Keeping
{
    AsRetentionSays,
    UntilATime,
    Pinned
};

QComboBox *comboBox(const char *name, const QString &what)
{
    auto *box = new QComboBox;
    box->setObjectName(name);
    box->setAccessibleName(what);
    return box;
}

QLineEdit *secretEdit(const char *name, const QString &what)
{
    auto *edit = new QLineEdit;
    edit->setObjectName(name);
    edit->setAccessibleName(what);
    edit->setEchoMode(QLineEdit::Password);
    return edit;
}

// A field with what it means close below it.
QBoxLayout *withHint(QLayout *field, QLabel *hint)
{
    auto *column = widgets::flatColumn();
    column->setSpacing(theme::space1);
    column->addLayout(field);
    column->addWidget(hint);
    return column;
}

QBoxLayout *withHint(QWidget *field, QLabel *hint)
{
    auto *row = widgets::flatRow();
    row->addWidget(field);
    return withHint(row, hint);
}

QLabel *hint()
{
    QLabel *label = widgets::label({}, "secondary");
    label->setWordWrap(true);
    return label;
}

} // namespace

CreatePane::CreatePane(const PaneContext &context)
    : m_context(context), m_store(comboBox("createStore", tr("Folder of the backups"))), m_storeHint(hint()),
      m_kind(comboBox("createKind", tr("Kind"))), m_kindHint(hint()), m_level(new QSpinBox),
      m_key(comboBox("createKey", tr("Encryption"))),
      m_passphrase(secretEdit("createPassphrase", tr("Passphrase"))),
      m_repeat(secretEdit("createRepeat", tr("Passphrase again"))), m_keyFile(new QLineEdit),
      m_cipher(comboBox("createCipher", tr("Cipher"))), m_keyHint(hint()), m_tags(new QLineEdit),
      m_keep(comboBox("createKeep", tr("Keep it"))), m_verify(comboBox("createVerify", tr("Verify it"))),
      m_until(new QDateTimeEdit), m_start(widgets::button(tr("Back up now"), "primary")),
      m_bar(new QProgressBar), m_progress(widgets::label({}, "secondary")),
      m_cancel(widgets::button(tr("Cancel"))), m_result(widgets::label({})),
      m_show(widgets::button(tr("Show it"), "link"))
{
    setAccessibleName(tr("Make a backup now"));
    auto *scroll = new QScrollArea;
    scroll->setWidget(makeForm());
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    widgets::flatColumn(this)->addWidget(scroll);
    setFocusProxy(m_kind);
    auto *action = new QAction(context.page.theme->icon("save"), tr("Back up now"), this);
    context.page.shortcuts->bindToPage(this, action, "backups.create", {QKeySequence("Ctrl+Return")});
    connect(action, &QAction::triggered, this, [this] {
        if (m_start->isEnabled() && m_start->isVisible()) {
            start();
        }
    });
    connect(context.catalogue, &BackupCatalogue::changed, this, &CreatePane::refillStores);
    connect(context.work, &BackupWork::creatingChanged, this, &CreatePane::refresh);
    connect(context.work, &BackupWork::createProgress, this, &CreatePane::showProgress);
    connect(context.work, &BackupWork::created, this, &CreatePane::showResult);
    connect(context.work, &BackupWork::createFailed, this,
            [this](const core::Error &error) { showEnd(QString::fromStdString(error.message()), "error"); });
    connect(context.work, &BackupWork::createCancelled, this,
            [this] { showEnd(tr("Cancelled. The store is as it was."), "secondary"); });
    refillStores();
}

QWidget *CreatePane::makeForm()
{
    auto *box = new QWidget;
    box->setObjectName("surface");
    auto *row = widgets::flatRow(box);
    auto *inner = new QWidget;
    inner->setMaximumWidth(formWidth);
    auto *column = widgets::flatColumn(inner);
    column->setContentsMargins(theme::space4, theme::space4, theme::space4, theme::space4);
    column->setSpacing(theme::space3);
    m_form = new QFormLayout;
    m_form->setHorizontalSpacing(theme::space4);
    m_form->setVerticalSpacing(theme::space2);
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    addTarget(m_form);
    addEncryption(m_form);
    addKeeping(m_form);
    column->addLayout(m_form);
    m_start->setObjectName("createStart");
    auto *buttons = widgets::flatRow();
    buttons->addStretch();
    buttons->addWidget(m_start);
    column->addLayout(buttons);
    column->addWidget(makeProgress());
    column->addStretch();
    row->addWidget(inner, 1);
    row->addStretch();
    connect(m_start, &QPushButton::clicked, this, &CreatePane::start);
    return box;
}

void CreatePane::addTarget(QFormLayout *form)
{
    auto *row = widgets::flatRow();
    row->setSpacing(theme::space2);
    m_store->setEditable(true);
    m_store->setInsertPolicy(QComboBox::NoInsert);
    m_store->setMinimumContentsLength(24);
    auto *choose = widgets::button(tr("Choose…"));
    row->addWidget(m_store, 1);
    row->addWidget(choose);
    form->addRow(tr("Into the folder"), withHint(row, m_storeHint));
    m_storeHint->setObjectName("createStoreHint");
    for (const Kind kind : {Kind::Full, Kind::Differential, Kind::Cumulative, Kind::ArchiveLog}) {
        m_kind->addItem(kindText(kind), static_cast<int>(kind));
    }
    form->addRow(tr("Kind"), withHint(m_kind, m_kindHint));
    m_level->setObjectName("createLevel");
    m_level->setAccessibleName(tr("Level of compression"));
    m_level->setRange(1, levelMax);
    m_level->setValue(m_context.page.settings->value(levelKey, 1).toInt());
    m_level->setToolTip(tr("1 is the fastest, 19 the smallest."));
    form->addRow(tr("Compression"), m_level);
    connect(choose, &QPushButton::clicked, this, &CreatePane::chooseStore);
    connect(m_store, &QComboBox::editTextChanged, this, [this] {
        m_storeTouched = true;
        refresh();
    });
    connect(m_kind, &QComboBox::currentIndexChanged, this, &CreatePane::refresh);
}

void CreatePane::addEncryption(QFormLayout *form)
{
    m_key->addItem(tr("Not encrypted"), static_cast<int>(KeyInput::Kind::None));
    m_key->addItem(tr("With a passphrase"), static_cast<int>(KeyInput::Kind::Passphrase));
    m_key->addItem(tr("With a key file"), static_cast<int>(KeyInput::Kind::KeyFile));
    form->addRow(tr("Encryption"), withHint(m_key, m_keyHint));
    form->addRow(tr("Passphrase"), m_passphrase);
    form->addRow(tr("Passphrase again"), m_repeat);
    m_keyFileRow = new QWidget;
    auto *row = widgets::flatRow(m_keyFileRow);
    row->setSpacing(theme::space2);
    m_keyFile->setObjectName("createKeyFile");
    m_keyFile->setAccessibleName(tr("Key file"));
    auto *choose = widgets::button(tr("Choose…"));
    row->addWidget(m_keyFile, 1);
    row->addWidget(choose);
    form->addRow(tr("Key file"), m_keyFileRow);
    m_cipher->addItem(tr("AES-256-GCM"), static_cast<int>(core::Cipher::Aes256Gcm));
    m_cipher->addItem(tr("ChaCha20-Poly1305"), static_cast<int>(core::Cipher::ChaCha20Poly1305));
    form->addRow(tr("Cipher"), m_cipher);
    connect(choose, &QPushButton::clicked, this, &CreatePane::chooseKeyFile);
    connect(m_key, &QComboBox::currentIndexChanged, this, &CreatePane::refresh);
    for (QLineEdit *edit : {m_passphrase, m_repeat, m_keyFile}) {
        connect(edit, &QLineEdit::textChanged, this, &CreatePane::refresh);
    }
}

void CreatePane::addKeeping(QFormLayout *form)
{
    m_keep->addItem(tr("As retention says"), AsRetentionSays);
    m_keep->addItem(tr("Until a time"), UntilATime);
    m_keep->addItem(tr("Pinned"), Pinned);
    form->addRow(tr("Keep it"), m_keep);
    m_until->setObjectName("createUntil");
    m_until->setAccessibleName(tr("Keep it until"));
    m_until->setCalendarPopup(true);
    m_until->setDateTime(QDateTime::currentDateTime().addDays(usualDays));
    form->addRow(tr("Until"), m_until);
    m_tags->setObjectName("createTags");
    m_tags->setAccessibleName(tr("Tags"));
    m_tags->setPlaceholderText(tr("before-migration, monthly"));
    form->addRow(tr("Tags"), m_tags);
    m_verify->addItem(tr("No"), -1);
    m_verify->addItem(tr("Quick"), static_cast<int>(VerifyLevel::Quick));
    m_verify->addItem(tr("Standard"), static_cast<int>(VerifyLevel::Standard));
    m_verify->addItem(tr("Full", "level of a verification"), static_cast<int>(VerifyLevel::Full));
    m_verify->addItem(tr("Restore test"), static_cast<int>(VerifyLevel::RestoreTest));
    form->addRow(tr("Verify it"), m_verify);
    connect(m_keep, &QComboBox::currentIndexChanged, this, &CreatePane::refresh);
}

QWidget *CreatePane::makeProgress()
{
    auto *box = new QWidget;
    auto *column = widgets::flatColumn(box);
    column->setSpacing(theme::space2);
    m_running = new QWidget;
    auto *row = widgets::flatRow(m_running);
    row->setSpacing(theme::space3);
    auto *left = widgets::flatColumn();
    left->setSpacing(theme::space1);
    m_bar->setObjectName("createBar");
    m_bar->setAccessibleName(tr("Progress of the backup"));
    m_bar->setTextVisible(false);
    m_progress->setObjectName("createProgress");
    left->addWidget(m_bar);
    left->addWidget(m_progress);
    m_cancel->setObjectName("createCancel");
    row->addLayout(left, 1);
    row->addWidget(m_cancel);
    m_result->setObjectName("createResult");
    m_result->setWordWrap(true);
    m_show->setObjectName("createShow");
    column->addWidget(m_running);
    column->addWidget(m_result);
    column->addWidget(m_show, 0, Qt::AlignLeft);
    m_result->hide();
    m_show->hide();
    connect(m_cancel, &QPushButton::clicked, this, [this] {
        m_cancel->setEnabled(false);
        m_context.work->cancelCreate();
    });
    connect(m_show, &QPushButton::clicked, this, [this] {
        m_context.show("catalogue", {{"set", m_madeId}});
    });
    return box;
}

void CreatePane::chooseStore()
{
    auto *dialog = new QFileDialog(this, tr("Folder for the backups"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this](const QString &folder) { m_store->setEditText(folder); });
    dialog->open();
}

void CreatePane::chooseKeyFile()
{
    auto *dialog = new QFileDialog(this, tr("Key file"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, m_keyFile, &QLineEdit::setText);
    dialog->open();
}

void CreatePane::refillStores()
{
    const QString before = m_storeTouched ? m_store->currentText() : m_context.catalogue->usualStore();
    {
        const QSignalBlocker quiet(m_store);
        m_store->clear();
        for (const StoreState &store : m_context.catalogue->snapshot().stores) {
            m_store->addItem(store.path);
        }
        if (m_store->findText(m_context.catalogue->usualStore()) < 0) {
            m_store->addItem(m_context.catalogue->usualStore());
        }
        m_store->setEditText(before);
    }
    refresh();
}

const StoreState *CreatePane::storeState() const
{
    const auto &stores = m_context.catalogue->snapshot().stores;
    const auto found = std::find_if(stores.begin(), stores.end(), [this](const StoreState &store) {
        return store.path == m_store->currentText().trimmed();
    });
    return found == stores.end() ? nullptr : &*found;
}

void CreatePane::refreshHints(const StoreState *store)
{
    const bool beside = m_store->currentText() == m_context.catalogue->usualStore() && store == nullptr;
    m_storeHint->setText(beside || (store != nullptr && store->onDisk)
                             ? tr("On the disk of the database: a mistake can be undone from there, but a "
                                  "disk that dies takes both.")
                         : store == nullptr ? tr("The folder is made where there is none.")
                         : store->freeBytes ? tr("%1 free").arg(text::bytes(*store->freeBytes))
                                            : QString());
    m_storeHint->setVisible(!m_storeHint->text().isEmpty());
    switch (static_cast<Kind>(m_kind->currentData().toInt())) {
    case Kind::Full:
        m_kindHint->setText(tr("Everything: the database as of now, by itself."));
        break;
    case Kind::Differential:
        m_kindHint->setText(
            tr("The pages that changed since the last full, differential or cumulative backup."));
        break;
    case Kind::Cumulative:
        m_kindHint->setText(tr("The pages that changed since the last full backup."));
        break;
    case Kind::ArchiveLog:
        m_kindHint->setText(tr("Every commit since the last archived one: each of them can be restored."));
        break;
    }
    const bool encrypted = m_key->currentIndex() > 0;
    m_keyHint->setText(encrypted
                           ? tr("Without the key nobody can restore the backup, you neither. Keep the key "
                                "elsewhere than the backups.")
                       : store != nullptr && store->hasKey
                           ? tr("The other backups of this folder are encrypted; this one will not be.")
                           : QString());
    m_keyHint->setVisible(!m_keyHint->text().isEmpty());
}

// What doesn't apply isn't shown.
void CreatePane::refresh()
{
    const StoreState *store = storeState();
    const auto key = static_cast<KeyInput::Kind>(m_key->currentData().toInt());
    const auto show = [this](QWidget *field, bool shown) {
        field->setVisible(shown);
        if (QWidget *label = m_form->labelForField(field)) {
            label->setVisible(shown);
        }
    };
    const bool passphrase = key == KeyInput::Kind::Passphrase;
    const bool first = store == nullptr || !store->hasKey; // a passphrase is chosen, not only told
    show(m_passphrase, passphrase);
    show(m_repeat, passphrase && first);
    show(m_keyFileRow, key == KeyInput::Kind::KeyFile);
    show(m_cipher, key != KeyInput::Kind::None);
    show(m_until, m_keep->currentData().toInt() == UntilATime);
    refreshHints(store);
    const bool running = m_context.work->creating();
    const bool keyGiven =
        key == KeyInput::Kind::None ||
        (passphrase ? !m_passphrase->text().isEmpty() && (!first || m_passphrase->text() == m_repeat->text())
                    : !m_keyFile->text().trimmed().isEmpty());
    m_start->setEnabled(!running && keyGiven && !m_store->currentText().trimmed().isEmpty());
    m_start->setToolTip(keyGiven ? QString()
                                 : tr("Give the key first, twice the same where it is a new passphrase."));
    m_running->setVisible(running);
    m_cancel->setEnabled(running);
}

NewBackup CreatePane::wanted() const
{
    NewBackup wanted;
    wanted.store = m_store->currentText().trimmed();
    wanted.kind = static_cast<Kind>(m_kind->currentData().toInt());
    wanted.compressionLevel = m_level->value();
    wanted.key.kind = static_cast<KeyInput::Kind>(m_key->currentData().toInt());
    wanted.key.secret =
        wanted.key.kind == KeyInput::Kind::KeyFile ? m_keyFile->text().trimmed() : m_passphrase->text();
    wanted.cipher = static_cast<core::Cipher>(m_cipher->currentData().toInt());
    wanted.plain = wanted.key.kind == KeyInput::Kind::None;
    if (m_verify->currentData().toInt() >= 0) {
        wanted.verify = static_cast<VerifyLevel>(m_verify->currentData().toInt());
    }
    for (const QString &tag : m_tags->text().split(',', Qt::SkipEmptyParts)) {
        wanted.tags << tag.trimmed();
    }
    wanted.tags.removeAll(QString());
    wanted.pinned = m_keep->currentData().toInt() == Pinned;
    if (m_keep->currentData().toInt() == UntilATime) {
        wanted.keepUntil = core::Time(std::chrono::milliseconds(m_until->dateTime().toMSecsSinceEpoch()));
    }
    return wanted;
}

void CreatePane::start()
{
    m_context.page.settings->setValue(levelKey, m_level->value());
    m_result->hide();
    m_show->hide();
    m_bar->setRange(0, 0);
    m_progress->setText(tr("Starting"));
    m_context.work->create(wanted());
}

void CreatePane::showProgress(const core::Progress &progress)
{
    m_bar->setRange(0, progress.total == 0 ? 0 : barSteps);
    if (progress.total > 0) {
        m_bar->setValue(static_cast<int>(static_cast<double>(progress.done) /
                                         static_cast<double>(progress.total) * barSteps));
    }
    m_progress->setText(progressText(progress, m_context.work->creatingFor()));
}

void CreatePane::showEnd(const QString &text, const char *role)
{
    m_result->setText(text);
    widgets::setRole(m_result, role);
    widgets::restyle(m_result);
    m_result->show();
    m_show->hide();
}

void CreatePane::showResult(const MadeBackup &made)
{
    const CreateReport &report = made.report;
    const Manifest &manifest = report.manifest;
    QString words =
        tr("%1 is made: %2 stored of %3, in %4.")
            .arg(setText(manifest, text::now()), text::bytes(manifest.storedBytes()),
                 text::bytes(manifest.contentBytes()),
                 text::duration(std::chrono::microseconds(static_cast<std::int64_t>(report.seconds * 1e6))));
    if (!report.because.empty()) {
        words += ' ' + QString::fromStdString(report.because);
    }
    for (const std::string &note : report.notes) {
        words += ' ' + QString::fromStdString(note);
    }
    const bool fine = !made.verification || made.verification->ok();
    if (made.verification) {
        words += ' ' + (fine ? tr("The verification found nothing.")
                             : tr("The verification found %n thing(s).", nullptr,
                                  static_cast<int>(made.verification->findings.size())));
    }
    m_madeId = QString::fromStdString(manifest.id);
    m_passphrase->clear();
    m_repeat->clear();
    showEnd(words, fine ? "result" : "error");
    m_show->show();
}

void CreatePane::answer(const shell::PageState &what)
{
    if (const auto kind = kindNamed(what.value("kind").toString().toStdString())) {
        m_kind->setCurrentIndex(m_kind->findData(static_cast<int>(*kind)));
    }
    if (what.contains("store")) {
        m_store->setEditText(what.value("store").toString());
    }
}

} // namespace strandline::backup
