#include "engine/catalog/parameters.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

// Marks a sentence that the window says in its own language, for the tool that collects those.
#define QT_TRANSLATE_NOOP(context, text) text

namespace strandline::catalog {

namespace {

using std::string_view;

constexpr std::array<string_view, 2> offOn{"OFF", "ON"};
constexpr std::array<string_view, 3> autoVacuumWords{"NONE", "FULL", "INCREMENTAL"};
constexpr std::array<string_view, 4> synchronousWords{"OFF", "NORMAL", "FULL", "EXTRA"};
constexpr std::array<string_view, 3> tempStoreWords{"DEFAULT", "FILE", "MEMORY"};
constexpr std::array<string_view, 3> secureDeleteWords{"OFF", "ON", "FAST"};

constexpr ParameterPlace inFile = ParameterPlace::File;
constexpr ParameterPlace inConnection = ParameterPlace::Connection;

constexpr Parameter all[] = {
    {"application_id",
     inFile,
     QT_TRANSLATE_NOOP("strandline::catalog::Parameters",
                       "A number by which a program knows its own files. SQLite doesn't use it."),
     "",
     {},
     "0"},
    {"auto_vacuum", inFile,
     QT_TRANSLATE_NOOP(
         "strandline::catalog::Parameters",
         "Whether free pages are given back to the disk: at each commit (FULL), on request "
         "(INCREMENTAL) or by VACUUM only (NONE). FULL makes commits dearer and scatters pages."),
     "", autoVacuumWords, "NONE", true},
    {"encoding",
     inFile,
     QT_TRANSLATE_NOOP("strandline::catalog::Parameters",
                       "How text is stored. It can't be changed once there is a table."),
     "",
     {},
     "UTF-8",
     false,
     true},
    {"journal_mode",
     inFile,
     QT_TRANSLATE_NOOP(
         "strandline::catalog::Parameters",
         "How a commit is made safe. With WAL readers and one writer don't wait for each other, and "
         "the database can be recorded; it is kept in the file. The others (DELETE, TRUNCATE, "
         "PERSIST, MEMORY, OFF) let a writer shut readers out."),
     "",
     {},
     "delete"},
    {"page_size",
     inFile,
     QT_TRANSLATE_NOOP(
         "strandline::catalog::Parameters",
         "Size of the pieces in which the file is read and written. Larger pages suit large rows and "
         "scans, smaller ones single rows."),
     "bytes",
     {},
     "4096",
     true},
    {"user_version",
     inFile,
     QT_TRANSLATE_NOOP("strandline::catalog::Parameters",
                       "A number for the program's own use; most keep the version of their schema in it."),
     "",
     {},
     "0"},
    {"analysis_limit",
     inConnection,
     QT_TRANSLATE_NOOP(
         "strandline::catalog::Parameters",
         "How many rows of an index ANALYZE looks at; 0: all. A few hundred make it fast on large "
         "tables."),
     "rows",
     {},
     "0"},
    {"automatic_index", inConnection,
     QT_TRANSLATE_NOOP(
         "strandline::catalog::Parameters",
         "Whether a statement may make an index for itself where none fits. It is gone when the "
         "statement ends."),
     "", offOn, "ON"},
    {"busy_timeout",
     inConnection,
     QT_TRANSLATE_NOOP(
         "strandline::catalog::Parameters",
         "How long a statement waits for a lock of somebody else before it fails. With 0 it fails at "
         "once."),
     "ms",
     {},
     "0"},
    {"cache_size",
     inConnection,
     QT_TRANSLATE_NOOP(
         "strandline::catalog::Parameters",
         "How much of the database a connection keeps in memory: pages, or KiB where negative."),
     "",
     {},
     "-2000"},
    {"cache_spill",
     inConnection,
     QT_TRANSLATE_NOOP(
         "strandline::catalog::Parameters",
         "From how many pages on a full cache may write changed pages before the commit, which takes "
         "an exclusive lock outside of WAL; 0: never."),
     "pages",
     {},
     ""},
    {"cell_size_check", inConnection,
     QT_TRANSLATE_NOOP("strandline::catalog::Parameters",
                       "Whether pages are checked more thoroughly as they are read, to find damage early."),
     "", offOn, "OFF"},
    {"checkpoint_fullfsync", inConnection,
     QT_TRANSLATE_NOOP("strandline::catalog::Parameters",
                       "Whether checkpoints use the full sync of macOS. Without effect elsewhere."),
     "", offOn, "OFF"},
    {"defer_foreign_keys", inConnection,
     QT_TRANSLATE_NOOP("strandline::catalog::Parameters",
                       "Whether all foreign keys wait for the commit of this transaction to be checked."),
     "", offOn, "OFF"},
    {"foreign_keys", inConnection,
     QT_TRANSLATE_NOOP(
         "strandline::catalog::Parameters",
         "Whether foreign keys are enforced. Each connection has to ask for it; one that doesn't can "
         "leave rows without their parents."),
     "", offOn, "OFF"},
    {"fullfsync", inConnection,
     QT_TRANSLATE_NOOP("strandline::catalog::Parameters",
                       "Whether commits use the full sync of macOS. Without effect elsewhere."),
     "", offOn, "OFF"},
    {"ignore_check_constraints", inConnection,
     QT_TRANSLATE_NOOP("strandline::catalog::Parameters", "Whether CHECK constraints are passed over."), "",
     offOn, "OFF"},
    {"journal_size_limit",
     inConnection,
     QT_TRANSLATE_NOOP("strandline::catalog::Parameters",
                       "To what size a journal or WAL is cut when it begins anew; -1: not at all."),
     "bytes",
     {},
     "-1"},
    {"legacy_alter_table", inConnection,
     QT_TRANSLATE_NOOP("strandline::catalog::Parameters",
                       "Whether a rename leaves triggers and views as they are, as before SQLite 3.25."),
     "", offOn, "OFF"},
    {"locking_mode",
     inConnection,
     QT_TRANSLATE_NOOP(
         "strandline::catalog::Parameters",
         "Whether locks go with the transaction (normal) or stay until the connection is closed "
         "(exclusive), which keeps every other program out."),
     "",
     {},
     "normal"},
    {"max_page_count",
     inConnection,
     QT_TRANSLATE_NOOP("strandline::catalog::Parameters",
                       "How large the database may become. A commit beyond it fails as on a full disk."),
     "pages",
     {},
     ""},
    {"mmap_size",
     inConnection,
     QT_TRANSLATE_NOOP(
         "strandline::catalog::Parameters",
         "How much of the file is read through memory mapping; 0: none. A read error then ends the "
         "program."),
     "bytes",
     {},
     "0"},
    {"query_only", inConnection,
     QT_TRANSLATE_NOOP("strandline::catalog::Parameters",
                       "Whether the connection refuses to change the database."),
     "", offOn, "OFF"},
    {"read_uncommitted", inConnection,
     QT_TRANSLATE_NOOP("strandline::catalog::Parameters",
                       "Whether connections that share a cache see each other's uncommitted changes."),
     "", offOn, "OFF"},
    {"recursive_triggers", inConnection,
     QT_TRANSLATE_NOOP("strandline::catalog::Parameters",
                       "Whether triggers fire for what a trigger changes in its own table."),
     "", offOn, "OFF"},
    {"reverse_unordered_selects", inConnection,
     QT_TRANSLATE_NOOP(
         "strandline::catalog::Parameters",
         "Whether statements without ORDER BY give their rows backwards: shows a program that relies "
         "on an order that it didn't ask for."),
     "", offOn, "OFF"},
    {"secure_delete", inConnection,
     QT_TRANSLATE_NOOP(
         "strandline::catalog::Parameters",
         "Whether deleted content is overwritten with zeros: always (ON), where it costs no further "
         "writing (FAST), or not (OFF)."),
     "", secureDeleteWords, ""},
    {"synchronous", inConnection,
     QT_TRANSLATE_NOOP(
         "strandline::catalog::Parameters",
         "How often SQLite waits for the disk. FULL: at each commit, which then survives a power cut. "
         "NORMAL in WAL mode: at checkpoints, so that the last commits may be lost, but nothing is "
         "damaged. OFF: never, and a power cut may damage the database."),
     "", synchronousWords, "FULL"},
    {"temp_store", inConnection,
     QT_TRANSLATE_NOOP(
         "strandline::catalog::Parameters",
         "Where temporary tables and the intermediate results of large statements are kept. MEMORY "
         "can save much writing."),
     "", tempStoreWords, "DEFAULT"},
    {"threads",
     inConnection,
     QT_TRANSLATE_NOOP("strandline::catalog::Parameters",
                       "How many helper threads a statement may use for sorting; 0: none."),
     "",
     {},
     "0"},
    {"trusted_schema", inConnection,
     QT_TRANSLATE_NOOP(
         "strandline::catalog::Parameters",
         "Whether views and triggers may use functions and virtual tables that could do harm. OFF for "
         "files of unknown origin."),
     "", offOn, "ON"},
    {"wal_autocheckpoint",
     inConnection,
     QT_TRANSLATE_NOOP(
         "strandline::catalog::Parameters",
         "After how many pages in the WAL a commit runs a checkpoint; 0: never. The commit that does it "
         "takes longer."),
     "pages",
     {},
     "1000"},
    {"writable_schema", inConnection,
     QT_TRANSLATE_NOOP(
         "strandline::catalog::Parameters",
         "Whether the table of the schema can be changed as any other. One mistake makes the database "
         "unreadable."),
     "", offOn, "OFF"},
};

std::string worded(const Parameter &parameter, const std::string &raw)
{
    const auto &words = parameter.values;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (raw == std::to_string(i)) {
            return std::string(words[i]);
        }
    }
    return raw;
}

std::string valueOf(sqlite::Connection &connection, const Parameter &parameter)
{
    return worded(parameter, connection.text(fmt::format("PRAGMA {}", parameter.name)));
}

// Of a database in memory, which some parameters don't fit: those have their value in the list.
std::string standardOf(sqlite::Connection &fresh, const Parameter &parameter)
{
    const bool fixed = parameter.place == ParameterPlace::File || parameter.name == "mmap_size" ||
                       parameter.name == "locking_mode" || parameter.name == "busy_timeout";
    return fixed ? std::string(parameter.standard) : valueOf(fresh, parameter);
}

} // namespace

const char *placeName(ParameterPlace place)
{
    return place == ParameterPlace::File ? "file" : "connection";
}

std::span<const Parameter> parameters()
{
    return all;
}

const Parameter *findParameter(std::string_view name)
{
    const auto *const found = std::find_if(
        std::begin(all), std::end(all), [&](const Parameter &parameter) { return parameter.name == name; });
    return found == std::end(all) ? nullptr : found;
}

std::vector<ParameterValue> loadParameters(sqlite::Connection &connection)
{
    sqlite::ConnectionOptions options;
    options.access = sqlite::Access::Create;
    options.ownDatabase = true; // as a program gets it that sets nothing
    sqlite::Connection fresh(":memory:", options);
    std::vector<ParameterValue> out;
    for (const Parameter &parameter : all) {
        out.push_back({&parameter, valueOf(connection, parameter), standardOf(fresh, parameter)});
    }
    return out;
}

std::vector<HeaderValue> headerParameters(std::span<const std::uint8_t> page1)
{
    constexpr std::size_t headerBytes = 100;
    if (page1.size() < headerBytes) {
        throw core::Error(core::ErrorCode::NotADatabase, "A database's first page has at least 100 bytes.");
    }
    const auto u32 = [&](std::size_t at) {
        return std::uint32_t{page1[at]} << 24U | std::uint32_t{page1[at + 1]} << 16U |
               std::uint32_t{page1[at + 2]} << 8U | page1[at + 3];
    };
    const std::uint32_t pageSize = u32(16) >> 16U;
    const std::uint32_t encoding = u32(56);
    const bool vacuums = u32(52) != 0;
    return {{"application_id", std::to_string(static_cast<std::int32_t>(u32(68)))},
            {"auto_vacuum", std::string(autoVacuumWords[!vacuums       ? 0
                                                        : u32(64) != 0 ? 2
                                                                       : 1])},
            {"encoding", encoding == 3   ? "UTF-16be"
                         : encoding == 2 ? "UTF-16le"
                                         : "UTF-8"},
            {"page_size", std::to_string(pageSize == 1 ? 65536 : pageSize)},
            {"user_version", std::to_string(static_cast<std::int32_t>(u32(60)))}};
}

} // namespace strandline::catalog
