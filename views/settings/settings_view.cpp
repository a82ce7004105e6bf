#include "views/settings/settings_view.h"

#include "views/common/widgets/style.h"

#include <QAbstractButton>
#include <QAction>
#include <QBoxLayout>
#include <QComboBox>
#include <QLineEdit>
#include <QListWidget>
#include <QScrollArea>
#include <QStackedWidget>

namespace strandline::settings {

namespace {

constexpr int listWidth = 240;
constexpr int entryHeight = 32;
constexpr int contentWidth = 760;

// What a person reads of the widget itself.
QString words(const QWidget *widget)
{
    if (const auto *label = qobject_cast<const QLabel *>(widget)) {
        return label->text();
    }
    if (const auto *button = qobject_cast<const QAbstractButton *>(widget)) {
        return QString(button->text()).remove('&');
    }
    if (const auto *box = qobject_cast<const QComboBox *>(widget)) {
        QStringList items;
        for (int i = 0; i < box->count(); ++i) {
            items << box->itemText(i);
        }
        return items.join('\n');
    }
    return {};
}

} // namespace

SettingsView::SettingsView(shell::PageContext context, std::vector<SettingsEntry> entries, QWidget *parent)
    : QWidget(parent), m_context(std::move(context)), m_entries(std::move(entries)),
      m_contents(m_entries.size(), nullptr), m_search(new QLineEdit), m_list(new QListWidget),
      m_title(widgets::label({})), m_stack(new QStackedWidget), m_nothing(widgets::label({}, "secondary"))
{
    m_context.session = nullptr;
    setObjectName("surface");
    setWindowTitle(tr("Settings"));
    setAccessibleName(tr("Settings"));
    setFocusProxy(m_search);
    m_search->setObjectName("settingsSearch");
    m_search->setPlaceholderText(tr("Search settings"));
    m_search->setAccessibleName(tr("Search settings"));
    m_search->setClearButtonEnabled(true);
    m_list->setObjectName("settingsList");
    m_list->setAccessibleName(tr("Pages of the settings"));
    for (const SettingsEntry &entry : m_entries) {
        auto *item = new QListWidgetItem(m_context.theme->icon(entry.page.icon), entry.page.title, m_list);
        item->setSizeHint({0, entryHeight});
    }
    m_title->setFont(theme::Theme::title());
    m_stack->addWidget(m_nothing);
    m_nothing->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_nothing->setWordWrap(true);

    auto *left = new QWidget;
    left->setObjectName("settingsLeft");
    left->setFixedWidth(listWidth);
    auto *column = widgets::flatColumn(left);
    column->setContentsMargins(theme::space3, theme::space4, theme::space3, theme::space3);
    column->setSpacing(theme::space2);
    column->addWidget(m_search);
    column->addWidget(m_list, 1);
    auto *right = widgets::flatColumn();
    right->setContentsMargins(theme::space6, theme::space4, theme::space4, theme::space4);
    right->setSpacing(theme::space4);
    right->addWidget(m_title);
    right->addWidget(m_stack, 1);
    auto *row = widgets::flatRow(this);
    row->addWidget(left);
    row->addLayout(right, 1);

    connect(m_list, &QListWidget::currentRowChanged, this, &SettingsView::choose);
    connect(m_search, &QLineEdit::textChanged, this, &SettingsView::search);
    auto *find = new QAction(tr("Search settings"), this);
    connect(find, &QAction::triggered, m_search, [this] {
        m_search->setFocus();
        m_search->selectAll();
    });
    m_context.shortcuts->bindToPage(this, find, "settings.search", {QKeySequence::Find});
    m_list->setCurrentRow(0);
}

void SettingsView::showPage(const QString &id)
{
    for (std::size_t i = 0; i < m_entries.size(); ++i) {
        if (m_entries[i].id == id) {
            m_search->clear();
            m_list->setCurrentRow(static_cast<int>(i));
        }
    }
}

QString SettingsView::page() const
{
    const int row = m_list->currentRow();
    return row < 0 ? QString() : m_entries[static_cast<std::size_t>(row)].id;
}

QWidget *SettingsView::content(int index)
{
    const auto at = static_cast<std::size_t>(index);
    if (m_contents[at] == nullptr) {
        m_contents[at] = m_entries[at].page.factory(m_context);
        m_contents[at]->setMaximumWidth(contentWidth);
        auto *scroll = new QScrollArea;
        scroll->setObjectName("settingsScroll");
        scroll->setAccessibleName(m_entries[at].page.title);
        scroll->setFocusPolicy(Qt::NoFocus);
        scroll->setFrameShape(QFrame::NoFrame);
        scroll->setWidgetResizable(true);
        scroll->setWidget(m_contents[at]);
        m_stack->addWidget(scroll);
    }
    return m_contents[at];
}

void SettingsView::choose(int index)
{
    if (index < 0) {
        m_title->clear();
        m_stack->setCurrentWidget(m_nothing);
        return;
    }
    m_title->setText(m_entries[static_cast<std::size_t>(index)].page.title);
    m_stack->setCurrentWidget(content(index)->parentWidget()->parentWidget()); // viewport, scroll area
}

void SettingsView::search(const QString &text)
{
    const QString wanted = text.trimmed();
    int first = -1;
    for (int i = 0; i < m_list->count(); ++i) {
        const QString &title = m_entries[static_cast<std::size_t>(i)].page.title;
        const int found = mark(i, wanted);
        const bool there = wanted.isEmpty() || found > 0 || title.contains(wanted, Qt::CaseInsensitive);
        QListWidgetItem *item = m_list->item(i);
        item->setHidden(!there);
        item->setText(found > 0 ? tr("%1 (%2)").arg(title).arg(found) : title);
        first = there && first < 0 ? i : first;
    }
    const int current = m_list->currentRow();
    if (first < 0) {
        m_nothing->setText(tr("No setting contains “%1”.").arg(wanted));
    }
    if (current < 0 || m_list->item(current)->isHidden()) {
        m_list->setCurrentRow(first);
    }
}

int SettingsView::mark(int index, const QString &text)
{
    int found = 0;
    QWidget *page = content(index);
    if (auto *searchable = dynamic_cast<Searchable *>(page)) {
        const int shown = searchable->search(text);
        return text.isEmpty() ? 0 : shown;
    }
    for (QWidget *widget : page->findChildren<QWidget *>()) {
        const bool match =
            !text.isEmpty() && !widget->isHidden() && words(widget).contains(text, Qt::CaseInsensitive);
        found += match ? 1 : 0;
        if (match != widget->property("match").toBool()) {
            widget->setProperty("match", match);
            widgets::restyle(widget);
        }
    }
    return found;
}

} // namespace strandline::settings
