#include "views/worksheet/library_pane.h"

#include "views/common/theme/tokens.h"
#include "views/common/widgets/style.h"
#include "views/worksheet/library_delegate.h"

#include <QBoxLayout>
#include <QLineEdit>
#include <QListView>
#include <QMessageBox>
#include <QPushButton>
#include <QToolButton>

namespace strandline::worksheet {

namespace {
constexpr int searchAfterMs = 150;
constexpr int narrowest = 260;
} // namespace

LibraryPane::LibraryPane(Library *library, theme::Theme *theme, QWidget *parent)
    : QWidget(parent), m_library(library), m_search(new QLineEdit), m_view(new QListView),
      m_empty(widgets::label({}, "secondary")), m_first(widgets::button({})), m_second(widgets::button({})),
      m_remove(widgets::button({}, "link"))
{
    setObjectName("surface");
    setAttribute(Qt::WA_StyledBackground);
    setMinimumWidth(narrowest);
    auto *column = widgets::flatColumn(this);
    column->addWidget(makeHead(theme));
    m_view->setObjectName("libraryList");
    m_view->setItemDelegate(new LibraryDelegate(theme, m_view));
    m_view->setUniformItemSizes(true);
    m_view->setMouseTracking(true);
    column->addWidget(m_view, 1);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_empty->setMargin(theme::space6);
    column->addWidget(m_empty, 1);
    column->addWidget(makeButtons());
    connect(m_view, &QListView::doubleClicked, this, [this] { chosen(true); });
    connect(theme, &theme::Theme::changed, m_view->viewport(), qOverload<>(&QWidget::update));
    for (const LibraryModel *model : {library->history(), library->saved()}) {
        connect(model, &QAbstractItemModel::modelReset, this, &LibraryPane::refresh);
    }
    m_searchSoon.setSingleShot(true);
    m_searchSoon.setInterval(searchAfterMs);
    connect(&m_searchSoon, &QTimer::timeout, this, &LibraryPane::search);
}

QWidget *LibraryPane::makeHead(theme::Theme *theme)
{
    auto *head = new QWidget;
    auto *column = new QBoxLayout(QBoxLayout::TopToBottom, head);
    column->setContentsMargins(theme::space3, theme::space2, theme::space2, theme::space2);
    column->setSpacing(theme::space2);
    auto *row = widgets::flatRow();
    const auto tab = [&](const QString &text, const char *name, List list) {
        auto *button = new QToolButton;
        button->setText(text);
        button->setObjectName(name);
        button->setAccessibleName(text);
        button->setCheckable(true);
        button->setAutoExclusive(true);
        button->setFocusPolicy(Qt::TabFocus);
        widgets::setRole(button, "segment");
        connect(button, &QToolButton::clicked, this, [this, list] { show(list); });
        row->addWidget(button);
        return button;
    };
    m_historyTab = tab(tr("History"), "historyTab", List::History);
    m_savedTab = tab(tr("Saved"), "savedTab", List::Saved);
    row->addStretch();
    auto *close = widgets::iconButton(theme->icon("close"), tr("Close this panel"));
    connect(close, &QToolButton::clicked, this, &LibraryPane::closeRequested);
    row->addWidget(close);
    column->addLayout(row);
    m_search->setObjectName("librarySearch");
    m_search->setClearButtonEnabled(true);
    connect(m_search, &QLineEdit::textChanged, this, [this] { m_searchSoon.start(); });
    column->addWidget(m_search);
    return head;
}

QWidget *LibraryPane::makeButtons()
{
    auto *box = new QWidget;
    auto *row = new QBoxLayout(QBoxLayout::LeftToRight, box);
    row->setContentsMargins(theme::space3, theme::space2, theme::space3, theme::space2);
    row->setSpacing(theme::space2);
    m_first->setObjectName("libraryFirst");
    m_second->setObjectName("librarySecond");
    m_remove->setObjectName("libraryRemove");
    row->addWidget(m_first);
    row->addWidget(m_second);
    row->addStretch();
    row->addWidget(m_remove);
    connect(m_first, &QPushButton::clicked, this, [this] { chosen(true); });
    connect(m_second, &QPushButton::clicked, this, [this] { chosen(false); });
    connect(m_remove, &QPushButton::clicked, this, &LibraryPane::remove);
    return box;
}

LibraryModel *LibraryPane::model() const
{
    return m_list == List::History ? m_library->history() : m_library->saved();
}

void LibraryPane::show(List list)
{
    m_list = list;
    const bool history = list == List::History;
    (history ? m_historyTab : m_savedTab)->setChecked(true);
    const auto name = [](QPushButton *button, const QString &text) {
        button->setText(text);
        button->setAccessibleName(text);
    };
    name(m_first, history ? tr("Insert") : tr("Open"));
    name(m_second, history ? tr("Run again") : tr("Rename…"));
    name(m_remove, history ? tr("Clear history") : tr("Delete"));
    const QString hint = history ? tr("Search the history") : tr("Search the saved queries");
    m_search->setPlaceholderText(hint);
    m_search->setAccessibleName(hint);
    m_view->setAccessibleName(history ? tr("Statements that were run, the newest first")
                                      : tr("Saved queries"));
    if (m_view->model() != model()) {
        m_view->setModel(model());
        connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, &LibraryPane::refresh);
    }
    QWidget::show();
    search();
    refresh();
    m_search->setFocus();
}

void LibraryPane::search()
{
    m_searchSoon.stop();
    if (m_list == List::History) {
        m_library->searchHistory(m_search->text());
    } else {
        m_library->searchSaved(m_search->text());
    }
}

void LibraryPane::refresh()
{
    const bool none = model()->rowCount() == 0;
    const bool searched = !m_search->text().isEmpty();
    m_view->setVisible(!none);
    m_empty->setVisible(none);
    m_empty->setText(searched ? tr("Nothing was found.")
                     : m_list == List::History
                         ? tr("Every statement that you run will be kept here, also after the program ends.")
                         : tr("Save a query with Ctrl+S to find it here again."));
    const bool current = !none && m_view->currentIndex().isValid();
    m_first->setEnabled(current);
    m_second->setEnabled(current);
    m_remove->setEnabled(m_list == List::History ? !none : current);
}

void LibraryPane::chosen(bool first)
{
    const QModelIndex current = m_view->currentIndex();
    if (!current.isValid()) {
        return;
    }
    const LibraryModel::Item &item = model()->item(current.row());
    if (m_list == List::History) {
        if (first) {
            emit insertRequested(item.sql);
        } else {
            emit runRequested(item.sql);
        }
    } else if (first) {
        emit openRequested(item.query);
    } else {
        emit renameRequested(item.query);
    }
}

void LibraryPane::remove()
{
    const bool history = m_list == List::History;
    const QModelIndex current = m_view->currentIndex();
    if (!history && !current.isValid()) {
        return;
    }
    const SavedQuery query = history ? SavedQuery() : model()->item(current.row()).query;
    auto *box = new QMessageBox(
        QMessageBox::Warning, m_remove->text(),
        history ? tr("Every statement of the history will be deleted, those of other databases too. Saved "
                     "queries stay.")
                : tr("The saved query \"%1\" will be deleted. Worksheets that show it keep its text.")
                      .arg(query.name),
        QMessageBox::Cancel, this);
    box->setObjectName("libraryQuestion");
    box->setTextFormat(Qt::PlainText);
    box->setAttribute(Qt::WA_DeleteOnClose);
    QPushButton *accept =
        box->addButton(history ? tr("Clear history") : tr("Delete query"), QMessageBox::DestructiveRole);
    accept->setObjectName("libraryYes");
    box->setDefaultButton(QMessageBox::Cancel);
    connect(accept, &QPushButton::clicked, m_library, [library = m_library, history, id = query.id] {
        if (history) {
            library->clearHistory();
        } else {
            library->remove(id);
        }
    });
    box->open();
}

} // namespace strandline::worksheet
