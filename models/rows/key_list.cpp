#include "models/rows/key_list.h"

#include <cstring>
#include <unordered_map>

namespace strandline::rows {

using sqlite::Value;

namespace {

template <typename T>
void putNumber(std::string &out, T value)
{
    char bytes[sizeof value];
    std::memcpy(bytes, &value, sizeof value);
    out.append(bytes, sizeof value);
}

template <typename T>
T takeNumber(const char *&at)
{
    T value;
    std::memcpy(&value, at, sizeof value);
    at += sizeof value;
    return value;
}

void pack(std::string &out, const Value &value)
{
    out += static_cast<char>(value.index());
    if (const auto *whole = std::get_if<std::int64_t>(&value)) {
        putNumber(out, *whole);
    } else if (const auto *real = std::get_if<double>(&value)) {
        putNumber(out, *real);
    } else if (const auto *text = std::get_if<std::string>(&value)) {
        putNumber(out, text->size());
        out += *text;
    } else if (const auto *bytes = std::get_if<core::Bytes>(&value)) {
        putNumber(out, bytes->size());
        out.append(reinterpret_cast<const char *>(bytes->data()), bytes->size());
    }
}

std::string packed(const Key &key)
{
    std::string out;
    for (const Value &value : key) {
        pack(out, value);
    }
    return out;
}

Value unpack(const char *&at)
{
    switch (*at++) {
    case 1:
        return takeNumber<std::int64_t>(at);
    case 2:
        return takeNumber<double>(at);
    case 3: {
        const auto size = takeNumber<std::size_t>(at);
        at += size;
        return std::string(at - size, size);
    }
    case 4: {
        const auto size = takeNumber<std::size_t>(at);
        at += size;
        const auto *bytes = reinterpret_cast<const std::uint8_t *>(at);
        return core::Bytes(bytes - size, bytes);
    }
    default:
        return sqlite::Null();
    }
}

} // namespace

Key KeyList::at(std::size_t row) const
{
    if (!m_rowids.empty()) {
        return {m_rowids[row]};
    }
    const char *at = m_bytes.data() + (row == 0 ? 0 : m_ends[row - 1]);
    const char *end = m_bytes.data() + m_ends[row];
    Key key;
    while (at < end) {
        key.push_back(unpack(at));
    }
    return key;
}

void KeyList::appendPacked(const Key &key)
{
    m_bytes += packed(key);
    m_ends.push_back(m_bytes.size());
}

void KeyList::append(const KeyList &other)
{
    m_rowids.insert(m_rowids.end(), other.m_rowids.begin(), other.m_rowids.end());
    const std::uint64_t base = m_bytes.size();
    m_bytes += other.m_bytes;
    for (const std::uint64_t end : other.m_ends) {
        m_ends.push_back(base + end);
    }
}

void KeyList::clear()
{
    *this = {};
}

std::vector<std::int64_t> KeyList::find(const std::vector<Key> &keys) const
{
    std::vector<std::int64_t> rows(keys.size(), -1);
    if (!m_rowids.empty()) {
        std::unordered_map<std::int64_t, std::size_t> wanted;
        for (std::size_t i = 0; i < keys.size(); ++i) {
            if (keys[i].size() == 1 && keys[i][0].index() == 1) {
                wanted.emplace(std::get<std::int64_t>(keys[i][0]), i);
            }
        }
        for (std::size_t row = 0; row < m_rowids.size(); ++row) {
            if (const auto it = wanted.find(m_rowids[row]); it != wanted.end()) {
                rows[it->second] = static_cast<std::int64_t>(row);
            }
        }
        return rows;
    }
    std::unordered_map<std::string, std::size_t> wanted;
    for (std::size_t i = 0; i < keys.size(); ++i) {
        wanted.emplace(packed(keys[i]), i);
    }
    std::uint64_t begin = 0;
    for (std::size_t row = 0; row < m_ends.size(); ++row) {
        const auto it = wanted.find(m_bytes.substr(begin, m_ends[row] - begin));
        if (it != wanted.end()) {
            rows[it->second] = static_cast<std::int64_t>(row);
        }
        begin = m_ends[row];
    }
    return rows;
}

} // namespace strandline::rows
