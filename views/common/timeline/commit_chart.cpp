#include "views/common/timeline/commit_chart.h"

#include "models/text/quantities.h"
#include "views/common/chart/time_axis.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace strandline::timeline {

namespace {
constexpr int leftMargin = 64;
constexpr int rightMargin = 16;
constexpr int captionHeight = 20;
constexpr int topMargin = 44; // caption and flags
constexpr int bottomMargin = 24;
constexpr int binWidth = 4; // pixels: a bar of three, and one of air
constexpr int tickSpacing = 96;
constexpr int lineSpacing = 32;
constexpr int smallestBar = 2;
constexpr int laneHeight = 14; // of an incarnation
constexpr std::size_t lanesMax = 3;
constexpr int restorePointWidth = 140;

QString caption(Measure measure, const QString &perBar)
{
    switch (measure) {
    case Measure::Commits:
        return CommitChart::tr("Commits per %1").arg(perBar);
    case Measure::Pages:
        return CommitChart::tr("Changed pages per %1").arg(perBar);
    case Measure::Bytes:
        return CommitChart::tr("Stored bytes per %1").arg(perBar);
    }
    return {};
}

} // namespace

CommitChart::CommitChart(CommitsModel *commits, theme::Theme *theme, QWidget *parent)
    : QWidget(parent), m_commits(commits), m_theme(theme)
{
    setObjectName("commitChart");
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAccessibleName(tr("Commits over time"));
    connect(commits, &CommitsModel::commitsChanged, this, [this] {
        if (m_commits->commits().empty()) {
            m_view.reset();
            m_hover = -1;
        }
        invalidate();
    });
    connect(commits, &CommitsModel::rangeChanged, this, qOverload<>(&QWidget::update));
    connect(theme, &theme::Theme::changed, this, qOverload<>(&QWidget::update));
    describe();
}

void CommitChart::setMeasure(Measure measure)
{
    m_measure = measure;
    invalidate();
}

void CommitChart::setSelected(core::Scn scn)
{
    m_selected = scn;
    if (const Commit *commit = m_commits->find(scn); commit != nullptr && m_view) {
        const TimeRange range = visibleRange();
        if (commit->timeTo < range.from || commit->timeTo > range.to) {
            const auto half = (range.to - range.from) / 2;
            m_view = TimeRange{commit->timeTo - half, commit->timeTo + half};
            m_binsValid = false;
        }
    }
    describe();
    update();
}

void CommitChart::setMatches(std::optional<std::vector<core::Scn>> scns)
{
    m_matches = std::move(scns);
    invalidate();
}

void CommitChart::setMarks(std::vector<Mark> marks)
{
    std::stable_sort(marks.begin(), marks.end(), [](const Mark &a, const Mark &b) { return a.scn < b.scn; });
    m_marks = std::move(marks);
    update();
}

void CommitChart::setIncarnations(std::vector<Incarnation> incarnations)
{
    m_incarnations = std::move(incarnations);
    invalidate();
}

TimeRange CommitChart::visibleRange() const
{
    return m_view ? *m_view : wholeRange(m_commits->commits());
}

void CommitChart::zoomTo(const TimeRange &range)
{
    const TimeRange whole = wholeRange(m_commits->commits());
    const auto least = std::chrono::milliseconds(10);
    TimeRange wanted = range;
    if (wanted.to - wanted.from < least) {
        wanted.to = wanted.from + least;
    }
    if (wanted.to - wanted.from >= whole.to - whole.from) {
        zoomToAll();
        return;
    }
    if (wanted.from < whole.from) {
        wanted = {whole.from, whole.from + (wanted.to - wanted.from)};
    } else if (wanted.to > whole.to) {
        wanted = {whole.to - (wanted.to - wanted.from), whole.to};
    }
    m_view = wanted;
    invalidate();
}

void CommitChart::zoomBy(double factor, std::optional<core::Time> about)
{
    const TimeRange range = visibleRange();
    const Commit *commit = m_commits->find(m_selected);
    const core::Time centre =
        about ? *about
        : commit != nullptr && commit->timeTo >= range.from && commit->timeTo <= range.to
            ? commit->timeTo
            : range.from + (range.to - range.from) / 2;
    const auto scaled = [factor](std::chrono::microseconds d) {
        return std::chrono::microseconds(std::llround(static_cast<double>(d.count()) / factor));
    };
    zoomTo({centre - scaled(centre - range.from), centre + scaled(range.to - centre)});
}

void CommitChart::zoomToAll()
{
    m_view.reset();
    invalidate();
}

void CommitChart::pan(double share)
{
    if (!m_view) {
        return;
    }
    const auto span = static_cast<double>((m_view->to - m_view->from).count());
    const std::chrono::microseconds by(std::llround(span * share));
    zoomTo({m_view->from + by, m_view->to + by});
}

void CommitChart::invalidate()
{
    m_binsValid = false;
    m_hover = -1;
    m_hoverText.clear();
    describe();
    update();
}

void CommitChart::describe()
{
    const auto &commits = m_commits->commits();
    QString text =
        commits.empty() ? tr("No commits.") : tr("%n commit(s).", nullptr, static_cast<int>(commits.size()));
    if (const Commit *commit = m_commits->find(m_selected)) {
        text += " " + tr("Chosen: %1.").arg(text::point(commit->scn, commit->timeTo, text::now()));
    }
    setAccessibleDescription(text);
}

QRect CommitChart::plot() const
{
    return rect().adjusted(leftMargin, topMargin, -rightMargin, -bottomMargin - lanes() * laneHeight);
}

double CommitChart::xOf(core::Time t) const
{
    const TimeRange range = visibleRange();
    const QRect area = plot();
    return area.left() + static_cast<double>((t - range.from).count()) * area.width() /
                             static_cast<double>((range.to - range.from).count());
}

core::Time CommitChart::timeAt(double x) const
{
    const TimeRange range = visibleRange();
    const QRect area = plot();
    const double share = std::clamp((x - area.left()) / std::max(area.width(), 1), 0.0, 1.0);
    return range.from + std::chrono::microseconds(
                            std::llround(share * static_cast<double>((range.to - range.from).count())));
}

const std::vector<Bin> &CommitChart::currentBins() const
{
    if (!m_binsValid) {
        m_bins = bins(m_commits->commits(), visibleRange(), std::max(plot().width() / binWidth, 1),
                      m_matches ? &*m_matches : nullptr);
        m_binsValid = true;
    }
    return m_bins;
}

int CommitChart::filledBins() const
{
    const auto &all = currentBins();
    return static_cast<int>(
        std::count_if(all.begin(), all.end(), [](const Bin &b) { return b.commits > 0; }));
}

QPoint CommitChart::positionOf(core::Scn scn) const
{
    const Commit *commit = m_commits->find(scn);
    const QRect area = plot();
    const double x = commit == nullptr ? area.left() : xOf(commit->timeTo);
    return {static_cast<int>(std::clamp(x, double(area.left()), double(area.right()))), area.center().y()};
}

void CommitChart::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_binsValid = false;
}

QString CommitChart::valueLabel(std::uint64_t value) const
{
    return m_measure == Measure::Bytes ? text::bytes(value) : text::number(value);
}

void CommitChart::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const theme::Tokens &t = m_theme->tokens();
    painter.fillRect(rect(), t.surface);
    if (m_commits->commits().empty()) {
        painter.setPen(t.secondary);
        painter.drawText(rect(), Qt::AlignCenter, tr("No commits yet"));
        return;
    }
    std::uint64_t highest = 1;
    for (const Bin &bin : currentBins()) {
        highest = std::max(highest, bin.value(m_measure));
    }
    const int lines = std::clamp(plot().height() / lineSpacing, 1, 6);
    std::uint64_t step = niceStep(highest, lines);
    if (m_measure == Measure::Bytes && highest > 1024) {
        std::uint64_t unit = 1024;
        while (highest / unit >= 1024) {
            unit *= 1024;
        }
        step = niceStep((highest + unit - 1) / unit, lines) * unit;
    }
    const std::uint64_t top = (highest + step - 1) / step * step;
    paintAxes(painter, top, step);
    painter.save();
    painter.setClipRect(plot().adjusted(-1, -topMargin, 1, 1));
    paintGaps(painter);
    paintBrush(painter);
    paintBars(painter, top);
    paintMarks(painter);
    paintSelected(painter);
    painter.restore();
    paintIncarnations(painter);
    paintHover(painter);
    if (hasFocus()) {
        painter.setPen(t.accent);
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

void CommitChart::paintAxes(QPainter &painter, std::uint64_t top, std::uint64_t step) const
{
    const theme::Tokens &t = m_theme->tokens();
    const QRect area = plot();
    QFont small = font();
    small.setPointSizeF(small.pointSizeF() * 0.9);
    painter.setFont(small);
    for (std::uint64_t value = 0; value <= top; value += step) {
        const int y =
            area.bottom() - static_cast<int>(std::llround(static_cast<double>(value) * (area.height() - 1) /
                                                          static_cast<double>(top)));
        painter.setPen(t.border);
        painter.drawLine(area.left(), y, area.right(), y);
        painter.setPen(t.secondary);
        painter.drawText(QRect(0, y - 10, leftMargin - theme::space2, 20), Qt::AlignRight | Qt::AlignVCenter,
                         valueLabel(value));
    }
    const TimeRange range = visibleRange();
    const auto perBar = (range.to - range.from) / static_cast<std::int64_t>(currentBins().size());
    painter.drawText(QRect(theme::space4, 0, width() - theme::space4, captionHeight),
                     Qt::AlignLeft | Qt::AlignVCenter, caption(m_measure, text::duration(perBar)));
    const QFontMetrics metrics(small);
    for (const chart::TimeTick &tick : chart::timeTicks(range.from, range.to, area.width() / tickSpacing)) {
        const int x = static_cast<int>(xOf(tick.time));
        painter.setPen(t.border);
        painter.drawLine(x, tick.major ? area.top() : area.bottom(), x, area.bottom() + 4);
        const int width = metrics.horizontalAdvance(tick.label) + 2;
        const int left = std::clamp(x - width / 2, 0, std::max(0, this->width() - width - 2));
        painter.setPen(tick.major ? t.text : t.secondary);
        painter.drawText(QRect(left, area.bottom() + 4, width, bottomMargin - 4), Qt::AlignCenter,
                         tick.label);
    }
}

void CommitChart::paintGaps(QPainter &painter) const
{
    const theme::Tokens &t = m_theme->tokens();
    const QRect area = plot();
    for (const Commit &commit : m_commits->commits()) {
        if (!commit.gap) {
            continue;
        }
        const double from = xOf(commit.timeFrom);
        const double to = std::max(xOf(commit.timeTo), from + binWidth);
        if (to < area.left() || from > area.right()) {
            continue;
        }
        const QRectF band(from, area.top(), to - from, area.height());
        painter.fillRect(band, t.window);
        QColor hatch = t.warning;
        hatch.setAlphaF(0.45F);
        painter.fillRect(band, QBrush(hatch, Qt::BDiagPattern));
        painter.setPen(QPen(t.warning, 1, Qt::DashLine));
        painter.drawLine(QPointF(from, area.top()), QPointF(from, area.bottom()));
        painter.drawLine(QPointF(to, area.top()), QPointF(to, area.bottom()));
        const QString label = tr("Gap");
        painter.setPen(t.warning);
        painter.drawText(QPointF(from + 2, area.top() - 6), label);
    }
}

void CommitChart::paintBars(QPainter &painter, std::uint64_t top) const
{
    const theme::Tokens &t = m_theme->tokens();
    const QRect area = plot();
    const auto &all = currentBins();
    const double slot = static_cast<double>(area.width()) / static_cast<double>(all.size());
    const auto paintBar = [&](std::size_t i, std::uint64_t value, QColor colour) {
        const double share = static_cast<double>(value) / static_cast<double>(top);
        const double height = std::max<double>(smallestBar, share * (area.height() - 1));
        const int left = area.left() + static_cast<int>(static_cast<double>(i) * slot);
        const int right = area.left() + static_cast<int>(static_cast<double>(i + 1) * slot);
        if (static_cast<int>(i) == m_hover) {
            colour = t.dark ? colour.lighter(125) : colour.darker(125);
        }
        const int y = static_cast<int>(std::lround(height));
        painter.fillRect(QRect(left, area.bottom() + 1 - y, std::max(right - left - 1, 1), y), colour);
    };
    QColor pale = t.secondary;
    pale.setAlphaF(0.35F);
    for (std::size_t i = 0; i < all.size(); ++i) {
        const Bin &bin = all[i];
        const QColor colour = bin.gap ? t.warning : t.accent;
        if (bin.commits > 0) {
            paintBar(i, bin.value(m_measure), m_matches ? pale : colour);
        }
        if (bin.matching.commits > 0) {
            paintBar(i, bin.matching.value(m_measure), colour);
        }
    }
}

// A triangle at the upper edge for a change of the schema, a line with its name for a restore point.
void CommitChart::paintMarks(QPainter &painter) const
{
    const theme::Tokens &t = m_theme->tokens();
    const QRect area = plot();
    const QFontMetrics metrics(font());
    double namesEnd = area.left(); // names don't run into each other
    painter.setRenderHint(QPainter::Antialiasing);
    for (const Mark &mark : m_marks) {
        const Commit *commit = m_commits->find(mark.scn);
        const double x = commit == nullptr ? -1 : xOf(commit->timeTo);
        if (x < area.left() || x > area.right()) {
            continue;
        }
        if (mark.kind == Mark::Kind::Schema) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(t.text);
            painter.drawPolygon(QPolygonF({QPointF(x - 4, area.top() - 7), QPointF(x + 4, area.top() - 7),
                                           QPointF(x, area.top() - 1)}));
            continue;
        }
        painter.setPen(QPen(t.ok, 1, Qt::DashLine));
        painter.drawLine(QPointF(x, captionHeight), QPointF(x, area.bottom()));
        const QString name = metrics.elidedText(mark.text, Qt::ElideRight, restorePointWidth);
        const int width = metrics.horizontalAdvance(name) + theme::space2;
        const double left = std::min(x, double(area.right() - width));
        if (left >= namesEnd) {
            painter.setPen(t.ok);
            painter.drawText(
                QRectF(left + theme::space1, captionHeight - 2, width, topMargin - captionHeight - 8),
                Qt::AlignLeft | Qt::AlignVCenter, name);
            namesEnd = left + width;
        }
    }
    painter.setRenderHint(QPainter::Antialiasing, false);
}

int CommitChart::lanes() const
{
    return m_incarnations.size() > 1 ? static_cast<int>(std::min(m_incarnations.size(), lanesMax)) : 0;
}

// Each line of history on a lane of its own under the axis, beginning where it branched off. What is not on
// the way to the present is dashed.
void CommitChart::paintIncarnations(QPainter &painter) const
{
    if (lanes() == 0) {
        return;
    }
    const theme::Tokens &t = m_theme->tokens();
    const QRect area = plot();
    QFont small = font();
    small.setPointSizeF(small.pointSizeF() * 0.9);
    painter.setFont(small);
    painter.setRenderHint(QPainter::Antialiasing);
    const std::size_t skipped = m_incarnations.size() - static_cast<std::size_t>(lanes()); // the oldest
    const auto laneOf = [&](core::IncarnationId id) {
        const auto it = std::find_if(m_incarnations.begin(), m_incarnations.end(),
                                     [&](const Incarnation &i) { return i.id == id; });
        const auto at = static_cast<std::size_t>(it - m_incarnations.begin());
        return it == m_incarnations.end() || at < skipped ? -1 : static_cast<int>(at - skipped);
    };
    const auto yOf = [&](int lane) {
        return area.bottom() + bottomMargin + lane * laneHeight + laneHeight / 2.0;
    };
    const auto x = [&](core::Scn scn) {
        const Commit *commit = m_commits->find(scn);
        return std::clamp(commit == nullptr ? double(area.left()) : xOf(commit->timeTo), double(area.left()),
                          double(area.right()));
    };
    for (std::size_t i = skipped; i < m_incarnations.size(); ++i) {
        const Incarnation &line = m_incarnations[i];
        const double y = yOf(laneOf(line.id));
        const bool current = i + 1 == m_incarnations.size();
        // What a later line left behind.
        core::Scn left = line.lastScn;
        for (const Incarnation &branch : m_incarnations) {
            if (branch.parent == line.id) {
                left = std::min(left, branch.branchScn);
            }
        }
        painter.setPen(QPen(current ? t.accent : t.secondary, 2));
        painter.drawLine(QPointF(x(line.firstScn), y), QPointF(x(left), y));
        painter.setPen(QPen(t.secondary, 1, Qt::DashLine));
        painter.drawLine(QPointF(x(left), y), QPointF(x(line.lastScn), y));
        if (const int parent = laneOf(line.parent); parent >= 0) {
            painter.setPen(QPen(current ? t.accent : t.secondary, 1));
            painter.drawLine(QPointF(x(line.branchScn), yOf(parent)), QPointF(x(line.firstScn), y));
        }
        painter.setPen(current ? t.text : t.secondary);
        painter.drawText(QRectF(0, y - laneHeight / 2.0, leftMargin - theme::space2, laneHeight),
                         Qt::AlignRight | Qt::AlignVCenter, tr("Line %1").arg(line.id.value));
    }
    painter.setRenderHint(QPainter::Antialiasing, false);
}

void CommitChart::paintBrush(QPainter &painter) const
{
    if (!m_commits->range()) {
        return;
    }
    const theme::Tokens &t = m_theme->tokens();
    const QRect area = plot();
    const double from = xOf(m_commits->range()->from);
    const double to = xOf(m_commits->range()->to);
    QColor fill = t.accent;
    fill.setAlphaF(0.14F);
    painter.fillRect(QRectF(from, area.top(), to - from, area.height()), fill);
    painter.setPen(t.accent);
    painter.drawLine(QPointF(from, area.top()), QPointF(from, area.bottom()));
    painter.drawLine(QPointF(to, area.top()), QPointF(to, area.bottom()));
}

void CommitChart::paintSelected(QPainter &painter) const
{
    const Commit *commit = m_commits->find(m_selected);
    if (commit == nullptr) {
        return;
    }
    const theme::Tokens &t = m_theme->tokens();
    const QRect area = plot();
    const double x = xOf(commit->timeTo);
    if (x < area.left() || x > area.right()) {
        return;
    }
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(t.warning, 2));
    painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()));
    const QString label = text::scn(commit->scn);
    const QFontMetrics metrics(font());
    const int width = metrics.horizontalAdvance(label) + 2 * theme::space2;
    const double left = std::clamp(x - width / 2.0, double(area.left()), double(area.right() - width));
    const QRectF flag(left, captionHeight + 2, width, topMargin - captionHeight - 4);
    painter.setPen(t.warning);
    painter.setBrush(t.past);
    painter.drawRoundedRect(flag, 4, 4);
    painter.setPen(t.text);
    painter.drawText(flag, Qt::AlignCenter, label);
    painter.setRenderHint(QPainter::Antialiasing, false);
}

void CommitChart::paintHover(QPainter &painter) const
{
    if (m_hover < 0 || m_hoverText.isEmpty()) {
        return;
    }
    const theme::Tokens &t = m_theme->tokens();
    const QRect area = plot();
    const double slot = static_cast<double>(area.width()) / static_cast<double>(currentBins().size());
    const int x = area.left() + static_cast<int>((m_hover + 0.5) * slot);
    QColor line = t.secondary;
    line.setAlphaF(0.6F);
    painter.setPen(QPen(line, 1, Qt::DotLine));
    painter.drawLine(x, area.top(), x, area.bottom());
    const QFontMetrics metrics(font());
    const QRect text = metrics.boundingRect(QRect(0, 0, 400, 200), Qt::AlignLeft, m_hoverText);
    QRect box(x + theme::space3, area.top() + theme::space1, text.width() + 2 * theme::space2,
              text.height() + 2 * theme::space1);
    if (box.right() > area.right()) {
        box.moveRight(x - theme::space3);
    }
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(t.border);
    painter.setBrush(t.surface);
    painter.drawRoundedRect(box, 4, 4);
    painter.setPen(t.text);
    painter.drawText(box.adjusted(theme::space2, theme::space1, 0, 0), Qt::AlignLeft | Qt::AlignTop,
                     m_hoverText);
}

} // namespace strandline::timeline
