// All operations, registered once: the command line is generated from it, and other clients follow.
// Immutable after construction; safe from any thread.
#pragma once

#include "engine/core/keychain.h"
#include "engine/operations/operation.h"
#include "engine/session/history_locations.h"

namespace strandline::operations {

// What operations take from their surroundings; it outlives the catalogue.
struct Environment
{
    const core::Clock &clock;
    const session::HistoryLocations &histories;
    std::string configFolder = session::userConfigFolder(); // of the user; empty: there is none
    const core::Keychain *keychain = nullptr;               // null: the program has none
};

class Catalogue
{
public:
    explicit Catalogue(const Environment &environment);

    const std::vector<Operation> &operations() const { return m_operations; }
    const Operation *find(std::string_view name) const; // null: there is none

private:
    std::vector<Operation> m_operations;
};

// The reference of all commands, as Markdown: docs/commands.md.
std::string commandReference(const Catalogue &catalogue);

// "--scn N", "DATABASE": an argument as it is written on the command line.
std::string spelling(const Argument &argument);

} // namespace strandline::operations
