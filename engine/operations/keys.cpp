#include "engine/backup/key_reference.h"
#include "engine/operations/registration.h"

namespace strandline::operations {

using backup::KeyReference;
using core::Error;
using core::ErrorCode;

std::vector<Argument> keyArguments()
{
    return {
        {.name = "passphrase-file",
         .kind = ArgumentKind::Path,
         .help = "file with the passphrase; else STRANDLINE_PASSPHRASE_FILE or STRANDLINE_PASSPHRASE"},
        {.name = "key-file",
         .kind = ArgumentKind::Path,
         .help = "file with the key; else STRANDLINE_KEY_FILE"},
        {.name = "key",
         .kind = ArgumentKind::Text,
         .help = "where else the key is: env:NAME or keychain:NAME",
         .placeholder = "WHERE"},
    };
}

KeyReference keyReferenceOf(const Arguments &arguments)
{
    using Place = KeyReference::Place;
    const int given =
        int{arguments.has("passphrase-file")} + int{arguments.has("key-file")} + int{arguments.has("key")};
    if (given > 1) {
        throw Error(ErrorCode::Usage, "Give one of --passphrase-file, --key-file and --key.");
    }
    if (arguments.has("passphrase-file")) {
        return {Place::PassphraseFile, arguments.text("passphrase-file")};
    }
    if (arguments.has("key-file")) {
        return {Place::KeyFile, arguments.text("key-file")};
    }
    if (arguments.has("key")) {
        return backup::parseKeyReference(arguments.text("key"));
    }
    return backup::keyFromEnvironment();
}

backup::KeySource keySourceOf(const Arguments &arguments, const Environment &environment)
{
    return backup::readKey(keyReferenceOf(arguments), environment.keychain);
}

} // namespace strandline::operations
