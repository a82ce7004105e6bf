// The Qt application: takes files that the desktop hands over (QFileOpenEvent). GUI thread.
#pragma once

#include <QApplication>

namespace strandline::workbench {

class Application : public QApplication
{
    Q_OBJECT
public:
    Application(int &argc, char **argv);

signals:
    void fileHandedOver(const QString &path);

protected:
    bool event(QEvent *event) override;
};

} // namespace strandline::workbench
