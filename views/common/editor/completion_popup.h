// The list of proposals at the cursor of a Scintilla view. The view keeps the focus; its keys are looked at
// here first while the list is shown. GUI thread.
#pragma once

#include "engine/sql/completion.h"
#include "views/common/theme/theme.h"

#include <QFrame>

class QListWidget;
class QsciScintilla;

namespace strandline::editor {

class CompletionPopup : public QFrame
{
    Q_OBJECT
public:
    CompletionPopup(QsciScintilla *view, theme::Theme *theme);

    // base: where the statement that was completed begins in the text.
    void offer(sql::Completion completion, std::size_t base);
    void dismiss();
    // True: the key was for the list.
    bool takeKey(const QKeyEvent *key);
    const sql::Completion &completion() const { return m_completion; }

private:
    void accept();
    void place();

    QsciScintilla *m_view;
    theme::Theme *m_theme;
    QListWidget *m_list;
    sql::Completion m_completion;
    std::size_t m_base = 0;
};

} // namespace strandline::editor
