#include "models/browse/database_facts.h"

#include "models/text/quantities.h"

#include <QCoreApplication>
#include <QLocale>

namespace strandline::browse {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(strandline::browse::DatabaseFacts)
};

QString autoVacuumWord(catalog::AutoVacuum mode)
{
    switch (mode) {
    case catalog::AutoVacuum::Full:
        return Words::tr("full: every commit gives free pages back");
    case catalog::AutoVacuum::Incremental:
        return Words::tr("incremental: free pages are given back on request");
    case catalog::AutoVacuum::None:
        break;
    }
    return Words::tr("off: free pages are used again, VACUUM gives them back");
}

struct Counts
{
    std::uint64_t tables = 0;
    std::uint64_t views = 0;
    std::uint64_t virtualTables = 0;
    std::uint64_t indexes = 0;
    std::uint64_t triggers = 0;
};

Counts countsOf(const schema::Contents &contents)
{
    Counts counts;
    for (const catalog::Table &table : contents.tables) {
        counts.tables += table.summary.kind == catalog::TableKind::Table && !table.summary.internal ? 1 : 0;
        counts.views += table.summary.kind == catalog::TableKind::View ? 1 : 0;
        counts.virtualTables += table.summary.kind == catalog::TableKind::Virtual ? 1 : 0;
        counts.indexes += table.indexes.size();
        counts.triggers += table.triggers.size();
    }
    return counts;
}

} // namespace

DatabaseState loadDatabase(session::Database &database, std::optional<core::Scn> scn)
{
    DatabaseState state;
    const session::Lease lease = scn ? database.leaseAt(*scn) : database.lease();
    state.overview = catalog::loadOverview(lease.connection(), "main");
    if (!scn) {
        state.journalMode = database.journalMode();
    }
    return state;
}

Facts databaseFacts(const DatabaseState &state, const schema::Contents &contents, const QString &path)
{
    Facts facts;
    facts.headers = {Words::tr("Property"), Words::tr("Value")};
    const auto add = [&](const QString &name, const QString &value) {
        facts.rows.push_back({name, {{name}, {value}}});
    };
    const catalog::Overview &overview = state.overview;
    const auto locale = QLocale();
    add(Words::tr("File"), path);
    add(Words::tr("Size"), Words::tr("%1 · %2 of %3")
                               .arg(text::bytes(overview.bytes()), text::quantity(overview.pages, "pages"),
                                    text::bytes(overview.pageSizeBytes)));
    const double freeShare =
        overview.pages == 0 ? 0
                            : static_cast<double>(overview.freePages) / static_cast<double>(overview.pages);
    add(Words::tr("Free pages"),
        Words::tr("%1 · %2 · %3 %")
            .arg(text::number(overview.freePages), text::bytes(overview.freePages * overview.pageSizeBytes),
                 locale.toString(freeShare * 100, 'f', 1)));
    if (!state.journalMode.empty()) {
        add(Words::tr("Journal mode"), QString::fromStdString(state.journalMode).toUpper());
    }
    add(Words::tr("Automatic vacuum"), autoVacuumWord(overview.autoVacuum));
    add(Words::tr("Encoding"), QString::fromStdString(overview.encoding));
    add(Words::tr("User version"), locale.toString(qlonglong{overview.userVersion}));
    const auto id = static_cast<std::uint32_t>(overview.applicationId);
    add(Words::tr("Application id"),
        overview.applicationId == 0 ? Words::tr("none") : QString("0x%1").arg(id, 8, 16, QChar('0')));
    const Counts counts = countsOf(contents);
    add(Words::tr("Tables"), text::number(counts.tables));
    add(Words::tr("Views"), text::number(counts.views));
    add(Words::tr("Virtual tables"), text::number(counts.virtualTables));
    add(Words::tr("Indexes"), text::number(counts.indexes));
    add(Words::tr("Triggers"), text::number(counts.triggers));
    return facts;
}

} // namespace strandline::browse
