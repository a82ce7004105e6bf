#include "views/shell/command_palette.h"

#include "models/text/fuzzy_match.h"
#include "views/common/widgets/style.h"

#include <QApplication>
#include <QBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QStyledItemDelegate>

#include <algorithm>

namespace strandline::shell {

namespace {

constexpr const char *recentKey = "v1/palette/recent";
constexpr qsizetype mostRecent = 20;
constexpr int widest = 600;
constexpr int rowHeight = 28;
constexpr int rowsShown = 12;

// Icon and text at the left, the keys at the right.
class EntryDelegate : public QStyledItemDelegate
{
public:
    EntryDelegate(theme::Theme *theme, QObject *parent) : QStyledItemDelegate(parent), m_theme(theme) {}

    QSize sizeHint(const QStyleOptionViewItem & /*option*/, const QModelIndex & /*index*/) const override
    {
        return {widest, rowHeight};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const theme::Tokens &t = m_theme->tokens();
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        if (option.state.testFlag(QStyle::State_Selected) || option.state.testFlag(QStyle::State_MouseOver)) {
            painter->setPen(Qt::NoPen);
            painter->setBrush(option.state.testFlag(QStyle::State_Selected) ? t.accentSoft : t.hover);
            painter->drawRoundedRect(option.rect, 4, 4);
        }
        const int icon = m_theme->iconSize();
        QRect rest = option.rect.adjusted(theme::space2, 0, -theme::space2, 0);
        const auto image = index.data(Qt::DecorationRole).value<QIcon>();
        image.paint(painter, QRect(rest.left(), rest.center().y() - icon / 2, icon, icon));
        rest.setLeft(rest.left() + icon + theme::space2);
        const QString keys = index.data(PaletteModel::KeysRole).toString();
        painter->setPen(t.secondary);
        painter->drawText(rest, Qt::AlignVCenter | Qt::AlignRight, keys);
        rest.setRight(rest.right() - option.fontMetrics.horizontalAdvance(keys) - theme::space3);
        painter->setPen(t.text);
        painter->drawText(
            rest, Qt::AlignVCenter | Qt::AlignLeft,
            option.fontMetrics.elidedText(index.data().toString(), Qt::ElideRight, rest.width()));
        painter->restore();
    }

private:
    theme::Theme *m_theme;
};

} // namespace

PaletteModel::PaletteModel(QObject *parent) : QAbstractListModel(parent) {}

int PaletteModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant PaletteModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const PaletteEntry &shown = entry(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return shown.text;
    case Qt::AccessibleTextRole:
        return shown.keys.isEmpty() ? shown.text : tr("%1, %2").arg(shown.text, shown.keys);
    case Qt::DecorationRole:
        return shown.icon;
    case KeysRole:
        return shown.keys;
    default:
        return {};
    }
}

void PaletteModel::setEntries(std::vector<PaletteEntry> entries, const QStringList &recentIds)
{
    beginResetModel();
    m_entries = std::move(entries);
    m_recent = recentIds;
    sort();
    endResetModel();
}

void PaletteModel::setFilter(const QString &letters)
{
    beginResetModel();
    m_filter = letters;
    sort();
    endResetModel();
}

void PaletteModel::sort()
{
    struct Place
    {
        std::size_t entry;
        int score;
        qsizetype recent;
    };
    std::vector<Place> places;
    for (std::size_t i = 0; i < m_entries.size(); ++i) {
        if (const auto score = text::fuzzyMatch(m_filter, m_entries[i].text)) {
            const qsizetype used = m_recent.indexOf(m_entries[i].id);
            places.push_back({i, *score, used < 0 ? m_recent.size() : used});
        }
    }
    std::stable_sort(places.begin(), places.end(), [this](const Place &a, const Place &b) {
        if (a.score != b.score) {
            return a.score > b.score;
        }
        if (a.recent != b.recent) {
            return a.recent < b.recent;
        }
        return m_entries[a.entry].text.localeAwareCompare(m_entries[b.entry].text) < 0;
    });
    m_rows.clear();
    for (const Place &place : places) {
        m_rows.push_back(place.entry);
    }
}

CommandPalette::CommandPalette(theme::Theme *theme, QSettings *settings, QWidget *host)
    : QFrame(host), m_settings(settings), m_host(host), m_model(new PaletteModel(this)),
      m_field(new QLineEdit), m_list(new QListView)
{
    setObjectName("commandPalette");
    setAccessibleName(tr("Command palette"));
    auto *column = new QBoxLayout(QBoxLayout::TopToBottom, this);
    column->setContentsMargins(theme::space2, theme::space2, theme::space2, theme::space2);
    column->setSpacing(theme::space2);
    column->addWidget(m_field);
    column->addWidget(m_list);
    m_field->setObjectName("paletteField");
    m_field->setPlaceholderText(tr("Type a command or the name of a table"));
    m_field->setAccessibleName(tr("Command or table"));
    m_list->setObjectName("paletteList");
    m_list->setAccessibleName(tr("What matches"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new EntryDelegate(theme, m_list));
    m_list->setUniformItemSizes(true);
    m_list->setMouseTracking(true);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_field->installEventFilter(this);
    host->installEventFilter(this);
    connect(m_field, &QLineEdit::textChanged, this, [this](const QString &letters) {
        m_model->setFilter(letters);
        chooseFirst();
    });
    connect(m_list, &QListView::clicked, this, &CommandPalette::runCurrent);
    hide();
}

void CommandPalette::open(std::vector<PaletteEntry> entries)
{
    if (!isVisible()) {
        m_focusBefore = QApplication::focusWidget();
    }
    m_field->clear();
    setEntries(std::move(entries));
    place();
    show();
    raise();
    m_field->setFocus();
}

void CommandPalette::setEntries(std::vector<PaletteEntry> entries)
{
    m_model->setEntries(std::move(entries), m_settings->value(recentKey).toStringList());
    chooseFirst();
}

void CommandPalette::chooseFirst()
{
    m_list->setCurrentIndex(m_model->index(0, 0));
    m_list->scrollToTop();
}

void CommandPalette::dismiss()
{
    if (!isVisible()) {
        return;
    }
    const bool hadFocus = m_field->hasFocus();
    hide();
    if (hadFocus && m_focusBefore) {
        m_focusBefore->setFocus();
    }
}

void CommandPalette::runCurrent()
{
    const QModelIndex current = m_list->currentIndex();
    if (!current.isValid()) {
        return;
    }
    const PaletteEntry chosen = m_model->entry(current.row());
    QStringList recent = m_settings->value(recentKey).toStringList();
    recent.removeAll(chosen.id);
    recent.prepend(chosen.id);
    m_settings->setValue(recentKey, recent.mid(0, mostRecent));
    dismiss(); // the command finds the focus where it was
    chosen.run();
}

bool CommandPalette::keyPressed(int key)
{
    const int row = m_list->currentIndex().row();
    int to = row;
    switch (key) {
    case Qt::Key_Escape:
        dismiss();
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        runCurrent();
        return true;
    case Qt::Key_Down:
        to = row + 1;
        break;
    case Qt::Key_Up:
        to = row - 1;
        break;
    case Qt::Key_PageDown:
        to = row + rowsShown;
        break;
    case Qt::Key_PageUp:
        to = row - rowsShown;
        break;
    default:
        return false;
    }
    m_list->setCurrentIndex(m_model->index(std::clamp(to, 0, std::max(0, m_model->rowCount() - 1)), 0));
    return true;
}

bool CommandPalette::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_field && event->type() == QEvent::KeyPress) {
        return keyPressed(static_cast<QKeyEvent *>(event)->key());
    }
    if (watched == m_field && event->type() == QEvent::FocusOut) {
        hide();
    }
    if (watched == m_host && event->type() == QEvent::Resize) {
        place();
    }
    return QFrame::eventFilter(watched, event);
}

void CommandPalette::hideEvent(QHideEvent *event)
{
    QFrame::hideEvent(event);
    emit closed();
}

void CommandPalette::place()
{
    const int w = std::min(widest, m_host->width() - 2 * theme::space4);
    const int wanted = m_field->sizeHint().height() + rowsShown * rowHeight + 4 * theme::space2;
    setGeometry((m_host->width() - w) / 2, theme::space6, w,
                std::min(wanted, m_host->height() - 2 * theme::space6));
}

} // namespace strandline::shell
