// Backup sets as a tree: sets, the newest first, and under each its pieces. Filtered by kind, status and
// text. GUI thread.
#pragma once

#include "models/backup/backup_catalogue.h"

#include <QAbstractItemModel>

namespace strandline::backup {

struct SetFilter
{
    std::optional<Kind> kind;
    std::optional<SetStatus> status;
    QString store; // empty: all
    QString text;  // in the id, a tag or a piece's name
    bool any() const { return kind || status || !store.isEmpty() || !text.isEmpty(); }
};

class SetsModel : public QAbstractItemModel
{
    Q_OBJECT
public:
    enum Column
    {
        MadeColumn,
        KindColumn,
        ScnColumn,
        StatusColumn,
        StoredColumn,
        ContentColumn,
        EncryptedColumn,
        VerifiedColumn,
        KeptColumn,
        StoreColumn,
        ColumnCount
    };
    enum Role
    {
        IdRole = Qt::UserRole, // of the set, also of its pieces' rows
        StoreRole,
        StatusRole, // int(SetStatus); of sets only
    };

    explicit SetsModel(BackupCatalogue *catalogue, QObject *parent = nullptr);

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    const SetFilter &filter() const { return m_filter; }
    void setFilter(const SetFilter &filter);
    // Of the set that the row is or belongs to; null for an invalid index.
    const SetInfo *setAt(const QModelIndex &index) const;
    QModelIndex indexOf(const QString &store, const QString &id) const; // invalid: not shown
    int total() const;                                                  // without the filter

private:
    void rebuild();
    bool shows(const SetInfo &set) const;
    QVariant setCell(const SetInfo &set, int column) const;
    QVariant pieceCell(const Piece &piece, int column) const;
    QString toolTip(const SetInfo &set) const;

    BackupCatalogue *m_catalogue;
    SetFilter m_filter;
    std::vector<SetInfo> m_sets; // shown, the newest first
};

} // namespace strandline::backup
