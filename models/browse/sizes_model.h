// The room that tables and indexes take in the file: of one table with its indexes, or of all. Largest first.
// GUI thread; measured by a job, which reads every page concerned.
#pragma once

#include "engine/catalog/catalog.h"
#include "models/session/database_session.h"

#include <QAbstractTableModel>

#include <vector>

namespace strandline::browse {

class SizesModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column
    {
        NameColumn,
        KindColumn,
        ShareColumn,
        BytesColumn,
        PagesColumn,
        UnusedColumn,
        EntriesColumn,
        ColumnCount
    };
    enum Role
    {
        ShareRole = Qt::UserRole + 96, // double, 0 to 1: of all bytes together
        TableRole,                     // that the object is or belongs to
    };
    enum class State
    {
        Empty,
        Measuring,
        Ready,
        Cancelled,
        Failed // error()
    };

    explicit SizesModel(session::DatabaseSession *session, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    // At the session's moment. table: empty for the whole database.
    void measure(const QString &table);
    void cancel();
    void clear();

    State state() const { return m_state; }
    QString error() const { return m_error; }
    std::uint64_t bytes() const; // together
    std::uint64_t unusedBytes() const;

signals:
    void stateChanged();
    void progress(const strandline::core::Progress &progress);

private:
    void take(std::vector<catalog::ObjectSize> sizes);
    void setState(State state);
    double shareOf(const catalog::ObjectSize &size) const; // of all together

    session::DatabaseSession *m_session;
    task::TaskRunner *m_measuring;
    State m_state = State::Empty;
    QString m_error;
    std::vector<catalog::ObjectSize> m_sizes;
};

} // namespace strandline::browse
