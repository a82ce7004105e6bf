// A file that appears under its name only when it is complete: written beside it under another one, and
// renamed at the end. Belongs to one thread. Errors: systemError() (DiskFull among them), Exists.
#pragma once

#include "engine/core/file.h"

#include <string>
#include <string_view>

namespace strandline::transfer {

class OutputFile
{
public:
    // Throws Exists where path is there already, unless replace; Usage where it is the database's own file
    // (or its WAL); database may be empty.
    OutputFile(std::string path, bool replace, const std::string &database,
               const core::FileSystem &files = core::systemFiles());
    ~OutputFile(); // what was not finished is removed
    OutputFile(const OutputFile &) = delete;
    OutputFile &operator=(const OutputFile &) = delete;

    void write(std::string_view text);
    void finish();
    std::uint64_t bytes() const { return m_written + m_buffer.size(); }

private:
    void flush();
    void refuseExisting() const;

    const core::FileSystem &m_files;
    const std::string m_path;
    const std::string m_temporary;
    const bool m_replace;
    std::unique_ptr<core::File> m_file; // null when finished
    std::string m_buffer;
    std::uint64_t m_written = 0;
};

} // namespace strandline::transfer
