#include "views/settings/keys_page.h"

#include "views/common/widgets/style.h"

#include <QBoxLayout>
#include <QHeaderView>
#include <QKeySequenceEdit>
#include <QLineEdit>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QTreeView>

namespace strandline::settings {

KeysPage::KeysPage(const shell::PageContext &context, QWidget *parent)
    : QWidget(parent), m_shortcuts(context.shortcuts), m_model(new KeysModel(context.shortcuts, this)),
      m_shown(new QSortFilterProxyModel(this)), m_filter(new QLineEdit), m_view(new QTreeView),
      m_command(widgets::label({})), m_record(new QKeySequenceEdit),
      m_start(widgets::button(tr("Record keys"))), m_remove(widgets::button(tr("No keys"))),
      m_reset(widgets::button(tr("Default"))), m_resetAll(widgets::button(tr("All to default"))),
      m_conflict(new QWidget), m_conflictText(widgets::label({}, "warning")), m_take(widgets::button({}))
{
    m_filter->setObjectName("keysFilter");
    m_filter->setPlaceholderText(tr("Search commands and keys"));
    m_filter->setAccessibleName(tr("Search commands and keys"));
    m_filter->setClearButtonEnabled(true);
    m_shown->setSourceModel(m_model);
    m_shown->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_shown->setFilterKeyColumn(-1);
    m_shown->setSortLocaleAware(true);
    m_view->setObjectName("keysView");
    m_view->setAccessibleName(tr("Commands and their keys"));
    m_view->setModel(m_shown);
    m_view->setRootIsDecorated(false);
    m_view->setUniformRowHeights(true);
    m_view->setSortingEnabled(true);
    m_view->sortByColumn(KeysModel::CommandColumn, Qt::AscendingOrder);
    m_view->header()->setStretchLastSection(true);
    for (const auto &[column, width] :
         {std::pair{KeysModel::CommandColumn, 300}, std::pair{KeysModel::KeysColumn, 150},
          std::pair{KeysModel::DefaultColumn, 140}}) {
        m_view->setColumnWidth(column, width);
    }
    m_view->setMinimumHeight(200);

    auto *head = widgets::flatRow();
    head->setSpacing(theme::space2);
    head->addWidget(m_filter, 1);
    head->addWidget(m_resetAll);
    auto *hint =
        widgets::label(tr("The commands of a page are listed once it has been opened. Keys that differ from "
                          "their default are bold."),
                       "secondary");
    hint->setWordWrap(true);
    auto *column = widgets::flatColumn(this);
    column->setSpacing(theme::space2);
    column->addLayout(head);
    column->addWidget(m_view, 1);
    column->addWidget(editor());
    column->addWidget(m_conflict);
    column->addWidget(hint);

    connect(m_filter, &QLineEdit::textChanged, this, [this](const QString &text) { search(text); });
    connect(m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &KeysPage::refresh);
    connect(m_shortcuts, &commands::Shortcuts::changed, this, &KeysPage::refresh);
    connect(m_model, &QAbstractItemModel::modelReset, this, &KeysPage::refresh);
    connect(m_resetAll, &QPushButton::clicked, m_shortcuts, &commands::Shortcuts::resetAll);
    refresh();
}

QWidget *KeysPage::editor()
{
    m_record->setObjectName("keysRecord");
    m_record->setAccessibleName(tr("Keys being recorded"));
    m_record->setMinimumWidth(200);           // what it asks for, in German too
    m_record->setFocusPolicy(Qt::ClickFocus); // it takes every key, Tab among them
    m_start->setObjectName("keysStart");
    m_remove->setObjectName("keysRemove");
    m_reset->setObjectName("keysReset");
    m_resetAll->setObjectName("keysResetAll");
    m_take->setObjectName("keysTake");
    m_conflictText->setObjectName("keysConflict");
    m_conflictText->setWordWrap(true);
    auto *part = new QWidget;
    auto *row = widgets::flatRow(part);
    row->setSpacing(theme::space2);
    m_command->setWordWrap(true);
    row->addWidget(m_command, 1);
    row->addWidget(m_record);
    row->addWidget(m_start);
    row->addWidget(m_remove);
    row->addWidget(m_reset);
    auto *conflict = widgets::flatRow(m_conflict);
    conflict->setSpacing(theme::space2);
    conflict->addWidget(m_conflictText, 1);
    conflict->addWidget(m_take);
    connect(m_start, &QPushButton::clicked, m_record, [this] {
        m_record->clear();
        m_record->setFocus();
    });
    connect(m_record, &QKeySequenceEdit::editingFinished, this, [this] {
        if (!m_record->keySequence().isEmpty()) {
            const QSignalBlocker block(m_record); // losing the focus would end the editing once more
            m_start->setFocus();
            propose({m_record->keySequence()});
        }
    });
    connect(m_remove, &QPushButton::clicked, this, [this] { propose({}); });
    connect(m_reset, &QPushButton::clicked, this, [this] {
        if (const int at = m_model->row(chosen()); at >= 0) {
            propose(m_model->command(at).defaults);
        }
    });
    connect(m_take, &QPushButton::clicked, this, &KeysPage::take);
    return part;
}

int KeysPage::search(const QString &text)
{
    if (m_filter->text() != text) {
        m_filter->setText(text); // comes back here
    }
    m_shown->setFilterFixedString(text);
    if (!m_view->currentIndex().isValid()) {
        m_view->setCurrentIndex(m_shown->index(0, 0));
    }
    return m_shown->rowCount();
}

QString KeysPage::chosen() const
{
    return m_view->currentIndex().siblingAtColumn(KeysModel::IdColumn).data().toString();
}

void KeysPage::refresh()
{
    m_conflict->hide();
    m_proposed.clear();
    const int row = m_model->row(chosen());
    for (QWidget *control : std::initializer_list<QWidget *>{m_record, m_start, m_remove, m_reset}) {
        control->setEnabled(row >= 0);
    }
    if (row < 0) {
        m_command->setText(tr("Choose a command to change its keys."));
        m_record->clear();
        return;
    }
    const commands::Command &command = m_model->command(row);
    m_command->setText(command.text);
    m_record->setKeySequence(command.keys.value(0));
    m_remove->setEnabled(!command.keys.isEmpty());
    m_reset->setEnabled(command.keys != command.defaults);
}

void KeysPage::propose(const QList<QKeySequence> &keys)
{
    const QStringList others = m_shortcuts->conflicts(chosen(), keys);
    if (others.isEmpty()) {
        m_shortcuts->setKeys(chosen(), keys);
        refresh();
        return;
    }
    QStringList names;
    for (const QString &other : others) {
        names << "“" + m_model->command(m_model->row(other)).text + "”";
    }
    m_proposed = keys;
    m_record->setKeySequence(keys.value(0));
    m_conflictText->setText(tr("%1 belongs to %2.").arg(keysText(keys), names.join(", ")));
    m_take->setText(tr("Take it from %1").arg(names.join(", ")));
    m_take->setAccessibleName(m_take->text());
    m_conflict->show();
}

void KeysPage::take()
{
    const QString id = chosen();
    const QList<QKeySequence> keys = m_proposed;
    for (const QString &other : m_shortcuts->conflicts(id, keys)) {
        QList<QKeySequence> left;
        for (const QKeySequence &key : m_model->command(m_model->row(other)).keys) {
            const bool clash = std::any_of(keys.begin(), keys.end(), [&key](const QKeySequence &wanted) {
                return key.matches(wanted) != QKeySequence::NoMatch ||
                       wanted.matches(key) != QKeySequence::NoMatch;
            });
            if (!clash) {
                left << key;
            }
        }
        m_shortcuts->setKeys(other, left);
    }
    m_shortcuts->setKeys(id, keys);
    refresh();
}

} // namespace strandline::settings
