#include "engine/flashback/change_reader.h"

#include "engine/flashback/ownership.h"
#include "engine/flashback/remade_tables.h"
#include "engine/flashback/schema_match.h"
#include "engine/flashback/table_diff.h"
#include "engine/sql/tokenizer.h"

#include <algorithm>

namespace strandline::flashback {

using core::Scn;
using timeline::PageIndex;

namespace {

constexpr std::uint32_t schemaTree = 1;

bool hasPages(const SchemaEntry *entry)
{
    return entry != nullptr && entry->rootPage != 0 && (entry->type == "table" || entry->type == "index");
}

} // namespace

class ChangeReader::Impl
{
public:
    explicit Impl(std::shared_ptr<timeline::History> history)
        : m_history(std::move(history)), m_reader(m_history->store()), m_ownership(m_reader)
    {
    }

    void read(Scn from, Scn to, const ChangeOptions &options, ChangeSink &sink, const core::JobContext &job)
    {
        const PageReader &reader = m_reader;
        const Scn first = std::max(from, m_history->oldestScn());
        if (from) {
            reader.pageSize(from); // throws where it is too old
        }
        reader.pageSize(to);
        const timeline::Store::Pin pin(reader.store(), Scn{first.value > 1 ? first.value - 1 : first.value});
        const auto inLine = [&](Scn scn) {
            return reader.store().withIndex([&](const PageIndex &index) {
                return index.inLine(scn.value, index.entry(to)->incarnation);
            });
        };
        for (Scn scn = first; scn <= to; scn = scn.next()) {
            job.checkStop();
            if ((scn.value - first.value) % 256 == 0) {
                job.report(scn.value - first.value, to.value - first.value + 1, "commits");
            }
            if (inLine(scn)) {
                readCommit(scn, options, sink, job);
            }
        }
    }

    void readBetween(Scn before, Scn after, const ChangeOptions &options, ChangeSink &sink,
                     const core::JobContext &job)
    {
        if (m_reader.pageSize(before) != m_reader.pageSize(after)) {
            throw core::Error(
                core::ErrorCode::Unsupported,
                "The two points have pages of different sizes: the database was made anew between "
                "them, and they can't be compared page by page.");
        }
        const timeline::Store::Pin pin(m_reader.store(), std::min(before, after));
        CommitHead head;
        head.commit = *m_history->commit(after);
        tell(head, before, m_reader.differingPages(after, before), false, options, sink, job);
    }

private:
    // A table on both sides of a commit, with its trees.
    struct Pair
    {
        std::shared_ptr<const TableThen> before;
        std::shared_ptr<const TableThen> after;
        std::uint32_t treeBefore = 0;
        std::uint32_t treeAfter = 0;
    };

    void readCommit(Scn scn, const ChangeOptions &options, ChangeSink &sink, const core::JobContext &job);
    // From before, which m_ownership tells of or is made to, to the commit in head.
    void tell(CommitHead &head, Scn before, const std::vector<std::uint32_t> &changed, bool neighbours,
              const ChangeOptions &options, ChangeSink &sink, const core::JobContext &job);
    void begin(Scn scn, const core::JobContext &job);
    bool schemaMayDiffer(Scn scn, const std::vector<std::uint32_t> &changed);
    void takeSchema(std::shared_ptr<const SchemaThen> schema, CommitHead &head);
    std::uint32_t treeFor(const SchemaEntry *before, const SchemaEntry &after, const SchemaThen &schema);
    std::vector<Pair> touchedPairs(const TouchedPages &touched) const;
    bool looksLikeVacuum(Scn scn, const CommitHead &head);

    const std::shared_ptr<timeline::History> m_history;
    PageReader m_reader;
    Ownership m_ownership;
    bool m_valid = false; // the members from here on, and m_ownership, tell of its SCN
    std::shared_ptr<const SchemaThen> m_schema;
    std::map<std::pair<std::string, std::string>, std::uint32_t> m_treeIds; // by type and name
    std::vector<Tree> m_trees;
    std::map<std::uint32_t, Pair> m_pairs; // by tree after
    std::vector<Pair> m_replaced;          // whose tree before is another one, of the last schema change
    std::uint32_t m_lastTree = schemaTree;
};

bool ChangeReader::Impl::schemaMayDiffer(Scn scn, const std::vector<std::uint32_t> &changed)
{
    for (const std::uint32_t page : changed) {
        if (page != 1 && m_ownership.owns(schemaTree, page)) {
            return true;
        }
    }
    if (changed.empty() || changed.front() != 1) {
        return false;
    }
    const auto before = m_reader.read(1, m_ownership.scn());
    const auto after = m_reader.read(1, scn);
    constexpr std::size_t cookie = 40;
    constexpr std::size_t content = 100;
    return !std::equal(before->begin() + cookie, before->begin() + cookie + 4, after->begin() + cookie) ||
           !std::equal(before->begin() + content, before->end(), after->begin() + content);
}

std::uint32_t ChangeReader::Impl::treeFor(const SchemaEntry *before, const SchemaEntry &after,
                                          const SchemaThen &schema)
{
    if (hasPages(before)) {
        const auto known = m_treeIds.find({before->type, before->name});
        const auto old = tableOf(*m_schema, before);
        const auto now = tableOf(schema, &after);
        if (known != m_treeIds.end() && (!old || !now || sameLayout(*old, *now))) {
            return known->second;
        }
    }
    return ++m_lastTree;
}

// Makes `schema` the one that m_ownership is to advance to.
void ChangeReader::Impl::takeSchema(std::shared_ptr<const SchemaThen> schema, CommitHead &head)
{
    static const SchemaThen nothing;
    const bool first = !m_schema;
    const auto pairs = matchEntries(first ? nothing : *m_schema, *schema);
    std::map<std::pair<std::string, std::string>, std::uint32_t> ids;
    m_trees = {{schemaTree, 1, true, false}};
    m_pairs.clear();
    m_replaced.clear();
    for (const auto &[before, after] : pairs) {
        if (!first && (before == nullptr || after == nullptr || !before->sameDefinition(*after))) {
            head.schema.push_back({before != nullptr ? std::optional(*before) : std::nullopt,
                                   after != nullptr ? std::optional(*after) : std::nullopt});
        }
        Pair pair;
        if (hasPages(before)) {
            pair.before = tableOf(*m_schema, before);
            pair.treeBefore = m_treeIds[{before->type, before->name}];
        }
        if (hasPages(after)) {
            pair.after = tableOf(*schema, after);
            pair.treeAfter = treeFor(before, *after, *schema);
            ids[{after->type, after->name}] = pair.treeAfter;
            const bool rowid = pair.after && !pair.after->withoutRowid;
            m_trees.push_back({pair.treeAfter, after->rootPage, rowid, pair.after != nullptr});
        }
        if (pair.after) {
            m_pairs[pair.treeAfter] = pair;
        }
        if (pair.before && pair.treeBefore != pair.treeAfter) {
            m_replaced.push_back(pair);
        }
    }
    m_treeIds = std::move(ids);
    m_schema = std::move(schema);
}

void ChangeReader::Impl::begin(Scn scn, const core::JobContext &job)
{
    auto schema = loadSchema(*m_history, scn, m_schema.get());
    m_schema.reset();
    m_treeIds.clear();
    CommitHead none;
    takeSchema(std::move(schema), none);
    m_ownership.begin(scn, m_trees, job);
    for (auto &[tree, pair] : m_pairs) {
        pair.before = pair.after;
        pair.treeBefore = tree;
    }
}

std::vector<ChangeReader::Impl::Pair> ChangeReader::Impl::touchedPairs(const TouchedPages &touched) const
{
    std::vector<Pair> pairs;
    for (const auto &[tree, pages] : touched.trees) {
        const auto pair = m_pairs.find(tree);
        if (pair != m_pairs.end() && pair->second.treeBefore == tree) {
            pairs.push_back(pair->second);
        }
    }
    // Whose trees are not the same on both sides: made, dropped, or made anew.
    for (const auto &[tree, pair] : m_pairs) {
        if (pair.treeBefore != tree && touched.trees.count(tree) != 0 &&
            (pair.treeBefore == 0 || touched.trees.count(pair.treeBefore) == 0)) {
            pairs.push_back(pair);
        }
    }
    for (const Pair &pair : m_replaced) {
        if (touched.trees.count(pair.treeBefore) != 0) {
            pairs.push_back(pair);
        }
    }
    std::sort(pairs.begin(), pairs.end(), [](const Pair &a, const Pair &b) {
        return (a.after ? a.after : a.before)->name < (b.after ? b.after : b.before)->name;
    });
    return pairs;
}

// VACUUM copies all, leaves no page free and counts the schema up without changing it.
bool ChangeReader::Impl::looksLikeVacuum(Scn scn, const CommitHead &head)
{
    const Header before = m_reader.header(m_ownership.scn());
    const Header after = m_reader.header(scn);
    return head.schema.empty() && after.schemaCookie == before.schemaCookie + 1 && after.freePages == 0;
}

void ChangeReader::Impl::readCommit(Scn scn, const ChangeOptions &options, ChangeSink &sink,
                                    const core::JobContext &job)
{
    CommitHead head;
    head.commit = *m_history->commit(scn);
    const Scn before = m_reader.predecessor(scn);
    if (!before) {
        head.known = false;
        sink.begin(head);
        sink.end(head, {});
        return;
    }
    tell(head, before, m_reader.changedPages(scn), true, options, sink, job);
}

void ChangeReader::Impl::tell(CommitHead &head, Scn before, const std::vector<std::uint32_t> &changed,
                              bool neighbours, const ChangeOptions &options, ChangeSink &sink,
                              const core::JobContext &job)
{
    const Scn scn = head.commit.scn;
    if (!m_valid || m_ownership.scn() != before) {
        begin(before, job);
    }
    m_valid = false; // until this commit is taken in
    const bool otherSchema = schemaMayDiffer(scn, changed);
    bool vacuum = false;
    const auto schemaBefore = m_schema;
    if (otherSchema) {
        takeSchema(loadSchema(*m_history, scn, m_schema.get()), head);
        vacuum = !neighbours || looksLikeVacuum(scn, head);
    }
    const TouchedPages touched = m_ownership.advance(scn, changed, otherSchema ? &m_trees : nullptr, job);
    if (otherSchema && neighbours && !head.commit.gap) {
        const auto keptPages = [&](const std::string &name) {
            return m_ownership.ownsOthers(m_treeIds.at({"table", name}), changed);
        };
        head.remade = remadeTables(m_reader, *schemaBefore, *m_schema, head.schema, keptPages);
    }
    sink.begin(head);
    const Header header = m_reader.header(scn);
    std::vector<TableChanges> tables;
    for (const Pair &pair : touchedPairs(touched)) {
        const auto named = [&](const std::shared_ptr<const TableThen> &table) {
            return table && sql::equalsIgnoringCase(table->name, options.table);
        };
        if (!options.table.empty() && !named(pair.before) && !named(pair.after)) {
            continue;
        }
        DiffInput input{scn,
                        {pair.before, before, header.usableBytes, header.encoding, {}},
                        {pair.after, scn, header.usableBytes, header.encoding, {}},
                        &touched.changedChains,
                        vacuum,
                        options.values};
        if (const auto tree = touched.trees.find(pair.treeBefore); tree != touched.trees.end()) {
            input.before.pages = tree->second.before;
        }
        if (const auto tree = touched.trees.find(pair.treeAfter); tree != touched.trees.end()) {
            input.after.pages = tree->second.after;
        }
        TableChanges changes = diffTable(m_reader, std::move(input), sink, job);
        if (changes.rows() != 0 || changes.rowidsRenumbered) {
            tables.push_back(std::move(changes));
        }
    }
    if (otherSchema) {
        for (auto &[tree, pair] : m_pairs) {
            pair.before = pair.after;
            pair.treeBefore = tree;
        }
        m_replaced.clear();
    }
    m_valid = true;
    sink.end(head, tables);
}

ChangeReader::ChangeReader(std::shared_ptr<timeline::History> history)
    : m_impl(std::make_unique<Impl>(std::move(history)))
{
}

ChangeReader::~ChangeReader() = default;

void ChangeReader::readBetween(Scn before, Scn after, const ChangeOptions &options, ChangeSink &sink,
                               const core::JobContext &job)
{
    m_impl->readBetween(before, after, options, sink, job);
}

void ChangeReader::read(Scn from, Scn to, const ChangeOptions &options, ChangeSink &sink,
                        const core::JobContext &job)
{
    m_impl->read(from, to, options, sink, job);
}

} // namespace strandline::flashback
