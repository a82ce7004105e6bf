// The page "Import": a file at the left as it was understood, each column adjustable; its first rows and the
// statements at the right. Nothing is written before "Import … rows". GUI thread.
#pragma once

#include "models/transfer/import_columns_model.h"
#include "models/transfer/import_preview_model.h"
#include "models/transfer/import_work.h"
#include "views/shell/feature.h"

#include <QWidget>

#include <optional>

class QBoxLayout;
class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QTableView;

namespace strandline::grid {
class DataGrid;
}

namespace strandline::transfer {

class ImportPage : public QWidget
{
    Q_OBJECT
public:
    explicit ImportPage(const shell::PageContext &context, QWidget *parent = nullptr);

    // file, and table (that it goes into); both optional.
    void show(const shell::PageState &what);
    shell::PageState state() const;
    ImportPreviewModel *preview() const { return m_preview; }
    ImportColumnsModel *columns() const { return m_columns; }

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    QWidget *makeForm();
    QWidget *makeRight();
    void addFile(QFormLayout *form);
    void addFormat(QFormLayout *form);
    void addTarget(QFormLayout *form);
    void addButtons(QBoxLayout *column);
    QWidget *makeColumns();
    void connectWork();

    void setFile(const QString &path);
    void chooseFile();
    void chooseRejects();
    void lookAgain();
    void looked();
    void changed();
    FormatWish wish() const;
    ImportPlan plan() const;
    // Why the plan can't be carried out; empty: it can.
    QString obstacle(const ImportPlan &plan) const;
    QString startText(const ImportPlan &plan) const;
    void checked(const ImportReport &report);
    void imported(const ImportReport &report);

    shell::PageContext m_context;
    ImportWork *m_work;
    ImportColumnsModel *m_columns;
    ImportPreviewModel *m_preview;
    QString m_path;
    bool m_looked = false;
    std::optional<std::uint64_t> m_rows; // that would be imported, where that is known

    QLineEdit *m_file = nullptr;
    QComboBox *m_kind = nullptr;
    QComboBox *m_encoding = nullptr;
    QComboBox *m_delimiter = nullptr;
    QComboBox *m_header = nullptr;
    QLineEdit *m_null = nullptr;
    QFormLayout *m_form = nullptr;
    QComboBox *m_table = nullptr;
    QComboBox *m_mode = nullptr;
    QCheckBox *m_skip = nullptr;
    QLineEdit *m_rejects = nullptr;
    QLabel *m_problem = nullptr;
    QLabel *m_figures = nullptr;
    QPushButton *m_check = nullptr;
    QPushButton *m_start = nullptr;
    QTableView *m_columnsView = nullptr;
    grid::DataGrid *m_grid = nullptr;
    QPlainTextEdit *m_sql = nullptr;
};

} // namespace strandline::transfer
