#include "views/common/chart/colours.h"

#include <algorithm>

namespace strandline::chart {

QColor colourOf(const QString &key, const theme::Tokens &tokens)
{
    const theme::WaitColours &waits = tokens.waits;
    const std::pair<const char *, QColor> classes[] = {
        {"CPU", waits.cpu},
        {"Scheduler", waits.scheduler},
        {"User I/O", waits.userIo},
        {"System I/O", waits.systemIo},
        {"Concurrency", waits.concurrency},
        {"Application", waits.application},
        {"Commit", waits.commit},
        {"Configuration", waits.configuration},
        {"Other", waits.other},
        {"Idle", waits.idle},
    };
    for (const auto &[name, colour] : classes) {
        if (key == QLatin1String(name)) {
            return colour;
        }
    }
    const int number = key.toInt();
    return number >= 1 && number <= static_cast<int>(tokens.lines.size())
               ? tokens.lines[static_cast<std::size_t>(number - 1)]
               : tokens.secondary;
}

QString lineKey(std::size_t i)
{
    return QString::number(i % std::tuple_size_v<decltype(theme::Tokens::lines)> + 1);
}

} // namespace strandline::chart
