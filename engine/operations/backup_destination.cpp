// The operations `backup destination …`: places for copies, which live in the user's configuration.
#include "engine/offsite/destination.h"
#include "engine/operations/encoding.h"
#include "engine/operations/offsite_arguments.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <sstream>

namespace strandline::operations {

using core::Error;
using core::ErrorCode;
using Json = nlohmann::ordered_json;
using offsite::Destination;

namespace {

Json textOrNull(const std::string &text)
{
    return text.empty() ? Json() : Json(text);
}

Json toJson(const Destination &destination)
{
    const bool s3 = offsite::schemeOf(destination) == offsite::Scheme::S3;
    return {{"name", destination.name},
            {"url", destination.url},
            {"endpoint", textOrNull(destination.endpoint)},
            {"region", textOrNull(destination.region)},
            {"addressing", s3 ? Json(offsite::addressingName(destination.addressing)) : Json()},
            {"credentials", s3 ? Json(destination.credentials) : Json()},
            {"bytesPerSecond", destination.bytesPerSecond == 0 ? Json() : Json(destination.bytesPerSecond)},
            {"standbyOf", textOrNull(destination.standbyOf)}};
}

class DestinationsResult final : public Result
{
public:
    explicit DestinationsResult(std::vector<Destination> destinations)
        : m_destinations(std::move(destinations))
    {
    }

    Json json(const Presentation & /*unused*/) const override
    {
        Json list = Json::array();
        for (const Destination &destination : m_destinations) {
            list.push_back(toJson(destination));
        }
        return list;
    }
    std::string text(const Presentation & /*unused*/) const override
    {
        if (m_destinations.empty()) {
            return "No destination is known. `strandctl backup destination add` adds one.\n";
        }
        TextTable lines({"Name", "Where", "Endpoint", "Standby of"});
        for (const Destination &destination : m_destinations) {
            lines.add({escaped(destination.name), escaped(destination.url), escaped(destination.endpoint),
                       escaped(destination.standbyOf)});
        }
        return lines.render();
    }

private:
    std::vector<Destination> m_destinations;
};

class DestinationResult final : public Result
{
public:
    DestinationResult(Destination destination, std::string sentence)
        : m_destination(std::move(destination)), m_sentence(std::move(sentence))
    {
    }
    Json json(const Presentation & /*unused*/) const override { return toJson(m_destination); }
    std::string text(const Presentation & /*unused*/) const override { return escaped(m_sentence) + '\n'; }

private:
    Destination m_destination;
    std::string m_sentence;
};

Argument nameArgument()
{
    return {.name = "name", .help = "the destination's name", .positional = true, .required = true};
}

Operation add(const Environment &environment)
{
    Operation operation;
    operation.name = "backup destination add";
    operation.summary = "Remember a folder or a bucket for copies";
    operation.effect = Effect::Writes;
    operation.longRunning = true;
    operation.arguments = {
        nameArgument(),
        {.name = "url", .help = "a folder, or s3://BUCKET/PREFIX", .positional = true, .required = true},
        {.name = "endpoint", .help = "address of an S3 service that isn't Amazon's", .placeholder = "URL"},
        {.name = "region", .help = "where the bucket is; us-east-1 without it", .placeholder = "REGION"},
        {.name = "addressing",
         .kind = ArgumentKind::Choice,
         .help = "whether the bucket stands in the path or before the host",
         .choices = {"auto", "path", "virtual-host"}},
        {.name = "credentials",
         .help = "where the access key is: env, file:PATH, file:PATH#PROFILE or keychain:ENTRY",
         .placeholder = "WHERE"},
        {.name = "ca-file", .kind = ArgumentKind::Path, .help = "certificates of an authority of your own"},
        {.name = "bandwidth", .kind = ArgumentKind::Size, .help = "at most so many bytes a second"},
        {.name = "standby-of",
         .kind = ArgumentKind::Path,
         .help = "the store whose sets are to be kept there"},
        {.name = "untried", .kind = ArgumentKind::Flag, .help = "remember it without trying it"},
        {.name = "replace", .kind = ArgumentKind::Flag, .help = "also where there is one of this name"},
    };
    operation.run = [environment](const Arguments &arguments, const core::JobContext &job,
                                  Output & /*unused*/) -> std::unique_ptr<Result> {
        Destination destination;
        destination.name = arguments.text("name");
        destination.url = arguments.text("url");
        destination.endpoint = arguments.text("endpoint");
        destination.region = arguments.text("region");
        if (arguments.has("addressing")) {
            destination.addressing = *offsite::addressingNamed(arguments.text("addressing"));
        }
        if (arguments.has("credentials")) {
            destination.credentials = arguments.text("credentials");
        }
        destination.caFile = absolutePath(arguments.text("ca-file"));
        destination.bytesPerSecond = arguments.sizeBytes("bandwidth");
        destination.standbyOf = absolutePath(arguments.text("standby-of"));
        const offsite::Destinations destinations(environment.configFolder);
        if (!arguments.flag("untried")) {
            offsite::tryDestination(*offsite::openDestination(destination, surroundingsOf(environment)), job);
        }
        destinations.add(destination, arguments.flag("replace"));
        return std::make_unique<DestinationResult>(
            destination,
            fmt::format("{} is remembered{}.", destination.name,
                        arguments.flag("untried") ? "" : "; it takes and gives back what is put there"));
    };
    return operation;
}

Operation list(const Environment &environment)
{
    Operation operation;
    operation.name = "backup destination list";
    operation.summary = "Show the destinations that are known";
    operation.run = [environment](const Arguments & /*unused*/, const core::JobContext & /*unused*/,
                                  Output & /*unused*/) -> std::unique_ptr<Result> {
        return std::make_unique<DestinationsResult>(offsite::Destinations(environment.configFolder).all());
    };
    return operation;
}

Operation test(const Environment &environment)
{
    Operation operation;
    operation.name = "backup destination test";
    operation.summary = "Write, read and delete a small object there";
    operation.longRunning = true;
    operation.arguments = {destinationArgument()};
    operation.run = [environment](const Arguments &arguments, const core::JobContext &job,
                                  Output & /*unused*/) -> std::unique_ptr<Result> {
        const Destination destination = destinationOf(arguments, environment);
        offsite::tryDestination(*offsite::openDestination(destination, surroundingsOf(environment)), job);
        return std::make_unique<DestinationResult>(
            destination, fmt::format("{} takes and gives back what is put there.", destination.name));
    };
    return operation;
}

Operation remove(const Environment &environment)
{
    Operation operation;
    operation.name = "backup destination remove";
    operation.summary = "Forget a destination; what is there stays there";
    operation.effect = Effect::Writes;
    operation.arguments = {nameArgument()};
    operation.run = [environment](const Arguments &arguments, const core::JobContext & /*unused*/,
                                  Output & /*unused*/) -> std::unique_ptr<Result> {
        const offsite::Destinations destinations(environment.configFolder);
        Destination gone;
        for (const Destination &destination : destinations.all()) {
            if (destination.name == arguments.text("name")) {
                gone = destination;
            }
        }
        destinations.remove(arguments.text("name"));
        return std::make_unique<DestinationResult>(
            gone, fmt::format("{} is forgotten. The copies there stay there.", gone.name));
    };
    return operation;
}

// "aws_access_key_id = …" lines of standard input become an entry of the keychain.
Operation keepCredentials(const Environment &environment)
{
    Operation operation;
    operation.name = "backup destination keep-credentials";
    operation.summary = "Put a destination's access key, from standard input, into the keychain";
    operation.effect = Effect::Writes;
    operation.arguments = {nameArgument()};
    operation.run = [environment](const Arguments &arguments, const core::JobContext & /*unused*/,
                                  Output &output) -> std::unique_ptr<Result> {
        if (environment.keychain == nullptr) {
            throw Error(ErrorCode::Unsupported,
                        "This program was built without the keychain. Name a file with "
                        "--credentials file:PATH.");
        }
        const offsite::Destinations destinations(environment.configFolder);
        Destination destination = destinations.find(arguments.text("name"));
        const offsite::Credentials credentials = offsite::parseCredentials(output.readInput(), "default");
        if (credentials.accessKeyId.empty() || credentials.secretAccessKey.empty()) {
            throw Error(ErrorCode::Usage, "Standard input is to hold lines with aws_access_key_id=… and "
                                          "aws_secret_access_key=….");
        }
        const std::string entry = offsite::keychainEntry(destination);
        environment.keychain->write(entry, offsite::formatCredentials(credentials));
        destination.credentials = "keychain:" + entry;
        destinations.add(destination, true);
        return std::make_unique<DestinationResult>(
            destination, fmt::format("The access key of {} is in the keychain.", destination.name));
    };
    return operation;
}

} // namespace

void addBackupDestinations(Operations &operations, const Environment &environment)
{
    operations.push_back(add(environment));
    operations.push_back(list(environment));
    operations.push_back(test(environment));
    operations.push_back(remove(environment));
    operations.push_back(keepCredentials(environment));
}

} // namespace strandline::operations
