#include "views/settings/keys_model.h"

#include <QFont>

#include <algorithm>

namespace strandline::settings {

QString keysText(const QList<QKeySequence> &keys)
{
    return QKeySequence::listToString(keys, QKeySequence::NativeText).replace("; ", " · ");
}

KeysModel::KeysModel(commands::Shortcuts *shortcuts, QObject *parent)
    : QAbstractTableModel(parent), m_shortcuts(shortcuts), m_commands(shortcuts->commands())
{
    connect(shortcuts, &commands::Shortcuts::changed, this, &KeysModel::refresh);
    connect(shortcuts, &commands::Shortcuts::added, this, &KeysModel::reload);
}

int KeysModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_commands.size());
}

int KeysModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant KeysModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const commands::Command &row = command(index.row());
    if (role == Qt::FontRole && index.column() == KeysColumn && row.keys != row.defaults) {
        QFont font;
        font.setBold(true);
        return font;
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    switch (index.column()) {
    case CommandColumn:
        return row.text;
    case KeysColumn:
        return keysText(row.keys);
    case DefaultColumn:
        return keysText(row.defaults);
    case IdColumn:
        return row.id;
    default:
        return {};
    }
}

QVariant KeysModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case CommandColumn:
        return tr("Command");
    case KeysColumn:
        return tr("Keys");
    case DefaultColumn:
        return tr("Default");
    case IdColumn:
        return tr("Id");
    default:
        return {};
    }
}

int KeysModel::row(const QString &id) const
{
    const auto found = std::find_if(m_commands.begin(), m_commands.end(),
                                    [&id](const commands::Command &command) { return command.id == id; });
    return found == m_commands.end() ? -1 : static_cast<int>(found - m_commands.begin());
}

void KeysModel::refresh(const QString &id)
{
    const int at = row(id);
    for (const commands::Command &now : m_shortcuts->commands()) {
        if (at >= 0 && now.id == id) {
            m_commands[static_cast<std::size_t>(at)] = now;
            emit dataChanged(index(at, 0), index(at, ColumnCount - 1));
        }
    }
}

void KeysModel::reload()
{
    beginResetModel();
    m_commands = m_shortcuts->commands();
    endResetModel();
}

} // namespace strandline::settings
