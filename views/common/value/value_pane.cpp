#include "views/common/value/value_pane.h"

#include "models/rows/cell_text.h"
#include "models/text/quantities.h"
#include "views/common/value/hex_view.h"
#include "views/common/value/picture_view.h"
#include "views/common/widgets/elided_label.h"
#include "views/common/widgets/style.h"

#include <QAbstractItemModel>
#include <QApplication>
#include <QBoxLayout>
#include <QClipboard>
#include <QComboBox>
#include <QFileDialog>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSaveFile>
#include <QStackedWidget>

namespace strandline::value {

namespace {

constexpr std::uint64_t readAtOnce = std::uint64_t{1} << 18U;  // without being asked
constexpr std::uint64_t pictureMax = std::uint64_t{16} << 20U; // the same, of a picture
constexpr qint64 fileMax = 16 << 20; // staged values are kept in memory, with their undo
constexpr qsizetype copyMax = 16 << 20;
constexpr int narrowest = 300;

enum Kind // the order of sqlite::Value
{
    nullKind,
    integerKind,
    realKind,
    textKind,
    blobKind
};

QPlainTextEdit *makeText(const QString &name, const char *objectName)
{
    auto *out = new QPlainTextEdit;
    out->setObjectName(objectName);
    out->setFrameShape(QFrame::NoFrame);
    out->setFont(theme::Theme::fixed());
    out->setAccessibleName(name);
    out->setTabChangesFocus(true);
    out->setTabStopDistance(4 * QFontMetricsF(out->font()).horizontalAdvance(' '));
    out->document()->setDocumentMargin(theme::space3);
    return out;
}

// What stands in the widget, with the line ends of `before`. Qt's own toPlainText() makes spaces of
// no-break spaces.
QString textOf(const QPlainTextEdit &widget, const QString &before)
{
    QString out = widget.document()->toRawText();
    out.replace(QChar::ParagraphSeparator, before.contains("\r\n") ? QString("\r\n") : QString("\n"));
    return out;
}

} // namespace

Subject subjectOf(const QModelIndex &cell)
{
    Subject out;
    out.column = cell.model()->headerData(cell.column(), Qt::Horizontal).toString();
    const QVariant value = cell.data(rows::ValueRole);
    switch (static_cast<rows::CellKind>(cell.data(rows::CellKindRole).toInt())) {
    case rows::CellKind::Integer:
        out.known.value = static_cast<std::int64_t>(value.toLongLong());
        break;
    case rows::CellKind::Real:
        out.known.value = value.toDouble();
        break;
    case rows::CellKind::Text:
        out.known.value = value.toString().toStdString();
        break;
    case rows::CellKind::Blob: {
        const QByteArray bytes = value.toByteArray();
        out.known.value = core::Bytes(bytes.begin(), bytes.end());
        break;
    }
    case rows::CellKind::Null:
    case rows::CellKind::Loading:
        break;
    }
    out.known.sizeBytes = cell.data(rows::SizeRole).toULongLong();
    out.known.partial = cell.data(rows::PartialRole).toBool();
    return out;
}

ValuePane::ValuePane(theme::Theme *theme, task::TaskList *tasks,
                     std::function<void(const message::Message &)> notify, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_notify(std::move(notify)),
      m_reading(new task::TaskRunner(tasks, this)), m_piecing(new task::TaskRunner(tasks, this)),
      m_saving(new task::TaskRunner(tasks, this)), m_loading(new task::TaskRunner(tasks, this)),
      m_title(new widgets::ElidedLabel), m_kind(widgets::label({}, "secondary")), m_views(new QStackedWidget),
      m_text(makeText(tr("Value as text"), "valueText")), m_json(makeText(tr("Value as JSON"), "valueJson")),
      m_hex(new HexView(theme)), m_picture(new PictureView), m_note(widgets::label({}, "secondary")),
      m_loadAll(widgets::button(tr("Load all"), "link")), m_stage(widgets::button(tr("Stage this value"))),
      m_revert(widgets::button(tr("Revert"), "link")), m_kinds(new QComboBox)
{
    setObjectName("surface");
    setAttribute(Qt::WA_StyledBackground);
    setAccessibleName(tr("Value"));
    setMinimumWidth(narrowest);
    auto *column = widgets::flatColumn(this);
    column->addWidget(makeHead());
    m_json->setReadOnly(true);
    m_json->setWordWrapMode(QTextOption::WrapAnywhere);
    m_hex->setObjectName("valueHex");
    m_hex->setAccessibleName(tr("Value as hexadecimal bytes"));
    connect(m_hex, &HexView::wanted, this, &ValuePane::readPiece);
    for (QWidget *view : std::initializer_list<QWidget *>{m_text, m_json, m_hex, m_picture}) {
        m_views->addWidget(view); // in the order of Look
    }
    column->addWidget(m_views, 1);
    m_foot = makeFoot();
    column->addWidget(m_foot);
    connect(m_reading, &task::TaskRunner::failed, this, [this](const core::Error &error) {
        m_error = QString::fromStdString(error.message());
        refresh();
    });
    connect(m_reading, &task::TaskRunner::runningChanged, this, &ValuePane::refresh);
    for (const task::TaskRunner *files : {m_saving, m_loading}) {
        connect(files, &task::TaskRunner::failed, this,
                [this](const core::Error &error) { m_notify(message::failure(error)); });
    }
    connect(m_text, &QPlainTextEdit::textChanged, this, [this] {
        if (m_text->document()->isModified() && m_kinds->currentIndex() == nullKind &&
            !m_text->document()->isEmpty()) {
            m_kinds->setCurrentIndex(textKind); // NULL was typed over
        }
        refreshEditing();
    });
    connect(qApp, &QApplication::focusChanged, this, [this](const QWidget *before, const QWidget *now) {
        // A click on "Apply" is about what was typed too.
        if (before != nullptr && now != nullptr && isAncestorOf(before) && !isAncestorOf(now) &&
            now->window()->windowType() != Qt::Popup) {
            stage();
        }
    });
    clear();
}

QToolButton *ValuePane::makeTool(const char *icon, const QString &name, const char *objectName)
{
    QToolButton *out = widgets::iconButton(m_theme->icon(icon), name);
    out->setObjectName(objectName);
    return out;
}

QWidget *ValuePane::makeHead()
{
    auto *head = new QWidget;
    auto *column = widgets::flatColumn(head);
    column->setContentsMargins(theme::space3, theme::space2, theme::space2, theme::space2);
    column->setSpacing(theme::space1);
    m_title->setObjectName("valueTitle");
    column->addWidget(m_title);
    m_kind->setObjectName("valueFacts");
    m_kind->setWordWrap(true);
    column->addWidget(m_kind);
    auto *tools = widgets::flatRow();
    const std::array<std::pair<QString, const char *>, lookCount> looks{{{tr("Text"), "valueAsText"},
                                                                         {tr("JSON"), "valueAsJson"},
                                                                         {tr("Hex"), "valueAsHex"},
                                                                         {tr("Image"), "valueAsImage"}}};
    for (std::size_t i = 0; i < looks.size(); ++i) {
        auto *button = new QToolButton;
        button->setText(looks[i].first);
        button->setObjectName(looks[i].second);
        button->setAccessibleName(tr("Show as %1").arg(looks[i].first));
        button->setCheckable(true);
        widgets::setRole(button, "segment");
        connect(button, &QToolButton::clicked, this, [this, i] {
            m_chosen = static_cast<Look>(i);
            refresh();
        });
        tools->addWidget(button);
        m_looks[i] = button;
    }
    tools->addStretch();
    m_copy = makeTool("copy", tr("Copy the value"), "valueCopy");
    m_save = makeTool("save", tr("Save the value to a file…"), "valueSave");
    m_open = makeTool("open", tr("Take the value from a file…"), "valueOpen");
    connect(m_copy, &QToolButton::clicked, this, &ValuePane::copy);
    connect(m_save, &QToolButton::clicked, this, [this] { chooseFile(true); });
    connect(m_open, &QToolButton::clicked, this, [this] { chooseFile(false); });
    for (QToolButton *button : {m_copy, m_save, m_open}) {
        tools->addWidget(button);
    }
    column->addLayout(tools);
    return head;
}

QBoxLayout *ValuePane::makeEditLine()
{
    auto *line = widgets::flatRow();
    line->setSpacing(theme::space2);
    m_kinds->setObjectName("valueKind");
    m_kinds->setAccessibleName(tr("Kind of the new value"));
    m_kinds->addItems({"NULL", "INTEGER", "REAL", "TEXT", "BLOB"});
    line->addWidget(m_kinds);
    line->addStretch();
    m_revert->setObjectName("valueRevert");
    m_stage->setObjectName("valueStage");
    m_stage->setToolTip(
        tr("Adds the change to the staged ones: nothing is written until these are applied."));
    connect(m_revert, &QPushButton::clicked, this, &ValuePane::takeText);
    connect(m_stage, &QPushButton::clicked, this, &ValuePane::stage);
    connect(m_kinds, &QComboBox::currentIndexChanged, this, &ValuePane::refreshEditing);
    line->addWidget(m_revert);
    line->addWidget(m_stage);
    return line;
}

QWidget *ValuePane::makeFoot()
{
    auto *foot = new QWidget;
    foot->setObjectName("cellLine");
    foot->setAttribute(Qt::WA_StyledBackground);
    auto *column = widgets::flatColumn(foot);
    column->setContentsMargins(theme::space3, theme::space1, theme::space2, theme::space1);
    column->setSpacing(theme::space1);
    auto *line = widgets::flatRow();
    m_note->setObjectName("valueNote");
    m_note->setWordWrap(true);
    line->addWidget(m_note, 1);
    m_loadAll->setObjectName("valueLoadAll");
    connect(m_loadAll, &QPushButton::clicked, this,
            [this] { m_reading->running() ? m_reading->cancel() : read(0); });
    line->addWidget(m_loadAll);
    column->addLayout(line);
    column->addLayout(makeEditLine());
    return foot;
}

bool ValuePane::busy() const
{
    return m_reading->running() || m_piecing->running() || m_saving->running() || m_loading->running();
}

void ValuePane::show(Subject subject)
{
    if (!m_shown || subject.column != m_subject.column) {
        m_chosen.reset();
    }
    m_subject = std::move(subject);
    m_shown = true;
    m_loading->discard(); // for the cell before
    take(nullptr);
    read(readAtOnce);
}

void ValuePane::showAnew(Subject subject)
{
    const bool typing = modified();
    m_subject = std::move(subject);
    typing ? refresh() : read(m_limit);
}

void ValuePane::clear()
{
    m_shown = false;
    m_subject = {};
    m_reading->discard();
    m_loading->discard();
    m_error.clear();
    take(nullptr);
}

void ValuePane::read(std::uint64_t limitBytes)
{
    m_error.clear();
    m_limit = limitBytes;
    m_reading->run(
        limitBytes == 0 ? tr("Reading a value of %1").arg(m_subject.column) : QString(),
        [known = m_subject.known, load = m_subject.load, limitBytes,
         before = m_content](const core::JobContext &job) -> std::shared_ptr<const Content> {
            session::CellValue value = known.partial && load ? load({0, limitBytes}, job) : known;
            if (value.partial && load && value.sizeBytes <= pictureMax && isPicture(value.value)) {
                value = load({}, job);
            }
            return before && before->value == value ? before : decode(std::move(value), job);
        },
        [this](std::shared_ptr<const Content> content) {
            if (content != m_content && !modified()) {
                take(std::move(content));
            } else {
                m_hex->forgetPiece();
            }
        });
    refresh();
}

// What the hexadecimal view comes to. It says nothing when that fails: reading anew will.
void ValuePane::readPiece(qint64 offset)
{
    if (!m_subject.load) {
        return;
    }
    m_piecing->run(
        QString(),
        [load = m_subject.load, offset](const core::JobContext &job) {
            const session::CellValue piece =
                load({static_cast<std::uint64_t>(offset), HexView::pieceBytes}, job);
            const QByteArray bytes = bytesOf(piece.value);
            return QByteArray(bytes.constData(), bytes.size()); // of its own
        },
        [this, offset](const QByteArray &bytes) { m_hex->setPiece(offset, bytes); });
}

void ValuePane::take(std::shared_ptr<const Content> content)
{
    static const QByteArray none;
    m_piecing->discard();
    const qint64 here = content ? content->bytes.size() : 0;
    const bool more = content && content->value.partial && m_subject.load;
    // It holds on to the content's memory.
    m_hex->setBytes(content ? content->bytes : none,
                    more ? static_cast<qint64>(content->value.sizeBytes) : here);
    m_content = std::move(content);
    m_picture->setImage(m_content && m_content->picture ? m_content->picture->image : QImage());
    m_json->setPlainText(m_content ? m_content->json : QString());
    takeText();
}

void ValuePane::takeText()
{
    const QString text = m_content && m_content->isText ? m_content->text : QString();
    m_text->clear(); // not to be laid out once more in the other mode
    m_text->setWordWrapMode(m_content && m_content->longLines ? QTextOption::WrapAnywhere
                                                              : QTextOption::WrapAtWordBoundaryOrAnywhere);
    m_text->setPlainText(text);
    m_faithful = textOf(*m_text, text) == text;
    m_kinds->setCurrentIndex(m_content ? static_cast<int>(m_content->value.value.index()) : nullKind);
    m_text->document()->setModified(false);
    refresh();
}

bool ValuePane::can(Look look) const
{
    if (!m_content) {
        return look == Text;
    }
    switch (look) {
    case Text:
        return m_content->isText;
    case Json:
        return !m_content->json.isEmpty();
    case Image:
        return m_content->picture.has_value();
    default:
        return !m_content->bytes.isEmpty() && m_content->value.value.index() >= textKind;
    }
}

// What was chosen, where the value can be looked at so; else what fits best.
ValuePane::Look ValuePane::look() const
{
    if (m_chosen && can(*m_chosen)) {
        return *m_chosen;
    }
    return can(Image) ? Image : can(Json) ? Json : can(Text) ? Text : Hex;
}

QString ValuePane::description() const
{
    if (!m_content) {
        return {};
    }
    const sqlite::Value &value = m_content->value.value;
    QStringList out{m_kinds->itemText(static_cast<int>(value.index()))};
    if (value.index() >= textKind) {
        out << text::bytes(std::max(m_content->value.sizeBytes, rows::sizeOf(value)));
        out << (m_content->isText           ? QStringLiteral("UTF-8")
                : value.index() == textKind ? tr("not valid UTF-8")
                                            : QString());
        out << m_content->format << (m_content->json.isEmpty() ? QString() : QStringLiteral("JSON"));
    }
    if (m_content->picture) {
        out << tr("%1 × %2 pixels")
                   .arg(m_content->picture->size.width())
                   .arg(m_content->picture->size.height());
    }
    out.removeAll(QString());
    return out.join(" · ");
}

QString ValuePane::note() const
{
    if (!m_shown || !m_error.isEmpty()) {
        return m_error;
    }
    if (!m_content) {
        return tr("Reading…");
    }
    if (modified() && !typed()) {
        return tr("This is no %1. Choose another kind, or mend it.").arg(m_kinds->currentText());
    }
    if (m_content->value.partial && m_subject.load && look() == Hex) {
        return tr("The rest is read while you scroll.");
    }
    if (m_content->value.partial) {
        return tr("The first %1 of it.").arg(text::bytes(rows::sizeOf(m_content->value.value)));
    }
    if (m_content->isText && m_content->textCut) {
        return tr("The first %1 as text, all of it under Hex. Save it to a file to read on.")
            .arg(text::bytes(static_cast<std::uint64_t>(m_content->text.toUtf8().size())));
    }
    if (!m_subject.refusal.isEmpty()) {
        return m_subject.refusal;
    }
    return m_content->isText && !m_faithful
               ? tr("It has line ends or characters that would be lost by editing it here.")
               : QString();
}

bool ValuePane::editable() const
{
    return m_content && !m_content->value.partial && !m_content->textCut && m_content->isText && m_faithful &&
           m_subject.refusal.isEmpty();
}

bool ValuePane::modified() const
{
    return editable() && (m_text->document()->isModified() ||
                          m_kinds->currentIndex() != static_cast<int>(m_content->value.value.index()));
}

void ValuePane::refreshTint()
{
    if (property("past").toBool() == m_subject.past) {
        return;
    }
    setProperty("past", m_subject.past);
    for (QWidget *tinted : std::initializer_list<QWidget *>{this, m_text, m_json, m_foot}) {
        widgets::restyle(tinted);
    }
    m_hex->setPast(m_subject.past);
}

void ValuePane::refresh()
{
    refreshTint();
    m_title->setFullText(m_shown ? m_subject.column : tr("Choose a cell to see its value."));
    m_kind->setText(description());
    for (int i = 0; i < lookCount; ++i) {
        m_looks[static_cast<std::size_t>(i)]->setEnabled(m_content && can(static_cast<Look>(i)));
        m_looks[static_cast<std::size_t>(i)]->setChecked(m_content && look() == i);
    }
    m_views->setCurrentIndex(look());
    const bool value = m_content && m_content->value.value.index() != nullKind;
    m_copy->setEnabled(value);
    m_save->setEnabled(value);
    m_open->setEnabled(m_content && m_subject.refusal.isEmpty());
    m_loadAll->setVisible(m_content && m_content->value.partial && m_subject.load);
    m_loadAll->setText(m_reading->running() ? tr("Cancel") : tr("Load all"));
    m_loadAll->setAccessibleName(m_loadAll->text());
    m_text->setReadOnly(!editable());
    m_text->setPlaceholderText(!m_content ? QString() : value ? tr("Empty") : QStringLiteral("NULL"));
    refreshEditing();
}

void ValuePane::refreshEditing()
{
    m_kinds->setVisible(editable() && look() == Text);
    m_stage->setVisible(modified());
    m_stage->setEnabled(typed().has_value());
    m_revert->setVisible(modified());
    m_note->setText(note());
    m_note->setVisible(!m_note->text().isEmpty());
    m_foot->setVisible(!m_note->isHidden() || !m_loadAll->isHidden() || !m_kinds->isHidden() ||
                       !m_stage->isHidden());
}

std::optional<sqlite::Value> ValuePane::typed() const
{
    const QString text = textOf(*m_text, m_content ? m_content->text : QString());
    bool ok = true;
    sqlite::Value out;
    switch (m_kinds->currentIndex()) {
    case integerKind:
        out = std::int64_t{text.trimmed().toLongLong(&ok)};
        break;
    case realKind:
        out = text.trimmed().toDouble(&ok);
        break;
    case textKind:
        out = text.toStdString();
        break;
    case blobKind: {
        const QByteArray bytes = text.toUtf8();
        out = core::Bytes(bytes.begin(), bytes.end());
        break;
    }
    default:
        break;
    }
    return ok ? std::optional(out) : std::nullopt;
}

void ValuePane::stage()
{
    const std::optional<sqlite::Value> value = modified() ? typed() : std::nullopt;
    if (!value) {
        return;
    }
    m_subject.known = {*value, rows::sizeOf(*value), false};
    m_text->document()->setModified(false);
    take(decode(m_subject.known, {}));
    emit edited(*value);
}

void ValuePane::settle()
{
    if (modified() && !typed()) {
        m_notify({message::Kind::Warning,
                  tr("What was typed for %1 is no %2 and was dropped.")
                      .arg(m_subject.column, m_kinds->currentText()),
                  textOf(*m_text, {}),
                  {}});
    }
    stage();
}

void ValuePane::copy()
{
    if (look() == Image) {
        QApplication::clipboard()->setImage(m_content->picture->image);
    } else if (look() == Json) {
        QApplication::clipboard()->setText(m_content->json);
    } else if (m_content->bytes.size() > copyMax || m_content->value.partial) {
        m_notify({message::Kind::Information,
                  m_content->value.partial
                      ? tr("Only the beginning of the value is here. Load all of it, or save it to a file.")
                      : tr("The clipboard takes values of up to %1. Save it to a file.")
                            .arg(text::bytes(static_cast<std::uint64_t>(copyMax))),
                  {},
                  {}});
    } else {
        QApplication::clipboard()->setText(look() == Text ? QString::fromUtf8(m_content->bytes)
                                                          : QString::fromLatin1(m_content->bytes.toHex()));
    }
}

void ValuePane::chooseFile(bool save)
{
    auto *dialog = new QFileDialog(this, save ? tr("Save the value") : tr("Take the value from a file"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(save ? QFileDialog::AcceptSave : QFileDialog::AcceptOpen);
    dialog->setFileMode(save ? QFileDialog::AnyFile : QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, save ? &ValuePane::saveTo : &ValuePane::loadFrom);
    dialog->open();
}

void ValuePane::saveTo(const QString &path)
{
    m_saving->run(
        tr("Saving %1").arg(path),
        [content = m_content, load = m_subject.load, path](const core::JobContext &job) {
            const auto whole = content->value.partial && load ? decode(load({}, job), job) : content;
            QSaveFile file(path);
            if (!file.open(QIODevice::WriteOnly) || file.write(whole->bytes) != whole->bytes.size() ||
                !file.commit()) {
                throw core::Error(core::ErrorCode::Io,
                                  "The file can't be written: " + file.errorString().toStdString() + ".")
                    .withPath(path.toStdString());
            }
            return whole->bytes.size();
        },
        [this, path](qsizetype size) {
            m_notify({message::Kind::Success,
                      tr("%1 saved to %2.").arg(text::bytes(static_cast<std::uint64_t>(size)), path),
                      {},
                      {}});
        });
}

void ValuePane::loadFrom(const QString &path)
{
    if (!m_content) {
        return; // another cell was chosen meanwhile, and is being read
    }
    const bool asText = m_content->value.value.index() == textKind;
    m_loading->run(
        tr("Reading %1").arg(path),
        [path, asText](const core::JobContext &) -> sqlite::Value {
            QFile file(path);
            if (!file.open(QIODevice::ReadOnly)) {
                throw core::Error(core::ErrorCode::Io,
                                  "The file can't be read: " + file.errorString().toStdString() + ".")
                    .withPath(path.toStdString());
            }
            if (file.size() > fileMax) {
                throw core::Error(
                    core::ErrorCode::Usage,
                    "A staged value can have up to 16 MiB, and the file is larger. Bind it as a "
                    "parameter in a program of your own.")
                    .withPath(path.toStdString());
            }
            const QByteArray bytes = file.readAll();
            if (asText && bytes.isValidUtf8()) {
                return bytes.toStdString();
            }
            return core::Bytes(bytes.begin(), bytes.end());
        },
        [this](const sqlite::Value &value) {
            takeText(); // what was typed gives way
            emit edited(value);
        });
}

} // namespace strandline::value
