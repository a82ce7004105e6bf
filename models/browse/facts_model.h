// A small table of facts as text: the columns of a table, its indexes, what a database's header says. The
// whole of it is set at once; what is the same stays, with its selection. GUI thread.
#pragma once

#include <QAbstractTableModel>
#include <QStringList>

#include <vector>

namespace strandline::browse {

struct Fact
{
    QString text;
    bool number = false; // stands at the right
    QString table = {};  // leads to this table; empty: nowhere
    bool operator==(const Fact &) const = default;
};

struct Facts
{
    struct Row
    {
        QString name; // of what the row is about
        std::vector<Fact> cells;
        QString sql = {}; // its statement; empty: none
        bool operator==(const Row &) const = default;
    };
    QStringList headers;
    std::vector<Row> rows;
    bool operator==(const Facts &) const = default;
};

class FactsModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Role
    {
        TableRole = Qt::UserRole + 64, // where the cell leads to; empty: nowhere
        SqlRole,                       // of the row
    };

    explicit FactsModel(QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    void setFacts(Facts facts);
    int rowOf(const QString &name) const; // -1: not there

private:
    Facts m_facts;
};

} // namespace strandline::browse
