#include "app/cli/console.h"

#include "app/cli/terminal.h"
#include "engine/operations/encoding.h"

#include <cerrno>
#include <cstdio>
#include <fmt/format.h>
#include <iostream>
#include <nlohmann/json.hpp>

namespace strandline::cli {

using core::Error;
using operations::compact;
using operations::escaped;
using operations::Format;

Console::Console(Format format, operations::Presentation presentation)
    : m_format(format), m_presentation(std::move(presentation)), m_showProgress(errorIsTerminal())
{
}

Console::~Console()
{
    const std::lock_guard lock(m_mutex);
    clearProgressLine();
}

void Console::write(std::string_view text)
{
    {
        const std::lock_guard lock(m_mutex);
        clearProgressLine();
    }
    errno = 0;
    if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size()) {
        throw core::systemError(errno, "The result can't be written", "standard output");
    }
}

void Console::flush()
{
    errno = 0;
    if (std::fflush(stdout) != 0) {
        throw core::systemError(errno, "The result can't be written", "standard output");
    }
}

void Console::note(const std::string &message)
{
    const std::lock_guard lock(m_mutex);
    clearProgressLine();
    const std::string line = escaped(message) + '\n';
    std::fwrite(line.data(), 1, line.size(), stderr);
}

std::optional<bool> Console::confirm(const std::string &question)
{
    if (!inputIsTerminal()) {
        return std::nullopt;
    }
    const std::string line = escaped(question) + " [yes/no] ";
    std::fwrite(line.data(), 1, line.size(), stderr);
    std::string answer;
    std::getline(std::cin, answer);
    return answer == "yes" || answer == "y" || answer == "Yes";
}

std::string Console::readInput()
{
    std::string text;
    char buffer[65536];
    while (const std::size_t count = std::fread(buffer, 1, sizeof buffer, stdin)) {
        text.append(buffer, count);
    }
    return text;
}

void Console::progress(const core::Progress &progress)
{
    if (!m_showProgress) {
        return;
    }
    const std::lock_guard lock(m_mutex);
    const auto now = std::chrono::steady_clock::now();
    if (now - m_lastProgress < std::chrono::milliseconds(100)) {
        return;
    }
    m_lastProgress = now;
    std::string line = operations::groupedDigits(progress.done);
    if (progress.total != 0) {
        line += fmt::format(" of {} ({} %)", operations::groupedDigits(progress.total),
                            static_cast<int>(100.0 * static_cast<double>(progress.done) /
                                             static_cast<double>(progress.total)));
    }
    line += ' ' + progress.unit;
    const std::size_t width = line.size();
    line.resize(std::max(width, m_progressWidth), ' ');
    m_progressWidth = width;
    line += '\r';
    std::fwrite(line.data(), 1, line.size(), stderr);
}

void Console::clearProgressLine()
{
    if (m_progressWidth > 0) {
        const std::string blank = std::string(m_progressWidth, ' ') + '\r';
        std::fwrite(blank.data(), 1, blank.size(), stderr);
        m_progressWidth = 0;
    }
}

void Console::fail(const Error &error)
{
    const std::string place =
        error.sqlOffset() >= 0 ? fmt::format(" (at byte {} of the SQL text)", error.sqlOffset()) : "";
    note(fmt::format("strandctl: {}: {}{}", core::errorCodeName(error.code()), error.message(), place));
    if (m_format == Format::Json) {
        const std::string document =
            m_errorTail ? m_errorTail(error) : compact({{"error", operations::toJson(error)}}) + '\n';
        std::fwrite(document.data(), 1, document.size(), stdout);
    }
    std::fflush(stdout);
}

} // namespace strandline::cli
