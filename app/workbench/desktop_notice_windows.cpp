#include "app/workbench/desktop_notice.h"

namespace strandline::workbench {

void DesktopNotice::show(const QString &text, const Chosen &chosen)
{
    showInTray(text, chosen);
}

} // namespace strandline::workbench
