#include "models/worksheet/library.h"

#include "models/text/quantities.h"

#include <QFileInfo>

namespace strandline::worksheet {

namespace {
constexpr int shownAtMost = 500; // the search narrows them down
}

int LibraryModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_items.size());
}

QVariant LibraryModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const Item &shown = item(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return shown.title;
    case Qt::AccessibleTextRole:
        return tr("%1, %2").arg(shown.title, shown.detail);
    case Qt::ToolTipRole:
        return shown.sql.left(2000);
    case DetailRole:
        return shown.detail;
    case SqlRole:
        return shown.sql;
    case FailedRole:
        return shown.failed;
    default:
        return {};
    }
}

void LibraryModel::set(std::vector<Item> items)
{
    beginResetModel();
    m_items = std::move(items);
    endResetModel();
}

Library::Library(task::TaskList *tasks, std::string folder, QObject *parent)
    : QObject(parent), m_store(std::make_shared<const QueryStore>(std::move(folder))),
      m_history(new LibraryModel(this)), m_saved(new LibraryModel(this)),
      m_recording(new task::TaskRunner(tasks, this)), m_searching(new task::TaskRunner(tasks, this)),
      m_changing(new task::TaskRunner(tasks, this)), m_listing(new task::TaskRunner(tasks, this))
{
    for (task::TaskRunner *runner : {m_recording, m_searching, m_changing, m_listing}) {
        connect(runner, &task::TaskRunner::failed, this, &Library::failed);
    }
}

Library::~Library()
{
    flush();
}

void Library::record(const RunRecord &record)
{
    m_records.push_back(record);
}

void Library::flush()
{
    if (m_records.empty()) {
        return;
    }
    m_recording->run(
        {},
        [store = m_store, records = std::move(m_records)](const core::JobContext &) { store->add(records); },
        [this] { searchHistory(m_historyText); });
    m_records.clear();
}

void Library::searchHistory(const QString &text)
{
    m_historyText = text;
    m_searching->run(
        {}, [store = m_store, text](const core::JobContext &) { return store->history(text, shownAtMost); },
        [this](const std::vector<RunRecord> &records) { show(records); });
}

void Library::show(const std::vector<RunRecord> &records)
{
    std::vector<LibraryModel::Item> items;
    const core::Time now = text::now();
    for (const RunRecord &record : records) {
        QStringList detail{text::time(record.at, now), QFileInfo(record.database).fileName()};
        if (!record.error.isEmpty()) {
            detail << record.error.simplified();
        } else {
            if (record.cancelled) {
                detail << tr("Cancelled");
            }
            detail << text::duration(
                std::chrono::microseconds(static_cast<std::int64_t>(record.seconds * 1e6)));
            if (record.rows >= 0) {
                detail << tr("%Ln row(s)", nullptr, static_cast<int>(record.rows));
            } else if (record.changes > 0) {
                detail << tr("%Ln row(s) changed", nullptr, static_cast<int>(record.changes));
            }
        }
        items.push_back(
            {record.sql.left(400).simplified(), detail.join(" · "), record.sql, !record.error.isEmpty(), {}});
    }
    m_history->set(std::move(items));
}

void Library::clearHistory()
{
    m_changing->run(
        {}, [store = m_store](const core::JobContext &) { store->clearHistory(); },
        [this] { searchHistory(m_historyText); });
}

void Library::searchSaved(const QString &text)
{
    m_savedText = text;
    m_listing->run(
        {},
        [store = m_store, text, database = m_database](const core::JobContext &) {
            return store->saved(text, database);
        },
        [this](const std::vector<SavedQuery> &queries) { show(queries); });
}

void Library::show(const std::vector<SavedQuery> &queries)
{
    std::vector<LibraryModel::Item> items;
    for (const SavedQuery &query : queries) {
        const QString title = query.folder.isEmpty() ? query.name : query.folder + " / " + query.name;
        const QString where =
            query.database.isEmpty() ? tr("for every database") : QFileInfo(query.database).fileName();
        items.push_back({title, where + " · " + query.sql.left(200).simplified(), query.sql, false, query});
    }
    m_saved->set(std::move(items));
}

void Library::save(const SavedQuery &query)
{
    m_changing->run(
        {},
        [store = m_store, query](const core::JobContext &) {
            SavedQuery out = query;
            out.id = store->save(query);
            return out;
        },
        [this](const SavedQuery &done) {
            searchSaved(m_savedText);
            emit stored(done);
        });
}

void Library::remove(qlonglong id)
{
    m_changing->run(
        {}, [store = m_store, id](const core::JobContext &) { store->remove(id); },
        [this] { searchSaved(m_savedText); });
}

} // namespace strandline::worksheet
