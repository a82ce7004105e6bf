#include "views/transfer/type_delegate.h"

#include "models/transfer/import_columns_model.h"

#include <QComboBox>

namespace strandline::transfer {

QWidget *TypeDelegate::createEditor(QWidget *parent, const QStyleOptionViewItem & /*unused*/,
                                    const QModelIndex & /*unused*/) const
{
    auto *box = new QComboBox(parent);
    box->setAccessibleName(tr("Type of the column"));
    for (const ImportType type : ImportColumnsModel::types()) {
        box->addItem(ImportColumnsModel::typeText(type), static_cast<int>(type));
    }
    connect(box, &QComboBox::activated, this, [this, box] {
        auto *self = const_cast<TypeDelegate *>(this);
        emit self->commitData(box);
        emit self->closeEditor(box);
    });
    return box;
}

void TypeDelegate::setEditorData(QWidget *editor, const QModelIndex &index) const
{
    auto *box = static_cast<QComboBox *>(editor);
    box->setCurrentIndex(box->findData(index.data(Qt::EditRole)));
}

void TypeDelegate::setModelData(QWidget *editor, QAbstractItemModel *model, const QModelIndex &index) const
{
    model->setData(index, static_cast<QComboBox *>(editor)->currentData(), Qt::EditRole);
}

} // namespace strandline::transfer
