#include "engine/backup/catalogue_database.h"

#include "engine/backup/files.h"

namespace strandline::backup {

using core::ErrorCode;

namespace {

constexpr std::int64_t catalogueFormat = 1;

constexpr const char *schema =
    "BEGIN IMMEDIATE;"
    "CREATE TABLE IF NOT EXISTS sets (id TEXT PRIMARY KEY, manifest TEXT NOT NULL, state TEXT NOT NULL, "
    "problem TEXT NOT NULL) STRICT, WITHOUT ROWID;"
    "CREATE TABLE IF NOT EXISTS verifications (id TEXT PRIMARY KEY, time INTEGER NOT NULL, level TEXT NOT "
    "NULL, "
    "ok INTEGER NOT NULL, findings INTEGER NOT NULL, seconds REAL NOT NULL, detail TEXT NOT NULL) STRICT, "
    "WITHOUT ROWID;"
    "CREATE TABLE IF NOT EXISTS events (number INTEGER PRIMARY KEY, time INTEGER NOT NULL, what TEXT NOT "
    "NULL, "
    "id TEXT NOT NULL, database TEXT NOT NULL, detail TEXT NOT NULL) STRICT;"
    "PRAGMA user_version = 1;"
    "COMMIT";

sqlite::ConnectionOptions optionsFor(sqlite::Access access)
{
    sqlite::ConnectionOptions options;
    options.access = access;
    options.ownDatabase = true;
    options.checkpointOnClose = true;
    return options;
}

std::int64_t microsOf(core::Time t)
{
    return t.time_since_epoch().count();
}

core::Time timeAt(std::int64_t micros)
{
    return core::Time(std::chrono::microseconds(micros));
}

bool isDamage(ErrorCode code)
{
    return code == ErrorCode::NotADatabase || code == ErrorCode::Sql || code == ErrorCode::Io ||
           code == ErrorCode::UnsupportedFormat;
}

std::unique_ptr<CatalogueDatabase> openMade(const std::string &path)
{
    auto database = std::make_unique<CatalogueDatabase>(path, sqlite::Access::ReadWrite);
    const std::int64_t version = database->connection().integer("PRAGMA user_version");
    if (version != 0 && version != catalogueFormat) {
        throw core::Error(ErrorCode::UnsupportedFormat, "The catalogue was written by another version.");
    }
    if (version == 0) {
        database->connection().execute(schema);
    }
    if (database->connection().text("PRAGMA quick_check(1)") != "ok") {
        throw core::Error(ErrorCode::NotADatabase, "The catalogue is damaged.");
    }
    return database;
}

} // namespace

CatalogueDatabase::CatalogueDatabase(const std::string &path, sqlite::Access access)
    : m_connection(path, optionsFor(access))
{
    if (access != sqlite::Access::ReadOnly) {
        // What a power cut takes from it, a crosscheck brings back; backups don't wait for its fsyncs.
        m_connection.execute("PRAGMA synchronous = OFF");
    }
}

std::unique_ptr<CatalogueDatabase> CatalogueDatabase::openForReading(const StoreFolder &store)
{
    if (!store.files().exists(store.cataloguePath())) {
        return nullptr;
    }
    auto opened = attempt([&]() -> std::unique_ptr<CatalogueDatabase> {
        auto database = std::make_unique<CatalogueDatabase>(store.cataloguePath(), sqlite::Access::ReadOnly);
        const bool known = database->connection().integer("PRAGMA user_version") == catalogueFormat;
        return known ? std::move(database) : nullptr;
    });
    return std::holds_alternative<Misread>(opened) ? nullptr : std::get<0>(std::move(opened));
}

std::unique_ptr<CatalogueDatabase> CatalogueDatabase::openForWriting(const StoreFolder &store)
{
    const std::string path = store.cataloguePath();
    if (!store.files().exists(path)) {
        store.files().open(path, core::OpenMode::Create);
    }
    auto opened = attempt([&] { return openMade(path); });
    const Misread *misread = std::get_if<Misread>(&opened);
    if (misread == nullptr) {
        return std::get<0>(std::move(opened));
    }
    if (!isDamage(misread->code)) {
        throw core::Error(misread->code, misread->what).withPath(path);
    }
    for (const char *suffix : {"", "-journal", "-wal", "-shm"}) {
        store.files().tryRemove(path + suffix);
    }
    store.files().open(path, core::OpenMode::Create);
    return openMade(path);
}

std::map<std::string, KnownSet> CatalogueDatabase::sets()
{
    std::map<std::string, KnownSet> out;
    auto row = m_connection.prepare("SELECT id, manifest, state, problem FROM sets");
    while (row.step()) {
        out[row.text(0)] = {row.text(1), statusNamed(row.text(2)).value_or(SetStatus::Available),
                            row.text(3)};
    }
    return out;
}

std::map<std::string, Verification> CatalogueDatabase::verifications()
{
    std::map<std::string, Verification> out;
    auto row =
        m_connection.prepare("SELECT id, time, level, ok, findings, seconds, detail FROM verifications");
    while (row.step()) {
        out[row.text(0)] = {timeAt(row.integer(1)),
                            row.text(2),
                            row.integer(3) != 0,
                            static_cast<std::uint64_t>(row.integer(4)),
                            row.real(5),
                            row.text(6)};
    }
    return out;
}

std::vector<Event> CatalogueDatabase::events(std::size_t limit)
{
    std::vector<Event> out;
    auto row = m_connection.prepare(
        "SELECT time, what, id, database, detail FROM events ORDER BY number DESC LIMIT ?1");
    row.bind(1, limit == 0 ? std::int64_t{-1} : static_cast<std::int64_t>(limit));
    while (row.step()) {
        out.push_back({timeAt(row.integer(0)), row.text(1), row.text(2), row.text(3), row.text(4)});
    }
    return out;
}

void CatalogueDatabase::putSet(const std::string &id, const KnownSet &known)
{
    auto put = m_connection.prepare("INSERT OR REPLACE INTO sets VALUES (?1, ?2, ?3, ?4)");
    put.bindAll({id, known.manifest, std::string(statusName(known.state)), known.problem});
    put.step();
}

void CatalogueDatabase::removeSet(const std::string &id)
{
    for (const char *sql : {"DELETE FROM sets WHERE id = ?1", "DELETE FROM verifications WHERE id = ?1"}) {
        auto remove = m_connection.prepare(sql);
        remove.bindAll({id});
        remove.step();
    }
}

void CatalogueDatabase::clearSets()
{
    m_connection.execute("DELETE FROM sets");
}

void CatalogueDatabase::putVerification(const std::string &id, const Verification &v)
{
    auto put =
        m_connection.prepare("INSERT OR REPLACE INTO verifications VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)");
    put.bindAll({id, microsOf(v.time), v.level, std::int64_t{v.ok ? 1 : 0},
                 static_cast<std::int64_t>(v.findings), v.seconds, v.detail});
    put.step();
}

void CatalogueDatabase::addEvent(const Event &event)
{
    auto add = m_connection.prepare(
        "INSERT INTO events (time, what, id, database, detail) VALUES (?1, ?2, ?3, ?4, ?5)");
    add.bindAll({microsOf(event.time), event.what, event.set, event.database, event.detail});
    add.step();
}

} // namespace strandline::backup
