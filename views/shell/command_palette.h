// The command palette: a field and a list over the window, which finds every command that can be given now,
// and more, by a few letters. Those used last come first. GUI thread.
#pragma once

#include "views/common/theme/theme.h"

#include <QAbstractListModel>
#include <QFrame>
#include <QIcon>
#include <QPointer>
#include <QSettings>

#include <functional>
#include <vector>

class QLineEdit;
class QListView;

namespace strandline::shell {

struct PaletteEntry
{
    QString id; // stable: those used last are kept by it
    QString text;
    QString keys; // empty: none
    QIcon icon;
    std::function<void()> run;
};

// The entries that match, the best first.
class PaletteModel : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role
    {
        KeysRole = Qt::UserRole
    };

    explicit PaletteModel(QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

    void setEntries(std::vector<PaletteEntry> entries, const QStringList &recentIds);
    void setFilter(const QString &letters);
    const PaletteEntry &entry(int row) const { return m_entries[m_rows[static_cast<std::size_t>(row)]]; }

private:
    void sort();

    std::vector<PaletteEntry> m_entries;
    std::vector<std::size_t> m_rows; // into m_entries
    QStringList m_recent;            // ids, the last one used first
    QString m_filter;
};

class CommandPalette : public QFrame
{
    Q_OBJECT
public:
    // Lies over host while it is open.
    CommandPalette(theme::Theme *theme, QSettings *settings, QWidget *host);

    void open(std::vector<PaletteEntry> entries);
    // While it is open: with what has come in since.
    void setEntries(std::vector<PaletteEntry> entries);
    void dismiss(); // the focus goes back to where it was

signals:
    void closed();

protected:
    void hideEvent(QHideEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    bool keyPressed(int key);
    void runCurrent();
    void place();
    void chooseFirst();

    QSettings *m_settings;
    QWidget *m_host;
    PaletteModel *m_model;
    QLineEdit *m_field;
    QListView *m_list;
    QPointer<QWidget> m_focusBefore;
};

} // namespace strandline::shell
