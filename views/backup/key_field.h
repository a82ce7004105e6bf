// A key as a person gives it: a passphrase (hidden), a key file, or what the keychain has. GUI thread.
#pragma once

#include "models/backup/offsite_work.h"

#include <QWidget>

class QComboBox;
class QLineEdit;
class QPushButton;

namespace strandline::backup {

class KeyField : public QWidget
{
    Q_OBJECT
public:
    // name: of the object; its parts have "Kind", "Text" and "Choose" behind it. what: for who can't see it.
    KeyField(const QString &name, const QString &what, QWidget *parent = nullptr);

    GivenKey key() const;
    bool given() const;
    // Offers the keychain's entry; empty: not.
    void setKeychainEntry(const QString &entry);
    void setKind(GivenKey::Kind kind);
    void clear();

signals:
    void changed();

private:
    void refresh();

    QComboBox *m_kind;
    QLineEdit *m_text;
    QPushButton *m_choose;
    QString m_entry;
};

} // namespace strandline::backup
