#include "engine/sql/digest.h"

#include "engine/core/hash.h"
#include "engine/sql/keywords.h"
#include "engine/sql/tokenizer.h"

#include <algorithm>

namespace strandline::sql {

namespace {

struct Item
{
    enum class Kind
    {
        Value, // ?
        Keyword,
        Name,
        Operator,
        Dot,
        Ellipsis,
        Comma,
        Open,
        Close,
        Semicolon,
        Illegal,
    };
    Kind kind;
    std::string text;

    bool is(std::string_view word) const { return kind == Kind::Keyword && text == word; }
    bool operator==(const Item &) const = default;
};

using Kind = Item::Kind;
using Items = std::vector<Item>;

// Whether a sign behind this item belongs to the number that follows it, instead of adding to what stands
// before.
bool signIsUnaryAfter(const Item *before)
{
    if (before == nullptr) {
        return true;
    }
    switch (before->kind) {
    case Kind::Operator:
    case Kind::Comma:
    case Kind::Open:
        return true;
    case Kind::Keyword:
        return before->is("BY") || before->is("OFFSET") || before->is("LIKE") ||
               (isReserved(before->text) && !before->is("NULL") && !before->is("ISNULL") &&
                !before->is("NOTNULL"));
    default:
        return false;
    }
}

void dropSign(Items &items)
{
    if (items.empty() || (items.back().text != "-" && items.back().text != "+")) {
        return;
    }
    const Item *before = items.size() > 1 ? &items[items.size() - 2] : nullptr;
    if (signIsUnaryAfter(before)) {
        items.pop_back();
    }
}

void addWord(Items &items, std::string_view word)
{
    if (!isKeyword(word)) {
        items.push_back({Kind::Name, toLowerAscii(word)});
        return;
    }
    const std::string upper = toUpperAscii(word);
    const bool isTest = !items.empty() && (items.back().is("IS") || items.back().is("NOT"));
    if (upper == "NULL" && !isTest) {
        items.push_back({Kind::Value, "?"});
    } else {
        items.push_back({Kind::Keyword, upper});
    }
}

void addDot(Items &items)
{
    const std::size_t n = items.size();
    if (n >= 2 && items[n - 1].kind == Kind::Dot && items[n - 2].kind == Kind::Dot) {
        items.resize(n - 2);
        items.push_back({Kind::Ellipsis, "..."});
    } else {
        items.push_back({Kind::Dot, "."});
    }
}

void addToken(Items &items, const Token &token, std::string_view text)
{
    switch (token.kind) {
    case TokenKind::Blank:
    case TokenKind::Comment:
        break;
    case TokenKind::Word:
        addWord(items, token.in(text));
        break;
    case TokenKind::Integer:
    case TokenKind::Float:
        dropSign(items);
        items.push_back({Kind::Value, "?"});
        break;
    case TokenKind::String:
    case TokenKind::Blob:
    case TokenKind::Parameter:
        items.push_back({Kind::Value, "?"});
        break;
    case TokenKind::QuotedIdentifier:
        items.push_back({Kind::Name, std::string(token.in(text))});
        break;
    case TokenKind::Operator:
        items.push_back({Kind::Operator, std::string(token.in(text))});
        break;
    case TokenKind::Dot:
        addDot(items);
        break;
    case TokenKind::Comma:
        items.push_back({Kind::Comma, ","});
        break;
    case TokenKind::OpenParen:
        items.push_back({Kind::Open, "("});
        break;
    case TokenKind::CloseParen:
        items.push_back({Kind::Close, ")"});
        break;
    case TokenKind::Semicolon:
        items.push_back({Kind::Semicolon, ";"});
        break;
    case TokenKind::Illegal:
        if (token.in(text) != "\v") { // white space for SQLite, but only behind other white space
            items.push_back({Kind::Illegal, std::string(token.in(text))});
        }
        break;
    }
}

// Behind the ")" that closes items[open]; open: where it isn't closed.
std::size_t behindClosing(const Items &items, std::size_t open)
{
    int depth = 0;
    for (std::size_t i = open; i < items.size(); ++i) {
        depth += items[i].kind == Kind::Open ? 1 : items[i].kind == Kind::Close ? -1 : 0;
        if (depth == 0) {
            return i + 1;
        }
    }
    return open;
}

// items[open] is the "(" behind IN: behind its ")" where there are only values in it, else open.
std::size_t behindValueList(const Items &items, std::size_t open)
{
    std::size_t i = open + 1;
    while (i + 1 < items.size() && items[i].kind == Kind::Value) {
        if (items[i + 1].kind == Kind::Close) {
            return i + 2;
        }
        if (items[i + 1].kind != Kind::Comma) {
            return open;
        }
        i += 2;
    }
    return open;
}

bool opensAt(const Items &items, std::size_t i)
{
    return i < items.size() && items[i].kind == Kind::Open;
}

// items[open] begins the first row of VALUES: behind the last of its rows where all are alike and there is
// more than one, else open.
std::size_t behindEqualRows(const Items &items, std::size_t open)
{
    const std::size_t first = behindClosing(items, open);
    const auto size = static_cast<std::ptrdiff_t>(first - open);
    std::size_t end = first;
    while (first != open && end < items.size() && items[end].kind == Kind::Comma && opensAt(items, end + 1)) {
        const std::size_t next = behindClosing(items, end + 1);
        const auto begin = items.begin() + static_cast<std::ptrdiff_t>(open);
        const auto row = items.begin() + static_cast<std::ptrdiff_t>(end + 1);
        if (next - (end + 1) != first - open || !std::equal(begin, begin + size, row)) {
            return open;
        }
        end = next;
    }
    return end == first ? open : end;
}

Items collapseLists(const Items &items)
{
    Items out;
    for (std::size_t i = 0; i < items.size(); ++i) {
        out.push_back(items[i]);
        if (!opensAt(items, i + 1)) {
            continue;
        }
        const std::size_t open = i + 1;
        if (items[i].is("IN")) {
            const std::size_t end = behindValueList(items, open);
            if (end != open) {
                out.insert(out.end(), {items[open], {Kind::Ellipsis, "..."}, items[end - 1]});
                i = end - 1;
            }
        } else if (items[i].is("VALUES")) {
            const std::size_t end = behindEqualRows(items, open);
            if (end != open) {
                const std::size_t row = behindClosing(items, open);
                out.insert(out.end(), items.begin() + static_cast<std::ptrdiff_t>(open),
                           items.begin() + static_cast<std::ptrdiff_t>(row));
                out.insert(out.end(), {{Kind::Comma, ","}, {Kind::Ellipsis, "..."}});
                i = end - 1;
            }
        }
    }
    return out;
}

bool spaceBetween(const Item &a, const Item &b)
{
    if (a.kind == Kind::Illegal || b.kind == Kind::Illegal) {
        return true;
    }
    if (b.kind == Kind::Comma || b.kind == Kind::Close || b.kind == Kind::Semicolon || a.kind == Kind::Open) {
        return false;
    }
    if (b.kind == Kind::Dot) {
        return a.kind == Kind::Comma;
    }
    return a.kind != Kind::Dot && !(a.kind == Kind::Name && b.kind == Kind::Open);
}

} // namespace

std::string normalize(std::string_view statement)
{
    const std::string_view text = statement.substr(0, statement.find('\0')); // where SQLite stops reading
    Items items;
    for (std::size_t offset = 0; offset < text.size();) {
        const Token token = tokenAt(text, offset);
        addToken(items, token, text);
        offset = token.end();
    }
    while (!items.empty() && items.back().kind == Kind::Semicolon) {
        items.pop_back();
    }
    items = collapseLists(items);
    std::string out;
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (i > 0 && spaceBetween(items[i - 1], items[i])) {
            out += ' ';
        }
        out += items[i].text;
    }
    return out;
}

std::string sqlId(std::string_view statement)
{
    static constexpr std::string_view digits = "0123456789abcdfghjkmnpqrstuvwxyz";
    const std::string text = normalize(statement);
    std::uint64_t hash =
        core::hash64(core::ByteView(reinterpret_cast<const std::uint8_t *>(text.data()), text.size()));
    std::string id(13, '0');
    for (auto digit = id.rbegin(); digit != id.rend(); ++digit) {
        *digit = digits[hash % 32];
        hash /= 32;
    }
    return id;
}

} // namespace strandline::sql
