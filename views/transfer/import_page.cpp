#include "views/transfer/import_page.h"

#include "engine/sqlite/connection.h"
#include "models/text/quantities.h"
#include "views/common/grid/data_grid.h"
#include "views/common/widgets/style.h"
#include "views/transfer/form_scroll.h"
#include "views/transfer/type_delegate.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QComboBox>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSplitter>
#include <QTableView>

namespace strandline::transfer {

namespace {

constexpr int formWidth = 460;

QComboBox *comboBox(const QString &name, const QStringList &items)
{
    auto *box = new QComboBox;
    box->setAccessibleName(name);
    box->addItems(items);
    return box;
}

QString tableFor(const QString &path)
{
    return QFileInfo(path).completeBaseName().replace(' ', '_');
}

} // namespace

ImportPage::ImportPage(const shell::PageContext &context, QWidget *parent)
    : QWidget(parent), m_context(context), m_work(new ImportWork(context.session, this)),
      m_columns(new ImportColumnsModel(this)), m_preview(new ImportPreviewModel(this))
{
    setAccessibleName(tr("Import"));
    setWindowTitle(tr("Import"));
    setAcceptDrops(true);
    auto *row = widgets::flatRow(this);
    row->addWidget(makeForm());
    row->addWidget(makeRight(), 1);
    connectWork();
    changed();
}

void ImportPage::connectWork()
{
    connect(m_columns, &ImportColumnsModel::edited, this, [this] {
        m_rows.reset(); // other types, other bad rows
        changed();
    });
    connect(m_work, &ImportWork::looked, this, &ImportPage::looked);
    connect(m_work, &ImportWork::lookFailed, this, [this](const core::Error &error) {
        m_looked = false;
        m_preview->setPreview({});
        m_columns->setColumns({});
        changed();
        m_problem->setText(QString::fromStdString(error.message()));
    });
    connect(m_work, &ImportWork::runningChanged, this, &ImportPage::changed);
    connect(m_work, &ImportWork::checked, this, &ImportPage::checked);
    connect(m_work, &ImportWork::imported, this, &ImportPage::imported);
    connect(m_work, &ImportWork::failed, this,
            [this](const core::Error &error) { m_context.notify(message::failure(error)); });
}

QWidget *ImportPage::makeForm()
{
    auto *form = new FormScroll(tr("Import"), formWidth);
    QBoxLayout *column = form->column();
    m_form = form->fields();
    addFile(m_form);
    addFormat(m_form);
    addTarget(m_form);
    column->addWidget(makeColumns(), 1);
    m_problem = widgets::label({}, "error");
    m_problem->setObjectName("importProblem");
    m_problem->setWordWrap(true);
    column->addWidget(m_problem);
    m_figures = widgets::label({}, "secondary");
    m_figures->setObjectName("importFigures");
    m_figures->setWordWrap(true);
    column->addWidget(m_figures);
    addButtons(column);
    return form;
}

void ImportPage::addFile(QFormLayout *form)
{
    auto *row = widgets::flatRow();
    row->setSpacing(theme::space2);
    m_file = new QLineEdit;
    m_file->setObjectName("importFile");
    m_file->setAccessibleName(tr("File"));
    m_file->setPlaceholderText(tr("a CSV or JSON file; it can be dropped here"));
    connect(m_file, &QLineEdit::editingFinished, this, [this] {
        if (m_file->text() != m_path) {
            setFile(m_file->text());
        }
    });
    row->addWidget(m_file, 1);
    auto *choose = widgets::button(tr("Choose…"));
    connect(choose, &QPushButton::clicked, this, &ImportPage::chooseFile);
    row->addWidget(choose);
    form->addRow(tr("File"), row);
    setFocusProxy(m_file);
}

void ImportPage::addFormat(QFormLayout *form)
{
    m_kind = comboBox(tr("Format"), {tr("Guess"), tr("CSV"), tr("JSON"), tr("JSON, an object a line")});
    m_encoding = comboBox(tr("Encoding"), {tr("Guess"), tr("UTF-8"), tr("UTF-16, little endian"),
                                           tr("UTF-16, big endian"), tr("Latin 1 (Windows-1252)")});
    m_delimiter =
        comboBox(tr("Delimiter"), {tr("Guess"), tr("Comma"), tr("Semicolon"), tr("Tab"), tr("Bar")});
    m_header = comboBox(tr("First line"), {tr("Guess"), tr("Holds the names"), tr("Is a row")});
    form->addRow(tr("Format"), m_kind);
    form->addRow(tr("Encoding"), m_encoding);
    form->addRow(tr("Delimiter"), m_delimiter);
    form->addRow(tr("First line"), m_header);
    for (QComboBox *box : {m_kind, m_encoding, m_delimiter, m_header}) {
        connect(box, &QComboBox::activated, this, &ImportPage::lookAgain);
    }
    m_delimiter->setObjectName("importDelimiter");
    m_null = new QLineEdit;
    m_null->setAccessibleName(tr("Text for NULL"));
    m_null->setPlaceholderText(tr("an empty field"));
    connect(m_null, &QLineEdit::editingFinished, this, &ImportPage::lookAgain);
    form->addRow(tr("NULL is"), m_null);
}

void ImportPage::addTarget(QFormLayout *form)
{
    m_table = comboBox(tr("Table"), {});
    m_table->setObjectName("importTable");
    m_table->setEditable(true);
    m_table->setInsertPolicy(QComboBox::NoInsert);
    connect(m_table, &QComboBox::activated, this, &ImportPage::lookAgain);
    connect(m_table->lineEdit(), &QLineEdit::editingFinished, this, [this] {
        if (m_looked && m_table->currentText().toStdString() != m_work->plan().table) {
            lookAgain();
        }
    });
    form->addRow(tr("Into table"), m_table);
    m_mode = comboBox(
        tr("What happens to the rows that are there"),
        {tr("Add to its rows"), tr("Replace all its rows"), tr("Update rows of the same key, add others")});
    m_mode->setObjectName("importMode");
    connect(m_mode, &QComboBox::activated, this, &ImportPage::changed);
    form->addRow(QString(), m_mode);
    m_skip = new QCheckBox(tr("Leave bad rows out, and write them to"));
    m_skip->setAccessibleName(m_skip->text());
    m_skip->setObjectName("importSkip");
    connect(m_skip, &QCheckBox::toggled, this, &ImportPage::changed);
    form->addRow(QString(), m_skip);
    auto *row = widgets::flatRow();
    row->setSpacing(theme::space2);
    m_rejects = new QLineEdit;
    m_rejects->setAccessibleName(tr("File for bad rows"));
    m_rejects->setPlaceholderText(tr("no file"));
    row->addWidget(m_rejects, 1);
    auto *choose = widgets::button(tr("Choose…"));
    choose->setAccessibleName(tr("Choose a file for bad rows"));
    connect(choose, &QPushButton::clicked, this, &ImportPage::chooseRejects);
    row->addWidget(choose);
    form->addRow(QString(), row);
}

QWidget *ImportPage::makeColumns()
{
    m_columnsView = new QTableView;
    m_columnsView->setObjectName("importColumns");
    m_columnsView->setAccessibleName(tr("Columns of the file"));
    m_columnsView->setModel(m_columns);
    m_columnsView->setItemDelegateForColumn(ImportColumnsModel::Type, new TypeDelegate(m_columnsView));
    m_columnsView->verticalHeader()->setVisible(false);
    m_columnsView->verticalHeader()->setDefaultSectionSize(theme::rowHeight);
    m_columnsView->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    m_columnsView->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_columnsView->setMinimumHeight(6 * theme::rowHeight);
    m_columnsView->setEditTriggers(QAbstractItemView::AllEditTriggers);
    m_columnsView->setTabKeyNavigation(false);
    return m_columnsView;
}

void ImportPage::addButtons(QBoxLayout *column)
{
    auto *buttons = widgets::flatRow();
    buttons->setSpacing(theme::space2);
    buttons->addStretch();
    m_check = widgets::button(tr("Check the whole file"));
    m_check->setObjectName("checkImport");
    m_check->setToolTip(
        tr("Reads the file to its end and counts the rows that would be imported. Nothing is written."));
    connect(m_check, &QPushButton::clicked, this, [this] { m_work->check(plan()); });
    buttons->addWidget(m_check);
    m_start = widgets::button(tr("Import"), "primary");
    m_start->setObjectName("startImport");
    connect(m_start, &QPushButton::clicked, this, [this] { m_work->start(plan()); });
    buttons->addWidget(m_start);
    column->addLayout(buttons);
    auto *action = new QAction(m_context.theme->icon("import"), tr("Import now"), this);
    m_context.shortcuts->bindToPage(this, action, "import.start", {QKeySequence("Ctrl+Return")});
    connect(action, &QAction::triggered, m_start, &QPushButton::click);
}

QWidget *ImportPage::makeRight()
{
    auto *split = new QSplitter(Qt::Vertical);
    split->setChildrenCollapsible(false);
    m_grid = new grid::DataGrid(m_context.theme);
    m_grid->setObjectName("importPreview");
    m_grid->setAccessibleName(tr("The first rows of the file"));
    m_grid->setModel(m_preview);
    split->addWidget(m_grid);
    m_sql = new QPlainTextEdit;
    m_sql->setObjectName("importSql");
    m_sql->setAccessibleName(tr("The statements that will be run"));
    m_sql->setPlaceholderText(tr("The statements that will be run"));
    m_sql->setReadOnly(true);
    m_sql->setFont(theme::Theme::fixed());
    m_sql->setTabChangesFocus(true);
    m_sql->document()->setDocumentMargin(theme::space3);
    split->addWidget(m_sql);
    split->setSizes({420, 220});
    return split;
}

void ImportPage::show(const shell::PageState &what)
{
    if (what.contains("table")) {
        m_table->setEditText(what.value("table").toString());
    }
    if (what.contains("file")) {
        setFile(what.value("file").toString());
    }
}

shell::PageState ImportPage::state() const
{
    shell::PageState state;
    if (!m_path.isEmpty()) {
        state["file"] = m_path;
    }
    if (!m_table->currentText().isEmpty()) {
        state["table"] = m_table->currentText();
    }
    return state;
}

void ImportPage::dragEnterEvent(QDragEnterEvent *event)
{
    const QList<QUrl> urls = event->mimeData()->urls();
    if (urls.size() == 1 && urls.first().isLocalFile()) {
        event->acceptProposedAction();
    }
}

void ImportPage::dropEvent(QDropEvent *event)
{
    event->acceptProposedAction();
    setFile(event->mimeData()->urls().first().toLocalFile());
}

void ImportPage::setFile(const QString &path)
{
    if (m_table->currentText().isEmpty() || m_table->currentText() == tableFor(m_path)) {
        m_table->setEditText(tableFor(path));
    }
    m_path = path;
    m_file->setText(path);
    setWindowTitle(path.isEmpty() ? tr("Import") : tr("Import %1").arg(QFileInfo(path).fileName()));
    lookAgain();
}

void ImportPage::chooseFile()
{
    auto *dialog =
        new QFileDialog(this, tr("Import a file"), QFileInfo(m_path).absolutePath(),
                        tr("CSV and JSON (*.csv *.tsv *.txt *.json *.ndjson *.jsonl);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &ImportPage::setFile);
    dialog->open();
}

void ImportPage::chooseRejects()
{
    auto *dialog = new QFileDialog(this, tr("File for bad rows"), m_path + ".rejects.csv");
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) {
        m_rejects->setText(path);
        m_skip->setChecked(true);
    });
    dialog->open();
}

FormatWish ImportPage::wish() const
{
    FormatWish wish;
    if (m_kind->currentIndex() > 0) {
        wish.kind = static_cast<FileKind>(m_kind->currentIndex() - 1);
    }
    if (m_encoding->currentIndex() > 0) {
        wish.encoding = static_cast<TextEncoding>(m_encoding->currentIndex() - 1);
    }
    if (m_delimiter->currentIndex() > 0) {
        wish.delimiter = ",;\t|"[m_delimiter->currentIndex() - 1];
    }
    if (m_header->currentIndex() > 0) {
        wish.header = m_header->currentIndex() == 1;
    }
    wish.nullTexts = std::vector<std::string>{m_null->text().toStdString()};
    return wish;
}

void ImportPage::lookAgain()
{
    if (!m_path.isEmpty()) {
        m_rows.reset();
        m_work->look(m_path, wish(), m_table->currentText());
    }
}

void ImportPage::looked()
{
    m_looked = true;
    const Preview &preview = m_work->preview();
    m_preview->setPreview(preview);
    m_columns->setColumns(m_work->plan().columns);
    m_grid->fitColumns();
    const QSignalBlocker blocker(m_table);
    m_table->clear();
    m_table->addItems(m_work->tables());
    m_table->setEditText(QString::fromStdString(m_work->plan().table));
    if (preview.complete && preview.badRows.empty()) {
        m_rows = preview.sampledRows;
    }
    // What was guessed is said where it can be changed.
    const FileFormat &format = preview.format;
    m_kind->setItemText(0, tr("Guess: %1").arg(m_kind->itemText(static_cast<int>(format.kind) + 1)));
    m_encoding->setItemText(0,
                            tr("Guess: %1").arg(m_encoding->itemText(static_cast<int>(format.encoding) + 1)));
    const qsizetype delimiter = QString(",;\t|").indexOf(QLatin1Char(format.delimiter));
    m_delimiter->setItemText(0, tr("Guess: %1").arg(m_delimiter->itemText(static_cast<int>(delimiter) + 1)));
    m_header->setItemText(0, tr("Guess: %1").arg(m_header->itemText(format.header ? 1 : 2)));
    changed();
}

ImportPlan ImportPage::plan() const
{
    ImportPlan plan = m_work->plan();
    plan.columns = m_columns->columns();
    if (m_work->tableExists()) {
        constexpr ImportMode modes[] = {ImportMode::Append, ImportMode::Replace, ImportMode::Upsert};
        plan.mode = modes[m_mode->currentIndex()];
    }
    plan.onBadRow = m_skip->isChecked() ? OnBadRow::Skip : OnBadRow::Stop;
    plan.rejectsFile = m_rejects->text().toStdString();
    return plan;
}

QString ImportPage::obstacle(const ImportPlan &plan) const
{
    if (!m_looked) {
        return {};
    }
    if (m_context.session->readOnly()) {
        return tr("The database is open for reading only. Open it for writing to import into it.");
    }
    return QString::fromStdString(planProblem(plan));
}

QString ImportPage::startText(const ImportPlan &plan) const
{
    const QString table = QString::fromStdString(plan.table);
    if (!m_looked || table.isEmpty()) {
        return tr("Import");
    }
    return m_rows ? tr("Import %1 into %2").arg(text::quantity(*m_rows, "rows"), table)
                  : tr("Import into %1").arg(table);
}

// The statements, the buttons and the sentences follow the plan.
void ImportPage::changed()
{
    const bool csv = !m_looked || m_work->preview().format.kind == FileKind::Csv;
    for (QWidget *field : std::initializer_list<QWidget *>{m_delimiter, m_header, m_null}) {
        field->setVisible(csv);
        m_form->labelForField(field)->setVisible(csv);
    }
    m_mode->setVisible(m_looked && m_work->tableExists());
    m_rejects->setEnabled(m_skip->isChecked());
    const ImportPlan plan = this->plan();
    const QString problem = obstacle(plan);
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
    const bool able = m_looked && problem.isEmpty() && !m_work->running();
    m_check->setEnabled(able);
    m_start->setEnabled(able);
    m_start->setText(startText(plan));
    m_start->setAccessibleName(m_start->text());
    if (!m_looked || !problem.isEmpty()) {
        m_sql->clear();
        return;
    }
    const std::string create = createStatement(plan);
    const std::string erase =
        plan.mode == ImportMode::Replace ? "DELETE FROM " + sqlite::quoteIdentifier(plan.table) + ";\n" : "";
    m_sql->setPlainText(QString::fromStdString("BEGIN IMMEDIATE;\n" + (create.empty() ? "" : create + ";\n") +
                                               erase + insertStatement(plan) + ";\nCOMMIT;\n"));
    const Preview &preview = m_work->preview();
    QStringList parts{text::bytes(preview.fileBytes)};
    parts << (preview.complete
                  ? text::quantity(preview.sampledRows, "rows")
                  : tr("types guessed from the first %1").arg(text::quantity(preview.sampledRows, "rows")));
    if (!preview.badRows.empty()) {
        const BadRow &first = preview.badRows.front();
        parts << tr("line %1 %2").arg(text::number(first.line), QString::fromStdString(first.reason));
    }
    m_figures->setText(parts.join(" · "));
}

void ImportPage::checked(const ImportReport &report)
{
    m_rows = report.rows;
    changed();
    if (report.rejected == 0) {
        m_figures->setText(tr("%1 fit. Constraints of the table are checked while importing.")
                               .arg(text::quantity(report.rows, "rows")));
        return;
    }
    QStringList lines{
        tr("%1 fit, %2 don't:").arg(text::quantity(report.rows, "rows"), text::number(report.rejected))};
    for (std::size_t i = 0; i < std::min<std::size_t>(report.badRows.size(), 5); ++i) {
        const BadRow &row = report.badRows[i];
        lines << (row.column.empty()
                      ? tr("line %1: %2").arg(text::number(row.line), QString::fromStdString(row.reason))
                      : tr("line %1, %2: %3")
                            .arg(text::number(row.line), QString::fromStdString(row.column),
                                 QString::fromStdString(row.reason)));
    }
    m_figures->setText(lines.join('\n'));
}

void ImportPage::imported(const ImportReport &report)
{
    const QString table = QString::fromStdString(m_work->plan().table);
    QStringList parts{
        tr("%1 were imported into %2 in %3")
            .arg(text::quantity(report.rows, "rows"), table,
                 text::duration(std::chrono::microseconds(static_cast<qint64>(report.seconds * 1e6))))};
    if (report.rejected > 0) {
        parts << tr("%1 left out").arg(text::quantity(report.rejected, "rows"));
    }
    if (report.scn) {
        parts << text::scn(*report.scn);
    }
    message::Message message;
    message.kind = report.rejected > 0 ? message::Kind::Warning : message::Kind::Success;
    message.text = parts.join(" · ");
    for (const BadRow &row : report.badRows) {
        message.details += QString("%1\t%2\t%3\n")
                               .arg(row.line)
                               .arg(QString::fromStdString(row.column), QString::fromStdString(row.reason));
    }
    message.showText = tr("Show the table");
    message.show = [open = m_context.open, table] { open({"browse", {{"table", table}}}); };
    m_context.notify(message);
    lookAgain(); // the table is there now
}

} // namespace strandline::transfer
