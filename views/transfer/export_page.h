// The page "Export": what is exported, how, where to; at the right the first lines as they will be written.
// GUI thread.
#pragma once

#include "models/schema/schema_model.h"
#include "models/transfer/export_work.h"
#include "views/shell/feature.h"

#include <QTimer>
#include <QWidget>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace strandline::transfer {

class ExportPage : public QWidget
{
    Q_OBJECT
public:
    explicit ExportPage(const shell::PageContext &context, QWidget *parent = nullptr);

    // table or sql: the source; asOf: an SCN.
    void show(const shell::PageState &what);
    shell::PageState state() const;
    QString previewText() const;

private:
    enum class Source
    {
        Table,
        Select,
        Database
    };
    QWidget *makeForm();
    QWidget *makePreview();
    void addSource(QFormLayout *form);
    void addFormat(QFormLayout *form);
    void addCsv(QFormLayout *form);
    void addTarget(QFormLayout *form);
    QCheckBox *addCheck(QFormLayout *form, const QString &text);

    Source source() const;
    ExportRequest request() const;
    bool ready() const; // there is something to export
    void tablesLoaded();
    void changed();
    void refreshPreview();
    void tellProblem(const QString &text); // beside the preview; empty: none
    void refreshMoment();
    void suggestFile();
    void chooseFile();
    void start();
    void finished(const QString &path, const ExportReport &report);

    shell::PageContext m_context;
    ExportWork *m_work;
    schema::SchemaModel *m_tables;
    QTimer m_soon;                   // a change of the options has settled
    std::optional<core::Scn> m_asOf; // of the page itself; else the session's moment
    QString m_wantedTable;
    bool m_fileIsOurs = true; // the user hasn't named one

    QFormLayout *m_form = nullptr;
    QComboBox *m_source = nullptr;
    QComboBox *m_table = nullptr;
    QLineEdit *m_where = nullptr;
    QPlainTextEdit *m_sql = nullptr;
    QLabel *m_moment = nullptr;
    QComboBox *m_format = nullptr;
    QComboBox *m_delimiter = nullptr;
    QComboBox *m_quoting = nullptr;
    QComboBox *m_lineEnd = nullptr;
    QComboBox *m_blob = nullptr;
    QLineEdit *m_null = nullptr;
    QCheckBox *m_header = nullptr;
    QCheckBox *m_bom = nullptr;
    QCheckBox *m_guard = nullptr;
    QCheckBox *m_arrays = nullptr;
    QCheckBox *m_create = nullptr;
    QLineEdit *m_file = nullptr;
    QCheckBox *m_replace = nullptr;
    QPushButton *m_start = nullptr;
    QLabel *m_problem = nullptr;
    QPlainTextEdit *m_preview = nullptr;
};

} // namespace strandline::transfer
