// What follows the frames of a piece: checks and seek table (piece_file.h). Private to the area. Values.
#pragma once

#include "engine/backup/piece_file.h"

#include <variant>

namespace strandline::backup {

struct PieceTail
{
    std::uint64_t offset = 0; // where the frames end
    std::uint64_t contentBytes = 0;
    std::vector<PieceFile::Frame> frames; // at least one
};

core::Bytes encodeTail(const std::vector<PieceFile::Frame> &frames);
std::variant<PieceTail, Damage> readTail(const core::File &file);

} // namespace strandline::backup
