// How long the window's live charts take on the GUI thread: bench_charts [ROUNDS]. Offscreen, in
// milliseconds of the processor's time: new figures taken in and painted whole, at 1400 by 300 pixels.
#include "views/common/chart/series_chart.h"

#include <QApplication>
#include <QImage>
#include <QRandomGenerator>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>

using namespace strandline;

namespace {

series::SeriesData figures(int steps, int lines, QRandomGenerator &random)
{
    series::SeriesData data;
    data.unit = series::Unit::Sessions;
    for (int line = 0; line < lines; ++line) {
        const QString id = QString::number(line + 1);
        std::vector<double> values(static_cast<std::size_t>(steps));
        std::generate(values.begin(), values.end(), [&] { return random.generateDouble(); });
        data.lines.push_back({id, "Line " + id, id, std::move(values)});
    }
    return data;
}

void measure(const char *name, chart::Mode mode, int steps, int lines, int rounds)
{
    theme::Theme theme(theme::Mode::Light);
    series::SeriesModel model;
    chart::SeriesChart chart(&model, &theme);
    chart.setMode(mode);
    chart.resize(1400, 300);
    chart.show();
    QRandomGenerator random(1);
    QImage image(chart.size(), QImage::Format_RGB32);
    std::vector<double> times;
    for (int round = 0; round < rounds; ++round) {
        series::SeriesData data = figures(steps, lines, random);
        const std::clock_t begun = std::clock();
        model.setSeries(std::move(data));
        chart.render(&image);
        times.push_back(static_cast<double>(std::clock() - begun) * 1e3 / CLOCKS_PER_SEC);
    }
    const double first = times.front();
    std::sort(times.begin(), times.end());
    std::printf("%-8s %5d x %d: first %.2f, median %.2f, longest %.2f\n", name, steps, lines, first,
                times[times.size() / 2], times.back());
}

} // namespace

int main(int argc, char **argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication application(argc, argv);
    const int rounds = argc > 1 ? std::max(std::atoi(argv[1]), 1) : 60;
    measure("stack", chart::Mode::Stack, 3600, 8, rounds);
    measure("lines", chart::Mode::Lines, 3600, 8, rounds);
    measure("stack", chart::Mode::Stack, 300, 8, rounds);
    return 0;
}
