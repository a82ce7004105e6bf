// A database file put together from sets in the plainest way: the witness that restores are compared with.
// One thread.
#pragma once

#include "engine/backup/catalogue.h"
#include "engine/backup/piece_reader.h"

#include <string>
#include <vector>

namespace strandline::test {

inline std::string imageOf(const backup::SetInfo &set, const backup::KeyRing &keys = {})
{
    const backup::ImageReader reader(core::systemFiles(), set.folder, set.manifest, keys.open(set.manifest));
    std::string out(std::size_t{reader.pageSize()} * reader.pageCount(), '\0');
    for (std::uint32_t page = 1; page <= reader.pageCount(); ++page) {
        reader.readPage(
            page, {reinterpret_cast<std::uint8_t *>(out.data()) + (page - std::size_t{1}) * reader.pageSize(),
                   reader.pageSize()});
    }
    return out;
}

// Applies the steps of a set that lead from `from` up to `to`.
inline void apply(std::string &database, const backup::SetInfo &set, core::Scn from, core::Scn to,
                  const backup::KeyRing &keys = {})
{
    const backup::StepReader reader(core::systemFiles(), set.folder, set.manifest, keys.open(set.manifest));
    for (const backup::Step &step : reader.steps()) {
        if (step.scn <= from || step.scn > to) {
            continue;
        }
        database.resize(std::size_t{step.databasePages} * reader.pageSize());
        for (std::size_t i = 0; i < step.pages.size(); ++i) {
            reader.readImage(step.firstImage + i, {reinterpret_cast<std::uint8_t *>(database.data()) +
                                                       (step.pages[i] - std::size_t{1}) * reader.pageSize(),
                                                   reader.pageSize()});
        }
    }
}

} // namespace strandline::test
