// The diagram of the session's database, at the moment that the session looks at: read when the database is
// opened and whenever its structure may have changed, placed by a job. GUI thread.
#pragma once

#include "models/diagram/diagram_graph.h"
#include "models/schema/schema_model.h"
#include "models/session/database_session.h"

#include <QObject>

#include <memory>

namespace strandline::diagram {

using GraphPtr = std::shared_ptr<const Graph>;

class Diagram : public QObject
{
    Q_OBJECT
public:
    explicit Diagram(session::DatabaseSession *session, QObject *parent = nullptr);

    // Never null; empty until loaded().
    const GraphPtr &graph() const { return m_graph; }
    bool loaded() const { return m_loaded; }

    void setDetail(Detail detail);
    Detail detail() const { return m_detail; }
    void setMetrics(const Metrics &metrics);
    // Left top corners that the user gave, by table.
    void setMoved(const QHash<QString, QPointF> &moved);
    const QHash<QString, QPointF> &moved() const { return m_moved; }

    void refresh() { m_schema->refresh(); } // reads the structure again

signals:
    void changed();
    void failed(const strandline::core::Error &error);

private:
    void rebuild();

    schema::SchemaModel *m_schema; // keeps the structure up to date
    task::TaskRunner *m_placing;
    GraphPtr m_graph = std::make_shared<Graph>();
    Detail m_detail = Detail::Columns;
    Metrics m_metrics;
    QHash<QString, QPointF> m_moved;
    bool m_loaded = false;
};

} // namespace strandline::diagram
