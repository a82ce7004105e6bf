#include "engine/sqlite/context_value.h"

#include <sqlite3.h>

namespace strandline::sqlite {

Value valueOf(sqlite3_value *v)
{
    const auto size = static_cast<std::size_t>(sqlite3_value_bytes(v));
    switch (sqlite3_value_type(v)) {
    case SQLITE_INTEGER:
        return std::int64_t{sqlite3_value_int64(v)};
    case SQLITE_FLOAT:
        return sqlite3_value_double(v);
    case SQLITE_TEXT:
        return std::string(reinterpret_cast<const char *>(sqlite3_value_text(v)), size);
    case SQLITE_BLOB: {
        const auto *data = static_cast<const std::uint8_t *>(sqlite3_value_blob(v));
        return core::Bytes(data, data + size);
    }
    default:
        return Null{};
    }
}

void setResult(sqlite3_context *context, const Value &value)
{
    if (const auto *i = std::get_if<std::int64_t>(&value)) {
        sqlite3_result_int64(context, *i);
    } else if (const auto *d = std::get_if<double>(&value)) {
        sqlite3_result_double(context, *d);
    } else if (const auto *s = std::get_if<std::string>(&value)) {
        sqlite3_result_text64(context, s->data(), s->size(), SQLITE_TRANSIENT, SQLITE_UTF8);
    } else if (const auto *b = std::get_if<core::Bytes>(&value)) {
        sqlite3_result_blob64(context, b->data(), b->size(), SQLITE_TRANSIENT);
    } else {
        sqlite3_result_null(context);
    }
}

} // namespace strandline::sqlite
