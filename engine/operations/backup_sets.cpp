#include "engine/operations/backup_sets.h"

#include "engine/backup/known_stores.h"
#include "engine/operations/registration.h"

#include <fmt/format.h>

namespace strandline::operations {

using backup::KeyReference;
using core::Error;
using core::ErrorCode;

namespace {

using ResultPointer = std::unique_ptr<Result>;

Argument store()
{
    return {.name = "store", .kind = ArgumentKind::Path, .help = "folder of the backups", .required = true};
}

Argument setId()
{
    return {.name = "id",
            .kind = ArgumentKind::Text,
            .help = "the set's name",
            .positional = true,
            .required = true};
}

void add(std::vector<Argument> &to, std::vector<Argument> more)
{
    for (Argument &argument : more) {
        to.push_back(std::move(argument));
    }
}

std::vector<std::string> digestNames()
{
    std::vector<std::string> names;
    for (const core::Digest digest : core::allDigests) {
        names.emplace_back(core::digestName(digest));
    }
    return names;
}

std::vector<Argument> createArguments()
{
    std::vector<Argument> arguments{
        databaseArgument(),
        {.name = "store",
         .kind = ArgumentKind::Path,
         .help = "folder of the backups, made where it is missing; remembered for this database",
         .required = true},
        {.name = "kind",
         .kind = ArgumentKind::Choice,
         .help = "what is backed up; full where nothing else is said",
         .choices = {"full", "incremental", "cumulative", "archivelog"}}};
    add(arguments, keyArguments());
    add(arguments,
        {{.name = "cipher",
          .kind = ArgumentKind::Choice,
          .help = "of an encrypted set; AES-256-GCM where nothing else is said",
          .choices = {"AES-256-GCM", "ChaCha20-Poly1305"}},
         {.name = "no-encryption",
          .kind = ArgumentKind::Flag,
          .help = "not encrypted, though the other sets there are"},
         {.name = "compression-level",
          .kind = ArgumentKind::Integer,
          .help = "of zstd, 1 to 19; 1 if not given"},
         {.name = "digest",
          .kind = ArgumentKind::Choice,
          .help = "checksum of the pieces; SHA-256 where nothing else is said",
          .choices = digestNames()},
         {.name = "tag", .kind = ArgumentKind::Text, .help = "a word to find it by", .repeated = true},
         {.name = "keep-until", .kind = ArgumentKind::Time, .help = "retention leaves it until then"},
         {.name = "pin", .kind = ArgumentKind::Flag, .help = "retention never deletes it"},
         {.name = "verify",
          .kind = ArgumentKind::Choice,
          .help = "how the new set is verified at once; not at all where nothing is said",
          .choices = {"quick", "standard", "full", "restore-test"}},
         historyArgument()});
    return arguments;
}

backup::CreateRequest requestOf(const Arguments &arguments, const Environment &environment)
{
    backup::CreateRequest request;
    request.database = locate(arguments, environment);
    request.store = arguments.text("store");
    request.clock = &environment.clock;
    request.program = "strandctl";
    if (arguments.has("kind")) {
        request.kind = *backup::kindNamed(arguments.text("kind"));
    }
    request.plain = arguments.flag("no-encryption");
    if (request.plain &&
        (arguments.has("passphrase-file") || arguments.has("key-file") || arguments.has("key"))) {
        throw Error(ErrorCode::Usage, "A set is either encrypted or not: give a key or --no-encryption.");
    }
    if (!request.plain) {
        request.key = keySourceOf(arguments, environment);
    }
    if (arguments.has("cipher")) {
        request.cipher = *core::cipherNamed(arguments.text("cipher"));
    }
    if (arguments.has("digest")) {
        request.digest = *core::digestNamed(arguments.text("digest"));
    }
    request.compressionLevel = static_cast<int>(arguments.integer("compression-level", 1));
    request.tags = arguments.list("tag");
    if (arguments.has("keep-until")) {
        request.keepUntil = core::parseTime(arguments.text("keep-until"), environment.clock);
    }
    request.pinned = arguments.flag("pin");
    return request;
}

Operation create(const Environment &environment)
{
    Operation operation;
    operation.name = "backup create";
    operation.summary = "Back a database up: in full, or what changed since an earlier backup";
    operation.arguments = createArguments();
    operation.effect = Effect::Writes;
    operation.longRunning = true;
    operation.run = [environment](const Arguments &arguments, const core::JobContext &job,
                                  Output &output) -> ResultPointer {
        const backup::CreateRequest request = requestOf(arguments, environment);
        backup::CreateReport report = backup::createBackup(request, job);
        for (const std::string &note : report.notes) {
            output.note(note);
        }
        if (!report.because.empty()) {
            output.note(report.because);
        }
        const std::string path = backup::StoreFolder(request.store).path();
        backup::KnownStores(environment.configFolder).remember(request.database.database, path);
        std::optional<backup::SetVerification> verified;
        if (arguments.has("verify")) {
            backup::VerifyRequest verify;
            verify.level = *backup::verifyLevelNamed(arguments.text("verify"));
            verify.keys = backup::KeyRing(request.key);
            verify.historyFolder = request.database.folder;
            verify.clock = &environment.clock;
            verified = backup::verifyStore(path, {report.manifest.id}, verify, job).front();
            for (const backup::Finding &finding : verified->findings) {
                output.note(fmt::format("{}, byte {}: {}", finding.piece, finding.offset, finding.message));
            }
        }
        return createdResult(std::move(report), path, std::move(verified));
    };
    return operation;
}

Operation list()
{
    Operation operation;
    operation.name = "backup list";
    operation.summary = "List the backup sets of a store";
    operation.arguments = {
        store(), {.name = "database", .kind = ArgumentKind::Path, .help = "only those of this database"}};
    operation.run = [](const Arguments &arguments, const core::JobContext & /*unused*/,
                       Output & /*unused*/) -> ResultPointer {
        return setsResult(backup::Catalogue(arguments.text("store")).sets(arguments.text("database")));
    };
    return operation;
}

Operation show()
{
    Operation operation;
    operation.name = "backup show";
    operation.summary = "Show a backup set with its pieces";
    operation.arguments = {setId(), store()};
    operation.run = [](const Arguments &arguments, const core::JobContext & /*unused*/,
                       Output & /*unused*/) -> ResultPointer {
        return setResult(backup::Catalogue(arguments.text("store")).set(arguments.text("id")));
    };
    return operation;
}

Operation crosscheck(const Environment &environment)
{
    Operation operation;
    operation.name = "backup crosscheck";
    operation.summary =
        "Compare the catalogue with the sets on disk, and note what is missing or has another size";
    operation.arguments = {store()};
    operation.effect = Effect::Writes;
    operation.longRunning = true;
    operation.run = [environment](const Arguments &arguments, const core::JobContext &job,
                                  Output & /*unused*/) -> ResultPointer {
        return crosscheckResult(
            backup::Catalogue(arguments.text("store")).crosscheck(environment.clock, job));
    };
    return operation;
}

Operation rebuild(const Environment &environment)
{
    Operation operation;
    operation.name = "backup rebuild";
    operation.summary = "Make the catalogue anew from the manifests of the sets";
    operation.arguments = {store()};
    operation.effect = Effect::Writes;
    operation.longRunning = true;
    operation.run = [environment](const Arguments &arguments, const core::JobContext &job,
                                  Output & /*unused*/) -> ResultPointer {
        return crosscheckResult(backup::Catalogue(arguments.text("store")).rebuild(environment.clock, job));
    };
    return operation;
}

// The key to go to.
backup::KeySource newKey(const Arguments &arguments, const Environment &environment)
{
    const int given = int{arguments.has("new-passphrase-file")} + int{arguments.has("new-key-file")} +
                      int{arguments.has("new-key")};
    if (given != 1) {
        throw Error(ErrorCode::Usage, "Give one of --new-passphrase-file, --new-key-file and --new-key.");
    }
    if (arguments.has("new-passphrase-file")) {
        return backup::readKey({KeyReference::Place::PassphraseFile, arguments.text("new-passphrase-file")},
                               environment.keychain);
    }
    if (arguments.has("new-key-file")) {
        return backup::readKey({KeyReference::Place::KeyFile, arguments.text("new-key-file")},
                               environment.keychain);
    }
    return backup::readKey(backup::parseKeyReference(arguments.text("new-key")), environment.keychain);
}

Operation rotateKey(const Environment &environment)
{
    Operation operation;
    operation.name = "backup rotate-key";
    operation.summary =
        "Encrypt the keys of all encrypted sets with another key; their pieces stay as they are";
    operation.arguments = {store()};
    add(operation.arguments, keyArguments());
    add(operation.arguments,
        {{.name = "new-passphrase-file",
          .kind = ArgumentKind::Path,
          .help = "file with the passphrase to go to"},
         {.name = "new-key-file", .kind = ArgumentKind::Path, .help = "file with the key to go to"},
         {.name = "new-key",
          .kind = ArgumentKind::Text,
          .help = "where else the key to go to is: env:NAME or keychain:NAME",
          .placeholder = "WHERE"}});
    operation.effect = Effect::Writes;
    operation.longRunning = true;
    operation.run = [environment](const Arguments &arguments, const core::JobContext &job,
                                  Output & /*unused*/) -> ResultPointer {
        // An unfinished rotation goes on: what it did opens with the new key.
        const backup::KeySource after = newKey(arguments, environment);
        const backup::KeyRing before(
            std::vector<backup::KeySource>{keySourceOf(arguments, environment), after});
        return rotationResult(backup::rotateKey(backup::StoreFolder(arguments.text("store")), before, after,
                                                environment.clock, job));
    };
    return operation;
}

Operation makeKey()
{
    Operation operation;
    operation.name = "backup make-key";
    operation.summary = "Make a key file of random bytes, which only you may read";
    operation.arguments = {{.name = "file",
                            .kind = ArgumentKind::Path,
                            .help = "the new file",
                            .positional = true,
                            .required = true}};
    operation.effect = Effect::Writes;
    operation.run = [](const Arguments &arguments, const core::JobContext & /*unused*/,
                       Output &output) -> ResultPointer {
        backup::makeKeyFile(core::systemFiles(), arguments.text("file"));
        output.note(
            "Keep a copy of this file in another place than the backups: without it nobody can read them.");
        return keyPlaceResult("file", arguments.text("file"));
    };
    return operation;
}

// What `--key keychain:NAME` reads.
Operation keepKey(const Environment &environment)
{
    Operation operation;
    operation.name = "backup keep-key";
    operation.summary = "Put a key into the keychain of your desktop, where --key keychain:NAME finds it";
    operation.arguments = {
        {.name = "name", .help = "of the keychain's entry", .positional = true, .required = true}};
    add(operation.arguments, keyArguments());
    operation.effect = Effect::Writes;
    operation.run = [environment](const Arguments &arguments, const core::JobContext & /*unused*/,
                                  Output & /*unused*/) -> ResultPointer {
        const backup::KeySource key = keySourceOf(arguments, environment);
        if (!key) {
            throw Error(ErrorCode::Usage, "Name the key: --passphrase-file, --key-file or --key env:NAME.");
        }
        if (environment.keychain == nullptr) {
            throw Error(ErrorCode::Unsupported, "This program was built without the keychain.");
        }
        backup::keepKey(*environment.keychain, arguments.text("name"), key);
        return keyPlaceResult("entry", arguments.text("name"));
    };
    return operation;
}

} // namespace

void addBackupSets(Operations &operations, const Environment &environment)
{
    operations.push_back(create(environment));
    operations.push_back(list());
    operations.push_back(show());
    operations.push_back(crosscheck(environment));
    operations.push_back(rebuild(environment));
    operations.push_back(rotateKey(environment));
    operations.push_back(makeKey());
    operations.push_back(keepKey(environment));
}

} // namespace strandline::operations
