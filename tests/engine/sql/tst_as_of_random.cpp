// Random statements in two spellings, with AS OF and with the attached past named outright: they must agree.
#include "tests/engine/sql/as_of_bench.h"
#include "tests/engine/sql/tst_sql.h"
#include "tests/support/random.h"

#include <QTest>
#include <array>

using namespace strandline;
using test::AsOfBench;
using test::Random;
using test::testSeed;

namespace {

// The same statement as a user writes it and as plain SQL.
struct Pair
{
    std::string extended;
    std::string plain;

    Pair &operator+=(const Pair &other)
    {
        extended += other.extended;
        plain += other.plain;
        return *this;
    }
    Pair &operator+=(std::string_view both)
    {
        extended += both;
        plain += both;
        return *this;
    }
};

class Generator
{
public:
    explicit Generator(Random &random) : m_random(random) {}

    Pair statement()
    {
        m_aliases = 0;
        Pair out;
        if (m_random.oneIn(3)) {
            out += m_random.oneIn(2) ? "WITH c AS (" : "WITH RECURSIVE c(id, x) AS MATERIALIZED (";
            out += select(1, false);
            out += ") ";
            out += select(0, true);
        } else {
            out += select(0, false);
        }
        return out;
    }

private:
    template <std::size_t Size>
    std::string_view oneOf(const std::array<std::string_view, Size> &choices)
    {
        return choices[m_random.below(Size)];
    }
    std::string_view blank()
    {
        return oneOf(
            std::array<std::string_view, 6>{" ", " ", "\n", "\t ", " /* AS OF SCN 1 */ ", " -- , t\n"});
    }
    std::string anyCase(std::string_view word)
    {
        std::string out(word);
        for (char &c : out) {
            c = m_random.oneIn(4) && c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        }
        return out;
    }
    std::string keyword(std::string_view word)
    {
        return std::string(blank()) + anyCase(word) + std::string(blank());
    }

    // " AS OF SCN 5" in one of its spellings.
    std::string clause(int scn)
    {
        const std::string number = std::to_string(scn);
        std::string out = keyword("AS") + keyword("OF");
        if (m_random.oneIn(3)) {
            return out + keyword("TIMESTAMP") + "'2026-03-0" + number + " 12:00'";
        }
        out += keyword("SCN");
        switch (m_random.below(6)) {
        case 0:
            return out + "(" + number + ")";
        case 1:
            return out + std::to_string(scn - 2) + " + 2";
        case 2:
            return out + "max(" + number + ", (1 AND 0))";
        case 3:
            return out + "CAST('" + number + "' AS INT)";
        case 4:
            return out + "CASE WHEN 1 THEN " + number + " END";
        default:
            return out + number;
        }
    }

    // A table of columns id and x, under the alias that is given back.
    Pair table(int depth, bool commonTable, std::string &alias)
    {
        alias = "a" + std::to_string(++m_aliases);
        Pair out;
        if (commonTable && m_random.oneIn(3)) {
            out += "c AS " + alias;
        } else if (depth < 3 && m_random.oneIn(4)) {
            out += "(";
            out += select(depth + 1, commonTable);
            out += ") " + alias;
        } else if (m_random.oneIn(3)) {
            out += "t " + alias;
        } else {
            const int scn = m_random.oneIn(2) ? 5 : 9;
            const std::string_view name = oneOf(std::array<std::string_view, 4>{"t", "main.t", "\"t\"", "v"});
            const std::string as = m_random.oneIn(2) ? " AS " : " ";
            out.extended += std::string(name) + clause(scn) + as + alias;
            out.plain += "asof_" + std::to_string(scn) + (name == "v" ? ".v " : ".t ") + alias;
        }
        return out;
    }

    Pair condition(int depth, bool commonTable, const std::string &alias)
    {
        Pair out;
        switch (depth < 3 ? m_random.below(4) : 0) {
        case 1:
            out += alias + ".id IN (SELECT id FROM (";
            out += select(depth + 1, commonTable);
            out += "))";
            break;
        case 2:
            out += "EXISTS (SELECT 1 FROM (";
            out += select(depth + 1, commonTable);
            out += ") e WHERE e.id = " + alias + ".id)";
            break;
        case 3: {
            const int scn = m_random.oneIn(2) ? 5 : 9;
            out += alias + ".id IN ";
            out += {"ids" + clause(scn), "asof_" + std::to_string(scn) + ".ids"};
            break;
        }
        default:
            out += alias + ".x > " + std::to_string(m_random.below(40));
            break;
        }
        return out;
    }

    Pair simpleSelect(int depth, bool commonTable)
    {
        std::string first;
        std::string second;
        const Pair left = table(depth, commonTable, first);
        Pair out;
        const bool join = m_random.oneIn(2);
        const Pair right = join ? table(depth, commonTable, second) : Pair{};
        out += keyword("SELECT") + first + ".id, " + (join ? second : first) + ".x" + keyword("FROM");
        out += left;
        if (join) {
            const bool comma = m_random.oneIn(3);
            out += comma ? ","
                         : keyword(oneOf(std::array<std::string_view, 3>{"JOIN", "LEFT JOIN", "CROSS JOIN"}));
            out += right;
            out += comma ? "" : keyword("ON") + first + ".id = " + second + ".id";
        }
        if (m_random.oneIn(2)) {
            out += keyword("WHERE");
            out += condition(depth, commonTable, first);
        }
        return out;
    }

    Pair select(int depth, bool commonTable)
    {
        Pair out = simpleSelect(depth, commonTable);
        if (m_random.oneIn(4)) {
            out +=
                keyword(oneOf(std::array<std::string_view, 4>{"UNION", "UNION ALL", "EXCEPT", "INTERSECT"}));
            out += simpleSelect(depth, commonTable);
        }
        return out;
    }

    Random &m_random;
    int m_aliases = 0;
};

} // namespace

void TestAsOf::randomStatementsReadThePast()
{
    Random random(testSeed("randomStatementsReadThePast", 7));
    Generator generator(random);
    AsOfBench bench;
    int nonEmpty = 0;
    for (int round = 0; round < 3000; ++round) {
        const Pair pair = generator.statement();
        const std::string limited = " LIMIT 50";
        const std::string expected = bench.runPlain(pair.plain + limited);
        QVERIFY2(!expected.starts_with("error"), expected.c_str());
        const std::string found = bench.run(pair.extended + limited);
        QVERIFY2(found == expected, (pair.extended + "\n" + pair.plain).c_str());
        nonEmpty += found.empty() ? 0 : 1;
    }
    QVERIFY(nonEmpty > 1000);
}
