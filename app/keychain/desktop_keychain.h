// The keychain of the user's desktop (Secret Service, KWallet, Keychain, Credential Manager) by QtKeychain,
// for both programs. It needs an event loop that lives on, so it has a thread of its own, which begins with
// the first call; a program without Qt gets its QCoreApplication then.
//
// Safe from any thread; calls wait for each other. Errors: as core::Keychain says.
#pragma once

#include "engine/core/keychain.h"

#include <memory>
#include <mutex>

namespace strandline::app {

class DesktopKeychain final : public core::Keychain
{
public:
    DesktopKeychain();
    ~DesktopKeychain() override;

    std::optional<std::string> read(const std::string &name) const override;
    void write(const std::string &name, const std::string &secret) const override;
    void remove(const std::string &name) const override;

private:
    struct Loop;
    Loop &loop() const;

    mutable std::mutex m_mutex;
    mutable std::unique_ptr<Loop> m_loop; // guarded by m_mutex
};

} // namespace strandline::app
