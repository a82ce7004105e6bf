// The commands with their keys as a table, one row a command: command, keys, default, id. GUI thread.
#pragma once

#include "views/common/commands/shortcuts.h"

#include <QAbstractTableModel>

namespace strandline::settings {

// As a person reads them: "Ctrl+F, F3"; empty: no keys.
QString keysText(const QList<QKeySequence> &keys);

class KeysModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column
    {
        CommandColumn,
        KeysColumn,
        DefaultColumn,
        IdColumn,
        ColumnCount
    };

    // shortcuts outlives this model.
    explicit KeysModel(commands::Shortcuts *shortcuts, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override; // FontRole: bold where keys are own
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    const commands::Command &command(int row) const { return m_commands[static_cast<std::size_t>(row)]; }
    int row(const QString &id) const; // -1: none

private:
    void refresh(const QString &id);
    void reload();

    commands::Shortcuts *m_shortcuts;
    std::vector<commands::Command> m_commands;
};

} // namespace strandline::settings
