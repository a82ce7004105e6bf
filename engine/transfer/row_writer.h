// Rows in one of the export formats. Private to the area; one object a result, on one thread.
#pragma once

#include "engine/transfer/export.h"

#include <memory>
#include <span>

namespace strandline::transfer {

class RowWriter
{
public:
    virtual ~RowWriter() = default;
    // Each appends to out.
    virtual void begin(const std::vector<session::Column> &columns, std::string &out) = 0;
    virtual void row(std::span<const sqlite::Value> cells, std::string &out) = 0;
    virtual void end(std::string &out) = 0;
};

// title: of an HTML page. table: in the statements of SQL.
std::unique_ptr<RowWriter> makeRowWriter(const ExportOptions &options, const std::string &title,
                                         const std::string &table);

// Whether a column of this declared type holds numbers.
bool isNumericType(std::string_view declaredType);

} // namespace strandline::transfer
