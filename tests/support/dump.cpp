#include "tests/support/dump.h"

#include "engine/core/hash.h"
#include "tests/support/plain_database.h"

#include <algorithm>
#include <cstring>
#include <fmt/format.h>
#include <memory>
#include <set>
#include <sqlite3.h>

namespace strandline::test {

namespace {

class Rows
{
public:
    Rows(sqlite3 *db, const std::string &sql) : m_db(db)
    {
        check(sqlite3_prepare_v2(db, sql.c_str(), -1, &m_statement, nullptr), sql);
    }
    ~Rows() { sqlite3_finalize(m_statement); }
    Rows(const Rows &) = delete;
    Rows &operator=(const Rows &) = delete;

    bool next()
    {
        const int rc = sqlite3_step(m_statement);
        if (rc != SQLITE_ROW) {
            check(rc == SQLITE_DONE ? SQLITE_OK : rc, sqlite3_sql(m_statement));
        }
        return rc == SQLITE_ROW;
    }
    std::string text(int column) const
    {
        const auto *value = sqlite3_column_text(m_statement, column);
        return value == nullptr ? std::string() : reinterpret_cast<const char *>(value);
    }
    std::int64_t integer(int column) const { return sqlite3_column_int64(m_statement, column); }
    // Appends storage class, length and bytes of every column: no two rows look alike.
    void appendTo(std::string &out) const
    {
        const int columns = sqlite3_column_count(m_statement);
        for (int c = 0; c < columns; ++c) {
            const int type = sqlite3_column_type(m_statement, c);
            out.push_back(static_cast<char>('0' + type));
            if (type == SQLITE_INTEGER || type == SQLITE_FLOAT) {
                const std::int64_t bits = type == SQLITE_INTEGER
                                              ? sqlite3_column_int64(m_statement, c)
                                              : bitsOf(sqlite3_column_double(m_statement, c));
                out.append(reinterpret_cast<const char *>(&bits), sizeof bits);
            } else if (type != SQLITE_NULL) {
                const void *bytes = sqlite3_column_blob(m_statement, c);
                const auto size = static_cast<std::size_t>(sqlite3_column_bytes(m_statement, c));
                out += fmt::format("{}:", size);
                out.append(static_cast<const char *>(bytes), size);
            }
        }
    }

private:
    static std::int64_t bitsOf(double value)
    {
        std::int64_t bits = 0;
        std::memcpy(&bits, &value, sizeof bits);
        return bits;
    }
    void check(int rc, const std::string &sql) const
    {
        if (rc != SQLITE_OK) {
            throw SqlFailure(rc & 0xff, fmt::format("{} ({}): {}", sqlite3_errmsg(m_db), rc, sql));
        }
    }
    sqlite3 *m_db;
    sqlite3_stmt *m_statement = nullptr;
};

class ReadTransaction
{
public:
    explicit ReadTransaction(sqlite3 *db) : m_db(db)
    {
        const int rc = sqlite3_exec(db, "BEGIN", nullptr, nullptr, nullptr);
        if (rc != SQLITE_OK) {
            throw SqlFailure(rc & 0xff, sqlite3_errmsg(db));
        }
    }
    ~ReadTransaction() { sqlite3_exec(m_db, "COMMIT", nullptr, nullptr, nullptr); }
    ReadTransaction(const ReadTransaction &) = delete;
    ReadTransaction &operator=(const ReadTransaction &) = delete;

private:
    sqlite3 *m_db;
};

std::uint64_t hashOf(const std::string &bytes, std::uint64_t seed)
{
    return core::hash64({reinterpret_cast<const std::uint8_t *>(bytes.data()), bytes.size()}, seed);
}

Dump::Part hashRows(sqlite3 *db, const std::string &name, const std::string &sql)
{
    Dump::Part part{name, 0, 0};
    Rows rows(db, sql);
    std::string row;
    while (rows.next()) {
        row.clear();
        rows.appendTo(row);
        part.hash = hashOf(row, part.hash);
        ++part.rows;
    }
    return part;
}

std::string quoted(const std::string &name)
{
    std::string out = "\"";
    for (const char c : name) {
        out.append(c == '"' ? 2 : 1, c);
    }
    return out + '"';
}

} // namespace

Dump dumpOf(sqlite3 *db, const std::string &schema)
{
    const ReadTransaction transaction(db);
    Dump dump;
    dump.parts.push_back(hashRows(
        db, "(schema)", "SELECT type, name, tbl_name, rootpage, sql FROM " + schema + ".sqlite_schema"));
    for (const char *pragma : {"user_version", "application_id", "page_count", "page_size", "auto_vacuum",
                               "encoding", "freelist_count", "schema_version"}) {
        dump.parts.push_back(
            hashRows(db, fmt::format("({})", pragma), fmt::format("PRAGMA {}.{}", schema, pragma)));
    }
    struct Table
    {
        std::string name;
        bool ordinary; // with a b-tree of its own
        bool withoutRowid;
    };
    std::vector<Table> tables;
    Rows list(db, "PRAGMA " + schema + ".table_list");
    while (list.next()) {
        const std::string type = list.text(2);
        const std::string name = list.text(1);
        if (list.text(0) == schema && type != "view" && name != "sqlite_schema" &&
            name != "sqlite_temp_schema") {
            tables.push_back({name, type != "virtual", list.integer(4) != 0});
        }
    }
    std::sort(tables.begin(), tables.end(), [](const Table &a, const Table &b) { return a.name < b.name; });
    for (const Table &table : tables) {
        const char *columns = table.withoutRowid ? "*" : "_rowid_, *";
        const char *order = table.ordinary ? " NOT INDEXED" : "";
        dump.parts.push_back(
            hashRows(db, table.name,
                     fmt::format("SELECT {} FROM {}.{}{}", columns, schema, quoted(table.name), order)));
    }
    return dump;
}

std::string Dump::text() const
{
    std::string out;
    for (const Part &part : parts) {
        out += fmt::format("{} {} {:016x}\n", part.name, part.rows, part.hash);
    }
    return out;
}

namespace {

std::uint32_t big32(const std::uint8_t *p)
{
    return core::loadBig32(p);
}

std::vector<std::uint32_t> freeLeaves(const std::uint8_t *image, std::uint32_t pageSize, std::uint32_t pages)
{
    std::vector<std::uint32_t> leaves;
    std::uint32_t trunk = big32(image + 32);
    for (std::uint32_t n = 0; trunk != 0 && trunk <= pages && n < pages; ++n) {
        const std::uint8_t *page = image + std::size_t{trunk - 1} * pageSize;
        const std::uint32_t count = std::min(big32(page + 4), pageSize / 4 - 2);
        for (std::uint32_t i = 0; i < count; ++i) {
            leaves.push_back(big32(page + 8 + 4 * std::size_t{i}));
        }
        trunk = big32(page);
    }
    return leaves;
}

// Also opens the read transaction and makes the page count known.
std::uint32_t readPageSize(sqlite3 *db, const std::string &schema)
{
    hashRows(db, "", "SELECT count(*) FROM " + schema + ".sqlite_schema");
    Rows pageSize(db, "PRAGMA " + schema + ".page_size");
    pageSize.next();
    return static_cast<std::uint32_t>(pageSize.integer(0));
}

// Changes the bytes. unreadable: pages that must be free ones.
Image imageOfBytes(std::uint8_t *bytes, std::size_t size, std::uint32_t pageSize,
                   std::set<std::uint32_t> unreadable)
{
    Image image;
    image.pageSizeBytes = pageSize;
    const auto pages = static_cast<std::uint32_t>(size / pageSize);
    const std::vector<std::uint32_t> leaves = freeLeaves(bytes, pageSize, pages);
    std::memset(bytes + 18, 0, 2); // journal mode
    std::memset(bytes + 24, 0, 8); // change counter, size
    std::memset(bytes + 92, 0, 4); // change counter of the size
    for (std::uint32_t p = 0; p < pages; ++p) {
        image.pageHashes.push_back(core::hash64({bytes + std::size_t{p} * pageSize, pageSize}));
    }
    for (const std::uint32_t leaf : leaves) {
        if (leaf >= 1 && leaf <= pages) {
            image.pageHashes[leaf - 1] = 0;
            unreadable.erase(leaf);
        }
    }
    if (!unreadable.empty()) {
        throw SqlFailure(SQLITE_IOERR, fmt::format("cannot read page {}", *unreadable.begin()));
    }
    return image;
}

} // namespace

Image imageOf(sqlite3 *db, const std::string &schema)
{
    const ReadTransaction transaction(db);
    sqlite3_int64 size = 0;
    const std::uint32_t pageSize = readPageSize(db, schema);
    const std::unique_ptr<std::uint8_t, void (*)(void *)> bytes(
        sqlite3_serialize(db, schema.c_str(), &size, 0), &sqlite3_free);
    if (bytes == nullptr || size == 0) {
        throw SqlFailure(sqlite3_errcode(db) & 0xff, "cannot serialize the database");
    }
    return imageOfBytes(bytes.get(), static_cast<std::size_t>(size), pageSize, {});
}

Image fileImageOf(sqlite3 *db, const std::string &schema)
{
    const std::uint32_t pageSize = readPageSize(db, schema);
    sqlite3_file *file = nullptr;
    sqlite3_int64 size = 0;
    sqlite3_file_control(db, schema.c_str(), SQLITE_FCNTL_FILE_POINTER, &file);
    if (file == nullptr || file->pMethods == nullptr || file->pMethods->xFileSize(file, &size) != SQLITE_OK) {
        throw SqlFailure(SQLITE_IOERR, "there is no file");
    }
    std::vector<std::uint8_t> bytes(static_cast<std::size_t>(size));
    std::set<std::uint32_t> unreadable;
    for (std::size_t at = 0; at + pageSize <= bytes.size(); at += pageSize) {
        if (file->pMethods->xRead(file, bytes.data() + at, static_cast<int>(pageSize),
                                  static_cast<sqlite3_int64>(at)) != SQLITE_OK) {
            unreadable.insert(static_cast<std::uint32_t>(at / pageSize + 1));
        }
    }
    return imageOfBytes(bytes.data(), bytes.size(), pageSize, unreadable);
}

std::string difference(const Dump &expected, const Dump &found)
{
    for (std::size_t i = 0; i < std::max(expected.parts.size(), found.parts.size()); ++i) {
        if (i >= expected.parts.size()) {
            return "unexpected table " + found.parts[i].name;
        }
        if (i >= found.parts.size()) {
            return "missing table " + expected.parts[i].name;
        }
        const Dump::Part &a = expected.parts[i];
        const Dump::Part &b = found.parts[i];
        if (!(a == b)) {
            return fmt::format("{}: expected {} rows, hash {:x}, found {} {} rows, hash {:x}", a.name, a.rows,
                               a.hash, b.name, b.rows, b.hash);
        }
    }
    return {};
}

std::string difference(const Image &expected, const Image &found)
{
    if (expected.pageSizeBytes != found.pageSizeBytes ||
        expected.pageHashes.size() != found.pageHashes.size()) {
        return fmt::format("expected {} pages of {} bytes, found {} of {}", expected.pageHashes.size(),
                           expected.pageSizeBytes, found.pageHashes.size(), found.pageSizeBytes);
    }
    for (std::size_t p = 0; p < expected.pageHashes.size(); ++p) {
        if (expected.pageHashes[p] != found.pageHashes[p]) {
            return fmt::format("page {} differs", p + 1);
        }
    }
    return {};
}

} // namespace strandline::test
