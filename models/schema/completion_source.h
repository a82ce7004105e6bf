// What the SQL editor may propose for a session's database: a snapshot of its schema, read by a job when the
// database is opened and again when its schema has changed. GUI thread.
#pragma once

#include "engine/sql/completion.h"
#include "models/session/database_session.h"

#include <QObject>

#include <memory>

namespace strandline::schema {

class CompletionSource : public QObject
{
    Q_OBJECT
public:
    explicit CompletionSource(session::DatabaseSession *session, QObject *parent = nullptr);

    // Null: not read yet.
    const std::shared_ptr<const sql::CompletionSchema> &schema() const { return m_schema; }

    // Looks whether the schema has changed; after what is being read.
    void refresh();

signals:
    void changed();

private:
    struct Reading
    {
        std::int64_t version = 0;                            // SQLite's schema_version
        std::shared_ptr<const sql::CompletionSchema> schema; // null: as it was
    };
    void sessionChanged();

    session::DatabaseSession *m_session;
    task::TaskRunner *m_reading;
    std::shared_ptr<const sql::CompletionSchema> m_schema;
    std::int64_t m_version = 0;
    bool m_again = false; // asked for while it was being read
};

} // namespace strandline::schema
