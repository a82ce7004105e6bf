// What a page sees of the history and the saved queries: two lists that are searched by jobs, and the changes
// to them. GUI thread; one a page, over the same file as all others.
#pragma once

#include "models/task/task_runner.h"
#include "models/worksheet/query_store.h"

#include <QAbstractListModel>

namespace strandline::worksheet {

// One line of either list: what it is and, below, what is known of it.
class LibraryModel : public QAbstractListModel
{
    Q_OBJECT
public:
    struct Item
    {
        QString title; // one line
        QString detail;
        QString sql;
        bool failed = false;
        SavedQuery query; // of the saved ones
    };
    enum Role
    {
        DetailRole = Qt::UserRole,
        SqlRole,
        FailedRole, // bool
    };

    explicit LibraryModel(QObject *parent = nullptr) : QAbstractListModel(parent) {}

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    const Item &item(int row) const { return m_items[static_cast<std::size_t>(row)]; }
    void set(std::vector<Item> items);

private:
    std::vector<Item> m_items;
};

class Library : public QObject
{
    Q_OBJECT
public:
    Library(task::TaskList *tasks, std::string folder, QObject *parent = nullptr);
    ~Library() override; // what was recorded is still stored

    LibraryModel *history() const { return m_history; }
    LibraryModel *saved() const { return m_saved; }

    void record(const RunRecord &record); // stored by flush()
    void flush();
    void searchHistory(const QString &text);
    void clearHistory();

    void setDatabase(const QString &path) { m_database = path; }
    void searchSaved(const QString &text);
    void save(const SavedQuery &query); // stored() or failed() follows
    void remove(qlonglong id);

signals:
    void stored(const strandline::worksheet::SavedQuery &query);
    void failed(const strandline::core::Error &error);

private:
    void show(const std::vector<RunRecord> &records);
    void show(const std::vector<SavedQuery> &queries);

    std::shared_ptr<const QueryStore> m_store;
    LibraryModel *m_history;
    LibraryModel *m_saved;
    task::TaskRunner *m_recording;
    task::TaskRunner *m_searching;
    task::TaskRunner *m_changing;
    task::TaskRunner *m_listing;
    std::vector<RunRecord> m_records; // not stored yet
    QString m_historyText;
    QString m_savedText;
    QString m_database;
};

} // namespace strandline::worksheet
