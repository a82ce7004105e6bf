#include "models/flashback/comparison_model.h"

#include "engine/flashback/script.h"
#include "engine/transfer/output_file.h"
#include "models/text/quantities.h"

#include <algorithm>
#include <fmt/format.h>

namespace strandline::flashback {

namespace {

// Of the thread that reads.
core::Scn scnOf(const session::Database &database, timeline::History &history, const QString &text)
{
    if (text.trimmed().isEmpty()) {
        return history.currentScn();
    }
    bool number = false;
    const qulonglong scn = text.trimmed().toULongLong(&number);
    const core::Scn found =
        number ? core::Scn{scn}
               : history.scnAt(core::parseTime(text.trimmed().toStdString(), database.clock()),
                               database.clock());
    history.at(found); // throws where it can't be read
    return found;
}

} // namespace

ComparisonModel::ComparisonModel(session::DatabaseSession *session, QObject *parent)
    : QAbstractTableModel(parent), m_session(session),
      m_reading(new task::TaskRunner(session->tasks(), this)),
      m_saving(new task::TaskRunner(session->tasks(), this))
{
    connect(m_reading, &task::TaskRunner::failed, this, [this](const core::Error &error) {
        m_error = error;
        emit changed();
    });
    connect(m_reading, &task::TaskRunner::runningChanged, this, &ComparisonModel::changed);
    connect(m_saving, &task::TaskRunner::failed, this, &ComparisonModel::failed);
}

int ComparisonModel::rowCount(const QModelIndex &parent) const
{
    if (parent.isValid() || !m_comparison) {
        return 0;
    }
    return static_cast<int>(m_tables.size()) + (m_comparison->schema.empty() ? 0 : 1);
}

int ComparisonModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

bool ComparisonModel::isSchema(int row) const
{
    return row == 0 && m_comparison && !m_comparison->schema.empty();
}

QString ComparisonModel::tableAt(int row) const
{
    const int at = row - (isSchema(0) ? 1 : 0);
    return at >= 0 && at < static_cast<int>(m_tables.size())
               ? QString::fromStdString(m_tables[static_cast<std::size_t>(at)].table().name)
               : QString();
}

std::vector<SchemaChange> ComparisonModel::schema() const
{
    std::vector<SchemaChange> changes;
    for (const SchemaDifference &difference :
         m_comparison ? m_comparison->schema : std::vector<SchemaDifference>()) {
        changes.push_back(difference.change);
    }
    return changes;
}

QString ComparisonModel::schemaText() const
{
    return tr("%n entry(ies) differ", nullptr, static_cast<int>(m_comparison->schema.size()));
}

QString ComparisonModel::whatOf(const TableDifference &table) const
{
    if (table.rowidsRenumbered) {
        return tr("VACUUM gave the rows other rowids");
    }
    if (!table.before || !table.after) {
        return table.before ? tr("The table went") : tr("The table came");
    }
    QStringList columns;
    for (const auto &column : table.columns) {
        columns << tr("%1 (%2)").arg(QString::fromStdString(column.column), text::number(column.rows));
    }
    return columns.join(QStringLiteral(", "));
}

QVariant ComparisonModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const bool number = index.column() > NameColumn && index.column() < WhatColumn;
    if (role == Qt::TextAlignmentRole) {
        return QVariant::fromValue((number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    }
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole) {
        return {};
    }
    if (isSchema(index.row())) {
        return index.column() == NameColumn   ? tr("Schema")
               : index.column() == WhatColumn ? schemaText()
                                              : QString();
    }
    const TableDifference &table = m_tables[static_cast<std::size_t>(index.row() - (isSchema(0) ? 1 : 0))];
    switch (index.column()) {
    case NameColumn:
        return QString::fromStdString(table.table().name);
    case AddedColumn:
        return text::number(table.added);
    case RemovedColumn:
        return text::number(table.removed);
    case ChangedColumn:
        return text::number(table.changed);
    default:
        return whatOf(table);
    }
}

QVariant ComparisonModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole && section > NameColumn &&
        section < WhatColumn) {
        return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
    }
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case NameColumn:
        return tr("Table");
    case AddedColumn:
        return tr("Added");
    case RemovedColumn:
        return tr("Removed");
    case ChangedColumn:
        return tr("Changed");
    case WhatColumn:
        return tr("Columns");
    default:
        return {};
    }
}

void ComparisonModel::clear()
{
    beginResetModel();
    m_comparison.reset();
    m_tables.clear();
    m_error.reset();
    endResetModel();
}

void ComparisonModel::compare(const QString &from, const QString &to)
{
    m_from = from;
    m_to = to;
    readAgain();
}

void ComparisonModel::readAgain()
{
    if (!m_session->database()) {
        return;
    }
    clear();
    m_reading->run(
        tr("Comparing two points in time"),
        [database = m_session->database(), from = m_from, to = m_to](const core::JobContext &job) {
            const auto history = database->history();
            return comparePoints(history, scnOf(*database, *history, from), scnOf(*database, *history, to),
                                 {}, job);
        },
        [this](Comparison comparison) {
            beginResetModel();
            for (const TableDifference &table : comparison.tables) {
                if (!table.table().internal) {
                    m_tables.push_back(table);
                }
            }
            m_comparison = std::move(comparison);
            endResetModel();
            emit changed();
        });
}

void ComparisonModel::save(const QString &file, bool forward)
{
    if (!m_comparison || !m_session->database()) {
        return;
    }
    const core::Scn from = forward ? m_comparison->from : m_comparison->to;
    const core::Scn to = forward ? m_comparison->to : m_comparison->from;
    m_saving->run(
        tr("Writing the SQL from %1 to %2").arg(text::scn(from), text::scn(to)),
        [database = m_session->database(), from, to, path = file.toStdString()](const core::JobContext &job) {
            transfer::OutputFile out(path, true, database->path());
            ScriptOptions options;
            options.title = fmt::format("{}: from SCN {} to SCN {}.", database->path(), from.value, to.value);
            writeScript(
                database->history(), from, to, options, [&out](std::string_view line) { out.write(line); },
                job);
            out.finish();
        },
        [this, file] { emit saved(file); });
}

} // namespace strandline::flashback
