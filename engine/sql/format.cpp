#include "engine/sql/format.h"

#include "engine/sql/keywords.h"
#include "engine/sql/splitter.h"
#include "engine/sql/tokenizer.h"

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <vector>

namespace strandline::sql {

namespace {

constexpr int roundsMax = 6;           // until the layout is stable
constexpr std::size_t shortQuery = 60; // in parentheses, stays on its line
constexpr std::size_t depthMax = 200;  // of parentheses: deeper ones stay as they are

struct Node
{
    enum class Kind
    {
        Leaf,
        Parentheses, // text is "(", kids, ")"
        Case,        // text is CASE, kids, END
    };
    Kind kind = Kind::Leaf;
    TokenKind token = TokenKind::Word;
    std::string_view text;
    std::string_view close;   // ")" or END as written
    bool ownLine = false;     // a line break stands before it
    bool spaceBefore = false; // something does
    std::vector<Node> kids = {};

    bool isComment() const { return token == TokenKind::Comment; }
    bool isLineComment() const { return isComment() && text.substr(0, 2) == "--"; }
    bool is(std::string_view word) const
    {
        return token == TokenKind::Word && equalsIgnoringCase(text, word);
    }
};

using Nodes = std::span<const Node>;

// The tokens as a tree of parentheses and CASE.
class TreeReader
{
public:
    TreeReader(std::string_view text, const std::vector<Token> &tokens) : m_text(text), m_tokens(tokens) {}

    // Nothing: parentheses or CASE aren't balanced.
    std::optional<std::vector<Node>> read()
    {
        std::vector<Node> out = level(Node::Kind::Leaf, 0);
        return m_failed || m_at != m_tokens.size() ? std::nullopt : std::optional(std::move(out));
    }

private:
    Node leaf()
    {
        const Token &token = m_tokens[m_at];
        const std::string_view before = m_text.substr(m_behind, token.offset - m_behind);
        Node node{.kind = Node::Kind::Leaf,
                  .token = token.kind,
                  .text = token.in(m_text),
                  .close = {},
                  .ownLine = before.find('\n') != std::string_view::npos,
                  .spaceBefore = !before.empty()};
        m_behind = token.end();
        ++m_at;
        return node;
    }

    std::vector<Node> level(Node::Kind inside, std::size_t depth)
    {
        std::vector<Node> out;
        m_failed = m_failed || depth > depthMax;
        while (m_at < m_tokens.size() && !m_failed) {
            const Token &token = m_tokens[m_at];
            const bool closes = token.kind == TokenKind::CloseParen ||
                                (inside == Node::Kind::Case && equalsIgnoringCase(token.in(m_text), "END"));
            if (closes) {
                m_failed = inside == Node::Kind::Leaf ||
                           (inside == Node::Kind::Case) != (token.kind == TokenKind::Word);
                return out;
            }
            const bool isCase = token.kind == TokenKind::Word && equalsIgnoringCase(token.in(m_text), "CASE");
            Node node = leaf();
            if (token.kind == TokenKind::OpenParen || isCase) {
                node.kind = isCase ? Node::Kind::Case : Node::Kind::Parentheses;
                node.kids = level(node.kind, depth + 1);
                if (m_failed || m_at == m_tokens.size()) {
                    m_failed = true;
                    return out;
                }
                node.close = leaf().text;
            }
            out.push_back(std::move(node));
        }
        return out;
    }

    const std::string_view m_text;
    const std::vector<Token> &m_tokens;
    std::size_t m_at = 0;
    std::size_t m_behind = 0; // the end of the token before
    bool m_failed = false;
};

template <std::size_t N>
bool isOneOf(const Node &node, const std::array<std::string_view, N> &words)
{
    return std::any_of(words.begin(), words.end(), [&](std::string_view word) { return node.is(word); });
}

constexpr std::array<std::string_view, 13> clauseWords{"SELECT", "FROM",      "WHERE",    "GROUP", "HAVING",
                                                       "ORDER",  "LIMIT",     "WINDOW",   "UNION", "EXCEPT",
                                                       "VALUES", "INTERSECT", "RETURNING"};
constexpr std::array<std::string_view, 7> joinWords{"NATURAL", "LEFT",  "RIGHT", "FULL",
                                                    "INNER",   "CROSS", "OUTER"};

bool isUnary(const Node *before, const Node &sign)
{
    if (sign.token != TokenKind::Operator || (sign.text != "-" && sign.text != "+" && sign.text != "~")) {
        return false;
    }
    return before == nullptr || before->token == TokenKind::Operator || before->token == TokenKind::Comma ||
           (before->kind == Node::Kind::Leaf && before->token == TokenKind::Word &&
            isReserved(before->text) && !before->is("NULL"));
}

bool spaceBetween(const Node &a, const Node *beforeA, const Node &b)
{
    if (b.token == TokenKind::Comma || b.token == TokenKind::Semicolon || b.token == TokenKind::Dot) {
        return false;
    }
    if (a.token == TokenKind::Dot) {
        return false;
    }
    if (isUnary(beforeA, a)) {
        return b.token == TokenKind::Operator || b.isComment();
    }
    if (b.kind == Node::Kind::Parentheses &&
        (a.token == TokenKind::Word || a.token == TokenKind::QuotedIdentifier)) {
        const bool clause = isReserved(a.text) && a.token == TokenKind::Word && !a.is("CAST");
        return clause || b.spaceBefore;
    }
    return true;
}

class Printer
{
public:
    explicit Printer(const FormatOptions &options) : m_options(options) {}

    std::string statement(Nodes nodes)
    {
        const auto begin =
            std::find_if(nodes.begin(), nodes.end(), [](const Node &n) { return n.is("BEGIN"); });
        std::size_t last = nodes.size(); // the END of a trigger
        while (last > 0 && (nodes[last - 1].isComment() || nodes[last - 1].token == TokenKind::Semicolon)) {
            --last;
        }
        const auto at = static_cast<std::size_t>(begin - nodes.begin());
        const bool trigger = at > 0 && at + 1 < last && nodes[last - 1].is("END");
        if (trigger) {
            query(nodes.subspan(0, at), 0);
            line(0);
            put(nodes[at], nullptr);
            body(nodes.subspan(at + 1, last - at - 2));
            line(0);
            for (std::size_t i = last - 1; i < nodes.size(); ++i) {
                put(nodes[i], i >= last ? &nodes[i - 1] : nullptr);
            }
        } else {
            query(nodes, 0);
        }
        return std::move(m_out);
    }

private:
    // The statements of a trigger.
    void body(Nodes nodes)
    {
        std::size_t from = 0;
        for (std::size_t i = 0; i <= nodes.size(); ++i) {
            if (i < nodes.size() && nodes[i].token != TokenKind::Semicolon) {
                continue;
            }
            if (i > from) {
                line(m_options.indent);
                query(nodes.subspan(from, i - from), m_options.indent);
            }
            if (i < nodes.size()) {
                put(nodes[i], nullptr);
            }
            from = i + 1;
        }
    }

    std::size_t column() const
    {
        const std::size_t at = m_out.rfind('\n');
        return at == std::string::npos ? m_out.size() : m_out.size() - at - 1;
    }

    void line(std::size_t indent)
    {
        m_lineComment = false;
        while (!m_out.empty() && m_out.back() == ' ') {
            m_out.pop_back();
        }
        if (!m_out.empty() && m_out.back() != '\n') {
            m_out += '\n';
        }
        m_out.append(indent, ' ');
        m_indent = indent;
    }

    bool atLineStart() const
    {
        const std::size_t at = m_out.find_last_not_of(' ');
        return at == std::string::npos || m_out[at] == '\n';
    }

    // One token. before: the one before it on this level.
    void put(const Node &node, const Node *before, const Node *beforeThat = nullptr)
    {
        if (m_lineComment || (node.isComment() && node.ownLine && !atLineStart())) {
            line(m_indent);
        } else if (before != nullptr && !atLineStart() && spaceBetween(*before, beforeThat, node)) {
            m_out += ' ';
        }
        m_out += node.text;
        m_lineComment = node.isLineComment();
    }

    // Nothing: it has to go on several lines.
    std::optional<std::string> inlined(Nodes nodes) const
    {
        std::string out;
        for (std::size_t i = 0; i < nodes.size(); ++i) {
            const Node &node = nodes[i];
            if (node.isLineComment() ||
                (node.isComment() && (node.ownLine || node.text.find('\n') != std::string_view::npos))) {
                return std::nullopt;
            }
            if (i > 0 && spaceBetween(nodes[i - 1], i > 1 ? &nodes[i - 2] : nullptr, node)) {
                out += ' ';
            }
            out += node.text;
            if (node.kind != Node::Kind::Leaf) {
                const auto kids = inlined(node.kids);
                const bool longQuery = kids && startsQuery(node.kids) && kids->size() > shortQuery;
                if (!kids || longQuery) {
                    return std::nullopt;
                }
                const bool isCase = node.kind == Node::Kind::Case;
                out += (isCase ? " " : "") + *kids + (isCase ? " " : "") + std::string(node.close);
            }
        }
        return out;
    }

    static bool startsQuery(Nodes nodes)
    {
        const auto first =
            std::find_if(nodes.begin(), nodes.end(), [](const Node &n) { return !n.isComment(); });
        return first != nodes.end() && (first->is("SELECT") || first->is("WITH") || first->is("VALUES"));
    }

    static bool startsClause(Nodes nodes, std::size_t i)
    {
        const Node &node = nodes[i];
        const Node *before = i > 0 ? &nodes[i - 1] : nullptr;
        if (before != nullptr && (before->token == TokenKind::Dot || before->is("AS"))) {
            return node.is("SELECT") || (before->is("AS") && node.is("WITH"));
        }
        if (node.is("FROM") && before != nullptr && before->is("DISTINCT")) { // IS DISTINCT FROM
            return false;
        }
        if (node.is("SET")) { // but not ALTER SESSION SET
            return before == nullptr || i != 2 || !before->is("SESSION") || !nodes[0].is("ALTER");
        }
        if (isOneOf(node, clauseWords)) {
            const bool defaultValues = node.is("VALUES") && before != nullptr && before->is("DEFAULT");
            return !defaultValues;
        }
        if (node.is("JOIN")) {
            return before == nullptr || !isOneOf(*before, joinWords);
        }
        const bool joinBegins =
            isOneOf(node, joinWords) && (before == nullptr || !isOneOf(*before, joinWords));
        if (joinBegins && i + 1 < nodes.size()) {
            return nodes[i + 1].is("JOIN") || isOneOf(nodes[i + 1], joinWords);
        }
        return node.is("ON") && i + 1 < nodes.size() && nodes[i + 1].is("CONFLICT");
    }

    // A clause a line. Comments on lines of their own go with the clause behind them.
    void query(Nodes nodes, std::size_t indent)
    {
        std::size_t from = 0;
        for (std::size_t i = 1; i <= nodes.size(); ++i) {
            if (i < nodes.size() && !startsClause(nodes, i)) {
                continue;
            }
            std::size_t end = i;
            while (end > from && i < nodes.size() && nodes[end - 1].isComment() && nodes[end - 1].ownLine) {
                --end;
            }
            if (end > from) {
                if (from > 0) {
                    line(indent);
                }
                clause(nodes.subspan(from, end - from), indent);
                from = end;
            }
        }
    }

    bool fits(const std::string &text) const { return column() + text.size() <= m_options.width; }

    void clause(Nodes nodes, std::size_t indent)
    {
        m_indent = indent;
        std::size_t lead = 0; // comments before it
        while (lead < nodes.size() && nodes[lead].isComment()) {
            put(nodes[lead], lead > 0 ? &nodes[lead - 1] : nullptr);
            if (nodes[lead].ownLine || m_lineComment) {
                line(indent);
            }
            ++lead;
        }
        sequence(nodes.subspan(lead), indent);
    }

    // As much of it on a line as fits: else an item a line, else a condition a line, else only its
    // parentheses are opened.
    void sequence(Nodes nodes, std::size_t indent)
    {
        std::size_t end = nodes.size(); // without the comments behind it
        while (end > 0 && nodes[end - 1].isComment() && !nodes[end - 1].ownLine) {
            --end;
        }
        const Nodes main = nodes.subspan(0, end);
        const auto text = inlined(main);
        if (text && fits(*text) && !m_lineComment) {
            m_out += *text;
        } else if (hasComma(main)) {
            list(main, indent);
        } else {
            conditions(main, indent);
        }
        for (std::size_t i = end; i < nodes.size(); ++i) {
            put(nodes[i], i > 0 ? &nodes[i - 1] : nullptr);
        }
    }

    static bool hasComma(Nodes nodes)
    {
        return std::any_of(nodes.begin(), nodes.end(),
                           [](const Node &n) { return n.token == TokenKind::Comma; });
    }

    // Words that open a list and stay on its first line: SELECT DISTINCT, GROUP BY …
    static std::size_t headOf(Nodes nodes)
    {
        static constexpr std::array<std::string_view, 13> heads{
            "SELECT", "DISTINCT",  "ALL",  "GROUP",     "ORDER", "BY",    "SET",
            "VALUES", "RETURNING", "WITH", "RECURSIVE", "FROM",  "WINDOW"};
        std::size_t head = 0;
        while (head < nodes.size() && isOneOf(nodes[head], heads)) {
            ++head;
        }
        return head;
    }

    void list(Nodes nodes, std::size_t indent)
    {
        const std::size_t head = headOf(nodes);
        for (std::size_t i = 0; i < head; ++i) {
            put(nodes[i], i > 0 ? &nodes[i - 1] : nullptr);
        }
        const std::size_t inner = head > 0 ? indent + m_options.indent : indent;
        std::size_t from = head;
        bool first = true;
        for (std::size_t i = head; i <= nodes.size(); ++i) {
            if (i < nodes.size() && nodes[i].token != TokenKind::Comma) {
                continue;
            }
            if (!first || head > 0) {
                line(inner);
            }
            first = false;
            clause(nodes.subspan(from, i - from), inner);
            if (i < nodes.size()) {
                put(nodes[i], nullptr);
                while (i + 1 < nodes.size() && nodes[i + 1].isComment() && !nodes[i + 1].ownLine &&
                       !m_lineComment) {
                    put(nodes[i + 1], &nodes[i]);
                    ++i;
                }
            }
            from = i + 1;
        }
    }

    static bool isConjunction(Nodes nodes, std::size_t i, bool &between)
    {
        if (nodes[i].is("BETWEEN")) {
            between = true;
            return false;
        }
        if (nodes[i].is("AND") && between) {
            between = false;
            return false;
        }
        return nodes[i].is("AND") || nodes[i].is("OR");
    }

    void conditions(Nodes nodes, std::size_t indent)
    {
        bool between = false;
        std::size_t from = 0;
        const std::size_t inner = indent + m_options.indent;
        for (std::size_t i = 1; i <= nodes.size(); ++i) {
            if (i < nodes.size() && !isConjunction(nodes, i, between)) {
                continue;
            }
            if (from > 0) {
                line(inner);
            }
            const Nodes part = nodes.subspan(from, i - from);
            const auto text = inlined(part);
            if (text && fits(*text) && !m_lineComment) {
                m_out += *text;
            } else {
                tokens(part, from > 0 ? inner : indent);
            }
            from = i;
        }
    }

    void tokens(Nodes nodes, std::size_t indent)
    {
        m_indent = indent;
        for (std::size_t i = 0; i < nodes.size(); ++i) {
            const Node *before = i > 0 ? &nodes[i - 1] : nullptr;
            put(nodes[i], before, i > 1 ? &nodes[i - 2] : nullptr);
            if (nodes[i].kind == Node::Kind::Leaf) {
                continue;
            }
            const auto kids = inlined(nodes[i].kids);
            const bool isCase = nodes[i].kind == Node::Kind::Case;
            const std::string text = !kids ? std::string() : isCase ? " " + *kids + " " : *kids;
            const bool longQuery = kids && startsQuery(nodes[i].kids) && kids->size() > shortQuery;
            if (kids && !longQuery && fits(text + std::string(nodes[i].close))) {
                m_out += text;
            } else if (isCase) {
                cases(nodes[i].kids, indent);
            } else {
                parentheses(nodes[i].kids, indent);
            }
            m_out += nodes[i].close;
            m_indent = indent;
        }
    }

    void parentheses(Nodes kids, std::size_t indent)
    {
        const std::size_t inner = indent + m_options.indent;
        line(inner);
        if (startsQuery(kids)) {
            query(kids, inner);
        } else if (hasLongItem(kids)) {
            m_indent = inner;
            list(kids, inner);
        } else {
            clause(kids, inner);
        }
        line(indent);
    }

    // Definitions of columns, not a list of values.
    static bool hasLongItem(Nodes nodes)
    {
        bool comma = false;
        bool item = false;
        for (std::size_t i = 0; i < nodes.size(); ++i) {
            comma = comma || nodes[i].token == TokenKind::Comma;
            item =
                item || (i > 0 && nodes[i].token == TokenKind::Word && nodes[i - 1].token == TokenKind::Word);
        }
        return comma && item;
    }

    void cases(Nodes kids, std::size_t indent)
    {
        const std::size_t inner = indent + m_options.indent;
        std::size_t from = 0;
        for (std::size_t i = 0; i <= kids.size(); ++i) {
            const bool begins = i == kids.size() || kids[i].is("WHEN") || kids[i].is("ELSE");
            if (!begins || i == from) {
                continue;
            }
            if (from > 0 || kids[0].is("WHEN") || kids[0].isComment()) {
                line(inner);
            } else {
                m_out += ' ';
            }
            clause(kids.subspan(from, i - from), inner);
            from = i;
        }
        line(indent);
    }

    const FormatOptions &m_options;
    std::string m_out;
    std::size_t m_indent = 0;
    bool m_lineComment = false; // the last token: a line must follow
};

std::string stripped(std::string_view text)
{
    constexpr std::string_view blanks = " \t\r\n\f\v";
    const std::size_t from = text.find_first_not_of(blanks);
    return from == std::string_view::npos
               ? std::string()
               : std::string(text.substr(from, text.find_last_not_of(blanks) + 1 - from));
}

std::vector<Token> withoutBlanks(std::string_view text)
{
    std::vector<Token> tokens = tokenize(text);
    tokens.erase(std::remove_if(tokens.begin(), tokens.end(),
                                [](const Token &t) { return t.kind == TokenKind::Blank; }),
                 tokens.end());
    return tokens;
}

bool sameTokens(std::string_view a, std::string_view b)
{
    const std::vector<Token> left = withoutBlanks(a);
    const std::vector<Token> right = withoutBlanks(b);
    return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                      [&](const Token &x, const Token &y) { return x.kind == y.kind && x.in(a) == y.in(b); });
}

// One statement with the comments around it and its semicolon.
std::string formatPiece(const std::string &piece, const FormatOptions &options)
{
    std::string text = piece;
    for (int round = 0; round < roundsMax; ++round) {
        const std::vector<Token> tokens = withoutBlanks(text);
        const auto nodes = TreeReader(text, tokens).read();
        if (!nodes) {
            return piece;
        }
        std::string next = stripped(Printer(options).statement(*nodes));
        if (next == text) {
            return text;
        }
        if (!sameTokens(next, text)) {
            return piece;
        }
        text = std::move(next);
    }
    return piece;
}

// A line break in the blanks at the start of text, two: an empty line.
std::size_t breaksBefore(std::string_view text)
{
    const std::string_view blanks =
        text.substr(0, std::min(text.size(), text.find_first_not_of(" \t\r\n\f")));
    return static_cast<std::size_t>(std::count(blanks.begin(), blanks.end(), '\n'));
}

std::string formatOnce(std::string_view sql, const FormatOptions &options)
{
    std::string out;
    for (const StatementPiece &piece : splitStatements(sql)) {
        const std::string text = stripped(piece.in(sql));
        if (text.empty()) {
            continue;
        }
        const std::size_t breaks = breaksBefore(piece.in(sql));
        // A comment behind the semicolon stays on its line.
        const bool trailing = breaks == 0 && text.front() == '-';
        if (!out.empty()) {
            out += trailing ? " " : breaks > 1 ? "\n\n" : "\n";
        }
        out += formatPiece(text, options);
    }
    return out;
}

} // namespace

std::string formatSql(std::string_view sql, const FormatOptions &options)
{
    std::string text(sql);
    for (int round = 0; round < roundsMax; ++round) {
        std::string next = formatOnce(text, options);
        if (!sameTokens(next, text)) {
            break;
        }
        if (next == text) {
            return text;
        }
        text = std::move(next);
    }
    return std::string(sql);
}

} // namespace strandline::sql
