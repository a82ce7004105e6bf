// The records of a file that is imported, one after the other, in bounded memory. Belongs to one thread.
// Errors: Io, NotFound, Permission; BadRow for a record that is too long to be one.
#pragma once

#include "engine/sqlite/value.h"

#include <cstdint>
#include <string>
#include <vector>

namespace strandline::transfer {

struct Field
{
    sqlite::Value value;
    bool quoted = false; // CSV: it stood in quotes, so it is never NULL
    bool operator==(const Field &) const = default;
};

struct Record
{
    std::uint64_t line = 0; // where it begins, from 1
    std::vector<Field> fields;
    std::vector<std::string> names; // JSON objects, while the columns aren't set: of the fields
    std::string problem;            // why it is no row: "has 3 fields in place of 5"; empty: it is one
};

class RecordReader
{
public:
    virtual ~RecordReader() = default;
    // False at the end of the file. record is used again: what it held is gone.
    virtual bool next(Record &record) = 0;
    // The fields come in this order from now on; another number of fields, or another name, is a problem.
    virtual void setColumns(const std::vector<std::string> &names) = 0;
    virtual std::uint64_t bytesRead() const = 0;
    // The record that next() gave last, as it stood in the file or equal to it.
    virtual std::string text(const Record &record) const = 0;
};

} // namespace strandline::transfer
