// The rows of a sorted or filtered table: their keys in the order in which they are shown, 8 bytes a rowid.
// Not safe for writing from several threads; one that is not written to any more is read from any.
#pragma once

#include "models/rows/table_reader.h"

#include <deque>

namespace strandline::rows {

class KeyList
{
public:
    std::size_t size() const { return m_rowids.size() + m_ends.size(); }
    bool empty() const { return size() == 0; }
    Key at(std::size_t row) const;
    // All keys of a list are of one kind: rowids (one integer each), or packed: any values.
    void appendRowid(std::int64_t rowid) { m_rowids.push_back(rowid); }
    void appendPacked(const Key &key);
    void append(const KeyList &other);
    void clear();

    // The rows that have these keys, -1 for a key that is not in the list. One pass over it.
    std::vector<std::int64_t> find(const std::vector<Key> &keys) const;

private:
    std::deque<std::int64_t> m_rowids;
    // Key after key, each as its values: a tag of one byte, then 8 bytes of number, or length and bytes.
    std::string m_bytes;
    std::deque<std::uint64_t> m_ends; // of each key in m_bytes
};

} // namespace strandline::rows
