#include "models/diagram/diagram.h"

namespace strandline::diagram {

Diagram::Diagram(session::DatabaseSession *session, QObject *parent)
    : QObject(parent), m_schema(new schema::SchemaModel(session, schema::SchemaModel::Content::Tables, this)),
      m_placing(new task::TaskRunner(session->tasks(), this))
{
    connect(m_schema, &schema::SchemaModel::loadedChanged, this, &Diagram::rebuild);
    connect(m_schema, &schema::SchemaModel::failed, this, &Diagram::failed);
    connect(m_placing, &task::TaskRunner::failed, this, &Diagram::failed);
}

void Diagram::setDetail(Detail detail)
{
    if (detail != m_detail) {
        m_detail = detail;
        rebuild();
    }
}

void Diagram::setMetrics(const Metrics &metrics)
{
    m_metrics = metrics;
    rebuild();
}

void Diagram::setMoved(const QHash<QString, QPointF> &moved)
{
    m_moved = moved;
    rebuild();
}

void Diagram::rebuild()
{
    const schema::StructurePtr structure = m_schema->structure();
    if (!structure) {
        m_placing->discard();
        m_graph = std::make_shared<Graph>();
        m_loaded = false;
        emit changed();
        return;
    }
    m_placing->run(
        tr("Draw the diagram"),
        [structure, detail = m_detail, metrics = m_metrics, moved = m_moved](const core::JobContext &job) {
            auto graph = std::make_shared<Graph>(makeGraph(structure->shown(), detail, metrics));
            layOut(*graph, moved, job);
            return GraphPtr(graph);
        },
        [this](GraphPtr graph) {
            if (!m_loaded || *graph != *m_graph) {
                m_graph = std::move(graph);
                m_loaded = true;
                emit changed();
            }
        });
}

} // namespace strandline::diagram
