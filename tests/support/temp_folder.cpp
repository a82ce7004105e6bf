#include "tests/support/temp_folder.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <unistd.h>

namespace strandline::test {

TempFolder::TempFolder(Place place)
{
    const std::filesystem::path memory = "/dev/shm";
    const bool inMemory = place == Place::Memory && ::access(memory.c_str(), W_OK) == 0;
    std::string pattern =
        ((inMemory ? memory : std::filesystem::temp_directory_path()) / "strandline-test-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) {
        throw std::runtime_error("cannot make a temporary folder " + pattern);
    }
    m_path = pattern;
}

TempFolder::~TempFolder()
{
    if (std::getenv("STRANDLINE_KEEP") == nullptr) {
        std::error_code ignored;
        std::filesystem::remove_all(m_path, ignored);
    }
}

std::string readFile(const std::string &path)
{
    std::ifstream in(path, std::ios::binary);
    if (!in) {
        throw std::runtime_error("cannot read " + path);
    }
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

void writeFile(const std::string &path, const std::string &bytes)
{
    std::ofstream out(path, std::ios::binary | std::ios::trunc);
    out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (!out.flush()) {
        throw std::runtime_error("cannot write " + path);
    }
}

void copyFolder(const std::string &from, const std::string &to)
{
    std::filesystem::copy(from, to, std::filesystem::copy_options::recursive);
}

} // namespace strandline::test
