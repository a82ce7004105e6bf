// The pages Export and Import as a person uses them: clicks and keys, files that come out and go in.
#include "app/workbench/workbench.h"
#include "engine/sqlite/connection.h"
#include "models/transfer/import_columns_model.h"
#include "models/transfer/import_preview_model.h"
#include "models/transfer/import_work.h"
#include "views/shell/main_window.h"
#include "views/shell/tab_area.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QComboBox>
#include <QDropEvent>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace strandline;
using shell::MainWindow;

class TransferPagesTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<workbench::Workbench> m_workbench;
    MainWindow *m_window = nullptr;
    QString m_database;

    QString file(const QString &name) const { return m_folder->filePath(name); }
    QString write(const QString &name, const QByteArray &content) const
    {
        QFile out(file(name));
        out.open(QIODevice::WriteOnly);
        out.write(content);
        return file(name);
    }
    static QByteArray read(const QString &path)
    {
        QFile in(path);
        return in.open(QIODevice::ReadOnly) ? in.readAll() : QByteArray("no file");
    }
    QString content(const char *sql) const
    {
        return QString::fromStdString(sqlite::Connection(m_database.toStdString()).text(sql));
    }
    template <typename W>
    W *in(QWidget *page, const char *name) const
    {
        return page->findChild<W *>(name);
    }
    static void choose(QComboBox *box, int index)
    {
        box->setFocus();
        QTest::keyClick(box, Qt::Key_Home);
        for (int i = 0; i < index; ++i) {
            QTest::keyClick(box, Qt::Key_Down);
        }
        emit box->activated(box->currentIndex());
    }
    static void type(QLineEdit *field, const QString &text)
    {
        field->setFocus();
        field->selectAll();
        QTest::keyClicks(field, text);
        QTest::keyClick(field, Qt::Key_Return);
    }
    QString messageText() const
    {
        QStringList texts;
        for (const QLabel *label : m_window->messages()->findChildren<QLabel *>()) {
            texts << label->text();
        }
        return texts.join(' ');
    }

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_database = file("a.db");
        sqlite::ConnectionOptions options;
        options.access = sqlite::Access::Create;
        sqlite::Connection(m_database.toStdString(), options)
            .execute("CREATE TABLE t(a INTEGER PRIMARY KEY, b TEXT);"
                     "INSERT INTO t VALUES (1, 'one'), (2, 'two, three')");
        m_workbench = std::make_unique<workbench::Workbench>(file("settings.ini"));
        m_window = m_workbench->openWindow(m_database);
        QTRY_VERIFY(m_window->tabArea()->current() != nullptr);
        m_window->resize(1280, 800);
        m_window->activateWindow();
    }
    void cleanup()
    {
        m_workbench.reset();
        m_folder.reset();
    }

    void exportsATable();
    void previewFollowsTheOptions();
    void exportsASelectAndTellsItsErrors();
    void keepsAnOlderFile();
    void importsIntoANewTable();
    void adjustsColumns();
    void tellsBadRows();
    void droppedFileGoesToImport();
    void modelsKeepTheirPromises();
};

void TransferPagesTest::exportsATable()
{
    QWidget *page = m_window->open({"export", {{"table", "t"}}});
    QVERIFY(page != nullptr);
    auto *preview = in<QPlainTextEdit>(page, "exportPreview");
    QTRY_COMPARE(preview->toPlainText(), QString("a,b\n1,one\n2,\"two, three\"\n"));
    type(in<QLineEdit>(page, "exportFile"), file("out.csv"));
    QTest::mouseClick(in<QPushButton>(page, "startExport"), Qt::LeftButton);
    QTRY_COMPARE(m_window->messages()->count(), 1);
    QVERIFY2(messageText().contains("2 row"), qPrintable(messageText()));
    QCOMPARE(read(file("out.csv")), QByteArray("a,b\n1,one\n2,\"two, three\"\n"));
}

void TransferPagesTest::previewFollowsTheOptions()
{
    QWidget *page = m_window->open({"export", {{"table", "t"}}});
    auto *preview = in<QPlainTextEdit>(page, "exportPreview");
    auto *format = in<QComboBox>(page, "exportFormat");
    choose(format, 2);
    QTRY_COMPARE(preview->toPlainText(),
                 QString("{\"a\":1,\"b\":\"one\"}\n{\"a\":2,\"b\":\"two, three\"}\n"));
    QVERIFY(in<QLineEdit>(page, "exportFile")->text().endsWith("t.ndjson"));
    choose(in<QComboBox>(page, "exportSource"), 2); // the whole database: as SQL only
    QTRY_VERIFY(preview->toPlainText().contains("CREATE TABLE t"));
    QVERIFY(!format->isEnabled());
}

void TransferPagesTest::exportsASelectAndTellsItsErrors()
{
    QWidget *page = m_window->open({"export", {{"sql", "SELECT b FROM nowhere"}}});
    auto *problem = in<QLabel>(page, "exportProblem");
    QTRY_VERIFY(problem->text().contains("nowhere"));
    auto *sql = in<QPlainTextEdit>(page, "exportSql");
    sql->selectAll();
    QTest::keyClicks(sql, "SELECT b FROM t");
    QTRY_COMPARE(in<QPlainTextEdit>(page, "exportPreview")->toPlainText(),
                 QString("b\none\n\"two, three\"\n"));
    QVERIFY(problem->text().isEmpty());
}

void TransferPagesTest::keepsAnOlderFile()
{
    write("old.csv", "old");
    QWidget *page = m_window->open({"export", {{"table", "t"}}});
    auto *start = in<QPushButton>(page, "startExport");
    type(in<QLineEdit>(page, "exportFile"), file("old.csv"));
    QTRY_VERIFY(start->isEnabled());
    QTest::mouseClick(start, Qt::LeftButton);
    QTRY_COMPARE(m_window->messages()->count(), 1);
    QVERIFY2(messageText().contains("is there already"), qPrintable(messageText()));
    QCOMPARE(read(file("old.csv")), QByteArray("old"));
    QTest::keyClick(in<QCheckBox>(page, "exportReplace"), Qt::Key_Space);
    QTRY_VERIFY(start->isEnabled());
    QTest::keyClick(start, Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY(read(file("old.csv")).startsWith("a,b"));
}

void TransferPagesTest::importsIntoANewTable()
{
    const QString path = write("orders.csv", "id;name;zip\n1;x;0123\n2;y;0456\n");
    QWidget *page = m_window->open({"import", {}});
    type(in<QLineEdit>(page, "importFile"), path);
    auto *start = in<QPushButton>(page, "startImport");
    QTRY_VERIFY2(start->text().startsWith("Import 2 row") && start->text().endsWith(" into orders"),
                 qPrintable(start->text()));
    QVERIFY(
        in<QPlainTextEdit>(page, "importSql")
            ->toPlainText()
            .contains("CREATE TABLE \"orders\" (\n  \"id\" INTEGER,\n  \"name\" TEXT,\n  \"zip\" TEXT\n)"));
    QVERIFY(in<QComboBox>(page, "importDelimiter")->currentText().contains("Semicolon"));
    auto *grid = in<QTableView>(page, "importPreview");
    QCOMPARE(grid->model()->index(1, 2).data().toString(), QString("0456"));
    QTest::mouseClick(start, Qt::LeftButton);
    QTRY_VERIFY2(messageText().contains("were imported into orders"), qPrintable(messageText()));
    QCOMPARE(content("SELECT group_concat(id || name || zip) FROM orders"), QString("1x0123,2y0456"));
    QTRY_VERIFY(in<QComboBox>(page, "importMode")->isVisibleTo(page)); // it is there now
}

void TransferPagesTest::adjustsColumns()
{
    const QString path = write("in.csv", "A,extra,B\n2,q,new\n3,r,three\n");
    QWidget *page = m_window->open({"import", {{"file", path}, {"table", "t"}}});
    auto *columns = in<QTableView>(page, "importColumns");
    QTRY_COMPARE(columns->model()->rowCount(), 3);
    QCOMPARE(columns->model()->index(1, 1).data().toString(), QString("left out"));
    QCOMPARE(columns->model()->index(2, 1).data().toString(), QString("b"));
    choose(in<QComboBox>(page, "importMode"), 2);
    auto *sql = in<QPlainTextEdit>(page, "importSql");
    QTRY_VERIFY(sql->toPlainText().contains("ON CONFLICT (\"a\") DO UPDATE SET \"b\" = excluded.\"b\""));
    // The second column in, into b: two for b, which can't be; so the third one out, by its check mark.
    const auto check = [&](int row) {
        columns->setFocus();
        columns->setCurrentIndex(columns->model()->index(row, 0));
        QTest::keyClick(columns->viewport(), Qt::Key_Space);
    };
    check(1);
    QTRY_COMPARE(columns->model()->index(1, 0).data(Qt::CheckStateRole).toInt(), int(Qt::Checked));
    columns->edit(columns->model()->index(1, 1));
    auto *editor = columns->findChild<QLineEdit *>();
    QVERIFY(editor != nullptr);
    type(editor, "b");
    QTRY_VERIFY(in<QLabel>(page, "importProblem")->text().contains("Two columns"));
    QVERIFY(!in<QPushButton>(page, "startImport")->isEnabled());
    check(2);
    auto *start = in<QPushButton>(page, "startImport");
    QTRY_VERIFY(start->isEnabled());
    QTest::mouseClick(start, Qt::LeftButton);
    QTRY_COMPARE(content("SELECT group_concat(a || b) FROM t"), QString("1one,2q,3r"));
}

void TransferPagesTest::tellsBadRows()
{
    const QString path = write("in.csv", "a,b\n5,five\n1,again\n6\n");
    QWidget *page = m_window->open({"import", {{"file", path}, {"table", "t"}}});
    auto *start = in<QPushButton>(page, "startImport");
    QTRY_VERIFY(start->isEnabled());
    QTest::mouseClick(in<QPushButton>(page, "checkImport"), Qt::LeftButton);
    QTRY_VERIFY(in<QLabel>(page, "importFigures")->text().contains("line 4: has 1 field in place of 2"));
    QTest::mouseClick(start, Qt::LeftButton);
    QTRY_VERIFY2(messageText().contains("Nothing was imported"), qPrintable(messageText()));
    QCOMPARE(content("SELECT count(*) FROM t"), QString("2"));
    QTest::keyClick(in<QCheckBox>(page, "importSkip"), Qt::Key_Space);
    QTRY_VERIFY(start->isEnabled());
    QTest::mouseClick(start, Qt::LeftButton);
    QTRY_COMPARE(content("SELECT group_concat(a) FROM t"), QString("1,2,5"));
    QTRY_VERIFY2(messageText().contains("left out"), qPrintable(messageText()));
}

void TransferPagesTest::droppedFileGoesToImport()
{
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(write("dropped.json", "[{\"x\": 1}]"))});
    QDragEnterEvent enter(QPoint(100, 100), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(m_window, &enter);
    QDropEvent drop(QPointF(100, 100), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(m_window, &drop);
    QTRY_COMPARE(m_window->tabArea()->current()->feature().id, QString("import"));
    auto *start = in<QPushButton>(m_window->tabArea()->current()->page(), "startImport");
    QTRY_VERIFY2(start->text().startsWith("Import 1 row") && start->text().endsWith(" into dropped"),
                 qPrintable(start->text()));
}

void TransferPagesTest::modelsKeepTheirPromises()
{
    transfer::ImportColumnsModel columns;
    transfer::ImportPreviewModel preview;
    const QAbstractItemModelTester columnsTester(&columns,
                                                 QAbstractItemModelTester::FailureReportingMode::Fatal);
    const QAbstractItemModelTester previewTester(&preview,
                                                 QAbstractItemModelTester::FailureReportingMode::Fatal);
    transfer::Preview some;
    some.columns = {{"a", transfer::ImportType::Integer}, {"b", transfer::ImportType::Text}};
    some.rows = {{{std::string("1"), false}, {std::string(), false}},
                 {{std::string("2"), false}, {std::string(), true}}};
    preview.setPreview(some);
    columns.setColumns(
        {{"a", "a", transfer::ImportType::Integer, false}, {"b", "", transfer::ImportType::Text, true}});
    QVERIFY(columns.setData(columns.index(1, 0), Qt::Checked, Qt::CheckStateRole));
    QCOMPARE(columns.index(1, 1).data().toString(), QString("b"));
    QCOMPARE(preview.index(0, 1).data().toString(), QString("NULL"));
    QVERIFY(preview.index(1, 1).data().toString().isEmpty());
    preview.setPreview({});
    columns.setColumns({});
}

QTEST_MAIN(TransferPagesTest)
#include "tst_transfer_pages.moc"
