// Asks for the values of a script's parameters above the editor, without stopping anything else. GUI thread.
#pragma once

#include "models/worksheet/parameters.h"
#include "views/common/theme/theme.h"

#include <QWidget>

class QComboBox;
class QGridLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QScrollArea;

namespace strandline::worksheet {

class ParameterStrip : public QWidget
{
    Q_OBJECT
public:
    explicit ParameterStrip(QWidget *parent = nullptr);

    // Shows a line for each name with the value that it had last, and takes the focus.
    void ask(const QStringList &names, const ParameterValues &values, const QString &verb);
    ParameterValues values() const;

signals:
    void accepted(); // every value can be read
    void dismissed();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    struct Line
    {
        QString name;
        QLineEdit *text;
        QComboBox *type;
    };
    void clear();
    void addLine(const QString &name, const ParameterValue &value);
    void accept();

    QGridLayout *m_grid;
    QScrollArea *m_scroll;
    QLabel *m_problem;
    QPushButton *m_run;
    std::vector<Line> m_lines;
};

} // namespace strandline::worksheet
