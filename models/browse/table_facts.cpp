#include "models/browse/table_facts.h"

#include "engine/sql/tokenizer.h"

#include <QCoreApplication>

#include <algorithm>

namespace strandline::browse {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(strandline::browse::TableFacts)
};

QString text(const std::string &utf8)
{
    return QString::fromStdString(utf8);
}

QString joined(const std::vector<std::string> &names)
{
    QStringList out;
    for (const std::string &name : names) {
        out << text(name);
    }
    return out.join(", ");
}

QString yes(bool is)
{
    return is ? Words::tr("yes") : QString();
}

// The key that a column is in, and the table that it leads to.
Fact keyFact(const catalog::Table &table, const catalog::Column &column)
{
    QStringList parts;
    Fact fact;
    if (column.primaryKey > 0) {
        const auto inKey = std::count_if(table.columns.begin(), table.columns.end(),
                                         [](const catalog::Column &c) { return c.primaryKey > 0; });
        parts << (inKey > 1 ? Words::tr("primary key, place %1").arg(column.primaryKey)
                            : Words::tr("primary key"));
    }
    for (const catalog::ForeignKey &key : table.foreignKeys) {
        if (std::find(key.columns.begin(), key.columns.end(), column.name) != key.columns.end()) {
            fact.table = text(key.parentTable);
            parts << "→ " + fact.table;
        }
    }
    fact.text = parts.join(", ");
    return fact;
}

QString kindOf(const catalog::Column &column)
{
    switch (column.kind) {
    case catalog::ColumnKind::Hidden:
        return Words::tr("hidden");
    case catalog::ColumnKind::GeneratedVirtual:
        return Words::tr("computed when read");
    case catalog::ColumnKind::GeneratedStored:
        return Words::tr("computed and stored");
    case catalog::ColumnKind::Ordinary:
        break;
    }
    return {};
}

QString columnsOf(const catalog::Index &index)
{
    QStringList out;
    for (const catalog::IndexColumn &column : index.columns) {
        QString name = column.rowid ? QStringLiteral("rowid") : text(column.name);
        if (name.isEmpty()) {
            name = Words::tr("(expression)");
        }
        if (!column.collation.empty() && column.collation != "BINARY") {
            name += " COLLATE " + text(column.collation);
        }
        out << (column.descending ? name + " DESC" : name);
    }
    return out.join(", ");
}

QString originOf(const catalog::Index &index)
{
    switch (index.origin) {
    case catalog::IndexOrigin::PrimaryKey:
        return Words::tr("primary key");
    case catalog::IndexOrigin::UniqueConstraint:
        return Words::tr("UNIQUE constraint");
    case catalog::IndexOrigin::CreateIndex:
        break;
    }
    return QStringLiteral("CREATE INDEX");
}

Facts::Row keyRow(const QString &direction, const QString &table, const catalog::ForeignKey &key,
                  bool outward)
{
    const QString parentColumns =
        key.parentColumns.empty() ? Words::tr("primary key") : joined(key.parentColumns);
    const QString columns = joined(key.columns);
    return {direction + table + columns,
            {{direction},
             {outward ? columns : parentColumns},
             {table, false, table},
             {outward ? parentColumns : columns},
             {text(key.onUpdate)},
             {text(key.onDelete)}}};
}

} // namespace

Facts columnFacts(const catalog::Table &table)
{
    Facts facts;
    facts.headers = {Words::tr("#"),         Words::tr("Name"),     Words::tr("Type"),
                     Words::tr("Key"),       Words::tr("Not NULL"), Words::tr("Default"),
                     Words::tr("Collation"), Words::tr("Computed")};
    int place = 0;
    for (const catalog::Column &column : table.columns) {
        const QString collation = text(column.collation);
        facts.rows.push_back({text(column.name),
                              {{QString::number(++place), true},
                               {text(column.name)},
                               {text(column.type)},
                               keyFact(table, column),
                               {yes(column.notNull)},
                               {column.defaultSql ? text(*column.defaultSql) : QString()},
                               {collation == "BINARY" ? QString() : collation},
                               {kindOf(column)}}});
    }
    return facts;
}

Facts indexFacts(const catalog::Table &table)
{
    Facts facts;
    facts.headers = {Words::tr("Name"), Words::tr("Columns"), Words::tr("Unique"), Words::tr("Partial"),
                     Words::tr("Made by")};
    for (const catalog::Index &index : table.indexes) {
        facts.rows.push_back({text(index.name),
                              {{text(index.name)},
                               {columnsOf(index)},
                               {yes(index.unique)},
                               {yes(index.partial)},
                               {originOf(index)}},
                              text(index.sql)});
    }
    return facts;
}

QString triggerEvent(const std::string &sql)
{
    const auto tokens = sql::significantTokens(sql);
    const auto is = [&](const sql::Token &token, std::string_view word) {
        return token.kind == sql::TokenKind::Word && sql::equalsIgnoringCase(token.in(sql), word);
    };
    // CREATE [TEMP] TRIGGER [IF NOT EXISTS] [schema.]name, then the event up to ON.
    auto at = std::find_if(tokens.begin(), tokens.end(), [&](const auto &t) { return is(t, "TRIGGER"); });
    if (at == tokens.end()) {
        return {};
    }
    if (++at != tokens.end() && is(*at, "IF") && tokens.end() - at > 3) {
        at += 3;
    }
    if (at != tokens.end()) {
        ++at; // the name
    }
    if (tokens.end() - at > 2 && at->kind == sql::TokenKind::Dot) {
        at += 2;
    }
    QStringList words;
    for (; at != tokens.end() && !is(*at, "ON"); ++at) {
        const QString word = text(std::string(at->in(sql)));
        if (at->kind == sql::TokenKind::Comma && !words.isEmpty()) {
            words.last() += ",";
        } else {
            words << (at->kind == sql::TokenKind::Word && words.size() < 4 && !words.contains("OF")
                          ? word.toUpper()
                          : word);
        }
    }
    return at == tokens.end() ? QString() : words.join(" ");
}

Facts triggerFacts(const catalog::Table &table)
{
    Facts facts;
    facts.headers = {Words::tr("Name"), Words::tr("When")};
    for (const catalog::Trigger &trigger : table.triggers) {
        facts.rows.push_back(
            {text(trigger.name), {{text(trigger.name)}, {triggerEvent(trigger.sql)}}, text(trigger.sql)});
    }
    return facts;
}

Facts foreignKeyFacts(const schema::Contents &contents, const catalog::Table &table)
{
    Facts facts;
    facts.headers = {Words::tr("Direction"),   Words::tr("Columns"),   Words::tr("Table"),
                     Words::tr("Its columns"), Words::tr("On update"), Words::tr("On delete")};
    for (const catalog::ForeignKey &key : table.foreignKeys) {
        facts.rows.push_back(keyRow(Words::tr("references"), text(key.parentTable), key, true));
    }
    for (const schema::Reference &reference : schema::referencesTo(contents, table.summary.name)) {
        facts.rows.push_back(keyRow(Words::tr("is referenced by"), text(reference.child->summary.name),
                                    *reference.key, false));
    }
    return facts;
}

} // namespace strandline::browse
