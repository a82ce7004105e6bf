#include "views/common/editor/completion_popup.h"

#include "views/common/editor/scintilla.h"
#include "views/common/widgets/style.h"

#include <QBoxLayout>
#include <QKeyEvent>
#include <QListWidget>
#include <QPainter>
#include <QScreen>
#include <QStyledItemDelegate>

namespace strandline::editor {

namespace {

constexpr int rowsShown = 10;
constexpr int widthMin = 220;
constexpr int widthMax = 640;
constexpr int detailRole = Qt::UserRole;

// The kind's word stands at the right where there is no detail: colour and icon alone say nothing.
class RowDelegate : public QStyledItemDelegate
{
public:
    RowDelegate(theme::Theme *theme, QObject *parent) : QStyledItemDelegate(parent), m_theme(theme) {}

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const theme::Tokens &t = m_theme->tokens();
        painter->save();
        if (option.state.testFlag(QStyle::State_Selected)) {
            painter->fillRect(option.rect, t.accentSoft);
        }
        QRect rect = option.rect.adjusted(theme::space2, 0, -theme::space2, 0);
        const QRect icon(rect.left(), rect.center().y() - theme::iconSize / 2 + 1, theme::iconSize,
                         theme::iconSize);
        index.data(Qt::DecorationRole).value<QIcon>().paint(painter, icon);
        rect.setLeft(icon.right() + theme::space2);
        const QString detail = index.data(detailRole).toString();
        const int detailWidth = std::min(option.fontMetrics.horizontalAdvance(detail), rect.width() / 2);
        painter->setPen(t.secondary);
        painter->drawText(rect, Qt::AlignRight | Qt::AlignVCenter,
                          option.fontMetrics.elidedText(detail, Qt::ElideRight, detailWidth));
        rect.setRight(rect.right() - (detail.isEmpty() ? 0 : detailWidth + theme::space3));
        painter->setPen(t.text);
        painter->setFont(theme::Theme::fixed());
        const QFontMetrics metrics(painter->font());
        painter->drawText(rect, Qt::AlignLeft | Qt::AlignVCenter,
                          metrics.elidedText(index.data().toString(), Qt::ElideRight, rect.width()));
        painter->restore();
    }

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const QFontMetrics metrics(theme::Theme::fixed());
        return {metrics.horizontalAdvance(index.data().toString()) +
                    option.fontMetrics.horizontalAdvance(index.data(detailRole).toString()) +
                    theme::iconSize + 4 * theme::space3,
                theme::rowHeight};
    }

private:
    theme::Theme *m_theme;
};

const char *iconOf(sql::ProposalKind kind)
{
    switch (kind) {
    case sql::ProposalKind::Join:
        return "join";
    case sql::ProposalKind::Columns:
    case sql::ProposalKind::Column:
        return "columns";
    case sql::ProposalKind::Table:
    case sql::ProposalKind::Alias:
        return "table";
    case sql::ProposalKind::View:
        return "view";
    case sql::ProposalKind::Schema:
        return "database";
    case sql::ProposalKind::Function:
    case sql::ProposalKind::Pragma:
        return "function";
    case sql::ProposalKind::Keyword:
        break;
    }
    return "keyword";
}

} // namespace

CompletionPopup::CompletionPopup(QsciScintilla *view, theme::Theme *theme)
    : QFrame(view, Qt::ToolTip), m_view(view), m_theme(theme), m_list(new QListWidget)
{
    setObjectName("completion");
    setAttribute(Qt::WA_ShowWithoutActivating);
    setFocusPolicy(Qt::NoFocus);
    auto *column = widgets::flatColumn(this);
    column->setContentsMargins(1, 1, 1, 1);
    column->addWidget(m_list);
    m_list->setObjectName("proposals");
    m_list->setAccessibleName(tr("Proposals"));
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setUniformItemSizes(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setItemDelegate(new RowDelegate(theme, m_list));
    connect(m_list, &QListWidget::itemClicked, this, &CompletionPopup::accept);
    hide();
}

void CompletionPopup::offer(sql::Completion completion, std::size_t base)
{
    m_completion = std::move(completion);
    m_base = base;
    // A single word that is there already is no proposal.
    const std::string written = textOf(m_view, static_cast<long>(base + m_completion.offset),
                                       static_cast<long>(base + m_completion.offset + m_completion.length));
    const auto &found = m_completion.proposals;
    if (found.empty() || (found.size() == 1 && found.front().text == written)) {
        dismiss();
        return;
    }
    m_list->clear();
    for (const sql::Proposal &proposal : found) {
        auto *item = new QListWidgetItem(m_theme->icon(QString::fromLatin1(iconOf(proposal.kind))),
                                         QString::fromStdString(proposal.text));
        item->setData(detailRole, QString::fromStdString(proposal.detail));
        m_list->addItem(item);
    }
    m_list->setCurrentRow(0);
    place();
    show();
}

void CompletionPopup::place()
{
    const int rows = std::min(rowsShown, m_list->count());
    int width = widthMin;
    for (int i = 0; i < std::min(m_list->count(), 50); ++i) {
        width = std::max(width, m_list->sizeHintForIndex(m_list->model()->index(i, 0)).width());
    }
    resize(std::min(width + 16, widthMax), rows * theme::rowHeight + 4);
    const auto from = static_cast<long>(m_base + m_completion.offset);
    const auto x = static_cast<int>(send(m_view, Sci::SCI_POINTXFROMPOSITION, 0, from));
    const auto y = static_cast<int>(send(m_view, Sci::SCI_POINTYFROMPOSITION, 0, from));
    const auto line = static_cast<int>(send(m_view, Sci::SCI_TEXTHEIGHT, 0));
    QPoint at = m_view->viewport()->mapToGlobal(QPoint(x, y + line + 2));
    const QRect screen = m_view->screen()->availableGeometry();
    if (at.y() + height() > screen.bottom()) {
        at.setY(m_view->viewport()->mapToGlobal(QPoint(0, y)).y() - height() - 2);
    }
    at.setX(std::max(screen.left(), std::min(at.x(), screen.right() - this->width())));
    move(at);
}

void CompletionPopup::dismiss()
{
    hide();
}

bool CompletionPopup::takeKey(const QKeyEvent *key)
{
    if (!isVisible() || (key->modifiers() & ~Qt::KeypadModifier) != Qt::NoModifier) {
        return false;
    }
    const int rows = m_list->count();
    const int row = m_list->currentRow();
    switch (key->key()) {
    case Qt::Key_Up:
        m_list->setCurrentRow((row + rows - 1) % rows);
        return true;
    case Qt::Key_Down:
        m_list->setCurrentRow((row + 1) % rows);
        return true;
    case Qt::Key_PageUp:
        m_list->setCurrentRow(std::max(0, row - rowsShown));
        return true;
    case Qt::Key_PageDown:
        m_list->setCurrentRow(std::min(rows - 1, row + rowsShown));
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Tab:
        accept();
        return true;
    case Qt::Key_Escape:
        dismiss();
        return true;
    default:
        return false;
    }
}

void CompletionPopup::accept()
{
    const int row = m_list->currentRow();
    hide();
    if (row < 0) {
        return;
    }
    const sql::Proposal &proposal = m_completion.proposals[static_cast<std::size_t>(row)];
    const std::size_t from = m_base + m_completion.offset;
    m_view->beginUndoAction();
    send(m_view, Sci::SCI_SETTARGETRANGE, from, from + m_completion.length);
    sendText(m_view, Sci::SCI_REPLACETARGET, proposal.text);
    m_view->endUndoAction();
    send(m_view, Sci::SCI_GOTOPOS, from + proposal.text.size() - proposal.cursorBack);
}

} // namespace strandline::editor
