#include "engine/sqlite/termination.h"

#include "engine/sqlite/connection.h"

#include <sqlite3.h>
#include <utility>

namespace strandline::sqlite {

void Termination::ask(Asked what, const std::string &reason)
{
    const std::lock_guard lock(m_mutex);
    if (ended()) {
        return;
    }
    m_reason = reason;
    m_told = false;
    m_asked = what;
    if (m_connection != nullptr) {
        m_connection->interrupt();
    }
}

void Termination::cancel(const std::string &reason)
{
    ask(Asked::Cancel, reason);
}

void Termination::end(const std::string &reason)
{
    ask(Asked::End, reason);
    std::function<void()> letGo;
    {
        const std::lock_guard lock(m_mutex);
        letGo = m_letGo;
    }
    if (letGo) {
        letGo();
    }
}

std::string Termination::reason() const
{
    const std::lock_guard lock(m_mutex);
    return m_reason;
}

void Termination::whenEnded(std::function<void()> letGo)
{
    const std::lock_guard lock(m_mutex);
    m_letGo = std::move(letGo);
}

void Termination::attach(Connection *connection)
{
    const std::lock_guard lock(m_mutex);
    m_connection = connection;
}

void Termination::forgetCancel()
{
    Asked cancelled = Asked::Cancel;
    m_asked.compare_exchange_strong(cancelled, Asked::Nothing);
}

core::Error Termination::take()
{
    const std::lock_guard lock(m_mutex);
    forgetCancel();
    m_told = true;
    return core::Error(core::ErrorCode::Cancelled, m_reason).withNative(SQLITE_ABORT);
}

bool stoppedByAnother(const core::Error &error)
{
    return error.code() == core::ErrorCode::Cancelled && error.nativeCode() == SQLITE_ABORT;
}

Termination *terminationOf(const Connection &connection)
{
    auto *watch = dynamic_cast<TerminableWatch *>(connection.watch());
    return watch != nullptr ? &watch->termination() : nullptr;
}

} // namespace strandline::sqlite
