#include "views/common/grid/filter_header.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QPainter>
#include <QScrollBar>
#include <QTableView>

#include <algorithm>

namespace strandline::grid {

namespace {
constexpr int titleHeight = theme::rowHeight + theme::space1;
constexpr int fieldHeight = theme::rowHeight + theme::space1;
constexpr int markWidth = 22;
} // namespace

FilterHeader::FilterHeader(theme::Theme *theme, QWidget *parent)
    : QHeaderView(Qt::Horizontal, parent), m_theme(theme)
{
    setSectionsClickable(true);
    setSectionsMovable(true);
    setHighlightSections(false);
    setDefaultSectionSize(120);
    setContextMenuPolicy(Qt::CustomContextMenu);
    setAccessibleName(tr("Column headers"));
    connect(this, &QHeaderView::sectionResized, this, &FilterHeader::placeFields);
    connect(this, &QHeaderView::sectionMoved, this, &FilterHeader::placeFields);
    connect(this, &QHeaderView::sectionCountChanged, this, [this](int, int now) {
        for (const int column : m_fields.keys()) {
            if (column >= now) {
                m_fields.take(column)->deleteLater();
            }
        }
        placeFields();
    });
}

// A field that loses the focus with its grid has nothing to say any more.
FilterHeader::~FilterHeader()
{
    for (QLineEdit *edit : std::as_const(m_fields)) {
        edit->disconnect(this);
        edit->removeEventFilter(this);
    }
}

void FilterHeader::setSorting(std::vector<SortMark> marks)
{
    m_marks = std::move(marks);
    viewport()->update();
}

QSize FilterHeader::sizeHint() const
{
    return {QHeaderView::sizeHint().width(), titleHeight + (m_filtersVisible ? fieldHeight : 0)};
}

void FilterHeader::setFiltersVisible(bool visible)
{
    if (m_filtersVisible != visible) {
        m_filtersVisible = visible;
        updateGeometries();
        emit geometriesChanged();
    }
}

void FilterHeader::setFilterText(int column, const QString &text)
{
    m_texts.insert(column, text);
    if (QLineEdit *edit = m_fields.value(column); edit != nullptr && edit->text() != text) {
        edit->setText(text);
    }
}

void FilterHeader::focusFilter(int column)
{
    setFiltersVisible(true);
    if (auto *view = qobject_cast<QTableView *>(parentWidget());
        view != nullptr && view->model() != nullptr) {
        view->scrollTo(view->model()->index(std::max(view->rowAt(0), 0), column));
    }
    field(column)->setFocus();
    field(column)->selectAll();
}

QLineEdit *FilterHeader::filterField(int column) const
{
    return m_fields.value(column);
}

QLineEdit *FilterHeader::field(int column)
{
    QLineEdit *&edit = m_fields[column];
    if (edit == nullptr) {
        edit = new QLineEdit(this);
        edit->setObjectName("columnFilter");
        edit->setText(m_texts.value(column));
        edit->setPlaceholderText(tr("Filter"));
        edit->setToolTip(
            tr("abc: contains · abc*: begins with · =5 · <>5 · <5 · >=5 · 5..9 · NULL · not NULL"));
        edit->installEventFilter(this);
        connect(edit, &QLineEdit::editingFinished, this, [this, column, edit] {
            if (edit->text() != m_texts.value(column)) {
                m_texts.insert(column, edit->text());
                emit filterEntered(column, edit->text());
            }
        });
    }
    edit->setAccessibleName(
        tr("Filter of %1").arg(model()->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString()));
    return edit;
}

// Escape takes back what was typed; Down goes to the rows.
bool FilterHeader::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress) {
        auto *edit = static_cast<QLineEdit *>(watched);
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Escape) {
            edit->setText(m_texts.value(m_fields.key(edit)));
        }
        if (key == Qt::Key_Escape || key == Qt::Key_Down) {
            parentWidget()->setFocus();
            return true;
        }
    }
    return QHeaderView::eventFilter(watched, event);
}

void FilterHeader::updateGeometries()
{
    setViewportMargins(0, 0, 0, m_filtersVisible ? fieldHeight : 0);
    QHeaderView::updateGeometries();
    placeFields();
}

void FilterHeader::placeFields()
{
    if (model() == nullptr) {
        return;
    }
    for (int column = 0; column < count(); ++column) {
        const int left = sectionViewportPosition(column);
        const bool seen = m_filtersVisible && !isSectionHidden(column) && left < viewport()->width() &&
                          left + sectionSize(column) > 0;
        QLineEdit *edit = seen ? field(column) : m_fields.value(column);
        if (edit != nullptr) {
            edit->setGeometry(left + 2, titleHeight, sectionSize(column) - 4, fieldHeight - 2);
            edit->setVisible(seen);
        }
    }
}

void FilterHeader::paintSection(QPainter *painter, const QRect &rect, int column) const
{
    painter->save();
    QHeaderView::paintSection(painter, rect, column);
    painter->restore();
    const auto mark = std::find_if(m_marks.begin(), m_marks.end(),
                                   [column](const SortMark &m) { return m.column == column; });
    if (mark == m_marks.end()) {
        return;
    }
    QString text = mark->descending ? QStringLiteral("▼") : QStringLiteral("▲");
    if (m_marks.size() > 1) {
        text += QString::number(mark - m_marks.begin() + 1);
    }
    const QRect place(rect.right() - markWidth, rect.top() + 1, markWidth - 2, rect.height() - 2);
    painter->save();
    painter->fillRect(place, m_theme->tokens().window);
    painter->setPen(m_theme->tokens().accent);
    painter->drawText(place, Qt::AlignCenter, text);
    painter->restore();
}

} // namespace strandline::grid
