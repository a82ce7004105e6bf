// The statements that changed something in a worksheet's open transaction, in their order. GUI thread.
#pragma once

#include "engine/session/result_feed.h"

#include <QAbstractTableModel>

namespace strandline::worksheet {

class PendingModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    explicit PendingModel(QObject *parent = nullptr) : QAbstractTableModel(parent) {}

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    void set(const std::vector<session::PendingChange> &changes);

private:
    std::vector<session::PendingChange> m_changes;
};

} // namespace strandline::worksheet
