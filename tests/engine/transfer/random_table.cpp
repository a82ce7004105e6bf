#include "tests/engine/transfer/random_table.h"

#include "engine/core/utf8.h"
#include "engine/sqlite/connection.h"

#include <bit>
#include <cmath>
#include <limits>

namespace strandline::test {

using sqlite::Value;

namespace {

Value randomInteger(Random &random)
{
    switch (random.below(4)) {
    case 0:
        return static_cast<std::int64_t>(random.next());
    case 1:
        return random.oneIn(2) ? std::numeric_limits<std::int64_t>::min()
                               : std::numeric_limits<std::int64_t>::max();
    case 2:
        return static_cast<std::int64_t>(random.below(5)) - 2 + (std::int64_t{1} << 53);
    default:
        return static_cast<std::int64_t>(random.below(2000)) - 1000;
    }
}

Value randomReal(Random &random)
{
    switch (random.below(6)) {
    case 0:
        return random.oneIn(2) ? HUGE_VAL : -HUGE_VAL;
    case 1:
        return random.oneIn(2) ? std::numeric_limits<double>::max() : std::numeric_limits<double>::min();
    case 2:
        return static_cast<double>(random.below(1000000)) / 1000;
    case 3:
        return static_cast<double>(random.below(100)); // "7.0" stays real
    default: {
        const double value = std::bit_cast<double>(random.next());
        return std::isnan(value) ? 0.1 : value;
    }
    }
}

std::string randomText(Random &random, bool raw)
{
    static const char *const pieces[] = {"\"",   "'",    ",",   ";",     "\t", "\n", "\r\n", "\r",
                                         "|",    "\\",   "<b>", "&amp;", " ",  "a",  "word", "12",
                                         "=1+1", "NULL", "é",   "日本",  "😀",  "{",  "}"};
    std::string text;
    for (std::uint64_t n = random.below(12); n > 0; --n) {
        if (random.oneIn(12)) {
            text += '\0';
        } else if (raw && random.oneIn(6)) {
            text += static_cast<char>(random.between(0x80, 0xff));
        } else if (random.oneIn(8)) {
            core::appendUtf8(text, static_cast<char32_t>(random.between(1, 0xd7ff)));
        } else {
            text += pieces[random.below(std::size(pieces))];
        }
    }
    return text;
}

} // namespace

Value randomValue(Random &random, Kind kind)
{
    if (random.oneIn(9)) {
        return sqlite::Null{};
    }
    switch (kind) {
    case Kind::Integer:
        return randomInteger(random);
    case Kind::Real:
        return randomReal(random);
    case Kind::Text:
    case Kind::RawText:
        return randomText(random, kind == Kind::RawText);
    case Kind::Blob: {
        core::Bytes bytes(random.below(20));
        for (std::uint8_t &byte : bytes) {
            byte = static_cast<std::uint8_t>(random.below(256));
        }
        return bytes;
    }
    case Kind::Any:
        break;
    }
    constexpr Kind kinds[] = {Kind::Integer, Kind::Real, Kind::Text, Kind::RawText, Kind::Blob};
    return randomValue(random, kinds[random.below(std::size(kinds))]);
}

void fillTable(const std::string &database, const std::string &create, const std::string &table,
               const std::vector<Kind> &kinds, int rows, Random &random)
{
    sqlite::ConnectionOptions options;
    options.access = sqlite::Access::Create;
    sqlite::Connection connection(database, options);
    connection.execute(create);
    std::string names;
    std::string places;
    for (std::size_t i = 0; i < kinds.size(); ++i) {
        names += (i == 0 ? "c" : ", c") + std::to_string(i);
        places += i == 0 ? "?" : ", ?";
    }
    connection.execute("BEGIN");
    sqlite::Statement insert =
        connection.prepare("INSERT INTO " + table + " (" + names + ") VALUES (" + places + ")");
    for (int row = 0; row < rows; ++row) {
        for (std::size_t i = 0; i < kinds.size(); ++i) {
            insert.bind(static_cast<int>(i + 1), randomValue(random, kinds[i]));
        }
        insert.run();
    }
    connection.execute("COMMIT");
}

} // namespace strandline::test
