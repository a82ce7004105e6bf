// A table that is to become what it was: which of its columns are there on both sides, and how its rows are
// told apart, as SQL. Private to FLASHBACK TABLE. Snapshots; functions of the connection's thread.
#pragma once

#include "engine/catalog/catalog.h"
#include "engine/core/types.h"
#include "engine/flashback/attached_past.h"
#include "engine/flashback/row_history.h"

namespace strandline::flashback {

struct TableTarget
{
    std::size_t index = 0; // among the targets; names the temporary tables
    std::size_t owner = 0; // which of the named tables it is, or keeps the data of
    std::string name;      // as it is spelled now
    bool shadow = false;
    bool withoutRowid = false;
    std::vector<std::string> columns; // that are stored and there on both sides, in the table's order
    std::vector<std::string> added;   // only now
    // What tells rows apart, quoted: the primary key's columns, or a name of the rowid on each side.
    std::vector<std::string> keyNow;
    std::vector<std::string> keyThen;
    std::vector<std::string> keyCollations; // of a primary key's columns
    std::vector<catalog::Trigger> triggers;

    bool has(const std::string &column) const; // on both sides
    std::string now() const;                   // main."t"
    std::string then() const;
    // Temporary tables k0, k1 …: the keys that may differ; those that do, with op I, U or D (RowOperation's
    // initials, seen from now); the added columns' values of rows that are written anew.
    std::string keys() const;
    std::string differing() const;
    std::string kept() const;
    std::string keyDeclaration() const;               // "k0 COLLATE NOCASE, k1"
    std::string keyList(const std::string &of) const; // "d.k0, d.k1"
    // "n.key = d.k0 AND …": of a row of now or then, and one of a temporary table.
    std::string matchNow(const std::string &row, const std::string &temp) const;
    std::string matchThen(const std::string &row, const std::string &temp) const;
};

// Of every named table, and of those that virtual ones keep their data in. The past is attached as
// thenSchema. Throws NotFound, NoSuchTableThen, Unsupported, Usage for what can't be put back.
std::vector<TableTarget> resolveTargets(sqlite::Connection &connection, timeline::History &history,
                                        const std::vector<std::string> &tables, core::Scn scn,
                                        const core::JobContext &job);

// A name of the table's rowid that no column hides. Throws Unsupported where they are all hidden.
std::string rowidName(const catalog::Table &table);

// "a", "b": quoted, each behind prefix.
std::string columnList(const std::vector<std::string> &columns, const std::string &prefix = {});

} // namespace strandline::flashback
