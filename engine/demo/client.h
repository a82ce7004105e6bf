// One program of the shop: a connection with foreign keys on, whose every commit is handed to the history
// before anything else happens. Belongs to one thread. Errors: core::Error as sqlite makes them.
#pragma once

#include "engine/core/clock.h"
#include "engine/sqlite/connection.h"

#include <functional>
#include <initializer_list>
#include <string>
#include <vector>

namespace strandline::demo {

// "2026-11-09 08:15:00": how the shop stores a time, UTC.
std::string stamp(core::Time t);

class Client
{
public:
    // Takes a commit into the history and returns its SCN.
    using Committed = std::function<core::Scn()>;
    using Row = std::vector<sqlite::Value>;

    // watch: who accounts for its calls; may be null.
    Client(const std::string &database, const core::Clock &clock, Committed committed,
           std::shared_ptr<sqlite::Watch> watch = nullptr);

    std::string now() const { return stamp(m_clock->now()); }
    void begin();
    core::Scn commit();
    void rollback();

    // Runs one statement, dropping rows, and returns how many rows it changed.
    std::int64_t run(std::string_view sql, std::initializer_list<sqlite::Value> values = {});
    std::vector<Row> rows(std::string_view sql, std::initializer_list<sqlite::Value> values = {});
    std::int64_t integer(std::string_view sql, std::initializer_list<sqlite::Value> values = {}); // 0: no row
    std::int64_t lastId() const { return m_connection.lastInsertRowid(); }
    sqlite::Connection &connection() { return m_connection; }

private:
    sqlite::Connection m_connection;
    const core::Clock *m_clock;
    Committed m_committed;
};

std::int64_t asInteger(const sqlite::Value &value); // 0 for what is none
std::string asText(const sqlite::Value &value);     // "" for what is none

} // namespace strandline::demo
