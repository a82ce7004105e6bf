// The header of a grid whose rows can be sorted and filtered: marks of the sort beside the titles, and under
// them, where wished, a row of fields that take a filter each. GUI thread.
#pragma once

#include "views/common/theme/theme.h"

#include <QHash>
#include <QHeaderView>

class QLineEdit;

namespace strandline::grid {

struct SortMark
{
    int column = 0;
    bool descending = false;
};

class FilterHeader : public QHeaderView
{
    Q_OBJECT
public:
    FilterHeader(theme::Theme *theme, QWidget *parent);
    ~FilterHeader() override;

    void setSorting(std::vector<SortMark> marks); // in the order in which they count
    bool filtersVisible() const { return m_filtersVisible; }
    void setFiltersVisible(bool visible);
    void setFilterText(int column, const QString &text);
    void focusFilter(int column);             // shows the row of fields first
    QLineEdit *filterField(int column) const; // null: never seen

    QSize sizeHint() const override;

signals:
    void filterEntered(int column, const QString &text);

protected:
    void updateGeometries() override;
    void paintSection(QPainter *painter, const QRect &rect, int column) const override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void placeFields();
    QLineEdit *field(int column);

    theme::Theme *m_theme;
    std::vector<SortMark> m_marks;
    QHash<int, QLineEdit *> m_fields; // made when their column comes into sight
    QHash<int, QString> m_texts;      // filters in force
    bool m_filtersVisible = false;
};

} // namespace strandline::grid
