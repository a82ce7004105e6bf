// The shop's schema. Safe anywhere.
#pragma once

namespace strandline::demo {

// Tables with their foreign keys, indexes, the view daily_sales and the trigger that keeps price_changes.
extern const char *const ShopSchema;

} // namespace strandline::demo
