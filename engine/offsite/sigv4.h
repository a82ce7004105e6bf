// Signature version 4 of AWS, as S3 and its kin ask for it in the Authorization header.
// Rules: docs.aws.amazon.com, "Signature Version 4 signing process" and, for S3's own ways (the path is
// encoded once, the payload's hash is a header), "Authenticating Requests: Using the Authorization Header".
//
// Pure functions of values; safe anywhere.
#pragma once

#include "engine/core/bytes.h"
#include "engine/core/types.h"

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace strandline::offsite {

struct Credentials
{
    std::string accessKeyId;
    std::string secretAccessKey;
    std::string sessionToken; // empty: lasting keys, not those of a session
};

// What is signed of a request.
struct SignedRequest
{
    std::string method;                                     // "GET"
    std::string path;                                       // decoded, begins with a slash
    std::vector<std::pair<std::string, std::string>> query; // decoded
    std::map<std::string, std::string> headers;             // lower-case names; host among them
    std::string payloadHash;                                // SHA-256 of the body, hexadecimal
};

struct Scope
{
    std::string region;
    std::string service = "s3";
};

// Everything but A–Z, a–z, 0–9, "-", ".", "_" and "~" as %XX; a slash stays where keepSlash says so.
std::string uriEncode(std::string_view text, bool keepSlash = false);
// The query as it is signed and sent: encoded, sorted.
std::string canonicalQuery(const std::vector<std::pair<std::string, std::string>> &query);
// "20130524T000000Z"
std::string signingTime(core::Time time);

// The four steps, apart for the sake of their published examples.
std::string canonicalRequest(const SignedRequest &request);
std::string stringToSign(const std::string &canonicalRequest, core::Time time, const Scope &scope);
std::string signature(const std::string &stringToSign, const std::string &secretAccessKey, core::Time time,
                      const Scope &scope);
// The value of the Authorization header. The request's headers hold all that is to be signed, x-amz-date and
// x-amz-content-sha256 too.
std::string authorization(const SignedRequest &request, const Credentials &credentials, core::Time time,
                          const Scope &scope);

} // namespace strandline::offsite
