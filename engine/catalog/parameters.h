// The settings of SQLite that PRAGMA reads and sets: what each means, its value on a connection, and what a
// connection of this library begins with.
//
// Functions of the thread that has the connection. Values are as PRAGMA tells them, with words in place of
// numbers where there are some ("FULL", "ON"). Errors: those of sqlite::Connection. Source: SQLite's
// documentation of PRAGMA, its file format.
#pragma once

#include "engine/sqlite/connection.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace strandline::catalog {

enum class ParameterPlace
{
    File,       // kept in the database: the same for every program
    Connection, // each connection has its own, and begins anew with the default
};

const char *placeName(ParameterPlace place); // "file", "connection"

struct Parameter
{
    std::string_view name;
    ParameterPlace place;
    // Whole sentences in English. The window has them in its language, of the context
    // "strandline::catalog::Parameters".
    const char *meaning;
    std::string_view unit; // of a number: "bytes", "pages", "ms"; empty: none, or told by meaning
    std::span<const std::string_view>
        values;                // the words that it takes, by their numbers; empty: a number or text
    std::string_view standard; // where no connection can tell: the value of a new database
    bool needsVacuum = false;  // takes effect with the next VACUUM alone
    bool fixed = false;        // stays as it is once there is a table
};

std::span<const Parameter> parameters();
const Parameter *findParameter(std::string_view name); // null: none of that name

struct ParameterValue
{
    const Parameter *parameter;
    std::string value;
    std::string standard; // what a new database, a new connection has
    bool differs() const { return value != standard; }
};

// In the order of parameters().
std::vector<ParameterValue> loadParameters(sqlite::Connection &connection);

struct HeaderValue
{
    std::string_view name; // of a parameter
    std::string value;
    bool operator==(const HeaderValue &) const = default;
};

// What page 1 of a database says of the parameters that it keeps, always the same ones in the same order.
std::vector<HeaderValue> headerParameters(std::span<const std::uint8_t> page1);

} // namespace strandline::catalog
