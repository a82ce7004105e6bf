#include "models/search/search_model.h"

#include "engine/sqlite/connection.h"
#include "models/text/quantities.h"

#include <algorithm>

namespace strandline::search {

using session::FoundIn;
using session::SearchedTable;
using session::SearchMatch;

namespace {

// One line: line ends and other control characters as visible signs. Every character stays one character.
QString oneLine(const std::string &bytes)
{
    QString text = QString::fromUtf8(bytes.data(), static_cast<qsizetype>(bytes.size()));
    for (QChar &c : text) {
        if (c == '\n') {
            c = QChar(0x21B5); // ↵
        } else if (c == '\t') {
            c = QChar(0x2192); // →
        } else if (!c.isPrint() && !c.isSurrogate()) {
            c = QChar(0x00B7); // ·
        }
    }
    return text;
}

QString textOf(const std::string &text)
{
    return QString::fromStdString(text);
}

QString keyText(const SearchMatch &match)
{
    if (match.rowid) {
        return QString::number(*match.rowid);
    }
    QStringList parts;
    for (const auto &[name, value] : match.key) {
        parts << textOf(sqlite::quoteLiteral(value));
    }
    return parts.join(", ");
}

QString filterOf(const SearchMatch &match)
{
    QStringList parts;
    for (const auto &[name, value] : match.key) {
        parts << textOf(sqlite::quoteIdentifier(name) + " = " + sqlite::quoteLiteral(value));
    }
    return parts.join(" AND ");
}

const char *iconOf(FoundIn where)
{
    switch (where) {
    case FoundIn::Table:
        return "table";
    case FoundIn::View:
        return "view";
    case FoundIn::Value:
    case FoundIn::Column:
        return "column";
    case FoundIn::Index:
        return "index";
    case FoundIn::Trigger:
        return "trigger";
    case FoundIn::Statement:
        return "sql";
    }
    return "";
}

} // namespace

class SearchModel::Sink final : public session::SearchSink
{
public:
    explicit Sink(const std::function<void(Part)> &post) : m_post(post) {}
    void found(std::vector<SearchMatch> &&matches) override { m_post({std::move(matches), std::nullopt}); }
    void table(const SearchedTable &table) override { m_post({{}, table}); }

private:
    const std::function<void(Part)> &m_post;
};

SearchModel::SearchModel(session::DatabaseSession *session, QObject *parent)
    : QAbstractItemModel(parent), m_session(session),
      m_searching(new task::TaskRunner(session->tasks(), this))
{
    connect(m_searching, &task::TaskRunner::cancelled, this, [this] { setState(State::Cancelled); });
    connect(m_searching, &task::TaskRunner::failed, this, [this](const core::Error &error) {
        m_error = textOf(error.message());
        setState(State::Failed);
    });
}

// A match's index holds its group's row + 1, a group's 0.
QModelIndex SearchModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent)) {
        return {};
    }
    return createIndex(row, column, parent.isValid() ? static_cast<quintptr>(parent.row()) + 1 : quintptr{0});
}

QModelIndex SearchModel::parent(const QModelIndex &child) const
{
    return !child.isValid() || child.internalId() == 0
               ? QModelIndex()
               : createIndex(static_cast<int>(child.internalId() - 1), 0, quintptr{0});
}

int SearchModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid()) {
        return static_cast<int>(m_groups.size());
    }
    return parent.internalId() == 0 && parent.column() == 0
               ? static_cast<int>(m_groups[static_cast<std::size_t>(parent.row())].matches.size())
               : 0;
}

int SearchModel::columnCount(const QModelIndex & /*parent*/) const
{
    return ColumnCount;
}

QVariant SearchModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    if (index.internalId() == 0) {
        return groupData(m_groups[static_cast<std::size_t>(index.row())], index.column(), role);
    }
    const Group &group = m_groups[index.internalId() - 1];
    return matchData(group.matches[static_cast<std::size_t>(index.row())], index.column(), role);
}

QVariant SearchModel::groupData(const Group &group, int column, int role) const
{
    if (role == TableRole) {
        return textOf(group.table);
    }
    if (role == IconRole && column == PlaceColumn) {
        return "table";
    }
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole) {
        return {};
    }
    if (column == PlaceColumn) {
        return textOf(group.table);
    }
    if (column != TextColumn) {
        return {};
    }
    if (group.searched && group.searched->state == SearchedTable::State::Skipped) {
        return tr("Not searched: %1").arg(textOf(group.searched->problem));
    }
    const bool limited = group.searched && group.searched->state == SearchedTable::State::Limited;
    const QString count = tr("%n match(es)", nullptr, static_cast<int>(group.matches.size()));
    return limited ? tr("%1, and there are more").arg(count) : count;
}

QVariant SearchModel::matchData(const SearchMatch &match, int column, int role) const
{
    switch (role) {
    case TableRole:
        return textOf(match.table);
    case RowidRole:
        return match.rowid ? QVariant(static_cast<qlonglong>(*match.rowid)) : QVariant();
    case FilterRole:
        return filterOf(match);
    case IconRole:
        return column == PlaceColumn ? QVariant(iconOf(match.where)) : QVariant();
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        break;
    default:
        return column == TextColumn ? textData(match, role) : QVariant();
    }
    if (column == RowColumn) {
        return keyText(match);
    }
    if (column == TextColumn) {
        return textData(match, Qt::DisplayRole);
    }
    const QString name = textOf(match.name);
    switch (match.where) {
    case FoundIn::Value:
        return name;
    case FoundIn::Table:
        return tr("Name of the table");
    case FoundIn::View:
        return tr("Name of the view");
    case FoundIn::Column:
        return tr("Name of a column");
    case FoundIn::Index:
        return tr("Name of an index");
    case FoundIn::Trigger:
        return tr("Name of a trigger");
    case FoundIn::Statement:
        return match.name == match.table ? tr("Its statement") : tr("Statement of %1").arg(name);
    }
    return {};
}

QVariant SearchModel::textData(const SearchMatch &match, int role) const
{
    if (role != Qt::DisplayRole && role != MatchStartRole && role != MatchLengthRole) {
        return {};
    }
    const QString before = (match.cutBefore ? QString(QChar(0x2026)) : QString()) + oneLine(match.before);
    const QString middle = oneLine(match.match);
    if (role == MatchStartRole) {
        return static_cast<int>(before.size());
    }
    if (role == MatchLengthRole) {
        return static_cast<int>(middle.size());
    }
    return before + middle + oneLine(match.after) + (match.cutAfter ? QString(QChar(0x2026)) : QString());
}

QVariant SearchModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Vertical || role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case PlaceColumn:
        return tr("Where");
    case RowColumn:
        return tr("Row");
    case TextColumn:
        return tr("Text");
    default:
        return {};
    }
}

void SearchModel::start(const session::SearchQuery &query)
{
    if (!m_session->database()) {
        return;
    }
    clear();
    std::optional<core::Scn> scn;
    if (m_session->point()) {
        scn = m_session->point()->scn;
    }
    setState(State::Searching);
    m_searching->stream<Part>(
        tr("Searching for “%1”").arg(textOf(query.text)),
        [database = m_session->database(), scn, query](const core::JobContext &job,
                                                       const std::function<void(Part)> &post) {
            session::Lease lease = scn ? database->leaseAt(*scn) : database->lease();
            Sink sink(post);
            session::search(lease, query, sink, job);
        },
        [this](Part part) { take(std::move(part)); }, [this] { setState(State::Done); });
}

void SearchModel::take(Part part)
{
    add(std::move(part.found));
    if (!part.table) {
        return;
    }
    m_searched = std::move(part.table);
    const bool skipped = m_searched->state == SearchedTable::State::Skipped;
    if (skipped || m_searched->state == SearchedTable::State::Limited) {
        const std::size_t at = groupOf(m_searched->table);
        m_groups[at].searched = m_searched;
        const QModelIndex text = index(static_cast<int>(at), TextColumn);
        emit dataChanged(text, text);
    }
    emit progressed();
}

// The matches come table by table.
void SearchModel::add(std::vector<SearchMatch> found)
{
    for (auto begin = found.begin(); begin != found.end();) {
        const auto end = std::find_if(begin, found.end(),
                                      [&](const SearchMatch &match) { return match.table != begin->table; });
        const std::size_t at = groupOf(begin->table);
        auto &matches = m_groups[at].matches;
        const QModelIndex parent = index(static_cast<int>(at), 0);
        const auto first = static_cast<int>(matches.size());
        const auto count = static_cast<int>(end - begin);
        beginInsertRows(parent, first, first + count - 1);
        matches.insert(matches.end(), std::make_move_iterator(begin), std::make_move_iterator(end));
        endInsertRows();
        m_matches += static_cast<std::uint64_t>(count);
        const QModelIndex text = index(static_cast<int>(at), TextColumn);
        emit dataChanged(text, text);
        begin = end;
    }
}

std::size_t SearchModel::groupOf(const std::string &table)
{
    // Names come before values, so it may be any; mostly it is the last.
    for (std::size_t i = m_groups.size(); i-- > 0;) {
        if (m_groups[i].table == table) {
            return i;
        }
    }
    const auto row = static_cast<int>(m_groups.size());
    beginInsertRows({}, row, row);
    m_groups.push_back({table, {}, {}});
    endInsertRows();
    return m_groups.size() - 1;
}

void SearchModel::cancel()
{
    m_searching->cancel();
}

void SearchModel::clear()
{
    m_searching->discard();
    beginResetModel();
    m_groups.clear();
    endResetModel();
    m_matches = 0;
    m_searched.reset();
    m_error.clear();
    setState(State::Empty);
}

void SearchModel::setState(State state)
{
    m_state = state;
    emit stateChanged();
}

} // namespace strandline::search
