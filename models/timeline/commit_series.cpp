#include "models/timeline/commit_series.h"

#include <algorithm>

namespace strandline::timeline {

std::uint64_t Bin::Sum::value(Measure measure) const
{
    switch (measure) {
    case Measure::Commits:
        return commits;
    case Measure::Pages:
        return pages;
    case Measure::Bytes:
        return bytes;
    }
    return 0;
}

std::vector<Bin> bins(const std::vector<Commit> &commits, const TimeRange &range, int count,
                      const std::vector<core::Scn> *matches)
{
    std::vector<Bin> out(static_cast<std::size_t>(std::max(count, 0)));
    const auto span = (range.to - range.from).count();
    if (out.empty() || span <= 0) {
        return out;
    }
    auto it = std::lower_bound(commits.begin(), commits.end(), range.from,
                               [](const Commit &c, core::Time t) { return c.timeTo < t; });
    auto match = std::vector<core::Scn>::const_iterator();
    if (matches != nullptr) {
        match =
            std::lower_bound(matches->begin(), matches->end(), it == commits.end() ? core::Scn{} : it->scn);
    }
    const double scale = static_cast<double>(out.size()) / static_cast<double>(span);
    for (; it != commits.end() && it->timeTo < range.to; ++it) {
        const auto at =
            static_cast<std::size_t>(static_cast<double>((it->timeTo - range.from).count()) * scale);
        Bin &bin = out[std::min(at, out.size() - 1)];
        ++bin.commits;
        if (!it->base) {
            bin.pages += it->pages;
            bin.bytes += it->storedBytes;
        }
        if (matches != nullptr) {
            while (match != matches->end() && *match < it->scn) {
                ++match;
            }
            if (match != matches->end() && *match == it->scn) {
                ++bin.matching.commits;
                bin.matching.pages += it->base ? 0 : it->pages;
                bin.matching.bytes += it->base ? 0 : it->storedBytes;
            }
        }
        if (!bin.first) {
            bin.first = it->scn;
        }
        bin.last = it->scn;
        bin.gap = bin.gap || it->gap;
        bin.base = bin.base || it->base;
    }
    return out;
}

TimeRange wholeRange(const std::vector<Commit> &commits)
{
    using namespace std::chrono_literals;
    if (commits.empty()) {
        return {core::Time{}, core::Time{} + 1h};
    }
    const core::Time from = commits.front().timeTo;
    const core::Time to = commits.back().timeTo;
    if (to - from < 1s) {
        return {from - 30min, to + 30min};
    }
    const auto margin = std::max<std::chrono::microseconds>((to - from) / 100, 1ms);
    return {from - margin, to + margin};
}

std::size_t nearest(const std::vector<Commit> &commits, core::Time t)
{
    const auto it = std::lower_bound(commits.begin(), commits.end(), t,
                                     [](const Commit &c, core::Time value) { return c.timeTo < value; });
    if (it == commits.begin()) {
        return 0;
    }
    if (it == commits.end()) {
        return commits.size() - 1;
    }
    const auto before = it - 1;
    return static_cast<std::size_t>((t - before->timeTo <= it->timeTo - t ? before : it) - commits.begin());
}

std::uint64_t niceStep(std::uint64_t maximum, int steps)
{
    std::uint64_t power = 1;
    while (true) {
        for (const std::uint64_t factor : {1U, 2U, 5U}) {
            if (maximum <= power * factor * static_cast<std::uint64_t>(steps)) {
                return power * factor;
            }
        }
        power *= 10;
    }
}

} // namespace strandline::timeline
