// Columns of a table as wide as their words.
#pragma once

class QTableView;

namespace strandline::widgets {

// All columns but the last, which takes what is left; now and after each reset of the model. None is wider
// than widest.
void fitColumns(QTableView *view, int widest = 280);

} // namespace strandline::widgets
