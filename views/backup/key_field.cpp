#include "views/backup/key_field.h"

#include "views/common/theme/theme.h"
#include "views/common/widgets/style.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QFileDialog>
#include <QLineEdit>
#include <QPushButton>

namespace strandline::backup {

KeyField::KeyField(const QString &name, const QString &what, QWidget *parent)
    : QWidget(parent), m_kind(new QComboBox), m_text(new QLineEdit), m_choose(widgets::button(tr("Choose…")))
{
    setObjectName(name);
    auto *row = widgets::flatRow(this);
    row->setSpacing(theme::space2);
    m_kind->setObjectName(name + "Kind");
    m_kind->setAccessibleName(tr("%1: what it is").arg(what));
    m_kind->addItem(tr("Passphrase"), static_cast<int>(GivenKey::Kind::Passphrase));
    m_kind->addItem(tr("Key file"), static_cast<int>(GivenKey::Kind::KeyFile));
    m_text->setObjectName(name + "Text");
    m_text->setAccessibleName(what);
    m_choose->setObjectName(name + "Choose");
    row->addWidget(m_kind);
    row->addWidget(m_text, 1);
    row->addWidget(m_choose);
    setFocusProxy(m_kind);
    connect(m_kind, &QComboBox::currentIndexChanged, this, [this] {
        m_text->clear();
        refresh();
        emit changed();
    });
    connect(m_text, &QLineEdit::textChanged, this, &KeyField::changed);
    connect(m_choose, &QPushButton::clicked, this, [this] {
        auto *dialog = new QFileDialog(this, tr("Key file"));
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->setFileMode(QFileDialog::ExistingFile);
        connect(dialog, &QFileDialog::fileSelected, m_text, &QLineEdit::setText);
        dialog->open();
    });
    refresh();
}

void KeyField::refresh()
{
    const auto kind = static_cast<GivenKey::Kind>(m_kind->currentData().toInt());
    m_text->setEchoMode(kind == GivenKey::Kind::Passphrase ? QLineEdit::Password : QLineEdit::Normal);
    m_text->setPlaceholderText(kind == GivenKey::Kind::KeyFile ? tr("Path of the key file") : QString());
    m_text->setVisible(kind != GivenKey::Kind::Keychain);
    m_choose->setVisible(kind == GivenKey::Kind::KeyFile);
}

GivenKey KeyField::key() const
{
    const auto kind = static_cast<GivenKey::Kind>(m_kind->currentData().toInt());
    switch (kind) {
    case GivenKey::Kind::Keychain:
        return {kind, m_entry};
    case GivenKey::Kind::KeyFile:
        return {kind, m_text->text().trimmed()};
    default:
        return {kind, m_text->text()};
    }
}

bool KeyField::given() const
{
    return !key().text.isEmpty();
}

void KeyField::setKeychainEntry(const QString &entry)
{
    m_entry = entry;
    const int at = m_kind->findData(static_cast<int>(GivenKey::Kind::Keychain));
    if (!entry.isEmpty() && at < 0) {
        m_kind->addItem(tr("From the keychain"), static_cast<int>(GivenKey::Kind::Keychain));
        if (m_text->text().isEmpty()) {
            setKind(GivenKey::Kind::Keychain);
        }
    } else if (entry.isEmpty() && at >= 0) {
        m_kind->removeItem(at);
    }
}

void KeyField::setKind(GivenKey::Kind kind)
{
    m_kind->setCurrentIndex(m_kind->findData(static_cast<int>(kind)));
}

void KeyField::clear()
{
    m_text->clear();
}

} // namespace strandline::backup
