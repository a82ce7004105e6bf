// The keychain of the user's desktop, as far as the engine knows it. The programs implement it, because it
// takes an event loop (app/keychain). Safe from any thread, one call at a time; a call may wait for the user.
#pragma once

#include <optional>
#include <string>

namespace strandline::core {

class Keychain
{
public:
    virtual ~Keychain() = default;
    // Nothing: there is no entry of this name. Unsupported where the desktop has no keychain, Permission
    // where the user refuses, Io otherwise; so the others.
    virtual std::optional<std::string> read(const std::string &name) const = 0;
    virtual void write(const std::string &name, const std::string &secret) const = 0;
    virtual void remove(const std::string &name) const = 0; // nothing happens where there is none
};

} // namespace strandline::core
