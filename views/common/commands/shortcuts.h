// The commands of the program by their stable ids, and the keys that the user gave them. One for all windows;
// GUI thread.
//
// An action that is bound here takes its keys from here and follows every change of them. Several actions may
// have the same id (one a page): they share text, default and keys. The command palette lists the bound
// actions that can be reached. Settings: v1/shortcuts/ID, a list of portable key texts; absent: the default.
#pragma once

#include <QAction>
#include <QKeySequence>
#include <QList>
#include <QPointer>
#include <QSettings>

#include <map>
#include <vector>

namespace strandline::commands {

struct Command
{
    QString id;   // "worksheet.run"
    QString text; // as in the menu, without "&" and "…"
    QList<QKeySequence> defaults;
    QList<QKeySequence> keys; // in force
    bool onPage = false;      // works inside its page only, not in the whole window
};

class Shortcuts : public QObject
{
    Q_OBJECT
public:
    // settings outlives this object.
    explicit Shortcuts(QSettings *settings, QObject *parent = nullptr);

    // Gives the action its keys now and after every change. Returns action. The action's text must be set.
    QAction *bind(QAction *action, const QString &id, const QList<QKeySequence> &defaults = {});
    // Like bind, for an action of one page: its keys work while the focus is inside page.
    QAction *bindToPage(QWidget *page, QAction *action, const QString &id,
                        const QList<QKeySequence> &defaults = {});

    std::vector<Command> commands() const;      // by id
    static QString idOf(const QAction *action); // empty: not bound

    // The commands that one of keys would reach as well if id had them: the same key, or the beginning of
    // one. Commands of different pages don't disturb each other ("worksheet.run" and "browse.refresh").
    QStringList conflicts(const QString &id, const QList<QKeySequence> &keys) const;
    void setKeys(const QString &id, const QList<QKeySequence> &keys); // none: no keys
    void reset(const QString &id);
    void resetAll();

signals:
    void changed(const QString &id);
    void added(const QString &id); // bound for the first time

private:
    struct Entry
    {
        Command command;
        std::vector<QPointer<QAction>> actions;
    };
    void apply(Entry &entry);

    QSettings *m_settings;
    std::map<QString, Entry> m_entries;
};

} // namespace strandline::commands
