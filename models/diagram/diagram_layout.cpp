// Layered layout: layers by longest path, order within them by barycentres, then the parts beside each other.
#include "models/diagram/diagram_graph.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace strandline::diagram {

namespace {

constexpr double layerGap = 96; // room for the lines
constexpr double boxGap = 32;
constexpr double partGap = 80;
constexpr double widthToHeight = 1.6; // of the whole, as screens are
constexpr int sweeps = 12;

using Part = std::vector<int>; // boxes that hang together

class Layout
{
public:
    Layout(Graph &graph, const core::JobContext &job) : m_graph(graph), m_job(job)
    {
        const std::size_t count = graph.boxes.size();
        m_next.resize(count);
        m_before.resize(count);
        m_layer.assign(count, 0);
        for (const Link &link : graph.links) {
            if (link.child != link.parent) {
                at(m_next, link.child).push_back(link.parent);
                at(m_before, link.parent).push_back(link.child);
            }
        }
    }

    void run()
    {
        std::vector<Part> parts = connected();
        std::vector<QRectF> areas;
        for (const Part &part : parts) {
            m_job.checkStop();
            areas.push_back(part.size() == 1 ? QRectF(QPointF(), box(part.front()).rect.size())
                                             : placePart(part));
        }
        pack(parts, areas);
    }

private:
    template <typename T>
    static T &at(std::vector<T> &list, int index)
    {
        return list[static_cast<std::size_t>(index)];
    }
    Box &box(int index) { return at(m_graph.boxes, index); }

    // Largest first; single boxes at the end, by name.
    std::vector<Part> connected()
    {
        std::vector<Part> parts;
        std::vector<char> seen(m_graph.boxes.size(), 0);
        for (int start = 0; start < static_cast<int>(m_graph.boxes.size()); ++start) {
            if (at(seen, start) != 0) {
                continue;
            }
            Part part{start};
            at(seen, start) = 1;
            for (std::size_t i = 0; i < part.size(); ++i) {
                for (const auto *list : {&at(m_next, part[i]), &at(m_before, part[i])}) {
                    for (const int other : *list) {
                        if (at(seen, other) == 0) {
                            at(seen, other) = 1;
                            part.push_back(other);
                        }
                    }
                }
            }
            parts.push_back(std::move(part));
        }
        std::stable_sort(parts.begin(), parts.end(),
                         [](const Part &a, const Part &b) { return a.size() > b.size(); });
        return parts;
    }

    // The longest way from a box to one that references nothing; a cycle is cut where it is met again.
    void assignLayers(const Part &part)
    {
        std::vector<char> state(m_graph.boxes.size(), 0); // 1: on the way, 2: done
        for (const int root : part) {
            std::vector<std::pair<int, std::size_t>> way{{root, 0}};
            while (!way.empty()) {
                auto &[node, child] = way.back();
                at(state, node) = std::max<char>(at(state, node), 1);
                const auto &next = at(m_next, node);
                if (at(state, node) == 2 || child == next.size()) {
                    at(state, node) = 2;
                    const int done = node;
                    way.pop_back();
                    if (!way.empty()) {
                        int &above = at(m_layer, way.back().first);
                        above = std::max(above, at(m_layer, done) + 1);
                    }
                    continue;
                }
                const int target = next[child++];
                if (at(state, target) == 0) {
                    way.emplace_back(target, 0);
                } else if (at(state, target) == 2) {
                    at(m_layer, node) = std::max(at(m_layer, node), at(m_layer, target) + 1);
                }
            }
        }
    }

    // A layer that is much taller than the whole should be is cut into several.
    std::vector<Part> layersOf(const Part &part)
    {
        assignLayers(part);
        int last = 0;
        double area = 0;
        for (const int node : part) {
            last = std::max(last, at(m_layer, node));
            area += (box(node).rect.width() + layerGap) * (box(node).rect.height() + boxGap);
        }
        const double tallest = std::max(700.0, std::sqrt(area / widthToHeight) * 1.25);
        std::vector<Part> layers;
        for (int level = last; level >= 0; --level) {
            double height = 0;
            layers.emplace_back();
            for (const int node : part) {
                if (at(m_layer, node) != level) {
                    continue;
                }
                const double own = box(node).rect.height() + boxGap;
                if (height + own > tallest && !layers.back().empty()) {
                    layers.emplace_back();
                    height = 0;
                }
                height += own;
                layers.back().push_back(node);
            }
        }
        std::erase_if(layers, [](const Part &layer) { return layer.empty(); });
        return layers;
    }

    double barycentre(int node, const std::vector<double> &place)
    {
        double sum = 0;
        double count = 0;
        for (const auto *list : {&at(m_next, node), &at(m_before, node)}) {
            for (const int other : *list) {
                sum += place[static_cast<std::size_t>(other)];
                count += 1;
            }
        }
        return count > 0 ? sum / count : place[static_cast<std::size_t>(node)];
    }

    // Stacks the layer in its order, each box as near as it can be to where its neighbours are.
    void stack(const Part &layer, std::vector<double> &place)
    {
        double height = -boxGap;
        double middle = 0;
        for (const int node : layer) {
            height += box(node).rect.height() + boxGap;
            middle += barycentre(node, place) / static_cast<double>(layer.size());
        }
        double y = middle - height / 2;
        for (const int node : layer) {
            const double own = box(node).rect.height();
            at(place, node) = y + own / 2;
            y += own + boxGap;
        }
    }

    QRectF placePart(const Part &part)
    {
        std::vector<Part> layers = layersOf(part);
        std::vector<double> place(m_graph.boxes.size(), 0);
        for (const Part &layer : layers) {
            stack(layer, place);
        }
        for (int sweep = 0; sweep < sweeps; ++sweep) {
            m_job.checkStop();
            const bool forward = sweep % 2 == 0;
            for (std::size_t i = 0; i < layers.size(); ++i) {
                Part &layer = layers[forward ? i : layers.size() - 1 - i];
                std::vector<std::pair<double, int>> order;
                for (const int node : layer) {
                    order.emplace_back(barycentre(node, place), node);
                }
                std::stable_sort(order.begin(), order.end(),
                                 [](const auto &a, const auto &b) { return a.first < b.first; });
                std::transform(order.begin(), order.end(), layer.begin(),
                               [](const auto &o) { return o.second; });
                stack(layer, place);
            }
        }
        QRectF area;
        double x = 0;
        for (const Part &layer : layers) {
            double width = 0;
            for (const int node : layer) {
                QRectF &rect = box(node).rect;
                rect.moveTo(x, std::round(at(place, node) - rect.height() / 2));
                width = std::max(width, rect.width());
                area = area.united(rect);
            }
            x += width + layerGap;
        }
        return area;
    }

    // Rows of parts, as wide together as a screen has it.
    void pack(const std::vector<Part> &parts, const std::vector<QRectF> &areas)
    {
        double all = 0;
        double widest = 0;
        for (const QRectF &area : areas) {
            all += (area.width() + boxGap) * (area.height() + boxGap);
            widest = std::max(widest, area.width());
        }
        const double width = std::max(widest, std::sqrt(all * widthToHeight));
        double x = 0;
        double y = 0;
        double height = 0;
        for (std::size_t i = 0; i < parts.size(); ++i) {
            const double gap = parts[i].size() > 1 ? partGap : boxGap;
            if (x > 0 && x + areas[i].width() > width) {
                x = 0;
                y += height + gap;
                height = 0;
            }
            const QPointF shift = QPointF(x, y) - areas[i].topLeft();
            for (const int node : parts[i]) {
                QRectF &rect = box(node).rect;
                rect = parts[i].size() > 1 ? rect.translated(shift) : QRectF(QPointF(x, y), rect.size());
            }
            x += areas[i].width() + gap;
            height = std::max(height, areas[i].height());
        }
    }

    Graph &m_graph;
    const core::JobContext &m_job;
    std::vector<std::vector<int>> m_next;   // what a box references
    std::vector<std::vector<int>> m_before; // what references it
    std::vector<int> m_layer;
};

} // namespace

void layOut(Graph &graph, const QHash<QString, QPointF> &moved, const core::JobContext &job)
{
    Layout(graph, job).run();
    for (Box &box : graph.boxes) {
        if (const auto it = moved.constFind(box.name); it != moved.constEnd()) {
            box.rect.moveTopLeft(*it);
        }
    }
}

} // namespace strandline::diagram
