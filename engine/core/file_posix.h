// Where the operating systems behind file_posix.cpp differ. Safe from any thread.
#pragma once

#include <string>
#include <vector>

namespace strandline::core::posix {

// Makes a file's data and size durable, on the disk and not only in its cache. -1 with errno on an error.
int syncData(int descriptor) noexcept;

// As FileSystem::isNetwork. False where it can't be told.
bool isNetwork(const std::string &path) noexcept;

// As FileSystem::lockHolders.
std::vector<std::string> lockHolders(const std::string &path);

} // namespace strandline::core::posix
