#include "models/schema/completion_source.h"

#include "engine/catalog/completion_schema.h"

namespace strandline::schema {

CompletionSource::CompletionSource(session::DatabaseSession *session, QObject *parent)
    : QObject(parent), m_session(session), m_reading(new task::TaskRunner(session->tasks(), this))
{
    connect(session, &session::DatabaseSession::stateChanged, this, &CompletionSource::sessionChanged);
    connect(session->changes(), &session::ChangeWatch::changed, this, &CompletionSource::refresh);
    sessionChanged();
}

void CompletionSource::sessionChanged()
{
    m_reading->discard();
    m_again = false;
    m_schema.reset();
    m_version = 0;
    if (m_session->state() == session::DatabaseSession::State::Open) {
        refresh();
    } else {
        emit changed();
    }
}

void CompletionSource::refresh()
{
    if (!m_session->database()) {
        return;
    }
    if (m_reading->running()) {
        m_again = true;
        return;
    }
    // Without a title: nobody waits for it, and a failure shows where the schema itself is listed.
    m_reading->run(
        {},
        [database = m_session->database(), known = m_schema != nullptr,
         version = m_version](const core::JobContext &job) {
            session::Lease lease = database->lease();
            Reading reading{lease.connection().integer("PRAGMA main.schema_version"), nullptr};
            if (!known || reading.version != version) {
                reading.schema = std::make_shared<const sql::CompletionSchema>(
                    catalog::loadCompletionSchema(lease.connection(), job));
            }
            return reading;
        },
        [this](Reading reading) {
            m_version = reading.version;
            if (reading.schema) {
                m_schema = std::move(reading.schema);
                emit changed();
            }
            if (std::exchange(m_again, false)) {
                refresh();
            }
        });
}

} // namespace strandline::schema
