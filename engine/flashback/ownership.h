// Which b-tree each page of a database belongs to, carried along from commit to commit, and from it: which
// pages of which tables a commit changed. Its cost follows the changed pages; beginning costs the interior
// pages.
//
// Each page that belongs to a tree knows its tree and its parent. A changed page is still in its tree when
// the pages above it are: either none of them changed, or the changed ones lead to it again. What changed
// pages led to before and nothing leads to now is lost, with all below it: SQLite frees pages without writing
// them. Trees are ids and not root pages, which are reused and moved.
//
// Overflow pages: the first of a chain knows its b-tree page, the others the first. They are looked for (in
// the leaves of all tables, once) only when a commit changes a page whose use nothing else explains; where
// SQLite keeps a map of parents (auto_vacuum), that is asked instead.
//
// Belongs to one thread. Errors: those of PageReader.
#pragma once

#include "engine/core/job.h"
#include "engine/flashback/page_reader.h"

#include <map>
#include <unordered_map>
#include <unordered_set>

namespace strandline::flashback {

struct Tree
{
    std::uint32_t id = 0; // from 1; never used twice
    std::uint32_t root = 0;
    bool rowid = false; // a rowid table's; otherwise rows lie as in an index
    bool rows = false;  // a table's, not an index's
    bool operator==(const Tree &) const = default;
};

// What a commit did to one tree: all rows that differ lie in these pages.
struct TouchedTree
{
    std::vector<std::uint32_t> before; // pages as of the predecessor
    std::vector<std::uint32_t> after;  // pages as of the commit
};

struct TouchedPages
{
    std::map<std::uint32_t, TouchedTree> trees; // of tables; by tree id
    // First pages of overflow chains that changed though their cells look the same.
    std::unordered_set<std::uint32_t> changedChains;
};

class Ownership
{
public:
    explicit Ownership(PageReader &reader) : m_reader(reader) {}

    core::Scn scn() const { return m_scn; } // 0: nothing is known yet
    bool owns(std::uint32_t tree, std::uint32_t page) const
    {
        return page < m_roles.size() && m_roles[page].inTree() && m_roles[page].tree == tree;
    }
    // Whether the tree has a page that is none of these, which ascend.
    bool ownsOthers(std::uint32_t tree, const std::vector<std::uint32_t> &pages) const;
    void begin(core::Scn scn, std::vector<Tree> trees, const core::JobContext &job);
    // From scn() to the commit `to`, whose predecessor it is. trees: as of `to`; null: they are what they
    // were. After an exception begin() anew.
    TouchedPages advance(core::Scn to, const std::vector<std::uint32_t> &changed,
                         const std::vector<Tree> *trees, const core::JobContext &job);

private:
    enum class Use : std::uint8_t
    {
        None,
        Leaf,
        Interior,
        ChainHead, // parent: the b-tree page
        Chain,     // parent: the head
    };
    struct Role
    {
        std::uint32_t tree = 0;
        std::uint32_t parent = 0; // 0: a root
        Use use = Use::None;
        bool inTree() const { return use == Use::Leaf || use == Use::Interior; }
    };
    struct PageRole
    {
        std::uint32_t page;
        Role role;
    };

    class Step;

    const Tree &treeOf(std::uint32_t id) const { return m_trees.at(id); }
    void walkTree(const Tree &tree, const core::JobContext &job);
    void setNew(std::uint32_t page, const Role &role);
    // f(cell) for each cell of a page whose record goes on elsewhere.
    template <typename F>
    void forChains(std::uint32_t page, core::Scn scn, F f);
    void ownChain(const Cell &cell, std::uint32_t page, std::uint32_t tree, core::Scn scn);
    void findAllChains(const core::JobContext &job);

    PageReader &m_reader;
    core::Scn m_scn;
    std::uint32_t m_pages = 0; // of the database
    std::uint32_t m_usable = 0;
    std::vector<Role> m_roles; // by page
    std::map<std::uint32_t, Tree> m_trees;
    bool m_chainsKnown = false; // of all tables
    // Marks of the current step, by page.
    std::vector<std::uint32_t> m_changedIn;
    std::vector<std::uint32_t> m_adoptedIn;
    std::vector<std::uint32_t> m_lostIn;
    std::uint32_t m_step = 0;
};

} // namespace strandline::flashback
