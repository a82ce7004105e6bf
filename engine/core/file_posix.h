// Where the operating systems behind file_posix.cpp differ. Safe from any thread.
#pragma once

#include "engine/core/file.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace strandline::core::posix {

// Makes a file's data and size durable, on the disk and not only in its cache. -1 with errno on an error.
int syncData(int descriptor) noexcept;

// Asks the system to begin bringing these bytes to the disk, so that a later syncData() waits less. A hint.
void startWriting(int descriptor, std::uint64_t offset, std::uint64_t sizeBytes) noexcept;

// As FileSystem::isNetwork. False where it can't be told.
bool isNetwork(const std::string &path) noexcept;

// As FileSystem::locks.
std::vector<RangeLock> locks(const std::string &path);

// As FileSystem::openers.
std::vector<Opener> openers(const std::string &path);

} // namespace strandline::core::posix
