#include "models/sessions/sessions_model.h"

#include "engine/monitor/monitor.h"

#include <algorithm>
#include <tuple>

namespace strandline::sessions {

namespace {

// What matters comes first: who blocks, who waits for somebody, who is busy, who holds something.
int rankOf(const ListedSession &session, bool blocking)
{
    return blocking                                      ? 0
           : session.blockedBy                           ? 1
           : session.active                              ? 2
           : session.transaction == SL_TRANSACTION_WRITE ? 3
           : session.transaction == SL_TRANSACTION_READ  ? 4
           : session.kind == SessionKind::External       ? 5
           : session.openCursors > 0                     ? 6
                                                         : 7;
}

} // namespace

SessionsModel::SessionsModel(session::DatabaseSession *session, QObject *parent)
    : QAbstractTableModel(parent), m_session(session),
      m_reading(new task::TaskRunner(session->tasks(), this)),
      m_stopping(new task::TaskRunner(session->tasks(), this))
{
    connect(m_reading, &task::TaskRunner::failed, this, &SessionsModel::failed);
    connect(m_stopping, &task::TaskRunner::failed, this, &SessionsModel::failed);
    connect(&m_tick, &QTimer::timeout, this, [this] {
        if (!m_reading->running()) {
            refresh();
        }
    });
    connect(session, &session::DatabaseSession::stateChanged, this, [this] {
        beginResetModel();
        m_rows.clear();
        m_list.reset(); // perhaps another database
        endResetModel();
        emit changed();
        refresh();
    });
}

void SessionsModel::refresh()
{
    const auto database = m_session->database();
    if (!database) {
        m_reading->discard();
        return;
    }
    m_reading->run(
        {}, [database](const core::JobContext &) { return database->monitor().sessions(); },
        [this](SessionList list) {
            auto taken = std::make_shared<const SessionList>(std::move(list));
            std::vector<bool> blocking(taken->sessions.size());
            for (const ListedSession &session : taken->sessions) {
                if (session.blockedBy) {
                    blocking.at(*session.blockedBy) = true;
                }
            }
            m_blocking = std::move(blocking);
            m_list = std::move(taken);
            show();
            emit changed();
        });
}

void SessionsModel::setLive(std::optional<std::chrono::seconds> every)
{
    if (!every) {
        m_tick.stop();
        if (m_list) {
            m_reading->discard(); // what is shown stays
        }
        return;
    }
    m_tick.start(*every);
    refresh();
}

void SessionsModel::setFilter(const SessionFilter &filter)
{
    m_filter = filter;
    m_words = filter.words.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    show();
    emit changed();
}

void SessionsModel::sort(int column, Qt::SortOrder order)
{
    m_sortColumn = column;
    m_sortOrder = order;
    show();
}

bool SessionsModel::wanted(const ListedSession &session) const
{
    const bool kind = session.kind == SessionKind::Own        ? m_filter.own
                      : session.kind == SessionKind::External ? m_filter.outside
                                                              : m_filter.probed;
    if (!kind || (m_filter.onlyActive && !session.active) ||
        (m_filter.onlyTransactions && session.transaction == SL_TRANSACTION_NONE)) {
        return false;
    }
    if (m_words.isEmpty()) {
        return true;
    }
    const QStringList said{nameText(session), programText(session), moduleText(session),  stateText(session),
                           waitText(session), sqlIdText(session),   fromUtf8(session.sql)};
    const QString all = said.join(QLatin1Char('\n'));
    return std::all_of(m_words.begin(), m_words.end(),
                       [&](const QString &word) { return all.contains(word, Qt::CaseInsensitive); });
}

bool SessionsModel::before(std::size_t a, std::size_t b) const
{
    const ListedSession &left = m_list->sessions[a];
    const ListedSession &right = m_list->sessions[b];
    switch (m_sortColumn) {
    case SessionColumn:
        return left.key.sid < right.key.sid;
    case ProgramColumn:
        return std::tie(left.program, left.process) < std::tie(right.program, right.process);
    case KindColumn:
        return left.kind < right.kind;
    case StateColumn:
        return std::pair(monitor::stateOf(left), left.call) < std::pair(monitor::stateOf(right), right.call);
    case WaitColumn:
        return std::pair(waitText(left), left.waited) < std::pair(waitText(right), right.waited);
    case TransactionColumn:
        return left.transactionAge < right.transactionAge;
    case BlockedByColumn:
        return left.blockedBy.has_value() < right.blockedBy.has_value();
    case TextColumn:
        return left.sql < right.sql;
    default:
        break;
    }
    const auto key = [&](std::size_t i) {
        const ListedSession &session = m_list->sessions[i];
        return std::tuple(rankOf(session, m_blocking[i]), -std::max(session.call, session.transactionAge));
    };
    return key(a) < key(b);
}

std::vector<SessionsModel::Row> SessionsModel::wantedRows() const
{
    std::vector<Row> rows;
    if (!m_list) {
        return rows;
    }
    for (std::size_t i = 0; i < m_list->sessions.size(); ++i) {
        if (wanted(m_list->sessions[i])) {
            rows.push_back({SessionId::of(m_list->sessions[i]), m_list, i});
        }
    }
    const bool turned = m_sortColumn >= 0 && m_sortOrder == Qt::DescendingOrder;
    std::stable_sort(rows.begin(), rows.end(), [&](const Row &a, const Row &b) {
        return turned ? before(b.at, a.at) : before(a.at, b.at);
    });
    return rows;
}

// In steps that leave what is chosen, and where the view stands, as they are.
void SessionsModel::show()
{
    const std::vector<Row> rows = wantedRows();
    removeGone(rows);
    addNew(rows);
    order(rows);
    if (!m_rows.empty()) {
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    }
}

void SessionsModel::removeGone(const std::vector<Row> &wanted)
{
    for (int row = rowCount() - 1; row >= 0; --row) {
        const auto here = m_rows.begin() + row;
        const auto there = std::find_if(wanted.begin(), wanted.end(),
                                        [&](const Row &other) { return other.id == here->id; });
        if (there == wanted.end()) {
            beginRemoveRows({}, row, row);
            m_rows.erase(here);
            endRemoveRows();
        } else {
            *here = *there;
        }
    }
}

void SessionsModel::addNew(const std::vector<Row> &wanted)
{
    for (const Row &row : wanted) {
        if (rowOf(row.id) < 0) {
            beginInsertRows({}, rowCount(), rowCount());
            m_rows.push_back(row);
            endInsertRows();
        }
    }
}

void SessionsModel::order(std::vector<Row> wanted)
{
    const bool same = std::equal(m_rows.begin(), m_rows.end(), wanted.begin(), wanted.end(),
                                 [](const Row &a, const Row &b) { return a.id == b.id; });
    if (same) {
        return;
    }
    emit layoutAboutToBeChanged({}, VerticalSortHint);
    const QModelIndexList from = persistentIndexList();
    std::vector<SessionId> ids;
    for (const QModelIndex &index : from) {
        ids.push_back(m_rows.at(static_cast<std::size_t>(index.row())).id);
    }
    m_rows = std::move(wanted);
    QModelIndexList to;
    for (qsizetype i = 0; i < from.size(); ++i) {
        to << index(rowOf(ids.at(static_cast<std::size_t>(i))), from[i].column());
    }
    changePersistentIndexList(from, to);
    emit layoutChanged({}, VerticalSortHint);
}

int SessionsModel::rowOf(const SessionId &id) const
{
    const auto found =
        std::find_if(m_rows.begin(), m_rows.end(), [&](const Row &row) { return row.id == id; });
    return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

const ListedSession *SessionsModel::find(const SessionId &id) const
{
    if (!m_list) {
        return nullptr;
    }
    const auto found =
        std::find_if(m_list->sessions.begin(), m_list->sessions.end(),
                     [&](const ListedSession &session) { return SessionId::of(session) == id; });
    return found == m_list->sessions.end() ? nullptr : &*found;
}

void SessionsModel::cancelStatement(const SessionId &id)
{
    if (const auto database = m_session->database(); database && !m_stopping->running()) {
        m_stopping->run(
            tr("Cancelling a statement"),
            [database, key = id.key](const core::JobContext &) {
                return database->monitor().cancelStatement(key);
            },
            [this, id](bool done) {
                emit statementCancelled(id, done);
                refresh();
            });
    }
}

void SessionsModel::endSession(const SessionId &id)
{
    if (const auto database = m_session->database(); database && !m_stopping->running()) {
        m_stopping->run(
            tr("Ending a session"),
            [database, key = id.key](const core::JobContext &) {
                return database->monitor().endSession(key);
            },
            [this, id](bool done) {
                emit sessionEnded(id, done);
                refresh();
            });
    }
}

int SessionsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int SessionsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant SessionsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const ListedSession &session = at(index.row());
    if (role == WaitClassRole) {
        return index.column() == WaitColumn && session.active
                   ? fromUtf8(monitor::className(sl_class_of(session.event)))
                   : QString();
    }
    if (role == Qt::ToolTipRole) {
        return index.column() == TextColumn      ? sqlText(session)
               : index.column() == ProgramColumn ? moduleText(session)
                                                 : data(index, Qt::DisplayRole);
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    switch (index.column()) {
    case SessionColumn:
        return session.key.sid == 0 ? QStringLiteral("–") : QString::number(session.key.sid);
    case ProgramColumn:
        return programText(session);
    case KindColumn:
        return kindText(session.kind);
    case StateColumn:
        return stateText(session);
    case WaitColumn:
        return waitText(session);
    case TransactionColumn:
        return transactionText(session);
    case BlockedByColumn:
        return session.blockedBy ? nameText(m_rows[static_cast<std::size_t>(index.row())].list->sessions.at(
                                       *session.blockedBy))
                                 : QString();
    default:
        return sqlText(session).simplified();
    }
}

QVariant SessionsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role != Qt::DisplayRole || orientation != Qt::Horizontal) {
        return {};
    }
    const QString names[] = {tr("Session"), tr("Program"),     tr("Kind"),       tr("State"),
                             tr("Wait"),    tr("Transaction"), tr("Blocked by"), tr("SQL")};
    return names[section];
}

} // namespace strandline::sessions
