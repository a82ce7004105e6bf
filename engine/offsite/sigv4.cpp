#include "engine/offsite/sigv4.h"

#include "engine/core/crypto.h"
#include "engine/offsite/checksums.h"

#include <algorithm>
#include <chrono>
#include <fmt/format.h>

namespace strandline::offsite {

using core::ByteView;

namespace {

ByteView viewOf(std::string_view text)
{
    return {reinterpret_cast<const std::uint8_t *>(text.data()), text.size()};
}

std::string dateOf(core::Time time)
{
    return signingTime(time).substr(0, 8);
}

std::string scopeText(core::Time time, const Scope &scope)
{
    return fmt::format("{}/{}/{}/aws4_request", dateOf(time), scope.region, scope.service);
}

std::string signedHeaders(const SignedRequest &request)
{
    std::string names;
    for (const auto &[name, value] : request.headers) {
        names += names.empty() ? name : ";" + name;
    }
    return names;
}

// Without blanks at the ends; runs of blanks as one.
std::string trimmed(const std::string &value)
{
    std::string out;
    for (const char c : value) {
        if (c != ' ' || (!out.empty() && out.back() != ' ')) {
            out += c;
        }
    }
    while (!out.empty() && out.back() == ' ') {
        out.pop_back();
    }
    return out;
}

} // namespace

std::string uriEncode(std::string_view text, bool keepSlash)
{
    std::string out;
    out.reserve(text.size());
    for (const char c : text) {
        const bool letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (letter || c == '-' || c == '.' || c == '_' || c == '~' || (c == '/' && keepSlash)) {
            out += c;
        } else {
            out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
        }
    }
    return out;
}

std::string canonicalQuery(const std::vector<std::pair<std::string, std::string>> &query)
{
    std::vector<std::pair<std::string, std::string>> encoded;
    for (const auto &[name, value] : query) {
        encoded.emplace_back(uriEncode(name), uriEncode(value));
    }
    std::sort(encoded.begin(), encoded.end());
    std::string out;
    for (const auto &[name, value] : encoded) {
        out += (out.empty() ? "" : "&") + name + "=" + value;
    }
    return out;
}

std::string signingTime(core::Time time)
{
    const auto seconds = std::chrono::floor<std::chrono::seconds>(time);
    const auto day = std::chrono::floor<std::chrono::days>(seconds);
    const std::chrono::year_month_day date{day};
    const std::chrono::hh_mm_ss clock{seconds - day};
    return fmt::format("{:04}{:02}{:02}T{:02}{:02}{:02}Z", static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                       clock.hours().count(), clock.minutes().count(), clock.seconds().count());
}

std::string canonicalRequest(const SignedRequest &request)
{
    std::string out =
        request.method + '\n' + uriEncode(request.path, true) + '\n' + canonicalQuery(request.query) + '\n';
    for (const auto &[name, value] : request.headers) {
        out += name + ':' + trimmed(value) + '\n';
    }
    return out + '\n' + signedHeaders(request) + '\n' + request.payloadHash;
}

std::string stringToSign(const std::string &canonicalRequest, core::Time time, const Scope &scope)
{
    return fmt::format("AWS4-HMAC-SHA256\n{}\n{}\n{}", signingTime(time), scopeText(time, scope),
                       core::toHex(sha256(viewOf(canonicalRequest))));
}

std::string signature(const std::string &stringToSign, const std::string &secretAccessKey, core::Time time,
                      const Scope &scope)
{
    const std::string start = "AWS4" + secretAccessKey;
    auto key = core::hmacSha256(viewOf(start), viewOf(dateOf(time)));
    key = core::hmacSha256(key, viewOf(scope.region));
    key = core::hmacSha256(key, viewOf(scope.service));
    key = core::hmacSha256(key, viewOf("aws4_request"));
    return core::toHex(core::hmacSha256(key, viewOf(stringToSign)));
}

std::string authorization(const SignedRequest &request, const Credentials &credentials, core::Time time,
                          const Scope &scope)
{
    const std::string text = stringToSign(canonicalRequest(request), time, scope);
    return fmt::format("AWS4-HMAC-SHA256 Credential={}/{},SignedHeaders={},Signature={}",
                       credentials.accessKeyId, scopeText(time, scope), signedHeaders(request),
                       signature(text, credentials.secretAccessKey, time, scope));
}

} // namespace strandline::offsite
