#include "views/backup/encryption_pane.h"

#include "models/text/quantities.h"
#include "views/backup/key_field.h"
#include "views/common/widgets/style.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QComboBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>

namespace strandline::backup {

namespace {

constexpr int formWidth = 760;

QLabel *paragraph(const char *name, const char *role = nullptr)
{
    QLabel *words = widgets::label({}, role);
    words->setObjectName(name);
    words->setWordWrap(true);
    return words;
}

} // namespace

EncryptionPane::EncryptionPane(const PaneContext &context)
    : m_context(context), m_key(new StoreKey(context.page.session, context.keychain, this)),
      m_store(new QComboBox), m_headline(paragraph("keyHeadline")), m_facts(paragraph("keyFacts")),
      m_lost(paragraph("keyLost", "warning")), m_export(widgets::button(tr("Save the key file elsewhere…"))),
      m_changeTitle(paragraph("keyChangeTitle")), m_old(new KeyField("keyOld", tr("The key until now"))),
      m_new(new KeyField("keyNew", tr("The new key"))), m_repeat(new QLineEdit),
      m_makeFile(widgets::button(tr("Make a key file…"))),
      m_keep(new QCheckBox(tr("Keep it in the keychain"))), m_keepHint(paragraph("keyKeepHint", "secondary")),
      m_touches(paragraph("keyTouches", "secondary")), m_change(widgets::button({})),
      m_result(paragraph("keyResult"))
{
    setAccessibleName(tr("Encryption of the backups"));
    auto *scroll = new QScrollArea;
    scroll->setWidget(makeForm());
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    widgets::flatColumn(this)->addWidget(scroll);
    setFocusProxy(m_store);
    connect(context.catalogue, &BackupCatalogue::changed, this, &EncryptionPane::refillStores);
    connect(m_store, &QComboBox::currentIndexChanged, this, [this] {
        m_known = false;
        m_result->hide();
        m_key->read(store());
    });
    connect(m_key, &StoreKey::known, this, &EncryptionPane::showState);
    connect(m_key, &StoreKey::changed, this, &EncryptionPane::showChanged);
    connect(m_key, &StoreKey::changingChanged, this, &EncryptionPane::refresh);
    connect(m_key, &StoreKey::changeFailed, this, [this](const core::Error &error) {
        showResult(QString::fromStdString(error.message()), "error");
    });
    connect(m_key, &StoreKey::fileFailed, this, [this](const core::Error &error) {
        showResult(QString::fromStdString(error.message()), "error");
    });
    connect(m_key, &StoreKey::fileMade, this, [this](const QString &path) {
        showResult(tr("The key is in %1. Whoever has this file can read the backups; without it nobody can.")
                       .arg(path),
                   "result");
    });
    refillStores();
}

QWidget *EncryptionPane::makeForm()
{
    auto *box = new QWidget;
    box->setObjectName("surface");
    auto *row = widgets::flatRow(box);
    auto *inner = new QWidget;
    inner->setMaximumWidth(formWidth);
    auto *column = widgets::flatColumn(inner);
    column->setContentsMargins(theme::space4, theme::space4, theme::space4, theme::space4);
    column->setSpacing(theme::space3);
    m_store->setObjectName("keyStore");
    m_store->setAccessibleName(tr("Store"));
    column->addWidget(m_store);
    column->addWidget(makeState());
    column->addWidget(makeChange());
    column->addWidget(m_result);
    m_result->hide();
    column->addStretch();
    row->addWidget(inner, 1);
    row->addStretch();
    return box;
}

QWidget *EncryptionPane::makeState()
{
    auto *box = new QWidget;
    auto *column = widgets::flatColumn(box);
    column->setSpacing(theme::space2);
    m_headline->setFont(theme::Theme::heading());
    m_export->setObjectName("keyExport");
    column->addWidget(m_headline);
    column->addWidget(m_facts);
    column->addWidget(m_lost);
    column->addWidget(m_export, 0, Qt::AlignLeft);
    connect(m_export, &QPushButton::clicked, this, [this] {
        chooseNewFile(tr("Save the key file as"),
                      [this](const QString &path) { m_key->exportFile(m_old->key(), path); });
    });
    return box;
}

QWidget *EncryptionPane::makeChange()
{
    auto *box = new QWidget;
    auto *column = widgets::flatColumn(box);
    column->setContentsMargins(0, theme::space3, 0, 0);
    column->setSpacing(theme::space2);
    m_changeTitle->setFont(theme::Theme::heading());
    column->addWidget(m_changeTitle);
    auto *form = new QFormLayout;
    form->setHorizontalSpacing(theme::space4);
    form->setVerticalSpacing(theme::space2);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_repeat->setObjectName("keyRepeat");
    m_repeat->setAccessibleName(tr("The new passphrase again"));
    m_repeat->setEchoMode(QLineEdit::Password);
    m_makeFile->setObjectName("keyMakeFile");
    m_keep->setObjectName("keyKeep");
    m_keep->setAccessibleName(m_keep->text());
    m_oldRow = m_old;
    m_repeatRow = m_repeat;
    form->addRow(tr("The key until now"), m_old);
    form->addRow(tr("The new key"), m_new);
    form->addRow(tr("Passphrase again"), m_repeat);
    form->addRow(QString(), m_makeFile);
    form->addRow(QString(), m_keep);
    form->addRow(QString(), m_keepHint);
    column->addLayout(form);
    m_makeFile->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    column->addWidget(m_touches);
    m_change->setObjectName("keyChange");
    column->addWidget(m_change, 0, Qt::AlignLeft);
    connect(m_old, &KeyField::changed, this, &EncryptionPane::refresh);
    connect(m_new, &KeyField::changed, this, &EncryptionPane::refresh);
    connect(m_repeat, &QLineEdit::textChanged, this, &EncryptionPane::refresh);
    connect(m_change, &QPushButton::clicked, this, &EncryptionPane::change);
    connect(m_makeFile, &QPushButton::clicked, this, [this] {
        chooseNewFile(tr("Make a key file"), [this](const QString &path) {
            m_key->makeFile(path);
            m_new->findChild<QLineEdit *>()->setText(path);
        });
    });
    return box;
}

void EncryptionPane::chooseNewFile(const QString &title, const std::function<void(const QString &)> &use)
{
    auto *dialog = new QFileDialog(this, title);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->selectFile("backups.key");
    connect(dialog, &QFileDialog::fileSelected, this, use);
    dialog->open();
}

QString EncryptionPane::store() const
{
    return m_store->currentData().toString();
}

void EncryptionPane::refillStores()
{
    const QString before = store();
    {
        const QSignalBlocker quiet(m_store);
        m_store->clear();
        for (const StoreState &known : m_context.catalogue->snapshot().stores) {
            m_store->addItem(known.path, known.path);
        }
        const QString usual = m_context.catalogue->usualStore();
        if (m_store->findData(usual) < 0) {
            m_store->addItem(usual, usual);
        }
        m_store->setCurrentIndex(std::max(m_store->findData(before), 0));
    }
    m_key->read(store());
}

void EncryptionPane::answer(const shell::PageState &what)
{
    const int at = m_store->findData(what.value("store").toString());
    if (at >= 0) {
        m_store->setCurrentIndex(at);
    }
}

void EncryptionPane::showState(const StoreKeyState &state)
{
    if (state.store != store()) {
        return;
    }
    m_state = state;
    m_known = true;
    const bool has = state.key.has_value();
    const bool file = has && state.key->kind == KeyDescription::Kind::KeyFile;
    m_headline->setText(!has   ? tr("New backups are not encrypted")
                        : file ? tr("New backups are encrypted with a key file")
                               : tr("New backups are encrypted with a passphrase"));
    QStringList facts;
    if (has) {
        facts << tr("Key %1, set up %2.")
                     .arg(QString::fromStdString(state.key->id), text::time(state.key->made, text::now()));
    }
    if (state.withKey > 0) {
        facts << tr("%n backup(s) are encrypted with it.", nullptr, static_cast<int>(state.withKey));
    }
    if (state.withOther > 0) {
        facts << tr("%n backup(s) are encrypted with another key.", nullptr,
                    static_cast<int>(state.withOther));
    }
    if (state.plain > 0) {
        facts << tr("%n backup(s) are not encrypted: whoever can read the folder can read them.", nullptr,
                    static_cast<int>(state.plain));
    }
    if (state.inKeychain) {
        facts << tr("The keychain of this user keeps the key.");
    }
    m_facts->setText(facts.isEmpty() ? tr("There are no backups in this folder yet.") : facts.join(' '));
    m_lost->setText(tr(
        "If the key is lost, the backups that it encrypts are lost: there is no second key, no way around "
        "it, "
        "and nobody who could help. Keep it elsewhere than the backups: in a password manager, on paper, on "
        "a disk in a safe. The database itself isn't encrypted by it and stays as it is."));
    m_export->setVisible(file);
    m_changeTitle->setText(has ? tr("Change the key") : tr("Set up a key"));
    m_old->setKeychainEntry(
        state.inKeychain ? QString::fromStdString(keychainEntry(state.storeId.toStdString())) : QString());
    if (file && m_old->key().text.isEmpty()) {
        m_old->setKind(GivenKey::Kind::KeyFile);
    }
    m_touches->setText(
        !has ? tr("Backups that are there stay as they are. Those made from now on are encrypted.")
             : tr("%n backup(s) are touched: the small key in the manifest of each is sealed anew. Their "
                  "pieces stay "
                  "as they are, so this takes seconds. Copies elsewhere are brought up to date with the next "
                  "copy; until then they open with the old key. Jobs that name a key must be told the new "
                  "one.",
                  nullptr, static_cast<int>(state.withKey)));
    refresh();
}

void EncryptionPane::refresh()
{
    const bool has = m_state.key.has_value();
    const bool passphrase = m_new->key().kind == GivenKey::Kind::Passphrase;
    const auto show = [](QWidget *field, bool shown) {
        field->setVisible(shown);
        if (auto *form = qobject_cast<QFormLayout *>(field->parentWidget()->layout()->itemAt(1)->layout())) {
            if (QWidget *label = form->labelForField(field)) {
                label->setVisible(shown);
            }
        }
    };
    show(m_oldRow, has);
    show(m_repeatRow, passphrase);
    m_makeFile->setVisible(!passphrase);
    m_keep->setEnabled(m_state.keychain);
    m_keepHint->setText(
        m_state.keychain
            ? tr("Jobs can then back up without asking. Who can unlock this desktop can read the "
                 "backups.")
            : tr("There is no keychain on this desktop. Jobs can read the key from a file that "
                 "only you may read."));
    const bool same = !passphrase || m_new->key().text == m_repeat->text();
    const bool ready = m_new->given() && same && (!has || m_old->given());
    m_change->setText(has ? tr("Change the key of %n backup(s)", nullptr, static_cast<int>(m_state.withKey))
                          : tr("Encrypt new backups"));
    m_change->setAccessibleName(m_change->text());
    m_change->setEnabled(ready && m_known && !m_key->changing());
    m_change->setToolTip(ready ? QString() : tr("Give the key first, a passphrase twice the same."));
    m_export->setEnabled(m_old->given());
    m_export->setToolTip(m_old->given() ? QString() : tr("Name the key file below first."));
}

void EncryptionPane::change()
{
    m_result->hide();
    const GivenKey before = m_state.key ? m_old->key() : GivenKey();
    m_key->change(store(), before, m_new->key(), m_keep->isChecked() && m_keep->isEnabled());
}

void EncryptionPane::showChanged(const RotationReport &report)
{
    QString words = report.oldKey.empty() ? tr("The key is set up: new backups are encrypted.")
                                          : tr("The key is changed: %n backup(s) open with the new one.",
                                               nullptr, static_cast<int>(report.rewrapped.size()));
    for (const auto &[id, why] : report.notRewrapped) {
        words += ' ' +
                 tr("%1 stays with its key: %2").arg(QString::fromStdString(id), QString::fromStdString(why));
    }
    m_old->clear();
    m_new->clear();
    m_repeat->clear();
    showResult(words, report.notRewrapped.empty() ? "result" : "warning");
    m_context.catalogue->refresh();
}

void EncryptionPane::showResult(const QString &text, const char *role)
{
    m_result->setText(text);
    widgets::setRole(m_result, role);
    widgets::restyle(m_result);
    m_result->show();
}

} // namespace strandline::backup
