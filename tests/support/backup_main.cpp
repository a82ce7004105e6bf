// test_backup DB STORE --random SEED --times N
//
// Backs a database up in a process of its own, to be killed: sets of random kinds, and now and then a
// rotation of the key, between the passphrases "a" and "b". Prints "ready", then for each "set ID" or
// "rotated", or "refused CODE message".
#include "engine/backup/create.h"
#include "engine/backup/keys.h"
#include "tests/support/random.h"

#include <cstdio>
#include <fmt/format.h>

namespace {

using namespace strandline;

constexpr core::ScryptCost cheap{4, 8, 1};

void say(const std::string &line)
{
    std::puts(line.c_str());
    std::fflush(stdout);
}

// Whichever of the two the store has now.
backup::KeySource currentKey(const backup::StoreFolder &store)
{
    const auto a = backup::KeySource::passphrase("a");
    const auto keys = backup::readStoreKeys(store);
    return !keys.key || backup::KeyRing(a).fits(*keys.key) ? a : backup::KeySource::passphrase("b");
}

void rotate(const backup::StoreFolder &store)
{
    const auto a = backup::KeySource::passphrase("a");
    const auto b = backup::KeySource::passphrase("b");
    const bool toB = currentKey(store).secret == "a";
    const core::SystemClock clock;
    backup::rotateKey(store, backup::KeyRing({a, b}), toB ? b : a, clock, {}, cheap);
    say("rotated");
}

void create(const std::string &database, const backup::StoreFolder &store, test::Random &random)
{
    backup::CreateRequest request;
    request.database.database = database;
    request.store = store.path();
    request.kind = static_cast<backup::Kind>(random.below(4));
    request.scryptCost = cheap;
    request.plain = random.oneIn(3);
    if (!request.plain) {
        request.key = currentKey(store);
    }
    say("set " + backup::createBackup(request, {}).manifest.id);
}

void oneThing(const std::string &database, const backup::StoreFolder &store, test::Random &random)
{
    try {
        if (random.oneIn(4) && store.exists()) {
            rotate(store);
        } else {
            create(database, store, random);
        }
    } catch (const core::Error &e) {
        say(fmt::format("refused {} {}", core::errorCodeName(e.code()), e.message()));
    }
}

} // namespace

int main(int argc, char **argv)
{
    if (argc != 7) {
        return 2;
    }
    test::Random random(std::stoull(argv[4]));
    const backup::StoreFolder store(argv[2]);
    say("ready");
    for (int i = std::stoi(argv[6]); i > 0; --i) {
        oneThing(argv[1], store, random);
    }
    return 0;
}
