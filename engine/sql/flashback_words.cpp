#include "engine/sql/flashback_words.h"

#include "engine/sql/tokenizer.h"

#include <algorithm>

namespace strandline::sql {

namespace {

using Words = std::vector<std::string_view>;

class WordsBefore
{
public:
    explicit WordsBefore(std::string_view text)
    {
        for (const Token &token : significantTokens(text)) {
            m_words.push_back(token.kind == TokenKind::Word        ? toUpperAscii(token.in(text))
                              : token.kind == TokenKind::Comma     ? ","
                              : token.kind == TokenKind::Semicolon ? ";"
                              : token.kind == TokenKind::Operator  ? "+"
                                                                   : "x");
        }
        while (!m_words.empty() && m_words.front() == ";") {
            m_words.erase(m_words.begin());
        }
        if (!m_words.empty() && m_words.front() == "EXPLAIN") {
            m_words.erase(m_words.begin());
        }
    }

    std::size_t count() const { return m_words.size(); }
    std::string_view at(std::size_t i) const
    {
        return i < m_words.size() ? std::string_view(m_words[i]) : std::string_view();
    }
    std::string_view last(std::size_t back = 0) const
    {
        return back < m_words.size() ? at(m_words.size() - 1 - back) : std::string_view();
    }
    bool has(std::string_view word) const
    {
        return std::find(m_words.begin(), m_words.end(), word) != m_words.end();
    }

private:
    std::vector<std::string> m_words;
};

// Behind FLASHBACK TABLE.
FlashbackPlace behindTable(const WordsBefore &words)
{
    if (words.count() == 2 || words.last() == ",") {
        return {true, {}};
    }
    if (words.has("BEFORE")) {
        return {false, words.last() == "BEFORE" ? Words{"DROP"}
                       : words.last() == "DROP" ? Words{"RENAME TO"}
                                                : Words{}};
    }
    return {false, words.has("TO") ? Words{"ENABLE TRIGGERS"} : Words{"TO"}};
}

FlashbackPlace behindFlashback(const WordsBefore &words)
{
    if (words.count() == 1) {
        return {false, {"TABLE", "TRANSACTION", "DATABASE"}};
    }
    if (words.at(1) == "TABLE") {
        return behindTable(words);
    }
    if (words.at(1) == "TRANSACTION") {
        return {false, words.last() == "NOCASCADE" ? Words{"FORCE"}
                       : words.count() == 3
                           ? Words{"CASCADE", "NONCONFLICT_ONLY", "NOCASCADE", "NOCASCADE FORCE"}
                           : Words{}};
    }
    return {false, words.count() == 2 ? Words{"TO"} : Words{}};
}

// Where a point in time is written: nothing, where it isn't.
std::optional<FlashbackPlace> inPoint(const WordsBefore &words)
{
    const bool asOf = words.last() == "OF" && words.last(1) == "AS";
    const bool to = words.last() == "TO" && words.last(1) != "RENAME";
    if (asOf || to) {
        Words forms{"SCN", "TIMESTAMP", "RESTORE POINT"};
        if (to && words.at(1) == "TABLE") {
            forms.emplace_back("BEFORE DROP");
        }
        if (words.at(0) == "ALTER") {
            forms.emplace_back("CURRENT");
        }
        return FlashbackPlace{false, std::move(forms)};
    }
    for (const std::string_view operand : {"SCN", "TIMESTAMP", "POINT", "+", "RENAME"}) {
        if (words.last() == operand) {
            return FlashbackPlace{false, operand == "RENAME" ? Words{"TO"} : Words{}};
        }
    }
    return std::nullopt;
}

} // namespace

std::optional<FlashbackPlace> flashbackPlace(std::string_view before)
{
    const WordsBefore words(before);
    const std::string_view verb = words.at(0);
    const bool restore = (verb == "CREATE" || verb == "DROP") && words.at(1) == "RESTORE";
    const bool session = verb == "ALTER" && words.at(1) == "SESSION";
    if (verb != "FLASHBACK" && verb != "PURGE" && !restore && !session) {
        return std::nullopt;
    }
    if (words.last() == "RESTORE") {
        return FlashbackPlace{false, {"POINT"}};
    }
    if (auto point = inPoint(words)) {
        return point;
    }
    if (verb == "FLASHBACK") {
        return behindFlashback(words);
    }
    if (verb == "PURGE") {
        return words.count() == 1 ? FlashbackPlace{false, {"TABLE", "RECYCLEBIN"}}
                                  : FlashbackPlace{words.count() == 2 && words.last() == "TABLE", {}};
    }
    if (session) {
        return FlashbackPlace{false, words.count() == 2      ? Words{"SET AS OF"}
                                     : words.last() == "SET" ? Words{"AS OF"}
                                                             : Words{}};
    }
    return FlashbackPlace{false, verb == "DROP" || words.has("GUARANTEE") || words.count() < 4
                                     ? Words{}
                                     : Words{"GUARANTEE FLASHBACK DATABASE", "AS OF"}};
}

} // namespace strandline::sql
