#include "models/edit/edited_rows_model.h"

#include "engine/sql/tokenizer.h"
#include "models/edit/typed_value.h"
#include "models/rows/cell_text.h"
#include "models/text/quantities.h"

#include <QStringList>

#include <algorithm>

namespace strandline::edit {

using rows::RowMark;
using rows::TableRowsModel;
using Model = QAbstractItemModel;

EditedRowsModel::EditedRowsModel(TableRowsModel *rows, StagedEdits *edits, QObject *parent)
    : QAbstractProxyModel(parent), m_rows(rows), m_edits(edits)
{
    setSourceModel(rows);
    followSource();
    connect(edits, &StagedEdits::changed, this, &EditedRowsModel::editsChanged);
}

// Existing rows keep their numbers, so the source's signals go on as they are.
void EditedRowsModel::followSource()
{
    m_sourceRows = m_rows->rowCount();
    connect(m_rows, &Model::modelAboutToBeReset, this, [this] { beginResetModel(); });
    connect(m_rows, &Model::modelReset, this, [this] {
        m_sourceRows = m_rows->rowCount();
        m_newRows = fits() ? m_edits->newRows(m_rows->table()) : std::vector<RowId>();
        endResetModel();
    });
    connect(m_rows, &Model::rowsAboutToBeInserted, this,
            [this](const QModelIndex &, int first, int last) { beginInsertRows({}, first, last); });
    connect(m_rows, &Model::rowsInserted, this, [this] {
        m_sourceRows = m_rows->rowCount();
        endInsertRows();
    });
    connect(m_rows, &Model::rowsAboutToBeRemoved, this,
            [this](const QModelIndex &, int first, int last) { beginRemoveRows({}, first, last); });
    connect(m_rows, &Model::rowsRemoved, this, [this] {
        m_sourceRows = m_rows->rowCount();
        endRemoveRows();
    });
    connect(m_rows, &Model::dataChanged, this,
            [this](const QModelIndex &from, const QModelIndex &to, const QVector<int> &roles) {
                emit dataChanged(mapFromSource(from), mapFromSource(to), roles);
            });
    connect(m_rows, &Model::headerDataChanged, this, &Model::headerDataChanged);
    connect(m_rows, &TableRowsModel::aboutToHold, this, [this] {
        m_held.clear();
        for (const QModelIndex &index : persistentIndexList()) {
            if (index.row() < m_sourceRows) {
                m_held.emplace_back(index, mapToSource(index));
            }
        }
    });
    connect(m_rows, &Model::layoutAboutToBeChanged, this, [this] { emit layoutAboutToBeChanged(); });
    connect(m_rows, &Model::layoutChanged, this, [this] {
        QModelIndexList from;
        QModelIndexList to;
        for (const auto &[here, source] : m_held) {
            from << here;
            to << mapFromSource(source);
        }
        m_held.clear();
        changePersistentIndexList(from, to);
        emit layoutChanged();
    });
}

void EditedRowsModel::editsChanged()
{
    const std::vector<RowId> now = fits() ? m_edits->newRows(m_rows->table()) : std::vector<RowId>();
    // Both lists are sorted; what differs goes and comes in runs.
    const auto missingIn = [](const std::vector<RowId> &rows, const RowId &id) {
        return !std::binary_search(rows.begin(), rows.end(), id);
    };
    const auto at = [](std::size_t i) { return static_cast<std::ptrdiff_t>(i); };
    for (std::size_t end = m_newRows.size(); end > 0; --end) {
        std::size_t begin = end;
        while (begin > 0 && missingIn(now, m_newRows[begin - 1])) {
            --begin;
        }
        if (begin < end) {
            beginRemoveRows({}, m_sourceRows + static_cast<int>(begin),
                            m_sourceRows + static_cast<int>(end) - 1);
            m_newRows.erase(m_newRows.begin() + at(begin), m_newRows.begin() + at(end));
            endRemoveRows();
            end = begin + 1;
        }
    }
    for (std::size_t begin = 0; begin < now.size(); ++begin) {
        std::size_t end = begin;
        while (end < now.size() && (begin >= m_newRows.size() || m_newRows[begin] != now[end])) {
            ++end;
        }
        if (begin < end) {
            beginInsertRows({}, m_sourceRows + static_cast<int>(begin),
                            m_sourceRows + static_cast<int>(end) - 1);
            m_newRows.insert(m_newRows.begin() + at(begin), now.begin() + at(begin), now.begin() + at(end));
            endInsertRows();
        }
    }
    if (rowCount() > 0 && columnCount() > 0) {
        emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
        emit headerDataChanged(Qt::Vertical, 0, rowCount() - 1);
    }
}

bool EditedRowsModel::fits() const
{
    const rows::TableShape *shape = m_edits->shape(m_rows->table());
    return shape != nullptr && shape->sameColumns(m_rows->shape());
}

void EditedRowsModel::setRefusal(const QString &sentence)
{
    m_refusal = sentence;
}

QString EditedRowsModel::refusal() const
{
    const rows::TableShape &shape = m_rows->shape();
    if (!m_refusal.isEmpty() || m_rows->state() != TableRowsModel::State::Ready) {
        return m_refusal.isEmpty() ? tr("No rows are shown that could be edited.") : m_refusal;
    }
    if (shape.kind == catalog::TableKind::View) {
        return tr("A view can't be edited: its rows come from other tables. Edit them there.");
    }
    if (shape.kind == catalog::TableKind::Virtual) {
        return tr("A virtual table has no key by which its rows could be edited. Use a worksheet.");
    }
    if (shape.kind == catalog::TableKind::Shadow) {
        return tr("The table keeps the data of a virtual table. Editing it would damage that.");
    }
    if (shape.table.starts_with("sqlite_")) {
        return tr("The table belongs to SQLite itself and can't be edited.");
    }
    if (shape.key.empty()) {
        return tr("The table's columns hide every name of the rowid, so its rows have no key by which they "
                  "could be edited.");
    }
    return {};
}

QString EditedRowsModel::refusal(const QModelIndex &index) const
{
    if (const QString table = refusal(); !table.isEmpty()) {
        return table;
    }
    if (!index.isValid()) {
        return tr("No cell is chosen.");
    }
    const catalog::Column &column = m_rows->shape().columns[static_cast<std::size_t>(index.column())];
    if (column.kind != catalog::ColumnKind::Ordinary) {
        return tr("%1 is a generated column: its value follows from others.")
            .arg(QString::fromStdString(column.name));
    }
    return held(index) ? QString() : tr("The row is not read yet.");
}

std::optional<StagedEdits::SeenRow> EditedRowsModel::seen(int row) const
{
    const std::optional<rows::Key> key = m_rows->keyOf(row);
    if (!key || key->empty()) {
        return std::nullopt;
    }
    StagedEdits::SeenRow out{*key, {}};
    for (int column = 0; column < columnCount(); ++column) {
        const rows::Cell *cell = m_rows->cell(row, column);
        if (cell == nullptr) {
            return std::nullopt;
        }
        out.cells.push_back(*cell);
    }
    return out;
}

std::optional<RowId> EditedRowsModel::idOf(int row) const
{
    if (row >= m_sourceRows) {
        const auto at = static_cast<std::size_t>(row - m_sourceRows);
        return at < m_newRows.size() ? std::optional(m_newRows[at]) : std::nullopt;
    }
    const std::optional<rows::Key> key = m_rows->keyOf(row);
    return key ? std::optional(StagedEdits::idOf(*key)) : std::nullopt;
}

int EditedRowsModel::rowOf(const RowId &id) const
{
    const auto fresh = std::find(m_newRows.begin(), m_newRows.end(), id);
    if (fresh != m_newRows.end()) {
        return m_sourceRows + static_cast<int>(fresh - m_newRows.begin());
    }
    const StagedRow *row = m_edits->find(m_rows->table(), id);
    return row == nullptr ? -1 : m_rows->rowOf(row->key);
}

const StagedRow *EditedRowsModel::staged(int row) const
{
    if (m_edits->empty() || !fits()) {
        return nullptr;
    }
    const std::optional<RowId> id = idOf(row);
    return id ? m_edits->find(m_rows->table(), *id) : nullptr;
}

std::optional<EditedRowsModel::Held> EditedRowsModel::held(const QModelIndex &cell) const
{
    if (!checkIndex(cell, CheckIndexOption::IndexIsValid)) {
        return std::nullopt;
    }
    if (const StagedRow *row = staged(cell.row())) {
        const auto value = row->values.find(cell.column());
        if (value == row->values.end() && row->copied.contains(cell.column())) {
            const rows::Cell &copied = row->original[static_cast<std::size_t>(cell.column())];
            return Held{copied.value, copied.sizeBytes, true, row->key, row->original};
        }
        if (value != row->values.end() || row->kind == Kind::Insert) {
            const sqlite::Value held = value != row->values.end() ? value->second : sqlite::Null();
            return Held{held, rows::sizeOf(held), false, std::nullopt, {}};
        }
    }
    const rows::Cell *read = cell.row() < m_sourceRows ? m_rows->cell(cell.row(), cell.column()) : nullptr;
    if (read == nullptr) {
        return std::nullopt;
    }
    const bool partial = m_rows->index(cell.row(), cell.column()).data(rows::PartialRole).toBool();
    const auto row = seen(cell.row());
    return Held{read->value, read->sizeBytes, partial, m_rows->keyOf(cell.row()),
                partial && row ? row->cells : std::vector<rows::Cell>()};
}

bool EditedRowsModel::isEdited(const QModelIndex &cell) const
{
    const StagedRow *row = staged(cell.row());
    return row != nullptr && row->values.contains(cell.column());
}

std::optional<StagedEdits::CellChange> EditedRowsModel::change(const QModelIndex &cell,
                                                               sqlite::Value value) const
{
    StagedEdits::CellChange out;
    out.column = cell.column();
    out.value = std::move(value);
    if (cell.row() >= m_sourceRows) {
        const std::optional<RowId> id = idOf(cell.row());
        if (!id) {
            return std::nullopt;
        }
        out.newRow = *id;
        return out;
    }
    std::optional<StagedEdits::SeenRow> row = seen(cell.row());
    if (!row) {
        return std::nullopt;
    }
    out.row = std::move(*row);
    return out;
}

bool EditedRowsModel::setValue(const QModelIndex &cell, const sqlite::Value &value)
{
    const QString why = refusal(cell);
    const auto asked = why.isEmpty() ? change(cell, value) : std::nullopt;
    if (!asked) {
        emit refused(why.isEmpty() ? tr("The row is not read yet.") : why);
        return false;
    }
    m_edits->setValues(m_rows->shape(), {*asked});
    return true;
}

void EditedRowsModel::setNull(const QModelIndexList &cells)
{
    std::vector<StagedEdits::CellChange> changes;
    QString why = refusal();
    for (const QModelIndex &cell : cells) {
        const QString cellWhy = refusal(cell);
        why = cellWhy.isEmpty() ? why : cellWhy;
        if (const auto one = cellWhy.isEmpty() ? change(cell, sqlite::Null()) : std::nullopt) {
            changes.push_back(*one);
        }
    }
    if (!why.isEmpty()) {
        emit refused(why);
    }
    if (!changes.empty()) {
        m_edits->setValues(m_rows->shape(), changes);
    }
}

int EditedRowsModel::insertRow()
{
    if (const QString why = refusal(); !why.isEmpty()) {
        emit refused(why);
        return -1;
    }
    return rowOf(m_edits->insertRows(m_rows->shape(), {{}}).front());
}

int EditedRowsModel::duplicate(const std::vector<int> &chosen)
{
    QString why = refusal();
    std::vector<StagedEdits::NewRow> copies;
    for (const int row : chosen) {
        StagedEdits::NewRow copy;
        for (int column = 0; why.isEmpty() && column < columnCount(); ++column) {
            const catalog::Column &description = m_rows->shape().columns[static_cast<std::size_t>(column)];
            // A key of its own: SQLite gives the next number to what stands for the rowid.
            const bool rowidAlias = m_rows->shape().paging == rows::Paging::Rowid &&
                                    description.primaryKey == 1 &&
                                    sql::equalsIgnoringCase(description.type, "INTEGER");
            if (description.kind != catalog::ColumnKind::Ordinary || rowidAlias) {
                continue;
            }
            const std::optional<Held> value = held(index(row, column));
            if (!value) {
                why = tr("The row is not read yet.");
            } else if (value->partial) {
                copy.copyOf = {*value->key, value->cells};
                copy.copied.insert(column);
            } else {
                copy.values[column] = value->value;
            }
        }
        copies.push_back(std::move(copy));
    }
    if (!why.isEmpty() || copies.empty()) {
        emit refused(why.isEmpty() ? tr("No row is chosen.") : why);
        return -1;
    }
    return rowOf(m_edits->insertRows(m_rows->shape(), std::move(copies)).front());
}

void EditedRowsModel::remove(const std::vector<int> &rows)
{
    if (const QString why = refusal(); !why.isEmpty()) {
        emit refused(why);
        return;
    }
    std::vector<StagedEdits::SeenRow> existing;
    std::vector<RowId> fresh;
    for (const int row : rows) {
        if (row >= m_sourceRows) {
            fresh.push_back(*idOf(row));
        } else if (auto known = seen(row)) {
            existing.push_back(std::move(*known));
        }
    }
    if (existing.size() + fresh.size() < rows.size()) {
        emit refused(tr("Rows that were never shown are not read and were left out. To delete many rows, use "
                        "DELETE in a worksheet."));
    }
    m_edits->deleteRows(m_rows->shape(), existing, fresh);
}

QString EditedRowsModel::paste(const QModelIndex &at, const QString &block)
{
    QStringList lines = QString(block).replace("\r\n", "\n").split('\n');
    if (!lines.isEmpty() && lines.back().isEmpty()) {
        lines.removeLast();
    }
    QString why = refusal();
    if (!why.isEmpty()) {
        return why;
    }
    const int firstRow = at.isValid() ? at.row() : rowCount();
    const int firstColumn = at.isValid() ? at.column() : 0;
    std::vector<StagedEdits::CellChange> changes;
    std::vector<StagedEdits::NewRow> fresh;
    for (int i = 0; i < lines.size(); ++i) {
        const QStringList fields = lines[i].split('\t');
        const int row = firstRow + i;
        StagedEdits::NewRow added;
        for (int j = 0; j < fields.size(); ++j) {
            const int column = firstColumn + j;
            if (column >= columnCount()) {
                why = tr("There are more columns in the clipboard than in the table; the rest was left out.");
                break;
            }
            const catalog::Column &description = m_rows->shape().columns[static_cast<std::size_t>(column)];
            if (description.kind != catalog::ColumnKind::Ordinary) {
                continue;
            }
            if (row >= rowCount()) {
                added.values[column] = typedValue(fields[j], description, std::int64_t{0});
                continue;
            }
            const QModelIndex cell = index(row, column);
            const std::optional<Held> before = held(cell);
            if (auto one =
                    before ? change(cell, typedValue(fields[j], description, before->value)) : std::nullopt) {
                changes.push_back(std::move(*one));
            } else {
                why = tr("Rows that are not read yet were left out.");
            }
        }
        if (row >= rowCount()) {
            fresh.push_back(std::move(added));
        }
    }
    if (!changes.empty()) {
        m_edits->setValues(m_rows->shape(), changes);
    }
    if (!fresh.empty()) {
        m_edits->insertRows(m_rows->shape(), std::move(fresh));
    }
    return why;
}

int EditedRowsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_sourceRows + static_cast<int>(m_newRows.size());
}

int EditedRowsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_rows->columnCount();
}

QModelIndex EditedRowsModel::index(int row, int column, const QModelIndex &parent) const
{
    return hasIndex(row, column, parent) ? createIndex(row, column) : QModelIndex();
}

bool EditedRowsModel::hasChildren(const QModelIndex &parent) const
{
    return rowCount(parent) > 0 && columnCount(parent) > 0;
}

QModelIndex EditedRowsModel::parent(const QModelIndex & /*child*/) const
{
    return {};
}

QModelIndex EditedRowsModel::mapToSource(const QModelIndex &index) const
{
    return index.isValid() && index.row() < m_sourceRows ? m_rows->index(index.row(), index.column())
                                                         : QModelIndex();
}

QModelIndex EditedRowsModel::mapFromSource(const QModelIndex &index) const
{
    return index.isValid() ? createIndex(index.row(), index.column()) : QModelIndex();
}

RowMark EditedRowsModel::markOf(const StagedRow &row)
{
    switch (row.kind) {
    case Kind::Insert:
        return RowMark::Inserted;
    case Kind::Delete:
        return RowMark::Deleted;
    case Kind::Update:
        break;
    }
    return RowMark::Updated;
}

QVariant EditedRowsModel::stagedData(const StagedRow &row, const QModelIndex &index, int role) const
{
    const auto at = row.values.find(index.column());
    const bool given = at != row.values.end();
    const bool fresh = row.kind == Kind::Insert;
    const bool here = given || fresh; // not the source's
    const std::optional<Held> now = here ? held(index) : std::nullopt;
    const sqlite::Value value = now ? now->value : sqlite::Value(sqlite::Null());
    const bool copied = fresh && !given && row.copied.contains(index.column());
    const rows::CellKind kind = rows::kindOf(value);
    switch (role) {
    case rows::RowMarkRole:
        return static_cast<int>(markOf(row));
    case rows::CellChangedRole:
        return given;
    case Qt::ToolTipRole:
        if (row.problem) {
            return QString::fromStdString(row.problem->message);
        }
        break;
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        if (!here) {
            break;
        }
        if (fresh && !given && !copied) {
            const auto &column = m_rows->shape().columns[static_cast<std::size_t>(index.column())];
            return column.defaultSql                              ? tr("default")
                   : column.kind != catalog::ColumnKind::Ordinary ? tr("generated")
                                                                  : QStringLiteral("NULL");
        }
        return rows::cellText(value, now->sizeBytes).left(static_cast<qsizetype>(rows::textKept));
    case Qt::EditRole:
        return here ? QVariant(editText(value)) : QVariant();
    case Qt::TextAlignmentRole:
        return here ? QVariant::fromValue((rows::isNumber(kind) ? Qt::AlignRight : Qt::AlignLeft) |
                                          Qt::AlignVCenter)
                    : QVariant();
    case rows::CellKindRole:
        return here ? QVariant(static_cast<int>(kind)) : QVariant();
    case rows::ValueRole:
        return here ? rows::plainValue(value) : QVariant();
    case rows::PartialRole:
        return here ? QVariant(copied) : QVariant();
    case rows::SizeRole:
        return now ? QVariant(qulonglong{now->sizeBytes}) : QVariant();
    default:
        break;
    }
    return {};
}

QVariant EditedRowsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    if (const StagedRow *row = staged(index.row())) {
        const bool here = row->kind == Kind::Insert || row->values.contains(index.column());
        const QVariant own = stagedData(*row, index, role);
        if (here || own.isValid()) {
            return own;
        }
    }
    if (role == Qt::EditRole) {
        const std::optional<Held> now = held(index);
        return now ? QVariant(editText(now->value)) : QVariant();
    }
    const QModelIndex source = mapToSource(index);
    return source.isValid() ? source.data(role) : QVariant();
}

QVariant EditedRowsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Vertical && section >= 0 && section < rowCount()) {
        if (const StagedRow *row = staged(section)) {
            if (role == rows::RowMarkRole) {
                return static_cast<int>(markOf(*row));
            }
            if (role == Qt::DisplayRole) {
                const QString sign = row->kind == Kind::Insert   ? "+ "
                                     : row->kind == Kind::Delete ? "− "
                                                                 : "~ ";
                return (row->problem ? QString("⚠ ") : QString()) + sign +
                       text::number(static_cast<std::uint64_t>(section) + 1);
            }
            if (role == Qt::ToolTipRole && row->problem) {
                return QString::fromStdString(row->problem->message);
            }
        }
        if (section >= m_sourceRows) {
            return role == Qt::TextAlignmentRole ? QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter)
                                                 : QVariant();
        }
    }
    return m_rows->headerData(section, orientation, role);
}

Qt::ItemFlags EditedRowsModel::flags(const QModelIndex &index) const
{
    if (!index.isValid()) {
        return Qt::NoItemFlags;
    }
    const Qt::ItemFlags flags = Qt::ItemIsSelectable | Qt::ItemIsEnabled | Qt::ItemNeverHasChildren;
    const std::optional<Held> now = refusal(index).isEmpty() ? held(index) : std::nullopt;
    if (!now || now->partial || now->value.index() == 4) {
        return flags;
    }
    const auto *text = std::get_if<std::string>(&now->value);
    const bool oneLine = text == nullptr || std::none_of(text->begin(), text->end(), [](char c) {
                             return static_cast<unsigned char>(c) < 0x20;
                         });
    return oneLine ? flags | Qt::ItemIsEditable : flags;
}

bool EditedRowsModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    const std::optional<Held> before = held(index);
    if (role != Qt::EditRole || !before || !refusal(index).isEmpty()) {
        return false;
    }
    const QString text = value.toString();
    if (text == editText(before->value)) {
        return false; // nothing was typed: NULL stays NULL, and a number keeps its kind
    }
    const auto &column = m_rows->shape().columns[static_cast<std::size_t>(index.column())];
    return setValue(index, typedValue(text, column, before->value));
}

} // namespace strandline::edit
