// The page "Configuration": SQLite's parameters with their values, defaults and meaning, and which commits
// changed those that the file keeps. Changes nothing by itself: it prepares the statement in a worksheet. GUI
// thread.
#pragma once

#include "models/configuration/parameters_model.h"
#include "models/text/text_rows.h"
#include "views/shell/feature.h"

#include <QWidget>

class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace strandline::grid {
class RowList;
}
namespace strandline::widgets {
class ElidedLabel;
}

namespace strandline::configuration {

class ConfigurationPage : public QWidget
{
    Q_OBJECT
public:
    explicit ConfigurationPage(const shell::PageContext &context, QWidget *parent = nullptr);

    // parameter: chosen; search, differing: the filter.
    void answer(const shell::PageState &what);
    shell::PageState state() const;
    ParametersModel *parameters() const { return m_parameters; }

private:
    QWidget *makeHeader();
    QWidget *makeFilter();
    QWidget *makeDetail();
    const catalog::ParameterValue *chosen() const; // null: none
    const flashback::ParameterChange *chosenChange() const;
    void refresh();
    void showChosen();
    void showChanges();
    // The statement that sets it.
    void prepare(const catalog::Parameter &parameter, const std::string &value);

    shell::PageContext m_context;
    ParametersModel *m_parameters;
    text::TextRows *m_changes;
    std::vector<std::size_t> m_changeRows; // of the configuration's changes
    QString m_wanted;                      // name of the parameter that is chosen
    widgets::ElidedLabel *m_summary;
    QLineEdit *m_search;
    QCheckBox *m_differing;
    grid::RowList *m_table;
    QLabel *m_name;
    QLabel *m_meaning;
    QLabel *m_facts;
    QPushButton *m_set;
    grid::RowList *m_changeTable;
    QPushButton *m_back;
};

} // namespace strandline::configuration
