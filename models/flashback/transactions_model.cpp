#include "models/flashback/transactions_model.h"

#include "engine/flashback/change_index.h"
#include "engine/session/change_search.h"
#include "models/text/quantities.h"

#include <algorithm>
#include <set>

namespace strandline::flashback {

using core::Scn;
using timeline::Commit;
using timeline::CommitsModel;

namespace {

// Commits read at once: the newest are shown soon, and each beginning costs something.
constexpr std::uint64_t firstPart = 500;
constexpr std::uint64_t furtherPart = 10'000;
constexpr int shownTables = 4; // in a cell; all are in its tooltip

} // namespace

TransactionsModel::TransactionsModel(session::DatabaseSession *session, QObject *parent)
    : QAbstractTableModel(parent), m_session(session),
      m_loading(new task::TaskRunner(session->tasks(), this)),
      m_searching(new task::TaskRunner(session->tasks(), this))
{
    m_more.setSingleShot(true);
    m_more.setInterval(100);
    connect(&m_more, &QTimer::timeout, this, [this] {
        if (m_wanted && !m_loading->running()) {
            load();
        }
        if (!m_filter.text.isEmpty() && !m_searching->running()) {
            search();
        }
    });
    connect(session->commits(), &CommitsModel::commitsChanged, this, &TransactionsModel::commitsChanged);
    connect(session->commits(), &CommitsModel::rangeChanged, this, &TransactionsModel::showRows);
    connect(m_loading, &task::TaskRunner::failed, this, &TransactionsModel::failed);
    connect(m_searching, &task::TaskRunner::failed, this, &TransactionsModel::failed);
    connect(m_searching, &task::TaskRunner::runningChanged, this, &TransactionsModel::matchesChanged);
    connect(m_searching, &task::TaskRunner::progress, this, [this](const core::Progress &progress) {
        m_searched = progress;
        emit matchesChanged();
    });
    commitsChanged();
}

const std::vector<Commit> &TransactionsModel::commits() const
{
    return m_session->commits()->commits();
}

qsizetype TransactionsModel::placeOf(Scn scn) const
{
    const Commit *commit = m_session->commits()->find(scn);
    const qsizetype place = commit == nullptr ? -1 : commit - commits().data();
    return place < static_cast<qsizetype>(m_summaries.size()) ? place : -1; // who hears of commits before us
}

int TransactionsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int TransactionsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

const Commit &TransactionsModel::commitAt(int row) const
{
    return commits()[m_rows[static_cast<std::size_t>(row)]];
}

int TransactionsModel::rowOf(Scn scn) const
{
    const qsizetype place = placeOf(scn);
    const auto it = std::lower_bound(m_rows.begin(), m_rows.end(), place,
                                     [](quint32 a, qsizetype b) { return static_cast<qsizetype>(a) > b; });
    return place >= 0 && it != m_rows.end() && *it == place ? static_cast<int>(it - m_rows.begin()) : -1;
}

QVariant TransactionsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const std::size_t place = m_rows[static_cast<std::size_t>(index.row())];
    const Summary &summary = m_summaries[place];
    switch (index.column()) {
    case ScnColumn:
        return CommitsModel::dataOf(commits()[place], CommitsModel::ScnColumn, role);
    case TimeColumn:
        return CommitsModel::dataOf(commits()[place], CommitsModel::TimeColumn, role);
    case NoteColumn:
        return CommitsModel::dataOf(commits()[place], CommitsModel::NoteColumn, role);
    default:
        break;
    }
    if (role == Qt::DisplayRole) {
        return index.column() == RowsColumn ? rowsText(summary) : tablesText(summary);
    }
    if (role == Qt::ToolTipRole) {
        return toolTip(summary);
    }
    return {};
}

QVariant TransactionsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        return section == ScnColumn ? QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter)
                                    : QVariant::fromValue(Qt::AlignLeft | Qt::AlignVCenter);
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case ScnColumn:
        return tr("SCN");
    case TimeColumn:
        return tr("Time");
    case RowsColumn:
        return tr("Rows");
    case TablesColumn:
        return tr("Tables");
    case NoteColumn:
        return tr("Remarks");
    default:
        return {};
    }
}

QString TransactionsModel::rowsText(const Summary &summary) const
{
    Touch sum;
    for (quint32 i = 0; i < summary.count; ++i) {
        const Entry &entry = m_entries[summary.first + i];
        if (m_tables[entry.table].ownData) {
            sum.inserts += entry.inserts;
            sum.updates += entry.updates;
            sum.deletes += entry.deletes;
        }
    }
    QStringList parts;
    if (sum.inserts > 0) {
        parts << "+ " + text::number(sum.inserts);
    }
    if (sum.updates > 0) {
        parts << "~ " + text::number(sum.updates);
    }
    if (sum.deletes > 0) {
        parts << "− " + text::number(sum.deletes);
    }
    return parts.join("  ");
}

QString TransactionsModel::tablesText(const Summary &summary) const
{
    if (!summary.read) {
        return m_wanted ? QStringLiteral("…") : QString();
    }
    QStringList names;
    for (quint32 i = 0; i < summary.count; ++i) {
        const Entry &entry = m_entries[summary.first + i];
        const Table &table = m_tables[entry.table];
        if (!table.ownData && table.virtualTable.isEmpty()) {
            continue;
        }
        const QString name = entry.definition ? tr("%1 (schema)").arg(table.shownName()) : table.shownName();
        if (!names.contains(name)) {
            names << name;
        }
    }
    if (names.size() > shownTables) {
        const auto more = names.size() - shownTables;
        names = names.mid(0, shownTables);
        names << tr("%n more", nullptr, static_cast<int>(more));
    }
    return names.join(", ");
}

QString TransactionsModel::toolTip(const Summary &summary) const
{
    QStringList lines;
    for (quint32 i = 0; i < summary.count; ++i) {
        const Entry &entry = m_entries[summary.first + i];
        QString line = tr("%1: + %2 ~ %3 − %4")
                           .arg(m_tables[entry.table].name, text::number(entry.inserts),
                                text::number(entry.updates), text::number(entry.deletes));
        if (entry.definition) {
            line += " · " + tr("schema changed");
        }
        if (entry.renumbered) {
            line += " · " + tr("rowids given anew by VACUUM");
        }
        lines << line;
    }
    return lines.join('\n');
}

bool TransactionsModel::known(Scn scn) const
{
    const qsizetype place = placeOf(scn);
    return place >= 0 && m_summaries[static_cast<std::size_t>(place)].known;
}

std::vector<TransactionsModel::Touch> TransactionsModel::touchedBy(Scn scn) const
{
    std::vector<Touch> out;
    const qsizetype place = placeOf(scn);
    if (place < 0) {
        return out;
    }
    const Summary &summary = m_summaries[static_cast<std::size_t>(place)];
    for (quint32 i = 0; i < summary.count; ++i) {
        const Entry &entry = m_entries[summary.first + i];
        const Table &table = m_tables[entry.table];
        out.push_back({table.name, entry.definition, entry.renumbered, table.ownData, entry.inserts,
                       entry.updates, entry.deletes});
    }
    std::stable_partition(out.begin(), out.end(), [](const Touch &touch) { return touch.ownData; });
    return out;
}

QStringList TransactionsModel::tables() const
{
    QStringList names;
    for (const Table &table : m_tables) {
        if ((table.ownData || !table.virtualTable.isEmpty()) && !names.contains(table.shownName())) {
            names << table.shownName();
        }
    }
    names.sort(Qt::CaseInsensitive);
    return names;
}

std::vector<Scn> TransactionsModel::definitionChanges() const
{
    std::vector<Scn> out;
    for (std::size_t i = 0; i < m_summaries.size(); ++i) {
        if (m_summaries[i].definition) {
            out.push_back(commits()[i].scn);
        }
    }
    return out;
}

void TransactionsModel::commitsChanged()
{
    const Scn first = commits().empty() ? Scn{} : commits().front().scn;
    if (first != m_firstScn || commits().size() < m_summaries.size()) {
        forget();
        m_firstScn = first;
    }
    m_summaries.resize(commits().size());
    showRows();
    m_more.start();
}

void TransactionsModel::forget()
{
    m_loading->discard();
    m_searching->discard();
    beginResetModel();
    m_rows.clear();
    m_summaries.assign(commits().size(), {});
    m_entries.clear();
    m_tables.clear();
    m_tableIds.clear();
    m_searchedTo = {};
    if (m_matches) {
        m_matches->clear();
    }
    endResetModel();
    emit touchesChanged();
    emit matchesChanged();
}

void TransactionsModel::load()
{
    m_wanted = true;
    const auto unread = [](const Summary &summary) { return !summary.read; };
    const auto first = std::find_if(m_summaries.begin(), m_summaries.end(), unread);
    const auto last = std::find_if(m_summaries.rbegin(), m_summaries.rend(), unread);
    if (first == m_summaries.end() || !m_session->database() || m_loading->running()) {
        return;
    }
    const Scn from = commits()[static_cast<std::size_t>(first - m_summaries.begin())].scn;
    const Scn to = commits()[static_cast<std::size_t>(m_summaries.rend() - last) - 1].scn;
    m_loading->stream<Part>(
        tr("Reading what commits changed"),
        [database = m_session->database(), from, to](const core::JobContext &job,
                                                     const std::function<void(Part)> &part) {
            ChangeIndex index(database->history());
            const core::JobContext silent{job.stop, {}, job.actor};
            std::uint64_t size = firstPart;
            for (std::uint64_t end = to.value; end >= from.value;) {
                const std::uint64_t begin = end - from.value >= size ? end - size + 1 : from.value;
                part(index.load(Scn{begin}, Scn{end}, silent));
                job.report(to.value - begin + 1, to.value - from.value + 1, "commits");
                end = begin - 1;
                size = furtherPart;
            }
        },
        [this](const Part &part) { take(part); },
        [this] {
            emit touchesChanged();
            m_more.start(); // what arrived meanwhile
        });
    emit touchesChanged();
}

quint32 TransactionsModel::idOf(const TouchedTable &table)
{
    const QString name = QString::fromStdString(table.name);
    const auto known = m_tableIds.constFind(name);
    if (known != m_tableIds.constEnd()) {
        return *known;
    }
    const auto id = static_cast<quint32>(m_tables.size());
    m_tables.push_back(
        {name, QString::fromStdString(table.virtualTable), !table.internal && table.virtualTable.empty()});
    m_tableIds.insert(name, id);
    return id;
}

void TransactionsModel::take(const Part &part)
{
    for (const CommitTables &commit : part) {
        const qsizetype place = placeOf(commit.scn);
        if (place < 0) {
            continue; // it will be told with its commits
        }
        Summary &summary = m_summaries[static_cast<std::size_t>(place)];
        summary.read = true;
        summary.known = commit.known;
        summary.definition = false;
        summary.first = static_cast<quint32>(m_entries.size());
        summary.count = static_cast<quint32>(commit.tables.size());
        for (const TouchedTable &table : commit.tables) {
            m_entries.push_back({idOf(table), table.definition, table.rowidsRenumbered, table.inserts,
                                 table.updates, table.deletes});
            summary.definition = summary.definition || table.definition;
        }
    }
    if (!m_filter.table.isEmpty() && m_filter.text.isEmpty()) {
        matchTables();
    }
    if (!m_rows.empty()) {
        emit dataChanged(index(0, RowsColumn), index(rowCount() - 1, TablesColumn));
    }
    emit touchesChanged();
}

void TransactionsModel::setFilter(const Filter &filter)
{
    if (filter == m_filter) {
        return;
    }
    m_filter = filter;
    m_searching->discard();
    m_searchedTo = {};
    m_searched = {};
    m_matches.reset();
    if (!filter.empty()) {
        m_matches.emplace();
    }
    if (!filter.text.isEmpty()) {
        showRows();
        search();
    } else if (!filter.table.isEmpty()) {
        load();
        matchTables();
    } else {
        showRows();
    }
    emit matchesChanged();
}

void TransactionsModel::matchTables()
{
    std::vector<bool> wanted;
    for (const Table &table : m_tables) {
        wanted.push_back(table.shownName().compare(m_filter.table, Qt::CaseInsensitive) == 0);
    }
    std::vector<Scn> found;
    for (std::size_t i = 0; i < m_summaries.size(); ++i) {
        const Summary &summary = m_summaries[i];
        for (quint32 entry = 0; entry < summary.count; ++entry) {
            if (wanted[m_entries[summary.first + entry].table]) {
                found.push_back(commits()[i].scn);
                break;
            }
        }
    }
    m_matches = std::move(found);
    showRows();
    emit matchesChanged();
}

void TransactionsModel::search()
{
    if (commits().empty() || commits().back().scn <= m_searchedTo || !m_session->database()) {
        return;
    }
    const Scn from = m_searchedTo ? m_searchedTo.next() : commits().front().scn;
    const Scn to = commits().back().scn;
    session::ChangeQuery query;
    query.text = m_filter.text.toStdString();
    query.table = m_filter.table.toStdString();
    using Found = std::vector<Scn>;
    m_searching->stream<Found>(
        tr("Looking for “%1” in what commits changed").arg(m_filter.text),
        [database = m_session->database(), query, from, to](const core::JobContext &job,
                                                            const std::function<void(Found)> &part) {
            Found found;
            const core::JobContext telling{job.stop,
                                           [&](const core::Progress &progress) {
                                               if (!found.empty()) { // all of one run of commits together
                                                   part(std::exchange(found, {}));
                                               }
                                               job.report(progress.done, progress.total, "commits");
                                           },
                                           job.actor};
            session::searchChanges(
                database->history(), query, from, to,
                [&](const session::FoundCommit &commit) { found.push_back(commit.scn); }, telling);
        },
        [this](const Found &found) { takeFound(found); },
        [this, to] {
            m_searchedTo = to;
            m_more.start();
        });
}

void TransactionsModel::takeFound(const std::vector<Scn> &found)
{
    m_matches->insert(m_matches->end(), found.begin(), found.end());
    std::sort(m_matches->begin(), m_matches->end());
    showRows();
    emit matchesChanged();
}

// Rows that come at either end are inserted, so that what is chosen stays.
void TransactionsModel::showRows()
{
    std::vector<quint32> rows;
    const auto &range = m_session->commits()->range();
    const auto within = [&](const Commit &commit) {
        return !range || (commit.timeTo >= range->from && commit.timeTo <= range->to);
    };
    if (m_matches) {
        for (auto it = m_matches->rbegin(); it != m_matches->rend(); ++it) {
            const qsizetype place = placeOf(*it);
            if (place >= 0 && within(commits()[static_cast<std::size_t>(place)])) {
                rows.push_back(static_cast<quint32>(place));
            }
        }
    } else {
        for (std::size_t i = commits().size(); i > 0; --i) {
            if (within(commits()[i - 1])) {
                rows.push_back(static_cast<quint32>(i - 1));
            }
        }
    }
    if (rows == m_rows) {
        return;
    }
    const auto before = static_cast<std::ptrdiff_t>(m_rows.size());
    const auto now = static_cast<std::ptrdiff_t>(rows.size());
    if (before > 0 && now > before && std::equal(m_rows.begin(), m_rows.end(), rows.end() - before)) {
        beginInsertRows({}, 0, static_cast<int>(now - before) - 1);
        m_rows = std::move(rows);
        endInsertRows();
    } else if (before > 0 && now > before && std::equal(m_rows.begin(), m_rows.end(), rows.begin())) {
        beginInsertRows({}, static_cast<int>(before), static_cast<int>(now) - 1);
        m_rows = std::move(rows);
        endInsertRows();
    } else {
        beginResetModel();
        m_rows = std::move(rows);
        endResetModel();
    }
}

const Commit *TransactionsModel::next(const Commit &from, Step step, bool later) const
{
    const std::size_t size = m_matches ? m_matches->size() : commits().size();
    const auto at = [this](std::size_t i) {
        return m_matches ? m_session->commits()->find((*m_matches)[i]) : &commits()[i];
    };
    const auto length = step == Step::Commit ? std::chrono::hours(0)
                        : step == Step::Hour ? std::chrono::hours(1)
                                             : std::chrono::hours(24);
    const auto reached = [&](const Commit &commit) { // going later: a target; going earlier: too late
        if (step == Step::Commit) {
            return later ? commit.scn > from.scn : commit.scn >= from.scn;
        }
        return later ? commit.timeTo >= from.timeTo + length : commit.timeTo > from.timeTo - length;
    };
    std::size_t low = 0; // the first one that is reached
    for (std::size_t high = size; low < high;) {
        const std::size_t middle = low + (high - low) / 2;
        if (const Commit *commit = at(middle); commit == nullptr || !reached(*commit)) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    if (size == 0) {
        return nullptr;
    }
    // Where there is none so far away, the outermost.
    const Commit *target = later ? at(std::min(low, size - 1)) : at(low == 0 ? 0 : low - 1);
    const bool onTheWay = target != nullptr && (later ? target->scn > from.scn : target->scn < from.scn);
    return onTheWay ? target : nullptr;
}

} // namespace strandline::flashback
