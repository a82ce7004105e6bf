#include "models/browse/facts_model.h"

#include <algorithm>

namespace strandline::browse {

FactsModel::FactsModel(QObject *parent) : QAbstractTableModel(parent) {}

int FactsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_facts.rows.size());
}

int FactsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_facts.headers.size());
}

QVariant FactsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const Facts::Row &row = m_facts.rows[static_cast<std::size_t>(index.row())];
    const Fact &fact = row.cells[static_cast<std::size_t>(index.column())];
    switch (role) {
    case Qt::DisplayRole:
        return fact.text;
    case Qt::ToolTipRole:
        return fact.table.isEmpty() ? fact.text : tr("Go to %1").arg(fact.table);
    case Qt::TextAlignmentRole:
        return QVariant::fromValue((fact.number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case TableRole:
        return fact.table;
    case SqlRole:
        return row.sql;
    default:
        return {};
    }
}

QVariant FactsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Vertical || section < 0 || section >= columnCount()) {
        return {};
    }
    if (role == Qt::DisplayRole) {
        return m_facts.headers[section];
    }
    if (role == Qt::TextAlignmentRole) {
        const bool number =
            !m_facts.rows.empty() && m_facts.rows.front().cells[static_cast<std::size_t>(section)].number;
        return QVariant::fromValue((number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    }
    return {};
}

void FactsModel::setFacts(Facts facts)
{
    if (facts == m_facts) {
        return;
    }
    const auto sameNames = [](const Facts::Row &a, const Facts::Row &b) { return a.name == b.name; };
    if (facts.headers == m_facts.headers && std::equal(facts.rows.begin(), facts.rows.end(),
                                                       m_facts.rows.begin(), m_facts.rows.end(), sameNames)) {
        m_facts = std::move(facts);
        emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
        return;
    }
    beginResetModel();
    m_facts = std::move(facts);
    endResetModel();
}

int FactsModel::rowOf(const QString &name) const
{
    const auto it = std::find_if(m_facts.rows.begin(), m_facts.rows.end(),
                                 [&](const Facts::Row &row) { return row.name == name; });
    return it == m_facts.rows.end() ? -1 : static_cast<int>(it - m_facts.rows.begin());
}

} // namespace strandline::browse
