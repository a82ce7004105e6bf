// A folder that lives as long as the object (STRANDLINE_KEEP=1 keeps it for looking). One thread.
#pragma once

#include <string>

namespace strandline::test {

class TempFolder
{
public:
    enum class Place
    {
        Disk,
        Memory, // where there is such a place: for tests that sync thousands of times
    };
    explicit TempFolder(Place place = Place::Disk);
    ~TempFolder();
    TempFolder(const TempFolder &) = delete;
    TempFolder &operator=(const TempFolder &) = delete;

    const std::string &path() const { return m_path; }
    std::string file(const std::string &name) const { return m_path + "/" + name; }

private:
    std::string m_path;
};

// Whole files, for files that no SQLite connection of this process has open.
std::string readFile(const std::string &path);
void writeFile(const std::string &path, const std::string &bytes);
void copyFolder(const std::string &from, const std::string &to);

} // namespace strandline::test
