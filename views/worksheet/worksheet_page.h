// A worksheet: the editor above, what its statements gave below, the transaction's badge in the head. GUI
// thread.
#pragma once

#include "models/worksheet/parameters.h"
#include "models/worksheet/worksheet.h"
#include "views/shell/feature.h"

class QPushButton;
class QSplitter;

namespace strandline::widgets {
class ElidedLabel;
}

namespace strandline::editor {
class SqlEditor;
}

namespace strandline::worksheet {

class ParameterStrip;
class ResultsPane;
class TransactionBar;

class WorksheetPage : public QWidget
{
    Q_OBJECT
public:
    explicit WorksheetPage(const shell::PageContext &context, QWidget *parent = nullptr);

    // Keys: sql, run, title; and those of state().
    void answer(const shell::PageState &what);
    shell::PageState state() const;
    QString closeLoss() const;

    Worksheet *worksheet() const { return m_worksheet; }
    editor::SqlEditor *editor() const { return m_editor; }
    ResultsPane *results() const { return m_results; }
    QSplitter *splitter() const { return m_splitter; }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget *makeTools();
    QWidget *makePastLine();
    void bindActions();
    QAction *action(const QString &text, const char *icon, const QString &id,
                    const QList<QKeySequence> &keys);
    void runAtCursor();
    void runAll();
    // Asks for parameters first, where there are some.
    void request(std::size_t fromOffset, std::size_t toOffset);
    void runNow();
    void runningChanged(bool running);
    void ended();
    void pointChanged();
    void refreshTitle();

    shell::PageContext m_context;
    Worksheet *m_worksheet;
    editor::SqlEditor *m_editor;
    ResultsPane *m_results;
    ParameterStrip *m_parameters;
    TransactionBar *m_transaction;
    QWidget *m_pastLine;
    widgets::ElidedLabel *m_pastText;
    QSplitter *m_splitter;
    QAction *m_run = nullptr;
    QAction *m_runAll = nullptr;
    QAction *m_cancel = nullptr;
    QPushButton *m_runButton;
    QPushButton *m_cancelButton;
    QString m_title;
    Worksheet::Request m_wanted; // while its parameters are asked for
    QStringList m_names;         // of its parameters
    ParameterValues m_values;    // remembered by name
};

} // namespace strandline::worksheet
