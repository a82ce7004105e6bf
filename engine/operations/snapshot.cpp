// The operations `snapshot …`: named states of a database.
#include "engine/backup/snapshot.h"

#include "engine/backup/known_stores.h"
#include "engine/backup/prune.h"
#include "engine/backup/restore.h"
#include "engine/operations/backup_arguments.h"
#include "engine/operations/encoding.h"

#include <filesystem>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace strandline::operations {

using Json = nlohmann::ordered_json;

namespace {

Argument nameArgument()
{
    return {.name = "name", .help = "of the snapshot", .required = true};
}

std::string storeOf(const Arguments &arguments)
{
    return arguments.has("store") ? arguments.text("store") : backup::defaultStore(databaseOf(arguments));
}

std::vector<backup::SetInfo> setsOf(const Arguments &arguments)
{
    const backup::Catalogue catalogue(storeOf(arguments));
    catalogue.store().mustExist();
    return backup::setsOf(catalogue.sets(), databaseOf(arguments));
}

Operation named(const std::string &name, const std::string &summary, std::vector<Argument> own, bool keys)
{
    Operation operation;
    operation.name = "snapshot " + name;
    operation.summary = summary;
    Argument store = storeArgument();
    store.required = false;
    store.help = "folder of the backups; without it DATABASE.backups";
    operation.arguments = {databaseArgument()};
    operation.arguments.insert(operation.arguments.end(), own.begin(), own.end());
    operation.arguments.push_back(store);
    for (Argument &argument : keys ? keyArguments() : std::vector<Argument>{}) {
        operation.arguments.push_back(std::move(argument));
    }
    return operation;
}

Json snapshotJson(const backup::Snapshot &snapshot, const Presentation &presentation)
{
    const backup::Manifest &manifest = snapshot.set.manifest;
    return {{"name", snapshot.name},
            {"id", manifest.id},
            {"scn", manifest.toScn ? Json(manifest.toScn.value) : Json(nullptr)},
            {"incarnation", manifest.incarnation.value},
            {"time", core::formatTime(manifest.toTime, presentation.zone)},
            {"storedBytes", manifest.storedBytes()},
            {"status", backup::statusName(snapshot.set.status)},
            {"encrypted", manifest.encryption.has_value()}};
}

class ListResult final : public Result
{
public:
    explicit ListResult(std::vector<backup::Snapshot> snapshots, bool one = false)
        : m_snapshots(std::move(snapshots)), m_one(one)
    {
    }

    Json json(const Presentation &presentation) const override
    {
        if (m_one) {
            return snapshotJson(m_snapshots.front(), presentation);
        }
        Json out = Json::array();
        for (const backup::Snapshot &snapshot : m_snapshots) {
            out.push_back(snapshotJson(snapshot, presentation));
        }
        return out;
    }
    std::string text(const Presentation &presentation) const override
    {
        TextTable table({"Name", "SCN", "Time", "Bytes", "Set"});
        table.alignRight(1);
        table.alignRight(3);
        for (const backup::Snapshot &snapshot : m_snapshots) {
            const backup::Manifest &manifest = snapshot.set.manifest;
            table.add({escaped(snapshot.name), manifest.toScn ? std::to_string(manifest.toScn.value) : "",
                       core::formatTime(manifest.toTime, presentation.zone),
                       groupedDigits(manifest.storedBytes()), manifest.id});
        }
        return table.empty() ? "There are no snapshots.\n" : table.render();
    }

private:
    std::vector<backup::Snapshot> m_snapshots;
    const bool m_one; // the one that was made
};

class SentenceResult final : public Result
{
public:
    SentenceResult(Json json, std::string sentence) : m_json(std::move(json)), m_sentence(std::move(sentence))
    {
    }
    Json json(const Presentation & /*unused*/) const override { return m_json; }
    std::string text(const Presentation & /*unused*/) const override { return escaped(m_sentence) + '\n'; }

private:
    Json m_json;
    std::string m_sentence;
};

// Of the state of now.
backup::Manifest take(const std::string &name, const std::string &store, const backup::KeySource &key,
                      const Arguments &arguments, const Environment &environment, const core::JobContext &job,
                      Output &output)
{
    backup::CreateRequest request;
    request.database = locate(arguments, environment);
    request.database.database = databaseOf(arguments);
    request.store = store;
    request.key = key;
    request.clock = &environment.clock;
    request.program = "strandctl";
    const auto report = backup::createSnapshot(request, name, job);
    for (const std::string &note : report.notes) {
        output.note(note);
    }
    return report.manifest;
}

Operation create(const Environment &environment)
{
    Operation operation =
        named("create", "Keep the state of now under a name, until it is removed", {nameArgument()}, true);
    operation.arguments.push_back(historyArgument());
    operation.longRunning = true;
    operation.effect = Effect::Writes;
    operation.run = [environment](const Arguments &arguments, const core::JobContext &job,
                                  Output &output) -> std::unique_ptr<Result> {
        backup::SetInfo set;
        set.manifest = take(arguments.text("name"), storeOf(arguments), keySourceOf(arguments, environment),
                            arguments, environment, job, output);
        return std::make_unique<ListResult>(
            std::vector<backup::Snapshot>{{arguments.text("name"), std::move(set)}}, true);
    };
    return operation;
}

Operation list()
{
    Operation operation = named("list", "The snapshots of a database", {}, false);
    operation.run = [](const Arguments &arguments, const core::JobContext & /*unused*/,
                       Output & /*unused*/) -> std::unique_ptr<Result> {
        return std::make_unique<ListResult>(backup::snapshotsIn(setsOf(arguments)));
    };
    return operation;
}

Operation remove(const Environment &environment)
{
    Operation operation = named("remove", "Remove a snapshot", {nameArgument()}, false);
    operation.effect = Effect::Writes;
    operation.run = [environment](const Arguments &arguments, const core::JobContext &job,
                                  Output & /*unused*/) -> std::unique_ptr<Result> {
        const auto removal = backup::removeSnapshot(storeOf(arguments), databaseOf(arguments),
                                                    arguments.text("name"), environment.clock, job);
        return std::make_unique<SentenceResult>(
            Json{{"name", arguments.text("name")}, {"id", removal.id}, {"deleted", removal.deleted}},
            removal.deleted ? fmt::format("The snapshot {} is removed.", arguments.text("name"))
                            : fmt::format("The snapshot {} is no longer kept; its set {} stays as a full "
                                          "backup, because later sets build on it.",
                                          arguments.text("name"), removal.id));
    };
    return operation;
}

Operation clone(const Environment &environment)
{
    Operation operation = named("clone", "Write a snapshot as a new database that can be worked with",
                                {{.name = "out",
                                  .kind = ArgumentKind::Path,
                                  .help = "the new file",
                                  .positional = true,
                                  .required = true},
                                 nameArgument()},
                                true);
    operation.longRunning = true;
    operation.run = [environment](const Arguments &arguments, const core::JobContext &job,
                                  Output & /*unused*/) -> std::unique_ptr<Result> {
        const std::vector<backup::SetInfo> sets = setsOf(arguments);
        backup::RestoreRequest request;
        request.keys = backup::KeyRing(keySourceOf(arguments, environment));
        backup::Target target;
        target.kind = backup::Target::Kind::Set;
        target.name = backup::snapshotNamed(sets, arguments.text("name")).set.manifest.id;
        request.plan = backup::planRestoreFrom(sets, target, request.keys);
        std::error_code ignored;
        request.out = std::filesystem::absolute(arguments.text("out"), ignored).lexically_normal().string();
        const auto report = backup::runRestore(request, job);
        return std::make_unique<SentenceResult>(
            Json{{"out", report.out},
                 {"scn", report.scn ? Json(report.scn.value) : Json(nullptr)},
                 {"incarnation", request.plan.last().incarnation.value},
                 {"bytes", report.bytes},
                 {"seconds", report.seconds}},
            fmt::format("{}: the snapshot {}, {} bytes in {:.1f} s", report.out, arguments.text("name"),
                        groupedDigits(report.bytes), report.seconds));
    };
    return operation;
}

} // namespace

Argument snapshotFirstArgument()
{
    return {.name = "snapshot",
            .help = "first keep the state before it under this name, in DATABASE.backups",
            .placeholder = "NAME"};
}

void takeSnapshotFirst(const Arguments &arguments, const Environment &environment,
                       const core::JobContext &job, Output &output)
{
    if (!arguments.has("snapshot")) {
        return;
    }
    const std::string name = arguments.text("snapshot");
    const std::string store = backup::defaultStore(databaseOf(arguments));
    const backup::KeySource key = backup::readKey(backup::keyFromEnvironment(), environment.keychain);
    take(name, store, key, arguments, environment, job, output);
    output.note(fmt::format("The state before it is kept as the snapshot {} in {}.", name, store));
}

void addSnapshots(Operations &operations, const Environment &environment)
{
    operations.push_back(create(environment));
    operations.push_back(list());
    operations.push_back(clone(environment));
    operations.push_back(remove(environment));
}

} // namespace strandline::operations
