// Finds and replaces in a Scintilla view, in a bar below it. Return finds the next, Shift+Return the one
// before, Escape closes. GUI thread.
#pragma once

#include "views/common/theme/theme.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;
class QToolButton;
class QsciScintilla;

namespace strandline::editor {

class FindBar : public QWidget
{
    Q_OBJECT
public:
    FindBar(QsciScintilla *view, theme::Theme *theme, QWidget *parent = nullptr);

    // What is selected on one line becomes what is sought.
    void open(bool replacing);
    void findNext();
    void findPrevious();
    void shut();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget *makeFindRow(theme::Theme *theme);
    QWidget *makeReplaceRow();
    QToolButton *option(const QString &text, const QString &name);
    // Where it was found; from > to: the last one before. -1: nowhere, -2: no pattern.
    long search(long from, long to) const;
    void find(bool forward, long from);
    void replaceOne();
    void replaceAll();
    void look();
    void say(const QString &text);

    QsciScintilla *m_view;
    QLineEdit *m_what;
    QLineEdit *m_with;
    QToolButton *m_case = nullptr;
    QToolButton *m_word = nullptr;
    QToolButton *m_pattern = nullptr;
    QLabel *m_count;
    QWidget *m_replaceRow = nullptr;
    long m_anchor = 0; // where typing begins to look
};

} // namespace strandline::editor
