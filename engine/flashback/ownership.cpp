#include "engine/flashback/ownership.h"

#include <algorithm>

namespace strandline::flashback {

using core::ByteView;
using core::Scn;

namespace {

constexpr unsigned deepestTree = 40; // twice what SQLite reads
constexpr std::size_t fewPages = 2000;

} // namespace

bool Ownership::ownsOthers(std::uint32_t tree, const std::vector<std::uint32_t> &pages) const
{
    for (std::uint32_t page = 1; page < m_roles.size(); ++page) {
        if (owns(tree, page) && !std::binary_search(pages.begin(), pages.end(), page)) {
            return true;
        }
    }
    return false;
}

void Ownership::begin(Scn scn, std::vector<Tree> trees, const core::JobContext &job)
{
    m_scn = {};
    m_pages = m_reader.pageCount(scn);
    m_usable = m_reader.header(scn).usableBytes;
    m_roles.assign(m_pages + 1, {});
    m_trees.clear();
    m_chainsKnown = false;
    m_changedIn.assign(m_pages + 1, 0);
    m_adoptedIn.assign(m_pages + 1, 0);
    m_lostIn.assign(m_pages + 1, 0);
    m_step = 0;
    m_scn = scn;
    for (const Tree &tree : trees) {
        m_trees.emplace(tree.id, tree);
        walkTree(tree, job);
    }
}

void Ownership::setNew(std::uint32_t page, const Role &role)
{
    if (page == 0 || page > m_pages) {
        throw damagedPage(page, "a b-tree leads outside of the file");
    }
    if (m_roles[page].use != Use::None) {
        throw damagedPage(page, "two pages of b-trees lead to it");
    }
    m_roles[page] = role;
}

// Reads the interior pages, and one leaf for each of the lowest of them.
void Ownership::walkTree(const Tree &tree, const core::JobContext &job)
{
    std::vector<std::pair<std::uint32_t, unsigned>> waiting; // interior pages, with their depth
    const auto read = [this](std::uint32_t page) { return m_reader.read(page, m_scn); };
    const auto take = [&](std::uint32_t page, std::uint32_t parent, unsigned depth) {
        if (page == 0 || page > m_pages) {
            throw damagedPage(page, "a b-tree leads outside of the file");
        }
        const auto bytes = read(page);
        const BtreePage content(*bytes, page, m_usable);
        const bool interior = content.interior();
        if (content.table() != tree.rowid) {
            throw damagedPage(page, "it belongs to another kind of b-tree");
        }
        setNew(page, {tree.id, parent, interior ? Use::Interior : Use::Leaf});
        if (interior) {
            waiting.emplace_back(page, depth);
        }
        return interior;
    };
    take(tree.root, 0, 0);
    while (!waiting.empty()) {
        job.checkStop();
        const auto [page, depth] = waiting.back();
        waiting.pop_back();
        if (depth > deepestTree) {
            throw damagedPage(page, "its b-tree is deeper than any can be");
        }
        const auto bytes = read(page);
        const BtreePage parent(*bytes, page, m_usable);
        const bool lowest = !take(parent.child(0), page, depth + 1);
        for (std::uint32_t i = 1; i <= parent.cellCount(); ++i) {
            if (lowest) {
                setNew(parent.child(i), {tree.id, page, Use::Leaf});
            } else if (!take(parent.child(i), page, depth + 1)) {
                throw damagedPage(page, "its b-tree is not balanced");
            }
        }
    }
}

template <typename F>
void Ownership::forChains(std::uint32_t page, Scn scn, F f)
{
    const auto bytes = m_reader.read(page, scn);
    const BtreePage tree(*bytes, page, m_usable);
    if (tree.kind() == BtreeKind::TableInterior) {
        return;
    }
    for (std::uint32_t i = 0; i < tree.cellCount(); ++i) {
        const Cell cell = tree.cell(i);
        if (cell.overflow != 0) {
            f(cell);
        }
    }
}

void Ownership::ownChain(const Cell &cell, std::uint32_t page, std::uint32_t tree, Scn scn)
{
    m_reader.walkChain(cell.overflow, cell.payloadBytes - cell.local.size(), scn, m_usable,
                       [&](std::uint32_t at, ByteView) {
                           if (m_roles[at].inTree()) {
                               throw damagedPage(at, "a page and a record lead to it");
                           }
                           m_roles[at] = at == cell.overflow ? Role{tree, page, Use::ChainHead}
                                                             : Role{tree, cell.overflow, Use::Chain};
                           return true;
                       });
}

void Ownership::findAllChains(const core::JobContext &job)
{
    for (Role &role : m_roles) {
        if (!role.inTree()) {
            role = {}; // of when chains were known before
        }
    }
    for (std::uint32_t page = 1; page <= m_pages; ++page) {
        const Role role = m_roles[page];
        if (role.inTree() && treeOf(role.tree).rows) {
            job.checkStop();
            forChains(page, m_scn, [&](const Cell &cell) { ownChain(cell, page, role.tree, m_scn); });
        }
    }
    m_chainsKnown = true;
}

// One commit.
class Ownership::Step
{
public:
    Step(Ownership &o, Scn to, const std::vector<std::uint32_t> &changed, const std::vector<Tree> *trees,
         const core::JobContext &job)
        : m_o(o), m_to(to), m_pages(o.m_reader.pageCount(to)), m_changed(changed), m_job(job),
          m_otherTrees(trees != nullptr)
    {
        if (!m_otherTrees) {
            return;
        }
        for (const Tree &tree : *trees) {
            m_trees.emplace(tree.id, tree);
            m_newRoots.emplace(tree.root, tree.id);
        }
        for (const auto &[id, tree] : o.m_trees) {
            m_oldRoots.emplace(tree.root, id);
        }
    }

    TouchedPages run()
    {
        mark();
        findChangedChains();
        adoptAll();
        loseAll();
        collect();
        updateChains();
        finish();
        return std::move(m_touched);
    }

private:
    bool inChanged(std::uint32_t page) const { return m_o.m_changedIn[page] == m_o.m_step; }
    bool adopted(std::uint32_t page) const { return m_o.m_adoptedIn[page] == m_o.m_step; }
    bool lost(std::uint32_t page) const { return m_o.m_lostIn[page] == m_o.m_step; }
    Role oldRole(std::uint32_t page) const
    {
        const auto saved = m_saved.find(page);
        return saved != m_saved.end() ? saved->second : m_o.m_roles[page];
    }

    const Tree &treeAfter(std::uint32_t id) const { return m_otherTrees ? m_trees.at(id) : m_o.treeOf(id); }
    bool staysRoot(std::uint32_t page, std::uint32_t tree) const
    {
        const auto now = m_newRoots.find(page);
        return !m_otherTrees || (now != m_newRoots.end() && now->second == tree);
    }

    void mark();
    void findChangedChains();
    void chainChanged(std::uint32_t page, std::uint32_t head);
    void askParents(const std::vector<std::uint32_t> &unexplained);
    void dropFreePages(std::unordered_set<std::uint32_t> &pages);
    void dropOwnChains(std::unordered_set<std::uint32_t> &pages);
    void adoptAll();
    void place(std::uint32_t page, const Role &role);
    void adopt(std::uint32_t page, const Role &role);
    void enqueue(std::uint32_t page, const Role &role);
    bool childrenAreLeaves(const BtreePage &page, std::uint32_t tree);
    void process(std::uint32_t page);
    void loseAll();
    void loseChildren(std::uint32_t page);
    void collect();
    void updateChains();
    void finish();

    Ownership &m_o;
    const Scn m_to;
    const std::uint32_t m_pages;
    const std::vector<std::uint32_t> &m_changed;
    const core::JobContext &m_job;
    const bool m_otherTrees;               // otherwise the next three are empty
    std::map<std::uint32_t, Tree> m_trees; // as of m_to
    std::unordered_map<std::uint32_t, std::uint32_t> m_oldRoots;
    std::unordered_map<std::uint32_t, std::uint32_t> m_newRoots;

    std::vector<PageRole> m_old;                     // pages of trees that changed or are lost
    std::unordered_map<std::uint32_t, Role> m_saved; // old roles of pages that got another one
    std::unordered_map<std::uint32_t, std::vector<std::uint32_t>>
        m_below; // changed pages below unchanged ones
    std::vector<std::uint32_t> m_queue;
    std::vector<std::uint32_t> m_new; // pages of trees that changed, or came to their tree
    std::vector<std::uint32_t> m_losing;
    std::vector<std::uint32_t> m_chainLeaves; // whose chains changed
    TouchedPages m_touched;
};

void Ownership::Step::mark()
{
    const std::size_t pages = std::max(m_pages, m_o.m_pages) + 1;
    for (auto *marks : {&m_o.m_changedIn, &m_o.m_adoptedIn, &m_o.m_lostIn}) {
        marks->resize(pages, 0);
    }
    m_o.m_roles.resize(pages);
    ++m_o.m_step;
    const auto take = [this](std::uint32_t page) {
        m_o.m_changedIn[page] = m_o.m_step;
        if (m_o.m_roles[page].inTree()) {
            m_old.push_back({page, m_o.m_roles[page]});
        }
    };
    for (const std::uint32_t page : m_changed) {
        take(page);
    }
    for (std::uint32_t page = m_pages + 1; page <= m_o.m_pages; ++page) {
        take(page);
    }
    for (const PageRole &old : m_old) {
        m_saved.emplace(old.page, old.role);
    }
}

void Ownership::Step::chainChanged(std::uint32_t page, std::uint32_t head)
{
    m_touched.changedChains.insert(head);
    if (!inChanged(page)) {
        m_chainLeaves.push_back(page);
    }
}

void Ownership::Step::findChangedChains()
{
    if (!m_o.m_chainsKnown) {
        const Header header = m_o.m_reader.header(m_o.m_scn);
        std::vector<std::uint32_t> unexplained;
        for (const std::uint32_t page : m_changed) {
            if (page > 1 && page <= m_o.m_pages && !m_o.m_roles[page].inTree()) {
                unexplained.push_back(page);
            }
        }
        if (unexplained.empty()) {
            return;
        }
        if (header.autoVacuum) {
            askParents(unexplained);
            return;
        }
        std::unordered_set<std::uint32_t> pages(unexplained.begin(), unexplained.end());
        dropFreePages(pages);
        dropOwnChains(pages);
        if (pages.empty()) {
            return;
        }
        m_o.findAllChains(m_job);
        m_touched.changedChains.clear();
    }
    const auto look = [this](std::uint32_t page) {
        const Role role = m_o.m_roles[page];
        if (role.use == Use::ChainHead) {
            chainChanged(role.parent, page);
        } else if (role.use == Use::Chain) {
            chainChanged(m_o.m_roles[role.parent].parent, role.parent);
        }
    };
    for (const std::uint32_t page : m_changed) {
        look(page);
    }
    for (std::uint32_t page = m_pages + 1; page <= m_o.m_pages; ++page) {
        look(page);
    }
}

// By SQLite's own map of parents, which auto_vacuum needs.
void Ownership::Step::askParents(const std::vector<std::uint32_t> &unexplained)
{
    const std::uint32_t perMap = m_o.m_usable / 5;
    const auto pageSize = m_o.m_reader.pageSize(m_o.m_scn);
    const std::uint32_t lockPage = (1U << 30U) / pageSize + 1;
    const auto mapOf = [&](std::uint32_t page) {
        const std::uint32_t map = (page - 2) / (perMap + 1) * (perMap + 1) + 2;
        return map == lockPage ? map + 1 : map;
    };
    for (std::uint32_t page : unexplained) {
        for (std::uint32_t steps = 0; steps <= m_o.m_pages; ++steps) {
            const std::uint32_t map = mapOf(page);
            if (map >= page || page > m_o.m_pages) {
                break; // a page of the map itself
            }
            const auto bytes = m_o.m_reader.read(map, m_o.m_scn);
            const std::uint8_t *entry = bytes->data() + std::size_t{5} * (page - map - 1);
            const std::uint32_t parent = core::loadBig32(entry + 1);
            if (*entry == 3) { // the first of a chain
                if (parent <= m_o.m_pages && m_o.m_roles[parent].inTree() &&
                    m_o.treeOf(m_o.m_roles[parent].tree).rows) {
                    chainChanged(parent, page);
                }
                break;
            }
            if (*entry != 4 || parent < 2) { // 4: a later one
                break;
            }
            page = parent;
        }
    }
}

void Ownership::Step::dropFreePages(std::unordered_set<std::uint32_t> &pages)
{
    std::uint32_t trunk = m_o.m_reader.header(m_o.m_scn).freelist;
    for (std::uint32_t steps = 0; trunk != 0 && !pages.empty(); ++steps) {
        if (trunk > m_o.m_pages || steps > m_o.m_pages) {
            throw damagedPage(trunk, "the list of free pages leads to it");
        }
        pages.erase(trunk);
        const auto bytes = m_o.m_reader.read(trunk, m_o.m_scn);
        const std::uint32_t count = core::loadBig32(bytes->data() + 4);
        for (std::uint32_t i = 0; i < count && 8 + 4 * i + 4 <= m_o.m_usable; ++i) {
            pages.erase(core::loadBig32(bytes->data() + 8 + 4 * i));
        }
        trunk = core::loadBig32(bytes->data());
    }
}

// Chains of pages that changed too.
void Ownership::Step::dropOwnChains(std::unordered_set<std::uint32_t> &pages)
{
    for (const PageRole &old : m_old) {
        if (pages.empty()) {
            return;
        }
        if (!m_o.treeOf(old.role.tree).rows) {
            continue;
        }
        m_o.forChains(old.page, m_o.m_scn, [&](const Cell &cell) {
            m_o.m_reader.walkChain(cell.overflow, cell.payloadBytes - cell.local.size(), m_o.m_scn,
                                   m_o.m_usable, [&](std::uint32_t at, ByteView) {
                                       if (pages.erase(at) != 0) {
                                           chainChanged(old.page, cell.overflow);
                                       }
                                       return true;
                                   });
        });
    }
}

// A page of a tree as of m_to that is new to it, or whose content changed. Leaves are not read here.
void Ownership::Step::enqueue(std::uint32_t page, const Role &role)
{
    m_saved.emplace(page, m_o.m_roles[page]);
    m_o.m_roles[page] = role;
    m_o.m_adoptedIn[page] = m_o.m_step;
    m_new.push_back(page);
    if (role.use != Use::Leaf) {
        m_queue.push_back(page);
    }
}

// role: its new one; its use is None where that isn't known.
void Ownership::Step::adopt(std::uint32_t page, const Role &role)
{
    if (page == 0 || page > m_pages) {
        throw damagedPage(page, "a b-tree leads outside of the file");
    }
    if (adopted(page)) {
        throw damagedPage(page, "two pages of b-trees lead to it");
    }
    Role &own = m_o.m_roles[page];
    if (inChanged(page) || !own.inTree() || own.tree != role.tree) {
        enqueue(page, role);
        return;
    }
    m_o.m_adoptedIn[page] = m_o.m_step;
    own.parent = role.parent;
    const auto below = m_below.find(page);
    if (below == m_below.end()) {
        return;
    }
    for (const std::uint32_t changed : below->second) {
        if (!adopted(changed)) {
            enqueue(changed, m_saved.at(changed));
        }
    }
}

// Where a changed page stands depends on what lies between it and the root.
void Ownership::Step::place(std::uint32_t page, const Role &role)
{
    std::uint32_t top = page;
    std::uint32_t above = role.parent;
    while (above != 0 && !inChanged(above)) {
        top = above;
        above = m_o.m_roles[above].parent;
    }
    if (top == page) {
        return; // a root, or the child of a changed page
    }
    if (above == 0 && staysRoot(top, role.tree)) {
        enqueue(page, role); // a leaf stays one below a page that didn't change
        return;
    }
    m_below[top].push_back(page);
}

// All children of a page are of one kind.
bool Ownership::Step::childrenAreLeaves(const BtreePage &page, std::uint32_t tree)
{
    for (std::uint32_t i = 0; i <= page.cellCount(); ++i) {
        const std::uint32_t child = page.child(i);
        if (child < m_o.m_roles.size() && !inChanged(child) && m_o.m_roles[child].inTree() &&
            m_o.m_roles[child].tree == tree) {
            return m_o.m_roles[child].use == Use::Leaf;
        }
    }
    const std::uint32_t first = page.child(0);
    const auto bytes = m_o.m_reader.read(first <= m_pages ? first : 0, m_to);
    return !BtreePage(*bytes, first, m_o.m_usable).interior();
}

void Ownership::Step::process(std::uint32_t page)
{
    const auto bytes = m_o.m_reader.read(page, m_to);
    const BtreePage content(*bytes, page, m_o.m_usable);
    Role &role = m_o.m_roles[page];
    if (content.table() != treeAfter(role.tree).rowid) {
        throw damagedPage(page, "it belongs to another kind of b-tree");
    }
    role.use = content.interior() ? Use::Interior : Use::Leaf;
    if (content.interior()) {
        const std::uint32_t tree = role.tree;
        const Use below = childrenAreLeaves(content, tree) ? Use::Leaf : Use::None;
        for (std::uint32_t i = 0; i <= content.cellCount(); ++i) {
            adopt(content.child(i), {tree, page, below});
        }
    }
}

void Ownership::Step::adoptAll()
{
    for (const PageRole &old : m_old) {
        if (old.page <= m_pages) {
            place(old.page, old.role);
        }
    }
    for (std::size_t i = 0; i < m_old.size() && !m_otherTrees; ++i) {
        if (m_old[i].role.parent == 0) {
            adopt(m_old[i].page, {m_old[i].role.tree, 0, Use::None});
        }
    }
    for (const auto &[root, tree] : m_newRoots) {
        const auto before = m_oldRoots.find(root);
        const bool same = before != m_oldRoots.end() && before->second == tree;
        if (root == 0 || root > m_pages) {
            throw damagedPage(root, "the schema leads outside of the file");
        }
        if (!same || inChanged(root)) {
            adopt(root, {tree, 0, Use::None});
        }
    }
    while (!m_queue.empty()) {
        m_job.checkStop();
        const std::uint32_t page = m_queue.back();
        m_queue.pop_back();
        process(page);
    }
}

void Ownership::Step::loseChildren(std::uint32_t page)
{
    const auto bytes = m_o.m_reader.read(page, m_o.m_scn);
    const BtreePage content(*bytes, page, m_o.m_usable);
    for (std::uint32_t i = 0; i <= content.cellCount() && content.interior(); ++i) {
        m_losing.push_back(content.child(i));
    }
}

void Ownership::Step::loseAll()
{
    const std::size_t changed = m_old.size();
    for (std::size_t i = 0; i < changed; ++i) {
        if (m_old[i].role.use == Use::Interior) {
            loseChildren(m_old[i].page);
        }
    }
    for (const auto &[root, tree] : m_oldRoots) {
        if (!staysRoot(root, tree)) {
            m_losing.push_back(root);
        }
    }
    while (!m_losing.empty()) {
        m_job.checkStop();
        const std::uint32_t page = m_losing.back();
        m_losing.pop_back();
        if (page == 0 || page >= m_o.m_roles.size() || inChanged(page) || lost(page)) {
            continue;
        }
        const Role role = oldRole(page);
        if (!role.inTree() || (adopted(page) && m_o.m_roles[page].tree == role.tree)) {
            continue;
        }
        m_o.m_lostIn[page] = m_o.m_step;
        m_old.push_back({page, role});
        if (role.use == Use::Interior) {
            loseChildren(page);
        }
    }
    for (const PageRole &old : m_old) {
        if (!adopted(old.page)) {
            m_o.m_roles[old.page] = {};
        }
    }
}

void Ownership::Step::collect()
{
    for (const PageRole &old : m_old) {
        if (m_o.treeOf(old.role.tree).rows) {
            m_touched.trees[old.role.tree].before.push_back(old.page);
        }
    }
    for (const std::uint32_t page : m_new) {
        const std::uint32_t tree = m_o.m_roles[page].tree;
        if (treeAfter(tree).rows) {
            m_touched.trees[tree].after.push_back(page);
        }
    }
    std::sort(m_chainLeaves.begin(), m_chainLeaves.end());
    m_chainLeaves.erase(std::unique(m_chainLeaves.begin(), m_chainLeaves.end()), m_chainLeaves.end());
    for (const std::uint32_t page : m_chainLeaves) {
        if (!lost(page) && m_o.m_roles[page].inTree()) {
            TouchedTree &tree = m_touched.trees[m_o.m_roles[page].tree];
            tree.before.push_back(page);
            tree.after.push_back(page);
        }
    }
}

// A chain that stays is only told its new page.
void Ownership::Step::updateChains()
{
    if (m_old.size() + m_new.size() > fewPages) {
        m_o.m_chainsKnown = false; // to find them again, should they matter, costs no more
    }
    if (!m_o.m_chainsKnown) {
        return;
    }
    std::unordered_map<std::uint32_t, std::uint64_t> old; // heads, with the bytes of their chains
    for (const auto &[id, tree] : m_touched.trees) {
        for (const std::uint32_t page : tree.before) {
            m_o.forChains(page, m_o.m_scn, [&](const Cell &cell) {
                old.emplace(cell.overflow, cell.payloadBytes - cell.local.size());
            });
        }
    }
    std::vector<std::pair<Cell, PageRole>> fresh;
    for (const auto &[id, tree] : m_touched.trees) {
        for (const std::uint32_t page : tree.after) {
            m_o.forChains(page, m_to, [&, treeId = id](const Cell &cell) {
                const std::uint32_t head = cell.overflow;
                const auto known = old.find(head);
                if (known == old.end() || inChanged(head) || m_touched.changedChains.count(head) != 0 ||
                    known->second != cell.payloadBytes - cell.local.size()) {
                    fresh.push_back({cell, {page, {treeId, 0, Use::None}}});
                    return;
                }
                m_o.m_roles[head] = {treeId, page, Use::ChainHead};
                old.erase(known);
            });
        }
    }
    for (const auto &[head, bytes] : old) {
        m_o.m_reader.walkChain(head, bytes, m_o.m_scn, m_o.m_usable, [&](std::uint32_t at, ByteView) {
            if (!m_o.m_roles[at].inTree()) {
                m_o.m_roles[at] = {};
            }
            return true;
        });
    }
    for (const auto &[cell, at] : fresh) {
        m_o.ownChain(cell, at.page, at.role.tree, m_to);
    }
}

void Ownership::Step::finish()
{
    if (m_otherTrees) {
        m_o.m_trees = std::move(m_trees);
    }
    m_o.m_pages = m_pages;
    m_o.m_roles.resize(m_pages + 1);
    m_o.m_changedIn.resize(m_pages + 1);
    m_o.m_adoptedIn.resize(m_pages + 1);
    m_o.m_lostIn.resize(m_pages + 1);
    m_o.m_scn = m_to;
}

TouchedPages Ownership::advance(Scn to, const std::vector<std::uint32_t> &changed,
                                const std::vector<Tree> *trees, const core::JobContext &job)
{
    Step step(*this, to, changed, trees, job);
    return step.run();
}

} // namespace strandline::flashback
