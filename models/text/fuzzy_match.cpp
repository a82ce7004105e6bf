#include "models/text/fuzzy_match.h"

#include <algorithm>
#include <vector>

namespace strandline::text {

namespace {

constexpr int perLetter = 1;
constexpr int afterTheOneBefore = 4;
constexpr int atAWord = 6;
constexpr int none = -1'000'000;

bool beginsWord(const QString &text, qsizetype at)
{
    return at == 0 || !text[at - 1].isLetterOrNumber() || (text[at].isUpper() && text[at - 1].isLower());
}

} // namespace

// The best of all ways to find the letters: best[i] is that of the letters so far, the last one at text[i].
std::optional<int> fuzzyMatch(const QString &pattern, const QString &text)
{
    QString letters = pattern.toLower();
    letters.remove(' ');
    if (letters.isEmpty()) {
        return 0;
    }
    const QString lower = text.toLower();
    const auto size = static_cast<std::size_t>(std::min(lower.size(), text.size()));
    std::vector<int> best(size, 0);
    for (qsizetype letter = 0; letter < letters.size(); ++letter) {
        std::vector<int> next(size, none);
        int before = letter == 0 ? 0 : none; // the best that ends before i
        for (std::size_t i = 0; i < size; ++i) {
            const auto at = static_cast<qsizetype>(i);
            if (lower[at] == letters[letter]) {
                const int side = letter > 0 && i > 0 ? best[i - 1] + afterTheOneBefore : none;
                next[i] = std::max(before, side) + perLetter + (beginsWord(text, at) ? atAWord : 0);
            }
            before = letter == 0 ? 0 : std::max(before, best[i]);
        }
        best = std::move(next);
    }
    const int score = best.empty() ? none : *std::max_element(best.begin(), best.end());
    return score > 0 ? std::optional(score) : std::nullopt;
}

} // namespace strandline::text
