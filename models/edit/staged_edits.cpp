#include "models/edit/staged_edits.h"

#include <algorithm>
#include <fmt/format.h>

namespace strandline::edit {

namespace {

bool isPartial(const rows::Cell &cell)
{
    if (const auto *text = std::get_if<std::string>(&cell.value)) {
        return text->size() < cell.sizeBytes;
    }
    const auto *bytes = std::get_if<core::Bytes>(&cell.value);
    return bytes != nullptr && bytes->size() < cell.sizeBytes;
}

session::SeenValue seenValue(const catalog::Column &column, const rows::Cell &cell)
{
    return {column.name, column.collation, cell.value, cell.sizeBytes, isPartial(cell)};
}

bool generated(const catalog::Column &column)
{
    return column.kind != catalog::ColumnKind::Ordinary;
}

} // namespace

StagedEdits::StagedEdits(task::TaskList *tasks, QObject *parent)
    : QObject(parent), m_applying(new task::TaskRunner(tasks, this))
{
    connect(m_applying, &task::TaskRunner::failed, this, &StagedEdits::failed);
    connect(m_applying, &task::TaskRunner::runningChanged, this, &StagedEdits::applyingChanged);
}

RowId StagedEdits::idOf(const rows::Key &key)
{
    RowId id = "k";
    for (const sqlite::Value &part : key) {
        id += sqlite::quoteLiteral(part) + ',';
    }
    return id;
}

StagedEdits::Table &StagedEdits::tableFor(const rows::TableShape &shape)
{
    Table &table = m_tables[shape.table];
    if (table.rows.empty()) {
        table.shape = shape;
    }
    return table;
}

void StagedEdits::setValues(const rows::TableShape &shape, const std::vector<CellChange> &changes)
{
    const Table &table = tableFor(shape);
    std::map<RowId, StagedRow> rows; // as they become
    for (const CellChange &change : changes) {
        const RowId id = change.row.key.empty() ? change.newRow : idOf(change.row.key);
        auto at = rows.find(id);
        if (at == rows.end()) {
            const auto known = table.rows.find(id);
            StagedRow row =
                known != table.rows.end()
                    ? known->second
                    : StagedRow{Kind::Update, ++m_order, change.row.key, change.row.cells, {}, {}, {}};
            at = rows.emplace(id, std::move(row)).first;
        }
        StagedRow &row = at->second;
        if (row.kind == Kind::Delete) {
            row.kind = Kind::Update;
            row.values.clear();
        }
        const auto column = static_cast<std::size_t>(change.column);
        const bool asBefore = row.kind == Kind::Update && !isPartial(row.original[column]) &&
                              row.original[column].value == change.value;
        if (asBefore) {
            row.values.erase(change.column);
        } else {
            row.values[change.column] = change.value;
        }
    }
    Step step;
    for (auto &[id, row] : rows) {
        const auto known = table.rows.find(id);
        const auto before =
            known != table.rows.end() ? std::optional<StagedRow>(known->second) : std::nullopt;
        const bool nothing = row.kind == Kind::Update && row.values.empty();
        step.push_back({shape.table, id, before, nothing ? std::nullopt : std::optional(std::move(row))});
    }
    take(std::move(step));
}

std::vector<RowId> StagedEdits::insertRows(const rows::TableShape &shape, std::vector<NewRow> rows)
{
    tableFor(shape);
    Step step;
    std::vector<RowId> ids;
    for (NewRow &fresh : rows) {
        StagedRow row{Kind::Insert,
                      ++m_order,
                      std::move(fresh.copyOf.key),
                      std::move(fresh.copyOf.cells),
                      std::move(fresh.values),
                      std::move(fresh.copied),
                      {}};
        ids.push_back(fmt::format("n{:012}", row.order));
        step.push_back({shape.table, ids.back(), std::nullopt, std::move(row)});
    }
    take(std::move(step));
    return ids;
}

void StagedEdits::deleteRows(const rows::TableShape &shape, const std::vector<SeenRow> &rows,
                             const std::vector<RowId> &newRows)
{
    const Table &table = tableFor(shape);
    Step step;
    for (const SeenRow &seen : rows) {
        const RowId id = idOf(seen.key);
        const auto known = table.rows.find(id);
        if (known == table.rows.end()) {
            step.push_back({shape.table, id, std::nullopt,
                            StagedRow{Kind::Delete, ++m_order, seen.key, seen.cells, {}, {}, {}}});
        } else if (known->second.kind != Kind::Delete) {
            StagedRow row = known->second;
            row.kind = Kind::Delete;
            row.values.clear();
            step.push_back({shape.table, id, known->second, std::move(row)});
        }
    }
    for (const RowId &id : newRows) {
        if (const auto known = table.rows.find(id); known != table.rows.end()) {
            step.push_back({shape.table, id, known->second, std::nullopt});
        }
    }
    take(std::move(step));
}

void StagedEdits::drop()
{
    Step step;
    for (const auto &[name, table] : m_tables) {
        for (const auto &[id, row] : table.rows) {
            step.push_back({name, id, row, std::nullopt});
        }
    }
    take(std::move(step));
}

void StagedEdits::take(Step step)
{
    std::erase_if(step, [](const RowStep &row) { return row.before == row.after; });
    if (step.empty() || applying()) {
        return;
    }
    m_steps.resize(m_done);
    m_steps.push_back(std::move(step));
    redo();
}

void StagedEdits::put(const std::string &table, const RowId &id, const std::optional<StagedRow> &row)
{
    if (row) {
        m_tables[table].rows[id] = *row;
    } else {
        m_tables[table].rows.erase(id);
    }
}

void StagedEdits::redo()
{
    if (!canRedo() || applying()) {
        return;
    }
    for (const RowStep &row : m_steps[m_done++]) {
        put(row.table, row.id, row.after);
    }
    emit changed();
}

void StagedEdits::undo()
{
    if (!canUndo() || applying()) {
        return;
    }
    for (const RowStep &row : m_steps[--m_done]) {
        put(row.table, row.id, row.before);
    }
    emit changed();
}

std::size_t StagedEdits::size() const
{
    std::size_t size = 0;
    for (const auto &[name, table] : m_tables) {
        size += table.rows.size();
    }
    return size;
}

std::size_t StagedEdits::size(Kind kind) const
{
    std::size_t size = 0;
    for (const auto &[name, table] : m_tables) {
        size += static_cast<std::size_t>(std::count_if(
            table.rows.begin(), table.rows.end(), [kind](const auto &r) { return r.second.kind == kind; }));
    }
    return size;
}

std::vector<QString> StagedEdits::tables() const
{
    std::vector<QString> names;
    for (const auto &[name, table] : m_tables) {
        if (!table.rows.empty()) {
            names.push_back(QString::fromStdString(name));
        }
    }
    return names;
}

const StagedRow *StagedEdits::find(const QString &table, const RowId &id) const
{
    const auto at = m_tables.find(table.toStdString());
    if (at == m_tables.end()) {
        return nullptr;
    }
    const auto row = at->second.rows.find(id);
    return row == at->second.rows.end() ? nullptr : &row->second;
}

const rows::TableShape *StagedEdits::shape(const QString &table) const
{
    const auto at = m_tables.find(table.toStdString());
    return at == m_tables.end() || at->second.rows.empty() ? nullptr : &at->second.shape;
}

std::vector<RowId> StagedEdits::newRows(const QString &table) const
{
    std::vector<RowId> ids;
    if (const auto at = m_tables.find(table.toStdString()); at != m_tables.end()) {
        for (auto row = at->second.rows.lower_bound("n"); row != at->second.rows.end(); ++row) {
            ids.push_back(row->first); // their numbers grow, and no key begins with "n"
        }
    }
    return ids;
}

session::RowChange StagedEdits::changeOf(const Table &table, const StagedRow &row) const
{
    session::RowChange change;
    change.kind = row.kind;
    change.table = table.shape.table;
    if (!row.key.empty()) {
        change.keyColumns = table.shape.key;
        change.key = row.key;
    }
    const auto &columns = table.shape.columns;
    for (const auto &[column, value] : row.values) {
        change.values.push_back({columns[static_cast<std::size_t>(column)].name, value});
    }
    for (const int column : row.copied) {
        if (!row.values.contains(column)) {
            change.copied.push_back(columns[static_cast<std::size_t>(column)].name);
        }
    }
    for (std::size_t column = 0; row.kind != Kind::Insert && column < row.original.size(); ++column) {
        // A generated column follows the others.
        if (row.kind == Kind::Delete ? !generated(columns[column])
                                     : row.values.contains(static_cast<int>(column))) {
            change.seen.push_back(seenValue(columns[column], row.original[column]));
        }
    }
    return change;
}

std::vector<StagedEdits::Change> StagedEdits::changes() const
{
    std::vector<std::pair<quint64, Change>> ordered;
    for (const auto &[name, table] : m_tables) {
        for (const auto &[id, row] : table.rows) {
            ordered.emplace_back(row.order, Change{QString::fromStdString(name), id, changeOf(table, row)});
        }
    }
    std::sort(ordered.begin(), ordered.end(), [](const auto &a, const auto &b) { return a.first < b.first; });
    std::vector<Change> out;
    out.reserve(ordered.size());
    for (auto &[order, change] : ordered) {
        out.push_back(std::move(change));
    }
    return out;
}

void StagedEdits::apply(const std::shared_ptr<session::Database> &database)
{
    if (empty() || applying()) {
        return;
    }
    std::vector<Change> asked = changes();
    std::vector<session::RowChange> statements;
    for (Change &change : asked) {
        statements.push_back(std::move(change.change));
    }
    m_applying->run(
        tr("Applying %Ln change(s)", nullptr, static_cast<int>(asked.size())),
        [database, statements = std::move(statements)](const core::JobContext &job) {
            session::Lease lease = database->lease(session::LeaseKind::Write);
            return session::applyChanges(lease, statements, job);
        },
        [this, asked = std::move(asked)](session::ChangeReport report) {
            takeReport(asked, std::move(report));
        });
}

void StagedEdits::takeReport(const std::vector<Change> &asked, session::ChangeReport report)
{
    if (report.problems.empty()) {
        const QString done = summary();
        forget();
        emit applied(done);
        return;
    }
    for (auto &[name, table] : m_tables) {
        for (auto &[id, row] : table.rows) {
            row.problem.reset();
        }
    }
    QString sentence = tr("Nothing was applied: %Ln row(s) stand against it.", nullptr,
                          static_cast<int>(report.problems.size()));
    for (session::RowProblem &problem : report.problems) {
        if (!problem.change) {
            sentence = tr("Nothing was applied. %1").arg(QString::fromStdString(problem.message));
            continue;
        }
        const Change &change = asked[*problem.change];
        m_tables[change.table.toStdString()].rows[change.id].problem = std::move(problem);
    }
    emit changed();
    emit refused(sentence);
}

std::vector<StagedEdits::Problem> StagedEdits::problems() const
{
    std::vector<Problem> out;
    for (const auto &[name, table] : m_tables) {
        for (const auto &[id, row] : table.rows) {
            if (row.problem) {
                out.push_back({QString::fromStdString(name), id, *row.problem});
            }
        }
    }
    return out;
}

void StagedEdits::settle(const QString &table, const RowId &id, bool mine)
{
    const StagedRow *staged = find(table, id);
    if (staged == nullptr) {
        return;
    }
    if (!mine) {
        take({{table.toStdString(), id, *staged, std::nullopt}});
        return;
    }
    StagedRow &row = m_tables[table.toStdString()].rows[id];
    if (row.problem) {
        const auto &columns = m_tables[table.toStdString()].shape.columns;
        for (const session::SeenValue &now : row.problem->current) {
            for (std::size_t i = 0; i < columns.size(); ++i) {
                if (columns[i].name == now.column) {
                    row.original[i] = {now.value, now.sizeBytes};
                }
            }
        }
        row.problem.reset();
    }
    emit changed();
}

void StagedEdits::forget()
{
    m_applying->discard();
    m_tables.clear();
    m_steps.clear();
    m_done = 0;
    emit changed();
}

// "3 rows changed in orders": with one table its name, with several their number.
QString StagedEdits::summary() const
{
    const std::vector<QString> names = tables();
    const int rows = static_cast<int>(size());
    const bool one = names.size() == 1;
    const QString where = one ? names.front() : tr("%Ln table(s)", nullptr, static_cast<int>(names.size()));
    if (size(Kind::Insert) == size()) {
        return tr("%Ln row(s) added to %1", nullptr, rows).arg(where);
    }
    if (size(Kind::Delete) == size()) {
        return tr("%Ln row(s) deleted from %1", nullptr, rows).arg(where);
    }
    return tr("%Ln row(s) changed in %1", nullptr, rows).arg(where);
}

} // namespace strandline::edit
