#include "models/performance/top_model.h"

#include <algorithm>

namespace strandline::performance {

using monitor::AshDimension;
using monitor::AshShare;

namespace {

ClassShares sharesOf(const AshShare &of)
{
    ClassShares shares{};
    for (std::size_t i = 0; i < shares.size() && of.micros > 0; ++i) {
        shares.at(i) = of.share * static_cast<double>(of.byClass.at(i)) / static_cast<double>(of.micros);
    }
    return shares;
}

} // namespace

QString classSplit(const ClassShares &shares)
{
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < shares.size(); ++i) {
        if (shares.at(i) > 0) {
            order.push_back(i);
        }
    }
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return shares.at(a) > shares.at(b); });
    QStringList parts;
    for (const std::size_t i : order) {
        parts << QStringLiteral("%1 %2").arg(className(i), shareText(shares.at(i)));
    }
    return parts.join(QStringLiteral(" · "));
}

TopModel::TopModel(QObject *parent) : QAbstractTableModel(parent) {}

int TopModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_shares.size());
}

int TopModel::columnCount(const QModelIndex &parent) const
{
    const bool explained = m_dimension == AshDimension::SqlId || m_dimension == AshDimension::Session;
    return parent.isValid() ? 0 : explained ? TextColumn + 1 : ValueColumn + 1;
}

const std::string &TopModel::valueAt(int row) const
{
    return m_shares.at(static_cast<std::size_t>(row)).value;
}

int TopModel::rowOf(const std::string &value) const
{
    const auto found = std::find_if(m_shares.begin(), m_shares.end(),
                                    [&](const AshShare &share) { return share.value == value; });
    return found == m_shares.end() ? -1 : static_cast<int>(found - m_shares.begin());
}

void TopModel::set(AshDimension dimension, std::vector<AshShare> shares,
                   const std::map<std::string, std::string> &texts)
{
    std::vector<std::string> words;
    for (const AshShare &share : shares) {
        const auto known = texts.find(share.value);
        words.push_back(known == texts.end() ? std::string() : known->second);
    }
    const bool same = dimension == m_dimension && shares.size() == m_shares.size();
    if (!same) {
        beginResetModel();
    }
    m_dimension = dimension;
    m_shares = std::move(shares);
    m_texts = std::move(words);
    if (!same) {
        endResetModel();
    } else if (!m_shares.empty()) {
        emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
    }
}

QVariant TopModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const auto row = static_cast<std::size_t>(index.row());
    const AshShare &share = m_shares[row];
    const bool linked = index.column() == ValueColumn && m_dimension == AshDimension::SqlId;
    switch (role) {
    case Qt::DisplayRole:
        return index.column() == ActivityColumn ? shareText(share.share, share.error)
               : index.column() == ValueColumn  ? valueTitle(m_dimension, share.value)
                                                : sqlLine(m_texts[row]);
    case Qt::ToolTipRole:
        return index.column() == ActivityColumn
                   ? tr("%1 of the time of %Ln sample(s)", nullptr, static_cast<int>(share.rows))
                             .arg(shareText(share.share, share.error)) +
                         QLatin1Char('\n') + classSplit(sharesOf(share))
               : index.column() == TextColumn ? toText(m_texts[row])
                                              : valueTitle(m_dimension, share.value);
    case SharesRole:
        return index.column() == ActivityColumn ? QVariant::fromValue(sharesOf(share)) : QVariant();
    case LinkRole:
        return linked && !share.value.empty();
    default:
        return {};
    }
}

QVariant TopModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role != Qt::DisplayRole || orientation != Qt::Horizontal) {
        return {};
    }
    return section == ActivityColumn            ? tr("Activity")
           : section == ValueColumn             ? dimensionTitle(m_dimension)
           : m_dimension == AshDimension::SqlId ? tr("Text")
                                                : dimensionTitle(AshDimension::Program);
}

} // namespace strandline::performance
