// The value pane at the side of Browse's rows as a person uses it: opened by key, double click and button,
// following the current cell, reading what the grid has not, staging what is typed, looking at the past.
// Real clicks and keys, offscreen; what came of it is read with plain SQLite.
#include "app/workbench/workbench.h"
#include "engine/timeline/recorder.h"
#include "models/edit/edited_rows_model.h"
#include "views/browse/browse_page.h"
#include "views/browse/data_pane.h"
#include "views/common/grid/data_grid.h"
#include "views/common/grid/rows_pane.h"
#include "views/common/value/hex_view.h"
#include "views/common/value/value_pane.h"
#include "views/shell/main_window.h"

#include <QBuffer>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSplitter>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace strandline;
using browse::BrowsePage;

class BrowseValueTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    int m_files = 0;
    std::unique_ptr<workbench::Workbench> m_workbench;
    shell::MainWindow *m_window = nullptr;
    BrowsePage *m_page = nullptr;
    QString m_path;

    static std::unique_ptr<sqlite::Connection> writer(const QString &path)
    {
        sqlite::ConnectionOptions options;
        options.access = sqlite::Access::Create;
        return std::make_unique<sqlite::Connection>(path.toStdString(), options);
    }
    static QByteArray picture()
    {
        QImage image(320, 200, QImage::Format_RGB32);
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) {
                image.setPixel(x, y, qRgb(x * 255 / 320, y * 255 / 200, 160));
            }
        }
        QBuffer buffer;
        image.save(&buffer, "PNG");
        return buffer.data();
    }
    void make()
    {
        m_path = m_folder.filePath(QString("v%1.db").arg(++m_files));
        const auto db = writer(m_path);
        db->execute("PRAGMA journal_mode = WAL; CREATE TABLE t(id INTEGER PRIMARY KEY, name TEXT, data BLOB);"
                    "CREATE VIEW v AS SELECT id, name, data FROM t;"
                    "INSERT INTO t VALUES (1, 'short', x'00FF10'), (2, '{\"a\": [1, 2.50]}', NULL),"
                    "(3, NULL, zeroblob(600000)), (4, replace(hex(zeroblob(3000)), '0', 'ab'), 7)");
        sqlite::Statement insert = db->prepare("UPDATE t SET data = ?1 WHERE id = 2");
        const QByteArray png = picture();
        insert.bind(1, core::Bytes(png.begin(), png.end()));
        insert.step();
    }
    void open(const QString &table = "t")
    {
        m_window = m_workbench->openWindow(m_path, false);
        QTRY_VERIFY(m_window->session()->database());
        m_page = static_cast<BrowsePage *>(m_window->showFeature("browse"));
        m_page->chooseTable(table);
        QTRY_COMPARE(m_page->data()->rows()->table(), table);
        QTRY_VERIFY(m_page->data()->rows()->counted());
    }
    template <typename W>
    W *find(const char *name) const
    {
        W *widget = m_page->findChild<W *>(name);
        if (widget == nullptr) {
            qFatal("no widget %s", name);
        }
        return widget;
    }
    grid::DataGrid *cells() const { return m_page->data()->rowsPane()->grid(); }
    value::ValuePane *pane() const { return m_page->findChild<value::ValuePane *>(); }
    QString facts() const { return find<QLabel>("valueFacts")->text(); }
    QPlainTextEdit *text() const { return find<QPlainTextEdit>("valueText"); }
    void goTo(int row, int column)
    {
        cells()->setFocus();
        cells()->setCurrentIndex(cells()->model()->index(row, column));
        QTRY_VERIFY(pane() == nullptr || !pane()->busy());
    }
    void click(const char *name) { QTest::mouseClick(find<QAbstractButton>(name), Qt::LeftButton); }

private slots:
    void init()
    {
        m_workbench = std::make_unique<workbench::Workbench>(m_folder.filePath(
            QString("settings-%1.ini").arg(QString::fromLatin1(QTest::currentTestFunction()))));
    }
    void cleanup() { m_workbench.reset(); }

    void openedByKeyClickAndButton()
    {
        make();
        open();
        QVERIFY(pane() == nullptr);
        goTo(0, 2);
        QTest::keyClick(cells(), Qt::Key_F2); // a BLOB has no place to be edited in the grid
        QVERIFY(pane()->isVisible());
        QTRY_VERIFY2(facts().startsWith("BLOB · 3 b"), qPrintable(facts()));
        QVERIFY(find<value::HexView>("valueHex")->isVisible());
        QTest::keyClick(m_window, Qt::Key_I, Qt::ControlModifier);
        QVERIFY(!pane()->isVisible());
        goTo(0, 0);
        const QPoint longText = cells()->visualRect(cells()->model()->index(3, 1)).center();
        QTest::mouseClick(cells()->viewport(), Qt::LeftButton, {}, longText);
        QTest::mouseDClick(cells()->viewport(), Qt::LeftButton, {}, longText);
        QVERIFY(pane()->isVisible());
        QTRY_COMPARE(text()->toPlainText().size(), qsizetype{12000});
        click("valueToggle");
        QVERIFY(!pane()->isVisible());
        goTo(0, 1);
        QTest::keyClick(cells(), Qt::Key_F2); // short text is edited where it is
        QVERIFY(!pane()->isVisible());
    }

    void itFollowsTheCellAndKnowsWhatItIs()
    {
        make();
        open();
        QVERIFY2(cells()->model()->index(1, 2).data().toString().endsWith("· PNG"),
                 qPrintable(cells()->model()->index(1, 2).data().toString()));
        click("valueToggle");
        goTo(1, 1);
        QTRY_COMPARE(find<QPlainTextEdit>("valueJson")->toPlainText(),
                     QString("{\n  \"a\": [\n    1,\n    2.50\n  ]\n}"));
        goTo(1, 2);
        QTRY_VERIFY2(facts().contains("320 × 200"), qPrintable(facts()));
        QVERIFY(find<QToolButton>("valueAsImage")->isChecked());
        goTo(2, 2);
        QTRY_VERIFY(find<QPushButton>("valueLoadAll")->isVisible()); // 256 KiB of 586
        auto *hex = find<value::HexView>("valueHex");
        const qint64 last = 600'000 / hex->bytesPerLine() - 1;
        QVERIFY(!hex->line(last).contains("00 00 00"));
        hex->setFocus();
        QTest::keyClick(hex, Qt::Key_End); // reads what comes into sight
        QTRY_VERIFY(hex->line(last).contains("00 00 00"));
        click("valueLoadAll");
        QTRY_VERIFY(!find<QPushButton>("valueLoadAll")->isVisible());
        QVERIFY(hex->line(last / 2).contains("00 00 00"));
        const QString file = m_folder.filePath("saved");
        pane()->saveTo(file);
        QTRY_VERIFY(QFile::exists(file));
        QCOMPARE(QFileInfo(file).size(), qint64{600000});
        goTo(2, 1);
        QTRY_COMPARE(facts(), QString("NULL"));
    }

    void whatIsTypedIsStagedAndApplied()
    {
        make();
        open();
        click("valueToggle");
        goTo(3, 1);
        QTRY_COMPARE(text()->toPlainText().size(), qsizetype{12000});
        text()->setFocus();
        QTest::keyClick(text(), Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(text(), "shorter");
        click("valueStage");
        QVERIFY(m_page->isWindowModified());
        QCOMPARE(cells()->model()->index(3, 1).data().toString(), QString("shorter"));
        goTo(0, 2);
        QFile file(m_folder.filePath("new"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("\x01\x02\x00\x03", 4);
        file.close();
        QTRY_VERIFY2(facts().startsWith("BLOB · 3 b"), qPrintable(facts()));
        pane()->loadFrom(file.fileName());
        QTRY_VERIFY2(facts().startsWith("BLOB · 4 b"), qPrintable(facts()));
        QCOMPARE(writer(m_path)->text("SELECT hex(data) FROM t WHERE id = 1"), std::string("00FF10"));
        click("editApply");
        QTRY_VERIFY_WITH_TIMEOUT(!m_page->isWindowModified(), 20000);
        QCOMPARE(writer(m_path)->text("SELECT hex(data) FROM t WHERE id = 1"), std::string("01020003"));
        QCOMPARE(writer(m_path)->text("SELECT name FROM t WHERE id = 4"), std::string("shorter"));
    }

    void thePastIsReadAsItWas()
    {
        make();
        open();
        m_window->session()->recording()->start(false);
        QTRY_COMPARE(m_window->session()->recording()->state(), timeline::RecordingService::State::Recording);
        QTRY_COMPARE(m_window->session()->commits()->rowCount(), 1);
        writer(m_path)->execute("UPDATE t SET name = 'now', data = NULL");
        QTRY_COMPARE_WITH_TIMEOUT(m_window->session()->commits()->rowCount(), 2, 20000);
        click("valueToggle");
        m_window->session()->lookAt(m_window->session()->commits()->commitAt(1)); // newest first
        QTRY_COMPARE(m_page->data()->rows()->rowCount(), 4);
        goTo(3, 1);
        QTRY_COMPARE(text()->toPlainText().size(), qsizetype{12000});
        QVERIFY(text()->isReadOnly());
        QCOMPARE(text()->grab().toImage().pixelColor(4, text()->height() / 2), // in its margin
                 m_workbench->theme().tokens().past);
        QVERIFY2(find<QLabel>("valueNote")->text().contains("past"),
                 qPrintable(find<QLabel>("valueNote")->text()));
        goTo(1, 2);
        QTRY_VERIFY2(facts().contains("320 × 200"), qPrintable(facts()));
        QVERIFY(!find<QToolButton>("valueOpen")->isEnabled());
        m_window->session()->returnToNow();
        goTo(3, 1);
        QTRY_COMPARE(text()->toPlainText(), QString("now"));
    }

    void ofAViewAndKeptForTheNextStart()
    {
        make();
        open("v");
        click("valueToggle");
        goTo(3, 1);
        QTRY_COMPARE(text()->toPlainText().size(), qsizetype{12000}); // a view's rows have no key
        QVERIFY(text()->isReadOnly());
        QVERIFY2(find<QLabel>("valueNote")->text().contains("view"),
                 qPrintable(find<QLabel>("valueNote")->text()));
        m_workbench.reset();
        init();
        open();
        QVERIFY(pane()->isVisible());
    }
};

QTEST_MAIN(BrowseValueTest)
#include "tst_browse_value.moc"
