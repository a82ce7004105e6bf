// The values of one dimension that had most time: share and split by wait class, value, and of statements
// their text. Set as a whole by AshAnalytics. GUI thread.
#pragma once

#include "models/performance/performance_words.h"

#include <QAbstractTableModel>

#include <map>

namespace strandline::performance {

// What an activity bar draws: shares of the whole (0 to 1) by wait class, in their order.
using ClassShares = std::array<double, SL_CLASSES>;

enum ActivityRole
{
    SharesRole = Qt::UserRole + 100, // ClassShares: the cell is a bar with the display text beside it
    LinkRole,                        // bool: a click on the cell leads somewhere
};

class TopModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column
    {
        ActivityColumn,
        ValueColumn,
        TextColumn, // of SQL ids only
    };

    explicit TopModel(QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    // texts: of the SQL ids, where they are known.
    void set(monitor::AshDimension dimension, std::vector<monitor::AshShare> shares,
             const std::map<std::string, std::string> &texts);
    monitor::AshDimension dimension() const { return m_dimension; }
    const std::string &valueAt(int row) const;
    int rowOf(const std::string &value) const; // -1: it is not there

private:
    monitor::AshDimension m_dimension = monitor::AshDimension::SqlId;
    std::vector<monitor::AshShare> m_shares;
    std::vector<std::string> m_texts; // by row
};

// "CPU 61.2% · Commit 3.4%", the greatest first.
QString classSplit(const ClassShares &shares);

} // namespace strandline::performance

Q_DECLARE_METATYPE(strandline::performance::ClassShares)
