#include "models/worksheet/query_store.h"

#include <QDir>

#include <fmt/format.h>

#include <array>

namespace strandline::worksheet {

using sqlite::Null;
using sqlite::Statement;
using sqlite::Value;

namespace {

// What makes version n + 1 of a file of version n; 0: a new one.
constexpr std::array migrations{
    R"(
CREATE TABLE history(id INTEGER PRIMARY KEY AUTOINCREMENT, sql TEXT NOT NULL, database TEXT NOT NULL,
  at INTEGER NOT NULL, seconds REAL NOT NULL, row_count INTEGER NOT NULL, changes INTEGER NOT NULL,
  error TEXT NOT NULL);
CREATE TABLE saved(id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, folder TEXT NOT NULL,
  database TEXT NOT NULL, sql TEXT NOT NULL, UNIQUE(folder, name, database)))",
    "ALTER TABLE history ADD COLUMN cancelled INTEGER NOT NULL DEFAULT 0",
};
constexpr auto version = static_cast<std::int64_t>(migrations.size());

// "a_b" as a pattern that finds only itself.
std::string pattern(const QString &word)
{
    QString escaped = word;
    for (const char *sign : {"\\", "%", "_"}) {
        escaped.replace(sign, QString("\\") + sign);
    }
    return ("%" + escaped + "%").toStdString();
}

// " AND (a LIKE ?n OR b LIKE ?n)" for each word; the first word is parameter first.
std::string conditions(const QStringList &words, const char *columns, int first)
{
    std::string out;
    for (int i = 0; i < words.size(); ++i) {
        out += fmt::format(" AND ({}) LIKE ?{} ESCAPE '\\'", columns, first + i);
    }
    return out;
}

QStringList wordsOf(const QString &text)
{
    return text.simplified().split(' ', Qt::SkipEmptyParts);
}

QString textAt(const Statement &statement, int column)
{
    return QString::fromStdString(statement.text(column));
}

} // namespace

std::unique_ptr<sqlite::Connection> QueryStore::open() const
{
    QDir().mkpath(QString::fromStdString(m_folder));
    sqlite::ConnectionOptions options;
    options.access = sqlite::Access::Create;
    options.ownDatabase = true;
    options.checkpointOnClose = true;
    const std::string path = m_folder + "/history.db";
    auto connection = std::make_unique<sqlite::Connection>(path, options);
    const std::int64_t found = connection->integer("PRAGMA user_version");
    if (found > version) {
        throw core::Error(core::ErrorCode::UnsupportedFormat,
                          fmt::format("{} was written by a later version of this program. Use that one, or "
                                      "move the file away.",
                                      path))
            .withPath(path);
    }
    if (found < version) {
        connection->execute("PRAGMA journal_mode = WAL; BEGIN IMMEDIATE");
        // Another program may have been quicker.
        for (auto at = connection->integer("PRAGMA user_version"); at < version; ++at) {
            connection->execute(migrations[static_cast<std::size_t>(at)]);
            connection->execute(fmt::format("PRAGMA user_version = {}", at + 1));
        }
        connection->execute("COMMIT");
    }
    return connection;
}

void QueryStore::add(const std::vector<RunRecord> &records) const
{
    const auto connection = open();
    connection->execute("BEGIN IMMEDIATE");
    for (const RunRecord &record : records) {
        Statement insert =
            connection->prepare("INSERT INTO history(sql, database, at, seconds, row_count, "
                                "changes, error, cancelled) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)");
        insert.bindAll({record.sql.toStdString(), record.database.toStdString(),
                        std::int64_t{record.at.time_since_epoch().count()}, record.seconds, record.rows,
                        record.changes, record.error.toStdString(), std::int64_t{record.cancelled}});
        insert.step();
    }
    connection->execute(fmt::format(
        "DELETE FROM history WHERE id <= (SELECT max(id) FROM history) - {}; COMMIT", historyLimit));
}

std::vector<RunRecord> QueryStore::history(const QString &text, int limit) const
{
    const QStringList words = wordsOf(text);
    const auto connection = open();
    Statement select = connection->prepare(
        "SELECT sql, database, at, seconds, row_count, changes, error, cancelled FROM history WHERE true" +
        conditions(words, "sql || ' ' || database || ' ' || error", 2) + " ORDER BY id DESC LIMIT ?1");
    select.bind(1, std::int64_t{limit});
    for (int i = 0; i < words.size(); ++i) {
        select.bind(2 + i, pattern(words[i]));
    }
    std::vector<RunRecord> out;
    while (select.step()) {
        RunRecord record;
        record.sql = textAt(select, 0);
        record.database = textAt(select, 1);
        record.at = core::Time(std::chrono::microseconds(select.integer(2)));
        record.seconds = select.real(3);
        record.rows = select.integer(4);
        record.changes = select.integer(5);
        record.error = textAt(select, 6);
        record.cancelled = select.integer(7) != 0;
        out.push_back(std::move(record));
    }
    return out;
}

void QueryStore::clearHistory() const
{
    open()->execute("DELETE FROM history");
}

qlonglong QueryStore::save(const SavedQuery &query) const
{
    const auto connection = open();
    connection->execute("BEGIN IMMEDIATE");
    Statement taken = connection->prepare(
        "SELECT 1 FROM saved WHERE name = ?1 AND folder = ?2 AND database = ?3 AND id <> ?4");
    taken.bindAll({query.name.toStdString(), query.folder.toStdString(), query.database.toStdString(),
                   std::int64_t{query.id}});
    if (taken.step()) {
        throw core::Error(core::ErrorCode::Exists,
                          fmt::format("There is a saved query named {} already. Choose another name.",
                                      query.name.toStdString()));
    }
    Statement put = connection->prepare(
        "INSERT INTO saved(id, name, folder, database, sql) VALUES(?1, ?2, ?3, ?4, ?5) ON CONFLICT(id) DO "
        "UPDATE SET name = ?2, folder = ?3, database = ?4, sql = ?5");
    put.bindAll({query.id == 0 ? Value(Null{}) : Value(std::int64_t{query.id}), query.name.toStdString(),
                 query.folder.toStdString(), query.database.toStdString(), query.sql.toStdString()});
    put.step();
    const qlonglong id = query.id == 0 ? connection->lastInsertRowid() : query.id;
    connection->execute("COMMIT");
    return id;
}

std::vector<SavedQuery> QueryStore::saved(const QString &text, const QString &database) const
{
    const QStringList words = wordsOf(text);
    const auto connection = open();
    Statement select =
        connection->prepare("SELECT id, name, folder, database, sql FROM saved WHERE database IN ('', ?1)" +
                            conditions(words, "name || ' ' || folder || ' ' || sql", 2) +
                            " ORDER BY folder COLLATE NOCASE, name COLLATE NOCASE");
    select.bind(1, database.toStdString());
    for (int i = 0; i < words.size(); ++i) {
        select.bind(2 + i, pattern(words[i]));
    }
    std::vector<SavedQuery> out;
    while (select.step()) {
        out.push_back(
            {select.integer(0), textAt(select, 1), textAt(select, 2), textAt(select, 3), textAt(select, 4)});
    }
    return out;
}

void QueryStore::remove(qlonglong id) const
{
    const auto connection = open();
    Statement statement = connection->prepare("DELETE FROM saved WHERE id = ?1");
    statement.bind(1, std::int64_t{id});
    statement.step();
}

} // namespace strandline::worksheet
