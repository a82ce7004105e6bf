// The ten files opened last, kept in the settings it is given, newest first. GUI thread.
#pragma once

#include <QAbstractListModel>
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
        MissingRole,             // bool: not there any more
    };
    static constexpr int limit = 10;

    explicit RecentFiles(QSettings *settings, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

    void add(const QString &path);
    void remove(const QString &path);
    void clear();

private:
    void store();

    QSettings *m_settings;
    QStringList m_paths;
};

} // namespace strandline::session
