// A small table of texts that its owner sets as a whole. GUI thread.
#pragma once

#include <QAbstractTableModel>
#include <QStringList>

#include <vector>

namespace strandline::text {

class TextRows : public QAbstractTableModel
{
    Q_OBJECT
public:
    explicit TextRows(QStringList headers, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    // Each as long as there are headers. Nothing happens where they are the same.
    void setRows(std::vector<QStringList> rows);
    const std::vector<QStringList> &rows() const { return m_rows; }

private:
    const QStringList m_headers;
    std::vector<QStringList> m_rows;
};

} // namespace strandline::text
