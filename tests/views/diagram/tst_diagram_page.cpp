// The diagram as a person uses it: looks, moves, finds, opens, saves. Real clicks and keys, offscreen.
#include "app/workbench/workbench.h"
#include "engine/sqlite/connection.h"
#include "engine/timeline/recorder.h"
#include "views/browse/browse_page.h"
#include "views/common/grid/data_grid.h"
#include "views/diagram/diagram_page.h"
#include "views/shell/main_window.h"

#include <QElapsedTimer>
#include <QFileDialog>
#include <QImageReader>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <QWheelEvent>

using namespace strandline;
using diagram::DiagramPage;
using diagram::DiagramView;

namespace {

const char *const shop =
    "CREATE TABLE category(id INTEGER PRIMARY KEY, parent INT REFERENCES category, name TEXT);"
    "CREATE TABLE customer(id INTEGER PRIMARY KEY, name TEXT NOT NULL);"
    "CREATE TABLE item(purchase INT REFERENCES purchase, product INT REFERENCES product, PRIMARY "
    "KEY(purchase, product));"
    "CREATE TABLE product(id INTEGER PRIMARY KEY, category INT REFERENCES category, name TEXT, price REAL);"
    "CREATE TABLE purchase(id INTEGER PRIMARY KEY, customer INT NOT NULL REFERENCES customer ON DELETE "
    "CASCADE);";

}

class DiagramPageTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    std::unique_ptr<workbench::Workbench> m_workbench;
    shell::MainWindow *m_window = nullptr;
    DiagramPage *m_page = nullptr;
    QString m_path;

    static void write(const QString &path, const std::string &sql)
    {
        sqlite::ConnectionOptions options;
        options.access = sqlite::Access::Create;
        sqlite::Connection(path.toStdString(), options).execute(sql);
    }

    void open(const std::string &sql)
    {
        const QString name = QString::fromLatin1(QTest::currentTestFunction());
        m_path = m_folder.filePath(name + ".db");
        if (!sql.empty()) {
            write(m_path, sql);
        }
        m_workbench = std::make_unique<workbench::Workbench>(m_folder.filePath(name + ".ini"));
        m_window = m_workbench->openWindow(m_path);
        m_window->resize(1280, 800);
        QTRY_VERIFY(m_window->session()->database());
        m_page = static_cast<DiagramPage *>(m_window->showFeature("diagram"));
        QTRY_VERIFY(m_page->diagram()->loaded());
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window));
        view()->setFocus();
    }

    DiagramView *view() const { return m_page->view(); }
    QRectF rectOf(const char *table) const
    {
        const int box = view()->graph().find(table);
        return box < 0 ? QRectF() : view()->graph().boxes[static_cast<std::size_t>(box)].rect;
    }
    QPoint headOf(const char *table) const
    {
        return view()->toWidget(rectOf(table).topLeft() + QPointF(20, 10)).toPoint();
    }
    QToolButton *button(const char *name) const
    {
        auto *out = m_page->findChild<QToolButton *>(name);
        if (out == nullptr) {
            qFatal("no button %s", name);
        }
        return out;
    }

    void drag(QPoint from, QPoint by) const
    {
        QTest::mousePress(view(), Qt::LeftButton, {}, from);
        QTest::mouseMove(view(), from + by / 2);
        // offscreen mouseMove tells no buttons
        for (const QPoint at : {from + by / 2, from + by}) {
            QMouseEvent move(QEvent::MouseMove, at, view()->mapToGlobal(at), Qt::NoButton, Qt::LeftButton,
                             {});
            QCoreApplication::sendEvent(view(), &move);
        }
        QTest::mouseRelease(view(), Qt::LeftButton, {}, from + by);
    }

private slots:
    void cleanup() { m_workbench.reset(); }

    void aClickTellsWhatATableReferences()
    {
        open(shop);
        QTest::mouseClick(view(), Qt::LeftButton, {}, headOf("purchase"));
        QCOMPARE(view()->table(), QString("purchase"));
        QCOMPARE(view()->description(), QString("purchase references customer; is referenced by item."));
        QCOMPARE(view()->accessibleDescription(), view()->description());
        QTest::keyClick(view(), Qt::Key_Escape);
        QCOMPARE(view()->table(), QString());
    }

    void aClickOnALineTellsItsKey()
    {
        open(shop);
        const diagram::Graph &graph = view()->graph();
        const auto link = std::find_if(graph.links.begin(), graph.links.end(), [&](const diagram::Link &l) {
            return l.child == graph.find("purchase");
        });
        QVERIFY(link != graph.links.end());
        const QPolygonF line = diagram::lineOf(graph, *link, view()->look().metrics);
        QVERIFY(rectOf("purchase").adjusted(-1, -1, 1, 1).contains(line.front())); // it connects the two
        QVERIFY(rectOf("customer").adjusted(-1, -1, 1, 1).contains(line.back()));
        QTest::mouseClick(view(), Qt::LeftButton, {}, view()->toWidget(line[line.size() / 2]).toPoint());
        QCOMPARE(view()->link(), static_cast<int>(link - graph.links.begin()));
        QCOMPARE(view()->description(),
                 QString("purchase (customer) references customer (id): many to one. On "
                         "delete: CASCADE; on update: NO ACTION."));
    }

    void keysGoThroughTheTables()
    {
        open(shop);
        QStringList seen;
        view()->choose(0);
        for (int i = 0; i < 5; ++i) {
            seen << view()->table();
            QTest::keyClick(view(), Qt::Key_Tab);
        }
        QCOMPARE(seen, (QStringList{"category", "customer", "item", "product", "purchase"}));
        QVERIFY(!view()->hasFocus()); // after the last the focus goes on
        view()->setFocus();
        view()->chooseTable("purchase");
        QTest::keyClick(view(), Qt::Key_Left);
        QCOMPARE(view()->table(), QString("item")); // which references it
        QTest::keyClick(view(), Qt::Key_Right);
        QVERIFY(view()->table() == "purchase" || view()->table() == "product");
    }

    void returnAndDoubleClickOpenBrowse()
    {
        open(shop);
        view()->chooseTable("product");
        QTest::keyClick(view(), Qt::Key_Return);
        auto *browse = m_window->findChild<browse::BrowsePage *>();
        QVERIFY(browse != nullptr);
        QTRY_COMPARE(browse->table(), QString("product"));
        m_window->showFeature("diagram");
        QTest::mouseDClick(view(), Qt::LeftButton, {}, headOf("customer"));
        QTRY_COMPARE(browse->table(), QString("customer"));
    }

    void zoomsByKeysAndWheel()
    {
        open(shop);
        const double before = view()->zoom();
        QTest::keySequence(view(), QKeySequence("Ctrl++"));
        QVERIFY(view()->zoom() > before * 1.1);
        QTest::keySequence(view(), QKeySequence("Ctrl+-"));
        QVERIFY(qAbs(view()->zoom() - before) < 0.001);
        const QPointF fixed = view()->toWidget(rectOf("customer").center());
        QWheelEvent wheel(fixed, view()->mapToGlobal(fixed), {}, {0, 120}, {}, {}, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(view(), &wheel);
        QVERIFY(view()->zoom() > before);
        const QPointF moved = view()->toWidget(rectOf("customer").center()) - fixed;
        QVERIFY(moved.manhattanLength() < 1); // what is under the pointer stays there
        QTest::keySequence(view(), QKeySequence("Ctrl+0"));
        for (const diagram::Box &box : view()->graph().boxes) {
            QVERIFY(QRectF(view()->rect()).contains(view()->toWidget(box.rect.bottomRight())));
            QVERIFY(QRectF(view()->rect()).contains(view()->toWidget(box.rect.topLeft())));
        }
    }

    void draggingTheGroundMovesAll()
    {
        open(shop);
        const QRectF customer = rectOf("customer");
        const QPoint before = headOf("customer");
        const QPoint ground(5, view()->height() - 5);
        drag(ground, {60, -40});
        QCOMPARE(headOf("customer"), before + QPoint(60, -40));
        QCOMPARE(rectOf("customer"), customer);
        QVERIFY(m_page->diagram()->moved().isEmpty());
    }

    void draggedTablesStayThereNextTime()
    {
        open(shop);
        QVERIFY(!button("diagram.placeAnew")->isEnabled());
        const QRectF before = rectOf("customer");
        drag(headOf("customer"), {40, 120});
        QTRY_VERIFY(!m_page->diagram()->moved().isEmpty());
        const QRectF after = rectOf("customer");
        QVERIFY((after.topLeft() - before.topLeft()).manhattanLength() > 100);
        m_workbench.reset();
        open({});
        QTRY_COMPARE(rectOf("customer").topLeft(), after.topLeft());
        QTest::mouseClick(button("diagram.placeAnew"), Qt::LeftButton);
        QTRY_COMPARE(rectOf("customer").topLeft(), before.topLeft());
    }

    void findsATable()
    {
        open(shop);
        QTest::keySequence(view(), QKeySequence::Find);
        auto *find = m_page->findChild<QLineEdit *>("diagramFind");
        QTRY_VERIFY(find->hasFocus());
        QTest::keyClicks(find, "ro");
        QCOMPARE(view()->table(), QString("product"));
        QTest::keyClicks(find, "x");
        QCOMPARE(view()->table(), QString("product")); // none is called so
        find->clear();
        QTest::keyClicks(find, "c");
        QCOMPARE(view()->table(), QString("product")); // holds one as well
        QTest::keyClick(find, Qt::Key_Return);
        QCOMPARE(view()->table(), QString("purchase"));
        QTest::keyClick(find, Qt::Key_Return);
        QCOMPARE(view()->table(), QString("category"));
    }

    void keysOnlyAndAsATable()
    {
        open(shop);
        const double tall = rectOf("product").height();
        QTest::mouseClick(button("keysOnly"), Qt::LeftButton);
        QTRY_VERIFY(rectOf("product").height() < tall);
        QTest::mouseClick(button("asTable"), Qt::LeftButton);
        QVERIFY(m_page->grid()->isVisible());
        QVERIFY(!view()->isVisible());
        QVERIFY(!button("diagram.zoomIn")->isEnabled());
        QCOMPARE(m_page->grid()->model()->rowCount(), 5);
        m_page->grid()->setFocus();
        m_page->grid()->setCurrentIndex(m_page->grid()->model()->index(4, 2));
        QTest::keyClick(m_page->grid(), Qt::Key_Return);
        auto *browse = m_window->findChild<browse::BrowsePage *>();
        QVERIFY(browse != nullptr);
        QTRY_COMPARE(browse->table(), QString("customer"));
    }

    void savesPictures()
    {
        open(shop);
        for (const QString ending : {"png", "svg"}) {
            const QString path = m_folder.filePath("picture." + ending);
            QTest::mouseClick(button("diagram.save"), Qt::LeftButton);
            QTRY_VERIFY(m_page->findChild<QFileDialog *>() != nullptr);
            auto *dialog = m_page->findChild<QFileDialog *>();
            QCOMPARE(QFileInfo(dialog->selectedFiles().value(0)).fileName(), QString("savesPictures.png"));
            emit dialog->fileSelected(path);
            dialog->close();
            QTRY_VERIFY(m_page->findChild<QFileDialog *>() == nullptr);
            QTRY_VERIFY(QFile::exists(path));
            QImageReader reader(path);
            QVERIFY2(reader.canRead(), qPrintable(path));
            const QSize size = reader.read().size();
            QVERIFY(size.width() > 400 && size.height() > 150);
        }
        const int before = m_window->messages()->count();
        m_page->save(m_folder.filePath("no/such/folder.png"));
        QTRY_VERIFY(m_window->messages()->count() > before); // says that it can't
    }

    void thePastIsTinted()
    {
        m_path = m_folder.filePath("thePastIsTinted.db");
        write(m_path, "PRAGMA journal_mode=wal; CREATE TABLE old(a INTEGER PRIMARY KEY);");
        {
            timeline::RecorderOptions options;
            options.location.database = m_path.toStdString();
            timeline::Recorder recorder(options, {});
            write(m_path, "DROP TABLE old; CREATE TABLE fresh(a INTEGER PRIMARY KEY)");
            recorder.poll();
        }
        open({});
        QTRY_VERIFY(rectOf("fresh").isValid());
        auto *session = m_window->session();
        QTRY_VERIFY(session->commits()->find({1}) != nullptr);
        session->lookAt(*session->commits()->find({1}));
        QTRY_VERIFY(rectOf("old").isValid());
        QVERIFY(!rectOf("fresh").isValid());
        auto *line = m_page->findChild<QWidget *>("asOfLine");
        QVERIFY(line->isVisible());
        const QColor past = view()->look().tokens.past;
        QCOMPARE(view()->grab().toImage().pixelColor(2, 2), past);
        QTest::mouseClick(line->findChild<QPushButton *>("asOfReturn"), Qt::LeftButton);
        QTRY_VERIFY(rectOf("fresh").isValid());
        QVERIFY(!line->isVisible());
        QVERIFY(view()->grab().toImage().pixelColor(2, 2) != past);
    }

    void emptyDatabasesSayWhatToDo()
    {
        open("PRAGMA user_version = 1");
        auto *create = m_page->findChild<QPushButton *>("createTable");
        QTRY_VERIFY(create->isVisible());
        QTest::mouseClick(create, Qt::LeftButton);
        QTRY_VERIFY(!m_page->isVisible()); // the worksheet is in front
        m_window->showFeature("diagram");
        write(m_path, "CREATE TABLE a(id INTEGER PRIMARY KEY)");
        QTest::keyClick(m_page, Qt::Key_F5);
        QTRY_VERIFY(view()->isVisible());
        QVERIFY(m_page->findChild<QLabel *>("diagramDetail")->text().contains("no lines"));
    }

    void threeHundredTablesPaintQuickly()
    {
        std::string sql;
        for (int i = 0; i < 300; ++i) {
            sql += "CREATE TABLE t" + std::to_string(i) +
                   "(id INTEGER PRIMARY KEY, a TEXT, b TEXT, c TEXT, d TEXT, p INT REFERENCES t" +
                   std::to_string(i * 7 % 300) + ", q INT REFERENCES t" + std::to_string(i / 3) + ");";
        }
        open("BEGIN;" + sql + "COMMIT;");
        QCOMPARE(view()->graph().boxes.size(), std::size_t{300});
        for (const char *how : {"whole", "closer"}) {
            QElapsedTimer timer;
            timer.start();
            view()->repaint();
            qInfo("300 tables, %s, zoom %.2f: %lld ms", how, view()->zoom(), timer.elapsed());
            QVERIFY(timer.elapsed() < 400); // sanitizers and a busy machine included
            view()->zoomBy(0.5 / view()->zoom());
        }
    }
};

QTEST_MAIN(DiagramPageTest)
#include "tst_diagram_page.moc"
