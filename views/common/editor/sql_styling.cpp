#include "views/common/editor/sql_styling.h"

#include "engine/sql/keywords.h"
#include "engine/sql/tokenizer.h"
#include "views/common/editor/scintilla.h"

#include <algorithm>
#include <array>

namespace strandline::editor {

using sql::Token;
using sql::TokenKind;

namespace {

// What is still open where a line ends.
struct LineState
{
    char open = 0; // first byte of what goes on: ' " ` [ or / for a comment
    bool inStatement = false;
    // What the statement has begun with: flashback statements have words of their own.
    enum class Head
    {
        Start,
        CreateOrDrop,
        Alter,
        Flashback,
        Other,
    } head = Head::Start;
    int depth = 0; // open parentheses

    static constexpr std::string_view openers{"\0'\"`[/", 6}; // begins with a NUL byte

    static LineState fromInt(int value)
    {
        LineState state;
        const auto opener = std::min(static_cast<std::size_t>(value & 7), openers.size() - 1);
        state.open = openers[opener];
        state.inStatement = (value & 8) != 0;
        state.head = static_cast<Head>(std::min(value >> 4 & 7, static_cast<int>(Head::Other)));
        state.depth = value >> 7;
        return state;
    }
    int toInt() const
    {
        return static_cast<int>(openers.find(open)) | (inStatement ? 8 : 0) | static_cast<int>(head) << 4 |
               depth << 7;
    }
    int level() const { return std::min(200, (inStatement ? 1 : 0) + depth); }
};

// Behind the end of what is open; npos: it goes on.
std::size_t behindClose(std::string_view text, char open)
{
    if (open == '/') {
        const std::size_t at = text.find("*/");
        return at == std::string_view::npos ? at : at + 2;
    }
    const char close = open == '[' ? ']' : open;
    for (std::size_t at = text.find(close); at != std::string_view::npos; at = text.find(close, at + 2)) {
        if (open == '[' || at + 1 == text.size() || text[at + 1] != close) {
            return at + 1;
        }
    }
    return std::string_view::npos;
}

// The first byte of a token that the text's end cuts; 0: it is whole.
char openAtEnd(const Token &token, std::string_view text)
{
    const std::string_view whole = token.in(text);
    if (token.end() != text.size()) {
        return 0;
    }
    if (token.kind == TokenKind::Comment && whole.substr(0, 2) == "/*") {
        return whole.size() >= 4 && whole.substr(whole.size() - 2) == "*/" ? '\0' : '/';
    }
    const bool quote = std::string_view("'\"`[").find(whole.front()) != std::string_view::npos;
    return token.kind == TokenKind::Illegal && quote ? whole.front() : '\0';
}

char styleOfOpen(char open)
{
    return open == '/'    ? char{SqlStyling::Comment}
           : open == '\'' ? char{SqlStyling::String}
                          : char{SqlStyling::Quoted};
}

char styleOf(const Token &token, std::string_view text)
{
    switch (token.kind) {
    case TokenKind::Comment:
        return SqlStyling::Comment;
    case TokenKind::Word:
        return sql::isKeyword(token.in(text)) ? char{SqlStyling::Keyword} : char{SqlStyling::Plain};
    case TokenKind::QuotedIdentifier:
        return SqlStyling::Quoted;
    case TokenKind::String:
    case TokenKind::Blob:
        return SqlStyling::String;
    case TokenKind::Integer:
    case TokenKind::Float:
        return SqlStyling::Number;
    case TokenKind::Parameter:
        return SqlStyling::Parameter;
    case TokenKind::Illegal: {
        const char open = openAtEnd(token, text);
        return open != 0 ? styleOfOpen(open) : char{SqlStyling::Error};
    }
    default:
        return SqlStyling::Plain;
    }
}

} // namespace

// One pass over whole lines.
struct SqlStyling::Run
{
    QsciScintilla *view;
    int line;             // that the pass is in
    std::size_t base;     // of text in the document
    std::size_t nextLine; // where the next line begins, in text
    std::size_t documentLength;
    std::string_view text;
    LineState state;
    std::string styles;
    LineState atLineStart = state;
    std::array<Token, 2> before = {}; // the last two significant tokens

    std::size_t lineStart(int which) const
    {
        const long at = send(view, Sci::SCI_POSITIONFROMLINE, which);
        return (at < 0 ? documentLength : static_cast<std::size_t>(at)) - base;
    }

    // Everything before `end` is read; `open`: what goes on there.
    void lineEndsUpTo(std::size_t end, char open)
    {
        while (nextLine <= end && nextLine <= text.size()) {
            LineState there = state;
            there.open = nextLine < end ? open : state.open;
            send(view, Sci::SCI_SETLINESTATE, line, there.toInt());
            const bool header = there.level() > atLineStart.level();
            send(view, Sci::SCI_SETFOLDLEVEL, line,
                 static_cast<long>(Sci::SC_FOLDLEVELBASE + atLineStart.level()) |
                     (header ? static_cast<long>(Sci::SC_FOLDLEVELHEADERFLAG) : 0L));
            atLineStart = there;
            ++line;
            if (nextLine == text.size()) {
                nextLine = text.size() + 1;
                break;
            }
            nextLine = lineStart(line + 1);
        }
    }

    bool wordIs(const Token &token, std::string_view word) const
    {
        return token.kind == TokenKind::Word && sql::equalsIgnoringCase(token.in(text), word);
    }

    // AS OF SCN, AS OF TIMESTAMP, AS OF RESTORE POINT; VERSIONS BETWEEN SCN, VERSIONS BETWEEN TIMESTAMP.
    void markExtended(const Token &token)
    {
        if (wordIs(before[0], "VERSIONS") && wordIs(before[1], "BETWEEN") &&
            (wordIs(token, "SCN") || wordIs(token, "TIMESTAMP"))) {
            paint(before[0], Extended);
            paint(before[1], Extended);
            paint(token, Extended);
        }
        const bool first = wordIs(before[0], "AS") && wordIs(before[1], "OF") &&
                           (wordIs(token, "SCN") || wordIs(token, "TIMESTAMP") || wordIs(token, "RESTORE"));
        const bool point =
            wordIs(token, "POINT") && wordIs(before[1], "RESTORE") && styles[before[1].offset] == Extended;
        if (first) {
            paint(before[0], Extended);
            paint(before[1], Extended);
        }
        if (first || point) {
            paint(token, Extended);
        }
    }

    void paint(const Token &token, char style)
    {
        std::fill_n(styles.begin() + static_cast<std::ptrdiff_t>(token.offset), token.length, style);
    }

    // FLASHBACK …, PURGE …, CREATE and DROP RESTORE POINT, ALTER SESSION.
    void markFlashback(const Token &token)
    {
        using Head = LineState::Head;
        switch (state.inStatement ? state.head : Head::Start) {
        case Head::Start:
            state.head = wordIs(token, "EXPLAIN")                               ? Head::Start
                         : wordIs(token, "FLASHBACK") || wordIs(token, "PURGE") ? Head::Flashback
                         : wordIs(token, "CREATE") || wordIs(token, "DROP")     ? Head::CreateOrDrop
                         : wordIs(token, "ALTER")                               ? Head::Alter
                                                                                : Head::Other;
            break;
        case Head::CreateOrDrop:
            state.head = wordIs(token, "RESTORE") ? Head::Flashback : Head::Other;
            break;
        case Head::Alter:
            state.head = wordIs(token, "SESSION") ? Head::Flashback : Head::Other;
            break;
        case Head::Flashback:
        case Head::Other:
            break;
        }
        if (state.head == Head::Flashback && token.kind == TokenKind::Word &&
            sql::isExtendedWord(token.in(text))) {
            paint(token, Extended);
        }
    }

    void take(const Token &token)
    {
        if (token.kind != TokenKind::Blank) {
            paint(token, styleOf(token, text));
        }
        const char open = token.kind == TokenKind::Comment || token.kind == TokenKind::QuotedIdentifier ||
                                  token.kind == TokenKind::String || token.kind == TokenKind::Illegal
                              ? text[token.offset]
                              : '\0';
        if (!token.isTrivia()) {
            markExtended(token);
            markFlashback(token);
            before = {before[1], token};
            state.inStatement = token.kind != TokenKind::Semicolon;
            if (token.kind == TokenKind::Semicolon) {
                state.depth = 0;
            } else if (token.kind == TokenKind::OpenParen) {
                ++state.depth;
            } else if (token.kind == TokenKind::CloseParen && state.depth > 0) {
                --state.depth;
            }
        }
        state.open = openAtEnd(token, text);
        lineEndsUpTo(token.end(), open);
    }

    void all()
    {
        std::size_t at = 0;
        if (state.open != 0) {
            const char open = state.open;
            const std::size_t close = behindClose(text, open);
            at = std::min(close, text.size());
            std::fill_n(styles.begin(), at, styleOfOpen(open));
            state.open = close == std::string_view::npos ? open : '\0';
            lineEndsUpTo(at, open);
        }
        while (at < text.size()) {
            const Token token = sql::tokenAt(text, at);
            take(token);
            at = token.end();
        }
        lineEndsUpTo(text.size(), 0);
    }
};

SqlStyling::SqlStyling(QsciScintilla *view) : QObject(view), m_view(view)
{
    send(view, Sci::SCI_SETIDLESTYLING, Sci::SC_IDLESTYLING_AFTERVISIBLE);
    connect(view, &QsciScintillaBase::SCN_STYLENEEDED, this, &SqlStyling::styleTo);
}

void SqlStyling::styleTo(int position)
{
    const long from = send(m_view, Sci::SCI_GETENDSTYLED);
    styleLines(static_cast<int>(send(m_view, Sci::SCI_LINEFROMPOSITION, from)),
               static_cast<int>(send(m_view, Sci::SCI_LINEFROMPOSITION, position)));
}

void SqlStyling::styleLines(int firstLine, int lastLine)
{
    const auto length = static_cast<std::size_t>(send(m_view, Sci::SCI_GETLENGTH));
    const auto begin = static_cast<std::size_t>(send(m_view, Sci::SCI_POSITIONFROMLINE, firstLine));
    const long behind = send(m_view, Sci::SCI_POSITIONFROMLINE, lastLine + 1);
    const std::size_t end = behind < 0 ? length : static_cast<std::size_t>(behind);
    const int before =
        firstLine == 0 ? 0 : static_cast<int>(send(m_view, Sci::SCI_GETLINESTATE, firstLine - 1));
    const std::string text = textOf(m_view, static_cast<long>(begin), static_cast<long>(end));
    Run run{.view = m_view,
            .line = firstLine,
            .base = begin,
            .nextLine = 0,
            .documentLength = length,
            .text = text,
            .state = LineState::fromInt(before),
            .styles = std::string(end - begin, Plain)};
    run.nextLine = run.lineStart(firstLine + 1);
    run.all();
    send(m_view, Sci::SCI_STARTSTYLING, begin);
    sendText(m_view, Sci::SCI_SETSTYLINGEX, run.styles);
}

void SqlStyling::setColours(const theme::Tokens &t, const QFont &font)
{
    const auto fore = [this](int style, const QColor &colour) {
        m_view->SendScintilla(Sci::SCI_STYLESETFORE, static_cast<unsigned long>(style), colour);
    };
    send(m_view, Sci::SCI_STYLERESETDEFAULT);
    m_view->SendScintilla(Sci::SCI_STYLESETFONT, static_cast<uintptr_t>(Sci::STYLE_DEFAULT),
                          font.family().toUtf8().constData());
    send(m_view, Sci::SCI_STYLESETSIZEFRACTIONAL, static_cast<unsigned long>(Sci::STYLE_DEFAULT),
         static_cast<long>(font.pointSizeF() * int{Sci::SC_FONT_SIZE_MULTIPLIER}));
    m_view->SendScintilla(Sci::SCI_STYLESETBACK, static_cast<unsigned long>(Sci::STYLE_DEFAULT), t.surface);
    fore(Sci::STYLE_DEFAULT, t.text);
    send(m_view, Sci::SCI_STYLECLEARALL);
    const std::pair<int, QColor> colours[] = {
        {Keyword, t.accent},    {Extended, t.warning}, {String, t.ok},
        {Number, t.literal},    {Quoted, t.text},      {Parameter, t.literal},
        {Comment, t.secondary}, {Error, t.danger},     {Sci::STYLE_LINENUMBER, t.secondary},
    };
    for (const auto &[style, colour] : colours) {
        fore(style, colour);
    }
    for (const int style : {int(Keyword), int(Extended), int(Parameter)}) {
        send(m_view, Sci::SCI_STYLESETBOLD, style, 1);
    }
    send(m_view, Sci::SCI_STYLESETITALIC, Comment, 1);
    send(m_view, Sci::SCI_STYLESETUNDERLINE, Error, 1);
    m_view->SendScintilla(Sci::SCI_STYLESETBACK, static_cast<unsigned long>(Sci::STYLE_LINENUMBER), t.window);
}

} // namespace strandline::editor
