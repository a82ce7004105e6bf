// A worksheet: the editor above, what its statements gave below, the transaction's badge in the head. GUI
// thread.
#pragma once

#include "models/worksheet/draft_keeper.h"
#include "models/worksheet/library.h"
#include "models/worksheet/parameters.h"
#include "models/worksheet/worksheet.h"
#include "views/shell/feature.h"
#include "views/worksheet/library_pane.h"

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
class SaveStrip;
class TransactionBar;

class WorksheetPage : public QWidget
{
    Q_OBJECT
public:
    explicit WorksheetPage(const shell::PageContext &context, QWidget *parent = nullptr);
    ~WorksheetPage() override;

    // Keys: sql, run, title, file; of a saved query: query, title, folder, for, saved; and those of state().
    void answer(const shell::PageState &what);
    shell::PageState state() const;
    QString closeLoss() const;
    void explain(); // the statement at the cursor

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
    void makeBody();
    void connectWorksheet();
    void toggleLibrary(LibraryPane::List list);
    void runAll();
    void measure(); // what the plan shows
    enum class Wish
    {
        Run,
        Explain,
        ExplainAndRun,
    };
    // Asks for parameters first, where there are some.
    void request(std::size_t fromOffset, std::size_t toOffset, Wish wish = Wish::Run);
    void requestAtCursor(Wish wish);
    void refreshActions();
    void runNow();
    void ended();
    void pointChanged();

    // worksheet_page_document.cpp
    void keepDraft();
    Draft draft() const;
    void takeDraft(const Draft &draft);
    void bringBack(const std::vector<Draft> &drafts);
    void makeLibrary();
    void queryStored(const SavedQuery &query);
    void save();
    void chooseFile(bool saving);
    void saveFile(const QString &path);
    void openFile(const QString &path);
    void takeFile(const QString &path, const QString &text);
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
    SaveStrip *m_saveStrip;
    LibraryPane *m_libraryPane = nullptr;
    Library *m_library = nullptr;
    DraftKeeper *m_drafts = nullptr;
    task::TaskRunner *m_files;
    QAction *m_run = nullptr;
    QAction *m_runAll = nullptr;
    QAction *m_explain = nullptr;
    QAction *m_explainAndRun = nullptr;
    QAction *m_format = nullptr;
    QAction *m_cancel = nullptr;
    QAction *m_historyAction = nullptr;
    QAction *m_savedAction = nullptr;
    QPushButton *m_runButton;
    QPushButton *m_cancelButton;
    QString m_title;
    QString m_file;              // the .sql file that it belongs to; empty: none
    SavedQuery m_query;          // the saved query that it belongs to; id 0: none
    QString m_savedText;         // what the file or the query holds
    QString m_savingText;        // what is to be saved as a query
    Worksheet::Request m_wanted; // while its parameters are asked for
    Wish m_wish = Wish::Run;     // what is to be done with it
    QStringList m_names;         // of its parameters
    ParameterValues m_values;    // remembered by name
};

} // namespace strandline::worksheet
