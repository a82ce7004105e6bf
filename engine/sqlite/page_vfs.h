// A read-only VFS of SQLite that serves a database from pages given by a PageSource: how the past is queried.
//
// The file is immutable (SQLite takes no locks and caches freely), knows no -wal and no -journal, and is
// never memory-mapped. Temporary files go to the default VFS. The VFS is safe from any thread; a source is
// called by the connection that opened it, so it must be safe from several threads when several connections
// open it.
#pragma once

#include "engine/core/bytes.h"

#include <memory>
#include <string>

namespace strandline::sqlite {

class PageSource
{
public:
    virtual ~PageSource() = default;
    virtual std::uint32_t pageSize() const = 0; // bytes
    virtual std::uint32_t pageCount() const = 0;
    // page counts from 1; out has pageSize() bytes. Throws core::Error; SQLite then reports an I/O error and
    // the connection that reads gets it by takePageError().
    virtual void readPage(std::uint32_t page, std::span<std::uint8_t> out) = 0;
};

// Makes source reachable while the registration lives: open or ATTACH uri() (SQLITE_OPEN_URI).
class PageSourceRegistration
{
public:
    explicit PageSourceRegistration(std::shared_ptr<PageSource> source);
    ~PageSourceRegistration();
    PageSourceRegistration(const PageSourceRegistration &) = delete;
    PageSourceRegistration &operator=(const PageSourceRegistration &) = delete;
    const std::string &uri() const { return m_uri; }

private:
    std::string m_name;
    std::string m_uri;
};

// The exception that a source threw last on this thread, once; null: none. Statement::step() asks.
std::exception_ptr takePageError() noexcept;

} // namespace strandline::sqlite
