#include "views/transfer/export_page.h"

#include "models/text/quantities.h"
#include "views/common/widgets/style.h"
#include "views/transfer/form_scroll.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QComboBox>
#include <QDesktopServices>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStandardPaths>
#include <QUrl>

namespace strandline::transfer {

namespace {

constexpr int formWidth = 420;
constexpr std::chrono::milliseconds settleTime{200};
constexpr const char *folderKey = "v1/transfer/exportFolder";

struct FormatRow
{
    ExportFormat format;
    const char *ending;
};
// In the order of the list.
constexpr FormatRow formats[] = {{ExportFormat::Csv, "csv"},          {ExportFormat::Json, "json"},
                                 {ExportFormat::JsonLines, "ndjson"}, {ExportFormat::Sql, "sql"},
                                 {ExportFormat::Markdown, "md"},      {ExportFormat::Html, "html"}};

QComboBox *comboBox(const QString &name, const QStringList &items)
{
    auto *box = new QComboBox;
    box->setAccessibleName(name);
    box->addItems(items);
    return box;
}

} // namespace

ExportPage::ExportPage(const shell::PageContext &context, QWidget *parent)
    : QWidget(parent), m_context(context), m_work(new ExportWork(context.session, this)),
      m_tables(new schema::SchemaModel(context.session, schema::SchemaModel::Content::Tables, this))
{
    setAccessibleName(tr("Export"));
    setWindowTitle(tr("Export"));
    auto *row = widgets::flatRow(this);
    row->addWidget(makeForm());
    row->addWidget(makePreview(), 1);
    m_soon.setSingleShot(true);
    m_soon.setInterval(settleTime);
    connect(&m_soon, &QTimer::timeout, this, &ExportPage::refreshPreview);
    connect(m_tables, &schema::SchemaModel::rebuilt, this, &ExportPage::tablesLoaded);
    connect(m_tables, &schema::SchemaModel::failed, this,
            [this](const core::Error &error) { m_context.notify(message::failure(error)); });
    connect(m_work, &ExportWork::previewed, this, [this](const QString &text) {
        tellProblem({});
        m_preview->setPlainText(text);
    });
    connect(m_work, &ExportWork::previewFailed, this, [this](const core::Error &error) {
        m_preview->clear();
        tellProblem(QString::fromStdString(error.message()));
    });
    connect(m_work, &ExportWork::runningChanged, this, &ExportPage::changed);
    connect(m_work, &ExportWork::finished, this, &ExportPage::finished);
    connect(m_work, &ExportWork::failed, this,
            [this](const core::Error &error) { m_context.notify(message::failure(error)); });
    connect(context.session, &session::DatabaseSession::pointChanged, this, [this] {
        refreshMoment();
        changed();
    });
    setFocusProxy(m_table);
    refreshMoment();
    changed();
    tablesLoaded();
}

QWidget *ExportPage::makeForm()
{
    auto *form = new FormScroll(tr("Export"), formWidth);
    QBoxLayout *column = form->column();
    m_form = form->fields();
    addSource(m_form);
    addFormat(m_form);
    addTarget(m_form);
    m_start = widgets::button(tr("Export"), "primary");
    m_start->setObjectName("startExport");
    connect(m_start, &QPushButton::clicked, this, &ExportPage::start);
    auto *action = new QAction(m_context.theme->icon("export"), tr("Export now"), this);
    m_context.shortcuts->bindToPage(this, action, "export.start", {QKeySequence("Ctrl+Return")});
    connect(action, &QAction::triggered, this, [this] {
        if (m_start->isEnabled()) {
            start();
        }
    });
    auto *buttons = widgets::flatRow();
    buttons->addStretch();
    buttons->addWidget(m_start);
    column->addLayout(buttons);
    column->addStretch();
    return form;
}

QWidget *ExportPage::makePreview()
{
    auto *box = new QWidget;
    box->setObjectName("surface");
    box->setAttribute(Qt::WA_StyledBackground);
    auto *column = new QBoxLayout(QBoxLayout::TopToBottom, box);
    column->setContentsMargins(theme::space4, theme::space3, theme::space4, theme::space3);
    column->setSpacing(theme::space2);
    column->addWidget(widgets::label(tr("The first lines of the file"), "secondary"));
    m_problem = widgets::label({}, "error");
    m_problem->setWordWrap(true);
    m_problem->setObjectName("exportProblem");
    m_problem->hide();
    column->addWidget(m_problem);
    m_preview = new QPlainTextEdit;
    m_preview->setObjectName("exportPreview");
    m_preview->setAccessibleName(tr("The first lines of the file"));
    m_preview->setReadOnly(true);
    m_preview->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_preview->setFont(theme::Theme::fixed());
    m_preview->setTabChangesFocus(true);
    column->addWidget(m_preview, 1);
    return box;
}

void ExportPage::addSource(QFormLayout *form)
{
    m_source = comboBox(tr("Source"), {tr("Table or view"), tr("Result of a SELECT"), tr("Whole database")});
    m_source->setObjectName("exportSource");
    connect(m_source, &QComboBox::currentIndexChanged, this, &ExportPage::changed);
    form->addRow(tr("Source"), m_source);
    m_table = comboBox(tr("Table"), {});
    m_table->setObjectName("exportTable");
    connect(m_table, &QComboBox::currentIndexChanged, this, &ExportPage::changed);
    form->addRow(tr("Table"), m_table);
    m_where = new QLineEdit;
    m_where->setAccessibleName(tr("Rows where"));
    m_where->setPlaceholderText(tr("all rows, or a condition: price > 10"));
    connect(m_where, &QLineEdit::textChanged, this, &ExportPage::changed);
    form->addRow(tr("Rows where"), m_where);
    m_sql = new QPlainTextEdit;
    m_sql->setObjectName("exportSql");
    m_sql->setAccessibleName(tr("SELECT"));
    m_sql->setFont(theme::Theme::fixed());
    m_sql->setTabChangesFocus(true);
    m_sql->setFixedHeight(100);
    connect(m_sql, &QPlainTextEdit::textChanged, this, &ExportPage::changed);
    form->addRow(tr("SELECT"), m_sql);
    m_moment = widgets::label({});
    m_moment->setWordWrap(true);
    form->addRow(tr("As of"), m_moment);
}

QCheckBox *ExportPage::addCheck(QFormLayout *form, const QString &text)
{
    auto *box = new QCheckBox(text);
    box->setAccessibleName(text);
    connect(box, &QCheckBox::toggled, this, &ExportPage::changed);
    form->addRow(QString(), box);
    return box;
}

void ExportPage::addFormat(QFormLayout *form)
{
    m_format = comboBox(tr("Format"), {tr("CSV"), tr("JSON"), tr("JSON, an object a line"),
                                       tr("SQL statements"), tr("Markdown table"), tr("HTML page")});
    m_format->setObjectName("exportFormat");
    connect(m_format, &QComboBox::currentIndexChanged, this, &ExportPage::changed);
    form->addRow(tr("Format"), m_format);
    addCsv(form);
    m_arrays = addCheck(form, tr("Arrays in place of objects"));
    m_create = addCheck(form, tr("With CREATE TABLE, indexes and triggers"));
    m_create->setChecked(true);
}

void ExportPage::addCsv(QFormLayout *form)
{
    m_delimiter = comboBox(tr("Delimiter"), {tr("Comma"), tr("Semicolon"), tr("Tab"), tr("Bar")});
    m_quoting = comboBox(tr("Quotes"), {tr("Where needed"), tr("All but numbers"), tr("All")});
    m_lineEnd = comboBox(tr("Line end"), {tr("LF (Unix)"), tr("CR LF (Windows)")});
    m_blob = comboBox(tr("BLOBs"), {tr("Hexadecimal"), tr("Base64")});
    form->addRow(tr("Delimiter"), m_delimiter);
    form->addRow(tr("Quotes"), m_quoting);
    form->addRow(tr("Line end"), m_lineEnd);
    form->addRow(tr("BLOBs"), m_blob);
    for (QComboBox *box : {m_delimiter, m_quoting, m_lineEnd, m_blob}) {
        connect(box, &QComboBox::currentIndexChanged, this, &ExportPage::changed);
    }
    m_null = new QLineEdit;
    m_null->setAccessibleName(tr("Text for NULL"));
    m_null->setPlaceholderText(tr("an empty field"));
    connect(m_null, &QLineEdit::textChanged, this, &ExportPage::changed);
    form->addRow(tr("NULL as"), m_null);
    m_header = addCheck(form, tr("Names in the first line"));
    m_header->setChecked(true);
    m_bom = addCheck(form, tr("Byte order mark, for spreadsheets"));
    m_guard = addCheck(form, tr("Apostrophe before formulas"));
    m_guard->setToolTip(tr("A spreadsheet runs text that begins with =, +, - or @. With the apostrophe it "
                           "doesn't, but the file no longer reads back as the same."));
}

void ExportPage::addTarget(QFormLayout *form)
{
    auto *row = widgets::flatRow();
    row->setSpacing(theme::space2);
    m_file = new QLineEdit;
    m_file->setObjectName("exportFile");
    m_file->setAccessibleName(tr("File"));
    connect(m_file, &QLineEdit::textEdited, this, [this] {
        m_fileIsOurs = false;
        changed();
    });
    row->addWidget(m_file, 1);
    auto *choose = widgets::button(tr("Choose…"));
    connect(choose, &QPushButton::clicked, this, &ExportPage::chooseFile);
    row->addWidget(choose);
    form->addRow(tr("File"), row);
    m_replace = addCheck(form, tr("Replace an older file of that name"));
    m_replace->setObjectName("exportReplace");
}

ExportPage::Source ExportPage::source() const
{
    return static_cast<Source>(m_source->currentIndex());
}

void ExportPage::show(const shell::PageState &what)
{
    if (what.contains("sql")) {
        m_source->setCurrentIndex(static_cast<int>(Source::Select));
        m_sql->setPlainText(what.value("sql").toString());
    } else if (what.contains("table")) {
        m_source->setCurrentIndex(static_cast<int>(Source::Table));
        m_wantedTable = what.value("table").toString();
        tablesLoaded();
    }
    const qulonglong asOf = what.value("asOf").toULongLong();
    m_asOf = asOf == 0 ? std::nullopt : std::optional(core::Scn{asOf});
    if (what.contains("format")) {
        m_format->setCurrentIndex(what.value("format").toInt());
    }
    refreshMoment();
    changed();
}

shell::PageState ExportPage::state() const
{
    shell::PageState state{{"format", m_format->currentIndex()}};
    if (source() == Source::Select) {
        state["sql"] = m_sql->toPlainText();
    } else if (source() == Source::Table) {
        state["table"] = m_table->currentText();
    }
    if (m_asOf) {
        state["asOf"] = static_cast<qulonglong>(m_asOf->value);
    }
    return state;
}

QString ExportPage::previewText() const
{
    return m_preview->toPlainText();
}

ExportRequest ExportPage::request() const
{
    ExportRequest request;
    if (source() == Source::Table) {
        request.source.table = m_table->currentText().toStdString();
        request.source.where = m_where->text().trimmed().toStdString();
    } else if (source() == Source::Select) {
        request.source.sql = m_sql->toPlainText().toStdString();
    }
    ExportOptions &options = request.options;
    options.format = formats[m_format->currentIndex()].format;
    options.csv.delimiter = ",;\t|"[m_delimiter->currentIndex()];
    options.csv.quoting = static_cast<Quoting>(m_quoting->currentIndex());
    options.csv.lineEnd = m_lineEnd->currentIndex() == 0 ? "\n" : "\r\n";
    options.csv.blob = static_cast<BlobText>(m_blob->currentIndex());
    options.csv.nullText = m_null->text().toStdString();
    options.csv.header = m_header->isChecked();
    options.csv.bom = m_bom->isChecked();
    options.csv.guardFormulas = m_guard->isChecked();
    options.jsonArrays = m_arrays->isChecked();
    options.sql.create = m_create->isChecked();
    if (m_asOf) {
        request.asOf = m_asOf;
    } else if (const auto &point = m_context.session->point()) {
        request.asOf = point->scn;
    }
    return request;
}

bool ExportPage::ready() const
{
    switch (source()) {
    case Source::Table:
        return m_table->currentIndex() >= 0;
    case Source::Select:
        return !m_sql->toPlainText().trimmed().isEmpty();
    case Source::Database:
        return true;
    }
    return false;
}

void ExportPage::tablesLoaded()
{
    if (!m_tables->loaded()) {
        return;
    }
    const QString wanted = m_wantedTable.isEmpty() ? m_table->currentText() : m_wantedTable;
    const QSignalBlocker blocker(m_table);
    m_table->clear();
    for (int row = 0; row < m_tables->rowCount(); ++row) {
        m_table->addItem(m_tables->index(row).data(schema::SchemaModel::NameRole).toString());
    }
    m_table->setCurrentIndex(std::max(m_table->findText(wanted), m_table->count() > 0 ? 0 : -1));
    m_wantedTable.clear();
    changed();
}

// What doesn't apply isn't shown.
void ExportPage::changed()
{
    if (m_preview == nullptr) {
        return; // being made
    }
    const Source from = source();
    if (from == Source::Database && formats[m_format->currentIndex()].format != ExportFormat::Sql) {
        m_format->setCurrentIndex(3); // calls this again
        return;
    }
    m_format->setEnabled(from != Source::Database);
    const ExportFormat format = formats[m_format->currentIndex()].format;
    const auto show = [this](QWidget *field, bool shown) {
        field->setVisible(shown);
        if (QWidget *label = m_form->labelForField(field)) {
            label->setVisible(shown);
        }
    };
    show(m_table, from == Source::Table);
    show(m_where, from == Source::Table);
    show(m_sql, from == Source::Select);
    for (QWidget *field : std::initializer_list<QWidget *>{m_delimiter, m_quoting, m_lineEnd, m_blob, m_null,
                                                           m_header, m_bom, m_guard}) {
        show(field, format == ExportFormat::Csv);
    }
    show(m_arrays, format == ExportFormat::Json);
    show(m_create, format == ExportFormat::Sql && from != Source::Database);
    suggestFile();
    m_start->setEnabled(ready() && !m_file->text().isEmpty() && !m_work->running());
    m_soon.start();
}

void ExportPage::refreshPreview()
{
    if (ready()) {
        m_work->preview(request());
    } else {
        m_preview->clear();
        tellProblem({});
    }
}

void ExportPage::tellProblem(const QString &text)
{
    m_problem->setText(text);
    m_problem->setVisible(!text.isEmpty());
}

void ExportPage::refreshMoment()
{
    const auto &point = m_context.session->point();
    m_moment->setText(m_asOf  ? text::scn(*m_asOf)
                      : point ? text::point(point->scn, point->timeTo, text::now())
                              : tr("Now"));
}

void ExportPage::suggestFile()
{
    if (!m_fileIsOurs) {
        return;
    }
    QString folder = m_context.settings->value(folderKey).toString();
    if (folder.isEmpty() || !QDir(folder).exists()) {
        folder = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    }
    QString name = source() == Source::Table    ? m_table->currentText()
                   : source() == Source::Select ? tr("result")
                                                : QFileInfo(m_context.session->path()).completeBaseName();
    name.replace('/', '_');
    m_file->setText(QDir(folder).filePath(name + "." + formats[m_format->currentIndex()].ending));
}

void ExportPage::chooseFile()
{
    auto *dialog = new QFileDialog(this, tr("Export to"), m_file->text());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->selectFile(m_file->text());
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) {
        m_file->setText(path);
        m_fileIsOurs = false;
        m_replace->setChecked(QFile::exists(path)); // the dialog has asked
        changed();
    });
    dialog->open();
}

void ExportPage::start()
{
    m_context.settings->setValue(folderKey, QFileInfo(m_file->text()).absolutePath());
    m_work->start(request(), m_file->text(), m_replace->isChecked());
}

void ExportPage::finished(const QString &path, const ExportReport &report)
{
    message::Message message;
    message.kind = message::Kind::Success;
    message.text =
        tr("%1, %2, were written to %3 in %4.")
            .arg(text::quantity(report.rows, "rows"), text::bytes(report.bytes), QFileInfo(path).fileName(),
                 text::duration(std::chrono::microseconds(static_cast<qint64>(report.seconds * 1e6))));
    message.details = path;
    message.showText = tr("Show in folder");
    message.show = [path] { QDesktopServices::openUrl(QUrl::fromLocalFile(QFileInfo(path).absolutePath())); };
    m_context.notify(message);
}

} // namespace strandline::transfer
