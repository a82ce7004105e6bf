// The tables and views of a database, by name, with an estimate of their rows. While the session looks at the
// past: those of then and those of now together, each with where it exists. GUI thread; read by jobs.
#pragma once

#include "engine/catalog/catalog.h"
#include "models/session/database_session.h"

#include <QAbstractListModel>

#include <optional>
#include <vector>

namespace strandline::schema {

class TableListModel : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role
    {
        NameRole = Qt::UserRole,
        KindRole,     // int(catalog::TableKind)
        RowsRole,     // qulonglong, an estimate; invalid: unknown
        PresenceRole, // int(Presence)
    };
    enum class Presence
    {
        Always,
        OnlyNow, // made after the point looked at
        OnlyThen // dropped since
    };

    explicit TableListModel(session::DatabaseSession *session, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

    int rowOf(const QString &name) const; // -1: not there
    bool loaded() const { return m_loaded; }

    void refresh();
    // The database changed: as refresh(), after what is being read.
    void refreshSoon();

signals:
    void failed(const strandline::core::Error &error);
    void loadedChanged();

private:
    struct Entry
    {
        QString name;
        catalog::TableKind kind = catalog::TableKind::Table;
        std::optional<std::uint64_t> rows;
        Presence presence = Presence::Always;
        bool operator==(const Entry &) const = default;
    };
    using Entries = std::vector<Entry>;

    static Entries load(session::Lease &lease, const core::JobContext &job);
    static Entries merged(Entries now, Entries then);
    void take(Entries entries);
    void sessionChanged();

    session::DatabaseSession *m_session;
    task::TaskRunner *m_loading;
    Entries m_entries;
    bool m_loaded = false;
    bool m_again = false; // changed while it was being read
};

} // namespace strandline::schema
