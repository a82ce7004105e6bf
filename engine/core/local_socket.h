// Lines of text between two processes of one user on one computer, over a socket that is a file.
//
// A connection belongs to one thread; a server's accept() too. Either side notices at once when the other is
// gone, killed ones too: the system closes their end. Errors: systemError(); Busy where somebody listens
// there already.
#pragma once

#include "engine/core/error.h"

#include <chrono>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

namespace strandline::core {

class LocalConnection
{
public:
    virtual ~LocalConnection() = default;
    // False: the other side is gone.
    virtual bool writeLine(std::string_view line) = 0;
    // Without its end. Nothing: the other side is gone, the time is over or the stop was asked for. timeout:
    // nothing for as long as it takes.
    virtual std::optional<std::string> readLine(const std::stop_token &stop,
                                                std::optional<std::chrono::milliseconds> timeout) = 0;
};

class LocalServer
{
public:
    virtual ~LocalServer() = default; // nobody listens any more
    // The next one who calls; null: the stop was asked for.
    virtual std::unique_ptr<LocalConnection> accept(const std::stop_token &stop) = 0;
};

// Listens for processes of this user. What a killed process left at path is replaced.
std::unique_ptr<LocalServer> listenLocal(const std::string &path);
// Null: nobody listens there.
std::unique_ptr<LocalConnection> connectLocal(const std::string &path);
// Whether the system takes a path so long.
bool fitsLocalSocket(const std::string &path);

} // namespace strandline::core
