// The operations that keep a store in order: `backup prune`, `backup delete`, `backup keep`.
#include "engine/backup/prune.h"
#include "engine/operations/backup_arguments.h"
#include "engine/operations/encoding.h"
#include "engine/operations/registration.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace strandline::operations {

using core::Error;
using core::ErrorCode;
using Json = nlohmann::ordered_json;

namespace {

class PruneResult final : public Result
{
public:
    explicit PruneResult(backup::PruneReport report) : m_report(std::move(report)) {}

    Json json(const Presentation &presentation) const override
    {
        Json kept = Json::array();
        for (const backup::Kept &set : m_report.plan.kept) {
            kept.push_back({{"id", set.id}, {"because", becauseOf(set)}});
        }
        return {{"deleted", m_report.plan.obsolete},
                {"kept", std::move(kept)},
                {"restorable", rangesJson(m_report.plan.restorable, presentation)},
                {"freedBytes", m_report.plan.freedBytes},
                {"keptBytes", m_report.plan.keptBytes},
                {"missingFreeBytes", m_report.plan.missingFreeBytes},
                {"dryRun", m_report.dryRun}};
    }

    std::string text(const Presentation &presentation) const override
    {
        const backup::RetentionPlan &plan = m_report.plan;
        TextTable lines({"Backup set", "", "Because"});
        for (const backup::Kept &set : plan.kept) {
            lines.add({set.id, "stays", escaped(becauseOf(set))});
        }
        for (const std::string &id : plan.obsolete) {
            lines.add({id, m_report.dryRun ? "would go" : "deleted", "no rule keeps it"});
        }
        std::string out = lines.empty() ? std::string("There are no backup sets.\n") : lines.render();
        out += fmt::format("\n{} of {} sets {}, {}.\n", plan.obsolete.size(),
                           plan.obsolete.size() + plan.kept.size(),
                           m_report.dryRun ? "would be deleted" : "were deleted", bytesText(plan.freedBytes));
        return out + rangesText(plan.restorable, presentation);
    }

private:
    static std::string becauseOf(const backup::Kept &set)
    {
        std::string text;
        for (const backup::Reason &reason : set.reasons) {
            text += (text.empty() ? "" : "; ") + backup::describe(reason);
        }
        return text;
    }

    backup::PruneReport m_report;
};

Operation prune(const Environment &environment)
{
    Operation operation;
    operation.name = "backup prune";
    operation.summary = "Delete what a retention policy needs no more; every state of the window stays "
                        "restorable";
    operation.arguments = {storeArgument(), databaseOption()};
    for (Argument &argument : policyArguments()) {
        operation.arguments.push_back(std::move(argument));
    }
    operation.arguments.push_back({.name = "dry-run",
                                   .kind = ArgumentKind::Flag,
                                   .help = "only tell what would go, and why the rest stays"});
    operation.effect = Effect::Writes;
    operation.longRunning = true;
    operation.run = [environment](const Arguments &arguments, const core::JobContext &job,
                                  Output &output) -> std::unique_ptr<Result> {
        backup::PruneRequest request;
        request.store = arguments.text("store");
        request.policy = policyOf(arguments, output.presentation().zone);
        request.database = databaseOf(arguments);
        request.dryRun = arguments.flag("dry-run");
        request.clock = &environment.clock;
        backup::PruneReport report = backup::prune(request, job);
        for (const std::string &warning : report.warnings) {
            output.note(warning);
        }
        return std::make_unique<PruneResult>(std::move(report));
    };
    return operation;
}

class DeleteResult final : public Result
{
public:
    DeleteResult(std::string id, backup::Loss loss) : m_id(std::move(id)), m_loss(std::move(loss)) {}

    Json json(const Presentation &presentation) const override
    {
        return {{"deleted", {m_id}},
                {"lost", rangesJson(m_loss.states, presentation)},
                {"orphaned", m_loss.orphaned}};
    }
    std::string text(const Presentation & /*unused*/) const override
    {
        return fmt::format("{} is deleted.\n", m_id);
    }

private:
    std::string m_id;
    backup::Loss m_loss;
};

// What a person is asked before a set is deleted.
std::string question(const std::string &id, const backup::Loss &loss, const Presentation &presentation)
{
    std::string text = fmt::format("Delete the backup set {}?", id);
    if (loss.states.empty()) {
        return text + " Everything that can be restored now can be restored without it.";
    }
    text += " These states can't be restored any more then:\n" + rangesText(loss.states, presentation);
    if (!loss.orphaned.empty()) {
        text += fmt::format("{} sets that build on it become useless: {}.\n", loss.orphaned.size(),
                            fmt::join(loss.orphaned, ", "));
    }
    return loss.nothingLeft ? text + "Nothing of the database is left to be restored then." : text;
}

Operation deleteSet(const Environment &environment)
{
    Operation operation;
    operation.name = "backup delete";
    operation.summary = "Delete a backup set, after telling what can't be restored then";
    operation.arguments = {
        {.name = "id", .help = "the backup set", .positional = true, .required = true},
        storeArgument(),
        {.name = "yes", .kind = ArgumentKind::Flag, .help = "don't ask"},
    };
    operation.effect = Effect::Writes;
    operation.run = [environment](const Arguments &arguments, const core::JobContext &job,
                                  Output &output) -> std::unique_ptr<Result> {
        backup::Catalogue catalogue(arguments.text("store"));
        const std::string id = catalogue.set(arguments.text("id")).manifest.id;
        const backup::Loss loss = backup::lossOf(catalogue.sets(), {id});
        if (!arguments.flag("yes")) {
            const auto answer = output.confirm(question(id, loss, output.presentation()));
            if (!answer) {
                throw Error(ErrorCode::Usage, "Deleting a backup set needs a yes, and there is no terminal "
                                              "to ask on. Add --yes.");
            }
            if (!*answer) {
                throw Error(ErrorCode::Cancelled, "The backup set was kept.");
            }
        }
        catalogue.remove({id}, environment.clock.now(), job);
        return std::make_unique<DeleteResult>(id, loss);
    };
    return operation;
}

class KeepResult final : public Result
{
public:
    explicit KeepResult(backup::SetInfo set) : m_set(std::move(set)) {}

    Json json(const Presentation &presentation) const override
    {
        const auto &until = m_set.manifest.keepUntil;
        return {{"id", m_set.manifest.id},
                {"pinned", m_set.manifest.pinned},
                {"keepUntil", until ? Json(core::formatTime(*until, presentation.zone)) : Json()}};
    }
    std::string text(const Presentation &presentation) const override
    {
        const backup::Manifest &manifest = m_set.manifest;
        if (manifest.pinned) {
            return fmt::format("{} is pinned: it stays until that is taken back.\n", manifest.id);
        }
        return manifest.keepUntil ? fmt::format("{} is kept until {}.\n", manifest.id,
                                                core::formatTime(*manifest.keepUntil, presentation.zone))
                                  : fmt::format("{} goes when no rule keeps it.\n", manifest.id);
    }

private:
    backup::SetInfo m_set;
};

Operation keep(const Environment &environment)
{
    Operation operation;
    operation.name = "backup keep";
    operation.summary = "Keep a backup set from retention: pinned, until a time, or no more";
    operation.arguments = {
        {.name = "id", .help = "the backup set", .positional = true, .required = true},
        storeArgument(),
        {.name = "pin", .kind = ArgumentKind::Flag, .help = "it stays until that is taken back"},
        {.name = "until", .kind = ArgumentKind::Time, .help = "it stays until then"},
        {.name = "release", .kind = ArgumentKind::Flag, .help = "neither any more"},
    };
    operation.effect = Effect::Writes;
    operation.run = [environment](const Arguments &arguments, const core::JobContext & /*unused*/,
                                  Output & /*unused*/) -> std::unique_ptr<Result> {
        const int given =
            int{arguments.flag("pin")} + int{arguments.has("until")} + int{arguments.flag("release")};
        if (given != 1) {
            throw Error(ErrorCode::Usage, "Give one of --pin, --until TIME and --release.");
        }
        backup::Catalogue catalogue(arguments.text("store"));
        const std::string id = catalogue.set(arguments.text("id")).manifest.id;
        std::optional<core::Time> until;
        if (arguments.has("until")) {
            until = core::parseTime(arguments.text("until"), environment.clock);
        }
        catalogue.setKeep(id, until, arguments.flag("pin"), environment.clock.now());
        return std::make_unique<KeepResult>(catalogue.set(id));
    };
    return operation;
}

} // namespace

void addBackupUpkeep(Operations &operations, const Environment &environment)
{
    operations.push_back(prune(environment));
    operations.push_back(deleteSet(environment));
    operations.push_back(keep(environment));
}

} // namespace strandline::operations
