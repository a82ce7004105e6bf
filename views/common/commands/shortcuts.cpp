#include "views/common/commands/shortcuts.h"

#include <QWidget>

#include <algorithm>

namespace strandline::commands {

namespace {

constexpr const char *idProperty = "commandId";

QString keyOf(const QString &id)
{
    return "v1/shortcuts/" + id;
}

QString plainText(QString text)
{
    text.remove("…");
    text.replace("&&", "\x01");
    text.remove('&');
    text.replace('\x01', '&');
    return text;
}

QStringList texts(const QList<QKeySequence> &keys)
{
    QStringList result;
    for (const QKeySequence &key : keys) {
        result << key.toString(QKeySequence::PortableText);
    }
    return result;
}

QList<QKeySequence> sequences(const QStringList &texts)
{
    QList<QKeySequence> result;
    for (const QString &text : texts) {
        const QKeySequence key = QKeySequence::fromString(text, QKeySequence::PortableText);
        if (!key.isEmpty()) {
            result << key;
        }
    }
    return result;
}

} // namespace

Shortcuts::Shortcuts(QSettings *settings, QObject *parent) : QObject(parent), m_settings(settings) {}

QAction *Shortcuts::bind(QAction *action, const QString &id, const QList<QKeySequence> &defaults)
{
    Entry &entry = m_entries[id];
    const bool first = entry.command.id.isEmpty();
    if (first) {
        const QVariant own = m_settings->value(keyOf(id));
        entry.command.id = id;
        entry.command.text = plainText(action->text());
        entry.command.defaults = defaults;
        entry.command.keys = own.isValid() ? sequences(own.toStringList()) : defaults;
        entry.command.onPage = action->shortcutContext() == Qt::WidgetWithChildrenShortcut;
    }
    std::erase_if(entry.actions, [](const QPointer<QAction> &known) { return known.isNull(); });
    entry.actions.emplace_back(action);
    action->setProperty(idProperty, id);
    action->setShortcuts(entry.command.keys);
    if (first) {
        emit added(id);
    }
    return action;
}

QAction *Shortcuts::bindToPage(QWidget *page, QAction *action, const QString &id,
                               const QList<QKeySequence> &defaults)
{
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    page->addAction(action);
    return bind(action, id, defaults);
}

std::vector<Command> Shortcuts::commands() const
{
    std::vector<Command> result;
    for (const auto &[id, entry] : m_entries) {
        result.push_back(entry.command);
    }
    return result;
}

QString Shortcuts::idOf(const QAction *action)
{
    return action->property(idProperty).toString();
}

QStringList Shortcuts::conflicts(const QString &id, const QList<QKeySequence> &keys) const
{
    const auto mine = m_entries.find(id);
    if (mine == m_entries.end()) {
        return {};
    }
    const auto clash = [&keys](const QKeySequence &other) {
        return std::any_of(keys.begin(), keys.end(), [&other](const QKeySequence &key) {
            return key.matches(other) != QKeySequence::NoMatch || other.matches(key) != QKeySequence::NoMatch;
        });
    };
    const auto page = [](const QString &command) { return command.section('.', 0, 0); };
    QStringList result;
    for (const auto &[other, entry] : m_entries) {
        const bool apart = mine->second.command.onPage && entry.command.onPage && page(id) != page(other) &&
                           page(id) != "page" && page(other) != "page"; // "page.find" is on every page
        if (other != id && !apart &&
            std::any_of(entry.command.keys.begin(), entry.command.keys.end(), clash)) {
            result << other;
        }
    }
    return result;
}

void Shortcuts::setKeys(const QString &id, const QList<QKeySequence> &keys)
{
    const auto found = m_entries.find(id);
    if (found == m_entries.end()) {
        return;
    }
    found->second.command.keys = keys;
    if (keys == found->second.command.defaults) {
        m_settings->remove(keyOf(id));
    } else {
        m_settings->setValue(keyOf(id), texts(keys));
    }
    apply(found->second);
}

void Shortcuts::reset(const QString &id)
{
    if (const auto found = m_entries.find(id); found != m_entries.end()) {
        setKeys(id, found->second.command.defaults);
    }
}

void Shortcuts::resetAll()
{
    for (const Command &command : commands()) {
        reset(command.id);
    }
}

void Shortcuts::apply(Entry &entry)
{
    for (const QPointer<QAction> &action : entry.actions) {
        if (action) {
            action->setShortcuts(entry.command.keys);
        }
    }
    emit changed(entry.command.id);
}

} // namespace strandline::commands
