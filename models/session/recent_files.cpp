#include "models/session/recent_files.h"

#include <QFileInfo>

namespace strandline::session {

namespace {
constexpr const char *key = "v1/recentFiles";
}

RecentFiles::RecentFiles(QSettings *settings, QObject *parent)
    : QAbstractListModel(parent), m_settings(settings), m_paths(settings->value(key).toStringList())
{
    m_paths = m_paths.mid(0, limit);
}

int RecentFiles::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_paths.size());
}

QVariant RecentFiles::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const QString &path = m_paths[index.row()];
    switch (role) {
    case Qt::DisplayRole:
        return QFileInfo(path).fileName();
    case Qt::ToolTipRole:
    case PathRole:
        return path;
    case MissingRole:
        return !QFileInfo::exists(path);
    default:
        return {};
    }
}

void RecentFiles::add(const QString &path)
{
    const QString absolute = QFileInfo(path).absoluteFilePath();
    if (!m_paths.isEmpty() && m_paths.first() == absolute) {
        return;
    }
    beginResetModel();
    m_paths.removeAll(absolute);
    m_paths.prepend(absolute);
    m_paths = m_paths.mid(0, limit);
    endResetModel();
    store();
}

void RecentFiles::remove(const QString &path)
{
    const auto row = static_cast<int>(m_paths.indexOf(path));
    if (row < 0) {
        return;
    }
    beginRemoveRows({}, row, row);
    m_paths.removeAt(row);
    endRemoveRows();
    store();
}

void RecentFiles::clear()
{
    beginResetModel();
    m_paths.clear();
    endResetModel();
    store();
}

void RecentFiles::store()
{
    m_settings->setValue(key, m_paths);
}

} // namespace strandline::session
