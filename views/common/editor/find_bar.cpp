#include "views/common/editor/find_bar.h"

#include "views/common/editor/scintilla.h"
#include "views/common/widgets/style.h"

#include <QBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>

namespace strandline::editor {

namespace {

constexpr int foundIndicator = 9;
constexpr long countedMax = 1000; // beyond that "more than 1,000"

} // namespace

FindBar::FindBar(QsciScintilla *view, theme::Theme *theme, QWidget *parent)
    : QWidget(parent), m_view(view), m_what(new QLineEdit), m_with(new QLineEdit),
      m_count(widgets::label({}, "secondary"))
{
    setObjectName("findBar");
    setAttribute(Qt::WA_StyledBackground);
    auto *column = widgets::flatColumn(this);
    column->setContentsMargins(theme::space2, theme::space1, theme::space2, theme::space1);
    column->setSpacing(theme::space1);
    column->addWidget(makeFindRow(theme));
    m_replaceRow = makeReplaceRow();
    column->addWidget(m_replaceRow);
    for (QLineEdit *edit : {m_what, m_with}) {
        edit->installEventFilter(this);
        edit->setMinimumWidth(220);
        edit->setMaximumWidth(420);
    }
    connect(m_what, &QLineEdit::textEdited, this, [this] {
        look();
        find(true, m_anchor);
    });
    const auto colours = [this, theme] {
        send(m_view, Sci::SCI_INDICSETSTYLE, foundIndicator, Sci::INDIC_ROUNDBOX);
        send(m_view, Sci::SCI_INDICSETALPHA, foundIndicator, 70);
        send(m_view, Sci::SCI_INDICSETOUTLINEALPHA, foundIndicator, 160);
        send(m_view, Sci::SCI_INDICSETUNDER, foundIndicator, 1);
        m_view->SendScintilla(Sci::SCI_INDICSETFORE, static_cast<unsigned long>(foundIndicator),
                              theme->tokens().warning);
    };
    connect(theme, &theme::Theme::changed, this, colours);
    colours();
    hide();
}

QToolButton *FindBar::option(const QString &text, const QString &name)
{
    auto *button = new QToolButton;
    button->setText(text);
    button->setCheckable(true);
    button->setToolTip(name);
    button->setAccessibleName(name);
    button->setFocusPolicy(Qt::TabFocus);
    connect(button, &QToolButton::toggled, this, [this] {
        look();
        find(true, m_anchor);
    });
    return button;
}

QWidget *FindBar::makeFindRow(theme::Theme *theme)
{
    auto *line = new QWidget;
    auto *row = widgets::flatRow(line);
    row->setSpacing(theme::space1);
    m_what->setObjectName("findText");
    m_what->setPlaceholderText(tr("Find"));
    m_what->setAccessibleName(tr("Find"));
    row->addWidget(m_what, 1);
    m_case = option(QStringLiteral("Aa"), tr("Match case"));
    m_word = option(QStringLiteral("|ab|"), tr("Whole words"));
    m_pattern = option(QStringLiteral(".*"), tr("Regular expression"));
    for (QToolButton *button : {m_case, m_word, m_pattern}) {
        row->addWidget(button);
    }
    auto *before = widgets::iconButton(theme->icon("chevron-left"), tr("Previous match"));
    auto *next = widgets::iconButton(theme->icon("chevron-right"), tr("Next match"));
    connect(before, &QToolButton::clicked, this, &FindBar::findPrevious);
    connect(next, &QToolButton::clicked, this, &FindBar::findNext);
    row->addWidget(before);
    row->addWidget(next);
    m_count->setObjectName("findCount");
    row->addSpacing(theme::space1);
    row->addWidget(m_count);
    row->addStretch(1);
    auto *close = widgets::iconButton(theme->icon("close"), tr("Close the search"));
    connect(close, &QToolButton::clicked, this, &FindBar::shut);
    row->addWidget(close);
    return line;
}

QWidget *FindBar::makeReplaceRow()
{
    auto *line = new QWidget;
    auto *row = widgets::flatRow(line);
    row->setSpacing(theme::space1);
    m_with->setObjectName("replaceText");
    m_with->setPlaceholderText(tr("Replace with"));
    m_with->setAccessibleName(tr("Replace with"));
    row->addWidget(m_with, 1);
    auto *one = widgets::button(tr("Replace"));
    auto *all = widgets::button(tr("Replace all"));
    all->setObjectName("replaceAll");
    connect(one, &QPushButton::clicked, this, &FindBar::replaceOne);
    connect(all, &QPushButton::clicked, this, &FindBar::replaceAll);
    row->addWidget(one);
    row->addWidget(all);
    row->addStretch(1);
    return line;
}

void FindBar::open(bool replacing)
{
    m_anchor = send(m_view, Sci::SCI_GETSELECTIONSTART);
    const QString chosen = m_view->selectedText();
    if (!chosen.isEmpty() && !chosen.contains('\n') && !chosen.contains('\r')) {
        m_what->setText(chosen);
    }
    m_replaceRow->setVisible(replacing && !m_view->isReadOnly());
    show();
    m_what->setFocus();
    m_what->selectAll();
    look();
}

void FindBar::shut()
{
    hide();
    send(m_view, Sci::SCI_SETINDICATORCURRENT, foundIndicator);
    send(m_view, Sci::SCI_INDICATORCLEARRANGE, 0, send(m_view, Sci::SCI_GETLENGTH));
    m_view->setFocus();
}

bool FindBar::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress) {
        return QWidget::eventFilter(watched, event);
    }
    const auto *key = static_cast<QKeyEvent *>(event);
    if (key->key() == Qt::Key_Escape) {
        shut();
        return true;
    }
    if (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) {
        if (watched == m_with) {
            replaceOne();
        } else if (key->modifiers().testFlag(Qt::ShiftModifier)) {
            findPrevious();
        } else {
            findNext();
        }
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

long FindBar::search(long from, long to) const
{
    const QByteArray what = m_what->text().toUtf8();
    int flags = 0;
    flags |= m_case->isChecked() ? Sci::SCFIND_MATCHCASE : 0;
    flags |= m_word->isChecked() ? Sci::SCFIND_WHOLEWORD : 0;
    flags |= m_pattern->isChecked() ? (Sci::SCFIND_REGEXP | Sci::SCFIND_CXX11REGEX) : 0;
    send(m_view, Sci::SCI_SETSEARCHFLAGS, flags);
    send(m_view, Sci::SCI_SETTARGETSTART, from);
    send(m_view, Sci::SCI_SETTARGETEND, to);
    return sendText(m_view, Sci::SCI_SEARCHINTARGET,
                    {what.constData(), static_cast<std::size_t>(what.size())});
}

void FindBar::find(bool forward, long from)
{
    if (m_what->text().isEmpty()) {
        return;
    }
    const long length = send(m_view, Sci::SCI_GETLENGTH);
    long at = search(from, forward ? length : 0);
    if (at == -1) {
        at = search(forward ? 0 : length, forward ? length : 0); // once around
    }
    if (at >= 0) {
        const long end = send(m_view, Sci::SCI_GETTARGETEND);
        send(m_view, Sci::SCI_ENSUREVISIBLE, send(m_view, Sci::SCI_LINEFROMPOSITION, at));
        send(m_view, Sci::SCI_SETSEL, at, end);
    }
}

void FindBar::findNext()
{
    if (m_what->text().isEmpty()) {
        open(false);
        return;
    }
    find(true, send(m_view, Sci::SCI_GETSELECTIONEND));
    m_anchor = send(m_view, Sci::SCI_GETSELECTIONSTART);
}

void FindBar::findPrevious()
{
    find(false, send(m_view, Sci::SCI_GETSELECTIONSTART));
    m_anchor = send(m_view, Sci::SCI_GETSELECTIONSTART);
}

void FindBar::look()
{
    const long length = send(m_view, Sci::SCI_GETLENGTH);
    send(m_view, Sci::SCI_SETINDICATORCURRENT, foundIndicator);
    send(m_view, Sci::SCI_INDICATORCLEARRANGE, 0, length);
    if (m_what->text().isEmpty()) {
        say({});
        return;
    }
    long count = 0;
    long at = 0;
    while (count <= countedMax && (at = search(at, length)) >= 0) {
        const long end = send(m_view, Sci::SCI_GETTARGETEND);
        ++count;
        send(m_view, Sci::SCI_INDICATORFILLRANGE, at, end - at);
        at = std::max(end, at + 1);
        if (at > length) {
            break;
        }
    }
    if (at == -2) {
        say(tr("This is no regular expression"));
    } else if (count > countedMax) {
        say(tr("More than %1 matches").arg(QLocale().toString(qlonglong{countedMax})));
    } else {
        say(count == 0 ? tr("No match") : tr("%n matches", nullptr, static_cast<int>(count)));
    }
}

void FindBar::say(const QString &text)
{
    m_count->setText(text);
}

void FindBar::replaceOne()
{
    if (m_what->text().isEmpty() || m_view->isReadOnly()) {
        return;
    }
    const long from = send(m_view, Sci::SCI_GETSELECTIONSTART);
    const long to = send(m_view, Sci::SCI_GETSELECTIONEND);
    if (search(from, to) == from && send(m_view, Sci::SCI_GETTARGETEND) == to && to > from) {
        const QByteArray with = m_with->text().toUtf8();
        const unsigned message = m_pattern->isChecked() ? Sci::SCI_REPLACETARGETRE : Sci::SCI_REPLACETARGET;
        const long length =
            sendText(m_view, message, {with.constData(), static_cast<std::size_t>(with.size())});
        send(m_view, Sci::SCI_GOTOPOS, from + length);
    }
    look();
    findNext();
}

void FindBar::replaceAll()
{
    if (m_what->text().isEmpty() || m_view->isReadOnly()) {
        return;
    }
    const QByteArray with = m_with->text().toUtf8();
    const unsigned message = m_pattern->isChecked() ? Sci::SCI_REPLACETARGETRE : Sci::SCI_REPLACETARGET;
    m_view->beginUndoAction();
    int count = 0;
    long at = 0;
    while (at <= send(m_view, Sci::SCI_GETLENGTH) &&
           (at = search(at, send(m_view, Sci::SCI_GETLENGTH))) >= 0) {
        const bool empty = send(m_view, Sci::SCI_GETTARGETEND) == at;
        at += sendText(m_view, message, {with.constData(), static_cast<std::size_t>(with.size())});
        at += empty ? 1 : 0;
        ++count;
    }
    m_view->endUndoAction();
    look();
    say(tr("Replaced %n matches", nullptr, count));
}

} // namespace strandline::editor
