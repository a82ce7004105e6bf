// What runs here: versions, SQLite's compile options, the licences of the libraries; all of it can be copied.
// GUI thread.
#pragma once

#include "views/common/widgets/form.h"
#include "views/shell/feature.h"

namespace strandline::settings {

class AboutPage : public widgets::Form
{
    Q_OBJECT
public:
    explicit AboutPage(const shell::PageContext &context, QWidget *parent = nullptr);

    // The same as plain text, for a report.
    static QString text();
};

} // namespace strandline::settings
