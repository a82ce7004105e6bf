// Where the text of a worksheet comes from and goes to: drafts, SQL files, saved queries, the history.
#include "models/worksheet/data_folder.h"
#include "models/worksheet/sql_file.h"
#include "views/common/editor/sql_editor.h"
#include "views/worksheet/library_pane.h"
#include "views/worksheet/save_strip.h"
#include "views/worksheet/worksheet_page.h"
#include "views/worksheet/worksheet_settings.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QTimer>

namespace strandline::worksheet {

namespace {

constexpr const char *searchedProperty = "abandonedDraftsSearched"; // of the session
constexpr int searchAfterMs = 500; // the tabs that the window restores have taken theirs by then

// The window restores by itself the tabs whose state is in the settings.
bool mentioned(const QSettings &settings, const QString &id)
{
    const QStringList keys = settings.allKeys();
    return std::any_of(keys.begin(), keys.end(),
                       [&](const QString &key) { return settings.value(key).toString().contains(id); });
}

} // namespace

void WorksheetPage::keepDraft()
{
    m_drafts = new DraftKeeper(
        m_context.session->tasks(), dataFolder(*m_context.settings) + "/drafts", [this] { return draft(); },
        this);
    connect(m_editor, &editor::SqlEditor::textChanged, this, [this] {
        m_drafts->touch(std::chrono::seconds(autosaveSeconds(*m_context.settings)));
        refreshTitle();
    });
    connect(m_drafts, &DraftKeeper::restored, this, &WorksheetPage::takeDraft);
    connect(m_drafts, &DraftKeeper::failed, this,
            [this](const core::Error &error) { m_context.notify(message::failure(error)); });
    connect(m_drafts, &DraftKeeper::taken, this, [this] {
        m_context.notify(
            {message::Kind::Information, tr("%1 is open in another window.").arg(m_title), {}, {}});
    });
    connect(m_drafts, &DraftKeeper::found, this, &WorksheetPage::bringBack);
    if (!m_context.session->property(searchedProperty).toBool()) {
        m_context.session->setProperty(searchedProperty, true);
        QTimer::singleShot(searchAfterMs, this,
                           [this] { m_drafts->findAbandoned(m_context.session->path()); });
    }
}

Draft WorksheetPage::draft() const
{
    Draft out;
    out.database = m_context.session->path();
    out.title = m_title;
    out.file = m_file;
    out.saved = m_savedText;
    out.query = m_query.id;
    out.text = m_editor->text();
    out.cursor = m_editor->cursorOffset();
    return out;
}

void WorksheetPage::takeDraft(const Draft &draft)
{
    const QString written = m_editor->text(); // while the draft was fetched
    m_title = draft.title;
    m_file = draft.file;
    m_savedText = draft.saved;
    m_query.id = draft.query;
    m_query.name = draft.query != 0 ? draft.title : QString();
    m_editor->setText(draft.text);
    m_editor->setCursorOffset(draft.cursor);
    if (!written.trimmed().isEmpty()) {
        m_editor->replace(m_editor->utf8().size(), 0, "\n\n" + written);
    }
    refreshTitle();
}

void WorksheetPage::bringBack(const std::vector<Draft> &drafts)
{
    int count = 0;
    for (const Draft &draft : drafts) {
        if (draft.id != m_drafts->id() && !draft.text.trimmed().isEmpty() &&
            !mentioned(*m_context.settings, draft.id)) {
            m_context.open({"worksheet",
                            {{"draft", draft.id}, {"title", draft.title}},
                            shell::OpenRequest::Placement::NewTab});
            ++count;
        }
    }
    if (count > 0) {
        m_context.notify({message::Kind::Information,
                          tr("%Ln worksheet(s) came back that had not been closed when the program ended.",
                             nullptr, count),
                          {},
                          {}});
    }
}

void WorksheetPage::makeLibrary()
{
    m_library = new Library(m_context.session->tasks(), dataFolder(*m_context.settings), this);
    m_library->setDatabase(m_context.session->path());
    m_libraryPane = new LibraryPane(m_library, m_context.theme);
    m_libraryPane->setVisible(false);
    connect(m_library, &Library::failed, this,
            [this](const core::Error &error) { m_context.notify(message::failure(error)); });
    connect(m_worksheet, &Worksheet::statementEnded, m_library, &Library::record);
    connect(m_worksheet, &Worksheet::ended, m_library, &Library::flush);
    connect(m_libraryPane, &LibraryPane::closeRequested, this, [this] { m_libraryPane->setVisible(false); });
    connect(m_libraryPane, &LibraryPane::insertRequested, this, [this](const QString &sql) {
        m_editor->insertAtCursor(sql);
        m_editor->setFocus();
    });
    connect(m_libraryPane, &LibraryPane::runRequested, this, [this](const QString &sql) {
        answer({{"sql", sql}, {"run", true}});
    });
    connect(m_libraryPane, &LibraryPane::openRequested, this, [this](const SavedQuery &query) {
        m_context.open({"worksheet",
                        {{"query", query.id},
                         {"title", query.name},
                         {"folder", query.folder},
                         {"for", query.database},
                         {"saved", query.sql}},
                        shell::OpenRequest::Placement::NewTab});
    });
    connect(m_libraryPane, &LibraryPane::renameRequested, this,
            [this](const SavedQuery &query) { m_saveStrip->ask(query, m_context.session->path()); });
    connect(m_saveStrip, &SaveStrip::accepted, m_library, &Library::save);
    connect(m_saveStrip, &SaveStrip::dismissed, this, [this] {
        m_saveStrip->setVisible(false);
        m_editor->setFocus();
    });
    connect(m_library, &Library::stored, this, &WorksheetPage::queryStored);
}

// One that was renamed in the panel may be another than the worksheet's.
void WorksheetPage::queryStored(const SavedQuery &query)
{
    const bool mine = m_query.id == query.id || (m_query.id == 0 && query.sql == m_savingText);
    if (mine) {
        m_query = query;
        m_title = query.name;
        m_savedText = query.sql;
        m_file.clear();
        refreshTitle();
        m_drafts->touch();
    }
    m_savingText.clear();
    m_editor->setFocus();
}

void WorksheetPage::save()
{
    if (!m_file.isEmpty()) {
        saveFile(m_file);
        return;
    }
    SavedQuery query = m_query;
    query.sql = m_editor->text();
    m_savingText = query.sql;
    if (query.id != 0 && !query.name.isEmpty()) {
        m_library->save(query);
    } else {
        m_saveStrip->ask(query, m_context.session->path());
    }
}

void WorksheetPage::chooseFile(bool saving)
{
    auto *dialog = new QFileDialog(this, saving ? tr("Save SQL file") : tr("Open SQL file"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(saving ? QFileDialog::AcceptSave : QFileDialog::AcceptOpen);
    dialog->setFileMode(saving ? QFileDialog::AnyFile : QFileDialog::ExistingFile);
    dialog->setDefaultSuffix("sql");
    dialog->setNameFilters({tr("SQL files (*.sql)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, this, [this, saving](const QString &path) {
        if (saving) {
            saveFile(path);
        } else {
            m_context.open({"worksheet", {{"file", path}}, shell::OpenRequest::Placement::NewTab});
        }
    });
    dialog->open();
}

void WorksheetPage::saveFile(const QString &path)
{
    const QString text = m_editor->text();
    m_files->run(
        {}, [path, text](const core::JobContext &) { writeSqlFile(path, text); },
        [this, path, text] { takeFile(path, text); });
}

void WorksheetPage::openFile(const QString &path)
{
    m_files->run(
        {}, [path](const core::JobContext &) { return readSqlFile(path); },
        [this, path](const QString &text) {
            m_editor->setText(text);
            takeFile(path, text);
        });
}

// path holds text.
void WorksheetPage::takeFile(const QString &path, const QString &text)
{
    m_file = path;
    m_savedText = text;
    m_query = {};
    m_title = QFileInfo(path).fileName();
    refreshTitle();
    m_drafts->touch();
}

void WorksheetPage::refreshTitle()
{
    const bool kept = !m_file.isEmpty() || m_query.id != 0;
    setWindowTitle(QString(m_title).replace("[*]", "[*][*]") + "[*]");
    setWindowModified(kept && m_editor->text() != m_savedText);
}

} // namespace strandline::worksheet
