// Colours SQL in a Scintilla view by the engine's tokenizer, only as far as it is shown: an open comment or
// string, the open parentheses and the running statement are kept at the end of each line, so that styling
// goes on from any line. Also the lines' folding levels. GUI thread.
#pragma once

#include "views/common/theme/tokens.h"

#include <QFont>
#include <QObject>

#include <string>
#include <string_view>

class QsciScintilla;

namespace strandline::editor {

class SqlStyling : public QObject
{
    Q_OBJECT
public:
    enum Style : char
    {
        Plain,
        Keyword,
        Extended, // AS OF SCN …, where it stands as such
        String,
        Number,
        Quoted,
        Parameter,
        Comment,
        Error,
    };

    explicit SqlStyling(QsciScintilla *view);
    void setColours(const theme::Tokens &tokens, const QFont &font);

private:
    struct Run;
    void styleTo(int position);
    void styleLines(int firstLine, int lastLine);

    QsciScintilla *m_view;
};

} // namespace strandline::editor
