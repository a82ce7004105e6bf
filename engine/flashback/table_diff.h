// The rows that differ between two sets of pages of one table. Belongs to one thread. Errors: those of
// PageReader.
#pragma once

#include "engine/flashback/change_reader.h"
#include "engine/flashback/ownership.h"

namespace strandline::flashback {

// One table before or after a commit.
struct DiffSide
{
    std::shared_ptr<const TableThen> table; // null: it does not exist on this side
    core::Scn scn;
    std::uint32_t usableBytes = 0;
    TextEncoding encoding = TextEncoding::Utf8;
    std::vector<std::uint32_t> pages; // that hold what differs
};

struct DiffInput
{
    core::Scn commit;
    DiffSide before;
    DiffSide after;
    const std::unordered_set<std::uint32_t> *changedChains = nullptr;
    bool mayBeRenumbered = false; // the commit looks like a VACUUM
    bool values = true;
};

// Counts what differs and hands each row to sink.
TableChanges diffTable(PageReader &reader, DiffInput input, ChangeSink &sink, const core::JobContext &job);

// How the values of a record become a row: in the order of the table's columns, with defaults, and the rowid
// in its column. fields is working memory.
void rowOf(const TableThen &table, TextEncoding encoding, core::ByteView record, std::int64_t rowid,
           std::vector<sqlite::Value> &fields, std::vector<sqlite::Value> &row);

// Is the row the same one, whatever columns came or went?
class RowMatch
{
public:
    RowMatch(const TableThen &before, const TableThen &after);
    bool same(const std::vector<sqlite::Value> &oldRow, const std::vector<sqlite::Value> &newRow) const;

private:
    const TableThen &m_after;
    std::vector<std::size_t> m_match; // for each column after: which it was before
};

// Can a record of one be read as one of the other, missing columns being defaults?
bool sameLayout(const TableThen &before, const TableThen &after);

} // namespace strandline::flashback
