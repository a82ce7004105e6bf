#include "models/schema/table_list_model.h"

#include "models/text/quantities.h"

#include <algorithm>
#include <map>

namespace strandline::schema {

TableListModel::TableListModel(session::DatabaseSession *session, QObject *parent)
    : QAbstractListModel(parent), m_session(session), m_loading(new task::TaskRunner(session->tasks(), this))
{
    connect(m_loading, &task::TaskRunner::failed, this, &TableListModel::failed);
    connect(session, &session::DatabaseSession::stateChanged, this, &TableListModel::sessionChanged);
    connect(session, &session::DatabaseSession::pointChanged, this, &TableListModel::refresh);
    connect(session->recording(), &timeline::RecordingService::scnMoved, this, &TableListModel::refreshSoon);
    sessionChanged();
}

int TableListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_entries.size());
}

QVariant TableListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const Entry &entry = m_entries[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
    case NameRole:
        return entry.name;
    case KindRole:
        return static_cast<int>(entry.kind);
    case RowsRole:
        return entry.rows ? QVariant(qulonglong{*entry.rows}) : QVariant();
    case PresenceRole:
        return static_cast<int>(entry.presence);
    case Qt::ToolTipRole:
    case Qt::AccessibleDescriptionRole:
        switch (entry.presence) {
        case Presence::OnlyThen:
            return tr("%1 existed then and has been dropped since.").arg(entry.name);
        case Presence::OnlyNow:
            return tr("%1 did not exist then.").arg(entry.name);
        case Presence::Always:
            return entry.rows ? tr("%1: about %2").arg(entry.name, text::quantity(*entry.rows, "rows"))
                              : entry.name;
        }
        return {};
    default:
        return {};
    }
}

int TableListModel::rowOf(const QString &name) const
{
    const auto it =
        std::find_if(m_entries.begin(), m_entries.end(), [&](const Entry &e) { return e.name == name; });
    return it == m_entries.end() ? -1 : static_cast<int>(it - m_entries.begin());
}

void TableListModel::sessionChanged()
{
    if (m_session->state() == session::DatabaseSession::State::Open) {
        refresh();
        return;
    }
    m_loading->discard();
    m_loaded = false;
    beginResetModel();
    m_entries.clear();
    endResetModel();
    emit loadedChanged();
}

void TableListModel::refreshSoon()
{
    if (m_loading->running()) {
        m_again = true;
    } else {
        refresh();
    }
}

void TableListModel::refresh()
{
    m_again = false;
    if (!m_session->database()) {
        return;
    }
    std::optional<core::Scn> point;
    if (m_session->point()) {
        point = m_session->point()->scn;
    }
    m_loading->run(
        tr("Reading the list of tables"),
        [database = m_session->database(), point](const core::JobContext &job) {
            Entries now;
            {
                session::Lease lease = database->lease();
                now = load(lease, job);
            }
            if (!point) {
                return now;
            }
            session::Lease lease = database->leaseAt(*point);
            return merged(std::move(now), load(lease, job));
        },
        [this](Entries entries) { take(std::move(entries)); });
}

TableListModel::Entries TableListModel::load(session::Lease &lease, const core::JobContext &job)
{
    sqlite::Connection &connection = lease.connection();
    const sqlite::Connection::CancelScope scope(connection, job.stop);
    Entries out;
    for (const catalog::TableSummary &table : catalog::loadTables(connection, "main", job)) {
        if (table.internal || table.kind == catalog::TableKind::Shadow) {
            continue;
        }
        Entry entry;
        entry.name = QString::fromStdString(table.name);
        entry.kind = table.kind;
        if (const auto estimate = catalog::estimateRows(connection, "main", table)) {
            entry.rows = estimate->rows;
        }
        out.push_back(std::move(entry));
    }
    return out;
}

TableListModel::Entries TableListModel::merged(Entries now, Entries then)
{
    std::map<QString, Entry> byName;
    for (Entry &entry : now) {
        entry.presence = Presence::OnlyNow;
        byName.emplace(entry.name, std::move(entry));
    }
    for (Entry &entry : then) {
        const auto it = byName.find(entry.name);
        if (it != byName.end()) {
            it->second.presence = Presence::Always;
        } else {
            entry.presence = Presence::OnlyThen;
            byName.emplace(entry.name, std::move(entry));
        }
    }
    Entries out;
    for (auto &[name, entry] : byName) {
        out.push_back(std::move(entry));
    }
    return out;
}

void TableListModel::take(Entries entries)
{
    std::sort(entries.begin(), entries.end(), [](const Entry &a, const Entry &b) {
        return QString::compare(a.name, b.name, Qt::CaseInsensitive) < 0;
    });
    const bool sameNames =
        std::equal(entries.begin(), entries.end(), m_entries.begin(), m_entries.end(),
                   [](const Entry &a, const Entry &b) { return a.name == b.name && a.kind == b.kind; });
    if (!sameNames) {
        beginResetModel();
        m_entries = std::move(entries);
        endResetModel();
    } else if (entries != m_entries) {
        m_entries = std::move(entries);
        emit dataChanged(index(0), index(rowCount() - 1));
    }
    m_loaded = true;
    emit loadedChanged();
    if (std::exchange(m_again, false)) {
        refresh();
    }
}

} // namespace strandline::schema
