#include "models/session/recent_files.h"

#include <QFileInfo>

namespace strandline::session {

namespace {
constexpr const char *othersKey = "v1/recentFiles";
constexpr const char *pinnedKey = "v1/pinnedFiles";
} // namespace

RecentFiles::RecentFiles(QSettings *settings, task::TaskList *tasks, QObject *parent)
    : QAbstractListModel(parent), m_settings(settings), m_looking(new task::TaskRunner(tasks, this)),
      m_pinned(settings->value(pinnedKey).toStringList()),
      m_others(settings->value(othersKey).toStringList().mid(0, limit))
{
    look();
}

int RecentFiles::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_pinned.size() + m_others.size());
}

QVariant RecentFiles::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const bool pinned = index.row() < m_pinned.size();
    const QString &path = pinned ? m_pinned[index.row()] : m_others[index.row() - m_pinned.size()];
    switch (role) {
    case Qt::DisplayRole:
        return QFileInfo(path).fileName();
    case Qt::ToolTipRole:
    case PathRole:
        return path;
    case MissingRole:
        return m_missing.contains(path);
    case PinnedRole:
        return pinned;
    default:
        return {};
    }
}

void RecentFiles::add(const QString &path)
{
    const QString absolute = QFileInfo(path).absoluteFilePath();
    if (m_pinned.contains(absolute) || (!m_others.isEmpty() && m_others.first() == absolute)) {
        look(); // it may have come back
        return;
    }
    QStringList others = m_others;
    others.removeAll(absolute);
    others.prepend(absolute);
    become(m_pinned, others);
}

void RecentFiles::remove(const QString &path)
{
    QStringList pinned = m_pinned;
    QStringList others = m_others;
    pinned.removeAll(path);
    others.removeAll(path);
    become(pinned, others);
}

void RecentFiles::setPinned(const QString &path, bool pinned)
{
    QStringList &from = pinned ? m_others : m_pinned;
    if (!from.contains(path)) {
        return;
    }
    QStringList pinnedNow = m_pinned;
    QStringList others = m_others;
    pinnedNow.removeAll(path);
    others.removeAll(path);
    if (pinned) {
        pinnedNow.append(path);
    } else {
        others.prepend(path);
    }
    become(pinnedNow, others);
}

void RecentFiles::clear()
{
    become(m_pinned, {});
}

void RecentFiles::become(const QStringList &pinned, const QStringList &others)
{
    beginResetModel();
    m_pinned = pinned;
    m_others = others.mid(0, limit);
    endResetModel();
    m_settings->setValue(pinnedKey, m_pinned);
    m_settings->setValue(othersKey, m_others);
    look();
}

void RecentFiles::look()
{
    const QStringList paths = m_pinned + m_others;
    if (paths.isEmpty()) {
        return;
    }
    m_looking->run(
        {},
        [paths](const core::JobContext &) {
            QSet<QString> missing;
            for (const QString &path : paths) {
                if (!QFileInfo::exists(path)) {
                    missing.insert(path);
                }
            }
            return missing;
        },
        [this](const QSet<QString> &missing) {
            if (missing != m_missing) {
                m_missing = missing;
                emit dataChanged(index(0), index(rowCount() - 1), {MissingRole});
            }
        });
}

} // namespace strandline::session
