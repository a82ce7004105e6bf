// The files opened last, kept in the settings it is given: the pinned ones first, then up to ten others,
// newest first. GUI thread; whether a file is still there is looked up by a job, for a network folder may
// answer late.
#pragma once

#include "models/task/task_runner.h"

#include <QAbstractListModel>
#include <QSet>
#include <QSettings>
#include <QStringList>

namespace strandline::session {

class RecentFiles : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role
    {
        PathRole = Qt::UserRole, // absolute
        MissingRole,             // bool: not there any more, as of the last look
        PinnedRole,              // bool: stays, whatever else is opened
    };
    static constexpr int limit = 10; // of files that are not pinned

    // Both outlive this object.
    RecentFiles(QSettings *settings, task::TaskList *tasks, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

    void add(const QString &path);
    void remove(const QString &path);
    void setPinned(const QString &path, bool pinned);
    // Forgets all that is not pinned.
    void clear();
    // Looks which files are missing; dataChanged follows where that has changed.
    void look();

private:
    // Puts both lists in force and keeps them.
    void become(const QStringList &pinned, const QStringList &others);

    QSettings *m_settings;
    task::TaskRunner *m_looking;
    QStringList m_pinned;
    QStringList m_others;
    QSet<QString> m_missing;
};

} // namespace strandline::session
