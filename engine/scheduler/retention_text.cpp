#include "engine/scheduler/retention_text.h"

#include "engine/core/error.h"

#include <algorithm>
#include <fmt/format.h>

namespace strandline::scheduler {

namespace {

[[noreturn]] void refuse(const std::string &text)
{
    throw core::Error(core::ErrorCode::Usage,
                      fmt::format("'{}' is no retention. Write recovery-window=7d, redundancy=3 or "
                                  "gfs=24,7,4,12,5.",
                                  text));
}

std::int64_t numberIn(const std::string &digits, const std::string &whole)
{
    const bool number =
        !digits.empty() && digits.size() <= 9 &&
        std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (!number || std::stoll(digits) == 0) {
        refuse(whole);
    }
    return std::stoll(digits);
}

// "90s", "15m", "12h", "7d", "2w".
std::chrono::seconds durationIn(const std::string &text, const std::string &whole)
{
    const std::int64_t count = numberIn(text.substr(0, text.empty() ? 0 : text.size() - 1), whole);
    switch (text.back()) {
    case 's':
        return std::chrono::seconds(count);
    case 'm':
        return std::chrono::minutes(count);
    case 'h':
        return std::chrono::hours(count);
    case 'd':
        return std::chrono::hours(24 * count);
    case 'w':
        return std::chrono::hours(7 * 24 * count);
    default:
        refuse(whole);
    }
}

} // namespace

backup::Policy policyOf(const std::string &text, const std::string &zone)
{
    backup::Policy policy;
    policy.zone = zone;
    if (text.empty()) {
        return policy;
    }
    const auto equals = text.find('=');
    const std::string rule = text.substr(0, equals);
    const std::string value = equals == std::string::npos ? "" : text.substr(equals + 1);
    if (rule == "recovery-window") {
        policy.recoveryWindow = durationIn(value, text);
    } else if (rule == "redundancy") {
        policy.redundancy = static_cast<unsigned>(numberIn(value, text));
    } else if (rule == "gfs") {
        policy.generations = backup::parseGenerations(value);
    } else {
        refuse(text);
    }
    return policy;
}

} // namespace strandline::scheduler
