// The SQL editor by real keys: text and offsets, colours, commands, finding, errors, themes.
#include "tests/support/plain_database.h"
#include "tests/support/temp_folder.h"
#include "views/common/editor/sql_editor.h"

#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <Qsci/qsciscintilla.h>

using namespace strandline;
using editor::SqlEditor;

namespace {

class EditorTest : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_settings = std::make_unique<QSettings>(m_folder->filePath("s.ini"), QSettings::IniFormat);
        m_shortcuts = std::make_unique<commands::Shortcuts>(m_settings.get());
        m_theme = std::make_unique<theme::Theme>(theme::Mode::Light);
        m_editor = std::make_unique<SqlEditor>(m_theme.get(), m_shortcuts.get(), &m_tasks);
        m_editor->resize(800, 500);
        m_editor->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_editor.get()));
        m_editor->activateWindow();
        m_view = m_editor->findChild<QsciScintilla *>();
        m_view->setFocus();
        QTRY_VERIFY(m_view->hasFocus());
    }

    void cleanup()
    {
        m_editor.reset();
        m_source.reset();
        m_session.reset();
        m_shop.reset();
    }

    void typedTextIsThereAndCanBeUndone()
    {
        QSignalSpy changed(m_editor.get(), &SqlEditor::textChanged);
        type("select 1;");
        QCOMPARE(m_editor->text(), "select 1;");
        QVERIFY(changed.count() > 0);
        key(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(m_editor->text(), QString());
        key(Qt::Key_Y, Qt::ControlModifier);
        QCOMPARE(m_editor->text(), "select 1;");
    }

    void offsetsAreBytes()
    {
        m_editor->setText("SELECT 'ä€𝄞';\nSELECT 2;");
        key(Qt::Key_End, Qt::ControlModifier);
        QCOMPARE(m_editor->cursorOffset(), int(m_editor->utf8().size()));
        const auto [offset, length] = m_editor->statementAtCursor();
        QCOMPARE(m_editor->utf8().substr(offset, length), "SELECT 2");
        m_editor->select(8, 2);
        QCOMPARE(m_editor->selectedText(), "ä");
        m_editor->replace(8, 2, "é€");
        QCOMPARE(m_editor->text(), "SELECT 'é€€𝄞';\nSELECT 2;");
        key(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(m_editor->text(), "SELECT 'ä€𝄞';\nSELECT 2;");
    }

    void aNulByteStays()
    {
        const QString text = QStringLiteral("a") + QChar(0) + "b";
        m_editor->setText(text);
        QCOMPARE(m_editor->text(), text);
    }

    void statementOfTheCursor_data()
    {
        QTest::addColumn<QString>("text"); // | is the cursor
        QTest::addColumn<QString>("statement");
        QTest::newRow("inside") << "a 1; b |2; c 3"
                                << "b 2";
        QTest::newRow("behind its semicolon") << "a 1;| -- x\nb 2;"
                                              << "a 1";
        QTest::newRow("in the comment on its line") << "a 1; -- |x\nb 2;"
                                                    << "a 1";
        QTest::newRow("in the next line") << "a 1;\n|b 2;"
                                          << "b 2";
        QTest::newRow("in a line between") << "a 1;\n|\nb 2;"
                                           << "b 2";
        QTest::newRow("directly before") << "a 1;|b 2;"
                                         << "b 2";
        QTest::newRow("behind all") << "a 1;\n\n\n|"
                                    << "a 1";
        QTest::newRow("trigger") << "create trigger x after insert on t begin select |1; end; b 2"
                                 << "create trigger x after insert on t begin select 1; end";
        QTest::newRow("nothing") << " -- |"
                                 << "";
        QTest::newRow("empty") << "|"
                               << "";
        QTest::newRow("lone semicolons") << "a 1;;;|"
                                         << "a 1";
    }

    void statementOfTheCursor()
    {
        QFETCH(QString, text);
        const qsizetype cursor = text.indexOf('|');
        m_editor->setText(text.remove('|'));
        m_editor->setCursorOffset(int(cursor));
        const auto [offset, length] = m_editor->statementAtCursor();
        QTEST(QString::fromStdString(m_editor->utf8().substr(offset, length)), "statement");
    }

    void statementOfTheCursorFollowsEdits()
    {
        m_editor->setText("a 1; b 2; c 3;");
        m_editor->setCursorOffset(8);
        QCOMPARE(statement(), "b 2");
        type(" + 5");
        QCOMPARE(statement(), "b 2 + 5");
        m_editor->replace(3, 1, "");
        m_editor->setCursorOffset(6);
        QCOMPARE(statement(), "a 1 b 2 + 5");
    }

    void wordsHaveTheirColours()
    {
        m_editor->setText("SELECT 'x', 12, :p, \"q\", n -- c\nFROM t AS OF SCN 5 /* a\nb */ WHERE #");
        m_view->ensureLineVisible(0);
        m_editor->grab();
        const theme::Tokens &t = theme::lightTokens();
        QCOMPARE(colourAt("SELECT"), t.accent);
        QCOMPARE(colourAt("'x'"), t.ok);
        QCOMPARE(colourAt("12"), t.literal);
        QCOMPARE(colourAt(":p"), t.literal);
        QCOMPARE(colourAt("n -"), t.text);
        QCOMPARE(colourAt("-- c"), t.secondary);
        QCOMPARE(colourAt("SCN"), t.warning);
        QCOMPARE(colourAt("OF SCN"), t.warning);
        QCOMPARE(colourAt("a\nb"), t.secondary);
        QCOMPARE(colourAt("b */"), t.secondary);
        QCOMPARE(colourAt("WHERE"), t.accent);
        QCOMPARE(colourAt("#"), t.danger);
        m_editor->setText("SELECT a FROM t VERSIONS BETWEEN SCN 1 AND 2 WHERE versions = 1");
        m_editor->grab();
        QCOMPARE(colourAt("VERSIONS"), t.warning);
        QCOMPARE(colourAt("SCN"), t.warning);
        QCOMPARE(colourAt("versions"), t.text);
    }

    void flashbackStatementsHaveTheirWords()
    {
        m_editor->setText("EXPLAIN FLASHBACK TABLE a, b\nTO RESTORE POINT p;\nSELECT purge, restore;");
        m_editor->grab();
        const theme::Tokens &t = theme::lightTokens();
        QCOMPARE(colourAt("EXPLAIN"), t.accent);
        QCOMPARE(colourAt("FLASHBACK"), t.warning);
        QCOMPARE(colourAt("TABLE"), t.accent);
        QCOMPARE(colourAt("RESTORE"), t.warning);
        QCOMPARE(colourAt("POINT"), t.warning);
        QCOMPARE(colourAt("purge"), t.text);
        QCOMPARE(colourAt("restore;"), t.text);
        m_editor->setText("ALTER SESSION SET AS OF CURRENT; DROP RESTORE POINT p; DROP TABLE point");
        m_editor->grab();
        QCOMPARE(colourAt("SESSION"), t.warning);
        QCOMPARE(colourAt("RESTORE"), t.warning);
        QCOMPARE(colourAt("POINT p"), t.warning);
        QCOMPARE(colourAt("point"), t.text);
    }

    // What is open at the end of a line goes on in the next one, also while typing above.
    void openCommentsAndStringsGoOn()
    {
        m_editor->setText("SELECT 1\nFROM t\nWHERE 1");
        m_editor->grab();
        QCOMPARE(colourAt("WHERE"), theme::lightTokens().accent);
        m_editor->setCursorOffset(6);
        type("/*");
        m_editor->grab();
        QCOMPARE(colourAt("WHERE"), theme::lightTokens().secondary);
        m_editor->setCursorOffset(int(m_editor->utf8().find("FROM")));
        type("*/");
        m_editor->grab();
        QCOMPARE(colourAt("WHERE"), theme::lightTokens().accent);
        m_editor->setText("SELECT 'a\n''b\nc', 'd' WHERE");
        m_editor->grab();
        QCOMPARE(colourAt("c'"), theme::lightTokens().ok);
        QCOMPARE(colourAt("WHERE"), theme::lightTokens().accent);
    }

    void themeIsSwitchedLive()
    {
        m_editor->setText("SELECT 1");
        m_editor->grab();
        QCOMPARE(colourAt("SELECT"), theme::lightTokens().accent);
        m_theme->setMode(theme::Mode::Dark);
        QTest::qWait(20); // the mark comes between two events
        m_editor->grab();
        QCOMPARE(colourAt("SELECT"), theme::darkTokens().accent);
        const QImage picture = m_view->viewport()->grab().toImage();
        QCOMPARE(picture.pixelColor(picture.width() - 20, picture.height() - 20),
                 theme::darkTokens().surface);
        QCOMPARE(picture.pixelColor(4, picture.height() - 20), theme::darkTokens().window);
        bool marked = false; // the statement of the cursor
        for (int x = 0; x < 100; ++x) {
            marked = marked || picture.pixelColor(x, 4) == theme::darkTokens().accent;
        }
        QVERIFY(marked);
    }

    void commentsAreToggled()
    {
        m_editor->setText("a\n  b\n\nc");
        key(Qt::Key_A, Qt::ControlModifier);
        key(Qt::Key_Slash, Qt::ControlModifier);
        QCOMPARE(m_editor->text(), "-- a\n--   b\n\n-- c");
        key(Qt::Key_A, Qt::ControlModifier);
        key(Qt::Key_Slash, Qt::ControlModifier);
        QCOMPARE(m_editor->text(), "a\n  b\n\nc");
        key(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(m_editor->text(), "-- a\n--   b\n\n-- c");
    }

    void formatsTheStatementOfTheCursor()
    {
        m_editor->setText("select  1;\nselect a,b from t where x=1;");
        key(Qt::Key_End, Qt::ControlModifier);
        key(Qt::Key_F, Qt::ControlModifier | Qt::AltModifier);
        QTRY_COMPARE(m_editor->text(), "select  1;\nselect a, b\nfrom t\nwhere x = 1;");
        key(Qt::Key_A, Qt::ControlModifier);
        key(Qt::Key_F, Qt::ControlModifier | Qt::AltModifier);
        QTRY_COMPARE(m_editor->text(), "select 1;\nselect a, b\nfrom t\nwhere x = 1;");
        key(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(m_editor->text(), "select  1;\nselect a, b\nfrom t\nwhere x = 1;");
    }

    void whatIsWrittenDuringFormattingStays()
    {
        m_editor->setText("select  1");
        key(Qt::Key_End, Qt::ControlModifier);
        key(Qt::Key_F, Qt::ControlModifier | Qt::AltModifier);
        key(Qt::Key_Home); // the result waits for the next turn of the event loop
        type("x");
        QTRY_COMPARE(m_tasks.unfinished(), 0);
        QCOMPARE(m_editor->text(), "xselect  1");
    }

    void linesMoveAndDouble()
    {
        m_editor->setText("a\nb\nc");
        key(Qt::Key_Down, Qt::AltModifier);
        QCOMPARE(m_editor->text(), "b\na\nc");
        key(Qt::Key_Up, Qt::AltModifier);
        QCOMPARE(m_editor->text(), "a\nb\nc");
        key(Qt::Key_D, Qt::ControlModifier);
        QCOMPARE(m_editor->text(), "a\na\nb\nc");
    }

    void severalCursors()
    {
        m_editor->setText("x1\nx2\nx3");
        key(Qt::Key_Down, Qt::ControlModifier | Qt::AltModifier);
        key(Qt::Key_Down, Qt::ControlModifier | Qt::AltModifier);
        type("y");
        QCOMPARE(m_editor->text(), "yx1\nyx2\nyx3");
        key(Qt::Key_Escape);
        m_editor->setText("ab, ab, ab");
        m_editor->select(0, 2);
        key(Qt::Key_J, Qt::AltModifier);
        type("q");
        QCOMPARE(m_editor->text(), "q, q, ab");
    }

    void findsAndReplaces()
    {
        m_editor->setText("one two one two ONE");
        key(Qt::Key_F, Qt::ControlModifier);
        auto *what = m_editor->findChild<QLineEdit *>("findText");
        QTRY_VERIFY(what->hasFocus());
        QTest::keyClicks(what, "one");
        QCOMPARE(m_editor->findChild<QLabel *>("findCount")->text(), "3 matches");
        QCOMPARE(m_editor->selection(), std::pair(std::size_t{0}, std::size_t{3}));
        QTest::keyClick(what, Qt::Key_Return);
        QCOMPARE(m_editor->selection().first, 8U);
        QTest::keyClick(what, Qt::Key_F3);
        QCOMPARE(m_editor->selection().first, 16U);
        QTest::keyClick(what, Qt::Key_F3); // once around
        QCOMPARE(m_editor->selection().first, 0U);
        QTest::keyClick(what, Qt::Key_Return, Qt::ShiftModifier);
        QCOMPARE(m_editor->selection().first, 16U);
        QTest::keyClick(what, Qt::Key_Escape);
        QTRY_VERIFY(m_view->hasFocus());
        QVERIFY(!what->isVisible());
    }

    void replacesAllInOneStep()
    {
        m_editor->setText("one two one");
        key(Qt::Key_H, Qt::ControlModifier);
        auto *what = m_editor->findChild<QLineEdit *>("findText");
        QTRY_VERIFY(what->hasFocus());
        QTest::keyClicks(what, "one");
        QTest::keyClicks(m_editor->findChild<QLineEdit *>("replaceText"), "1");
        QTest::mouseClick(m_editor->findChild<QPushButton *>("replaceAll"), Qt::LeftButton);
        QCOMPARE(m_editor->text(), "1 two 1");
        QTest::keyClick(what, Qt::Key_Escape);
        key(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(m_editor->text(), "one two one");
    }

    void errorsAreUnderlinedUntilTheNextChange()
    {
        m_editor->setText("SELECT 1;\nSELEC 2;");
        m_editor->showError(10, 5, "near \"SELEC\": syntax error");
        QCOMPARE(m_editor->cursorOffset(), 10);
        QVERIFY(hasError(12));
        QVERIFY(!hasError(9));
        type("x");
        QVERIFY(!hasError(12));
        m_editor->showError(1000, 0); // behind the end: the last byte
        QVERIFY(hasError(int(m_editor->utf8().size()) - 1));
        m_editor->clearErrors();
        QVERIFY(!hasError(int(m_editor->utf8().size()) - 1));
    }

    void readOnlyTextStays()
    {
        m_editor->setReadOnly(true);
        m_editor->setText("CREATE TABLE t(a)");
        type("x");
        key(Qt::Key_Slash, Qt::ControlModifier);
        key(Qt::Key_D, Qt::ControlModifier);
        QCOMPARE(m_editor->text(), "CREATE TABLE t(a)");
    }

    void whatIsOnlyReadHasNoOtherCommands()
    {
        SqlEditor reader(m_theme.get(), nullptr, nullptr);
        reader.setText("CREATE TABLE t(a)");
        reader.resize(400, 200);
        reader.show();
        reader.activateWindow();
        auto *view = reader.findChild<QsciScintilla *>();
        view->setFocus();
        QTRY_VERIFY(view->hasFocus());
        QAction undo;
        undo.setShortcut(QKeySequence::Undo); // of the page around it
        reader.addAction(&undo);
        QSignalSpy undone(&undo, &QAction::triggered);
        QTest::keyClicks(view, "x");
        QTest::keyClick(view, Qt::Key_V, Qt::ControlModifier);
        QTest::keyClick(view, Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(undone.count(), 1);
        QCOMPARE(reader.text(), "CREATE TABLE t(a)");
        QTest::keyClick(view, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClick(view, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QApplication::clipboard()->text(), "CREATE TABLE t(a)");
        QTest::mouseClick(view->viewport(), Qt::RightButton, {}, QPoint(60, 60));
        emit view->customContextMenuRequested(QPoint(60, 60));
        const auto *menu = reader.findChild<QMenu *>();
        QVERIFY(menu != nullptr);
        QCOMPARE(menu->actions().size(), 2);
        QVERIFY(reader.formatAction() == nullptr);
    }

    void thePastIsTinted()
    {
        m_editor->setText("SELECT 1");
        const auto paper = [this] {
            const QImage image = m_view->viewport()->grab().toImage();
            return image.pixelColor(image.width() - 20, image.height() - 20);
        };
        QCOMPARE(paper(), m_theme->tokens().surface);
        m_editor->setPast(true);
        QCOMPARE(paper(), m_theme->tokens().past);
        m_theme->setMode(theme::Mode::Dark);
        QTRY_COMPARE(paper(), m_theme->tokens().past);
        m_editor->setPast(false);
        QCOMPARE(paper(), m_theme->tokens().surface);
    }

    void keysCanBeChanged()
    {
        m_shortcuts->setKeys("editor.comment", {QKeySequence("Ctrl+K")});
        m_editor->setText("a");
        key(Qt::Key_K, Qt::ControlModifier);
        QCOMPARE(m_editor->text(), "-- a");
        key(Qt::Key_Slash, Qt::ControlModifier);
        QCOMPARE(m_editor->text(), "-- a");
    }

    void contextMenuIsOurs()
    {
        m_editor->setText("a");
        key(Qt::Key_A, Qt::ControlModifier);
        QContextMenuEvent event(QContextMenuEvent::Keyboard, QPoint(30, 10), QPoint(30, 10));
        QApplication::sendEvent(m_view, &event);
        auto *menu = m_editor->findChild<QMenu *>();
        QVERIFY(menu != nullptr);
        const auto find = [&](const QString &text) {
            for (QAction *action : menu->actions()) {
                if (action->text() == text) {
                    return action;
                }
            }
            return static_cast<QAction *>(nullptr);
        };
        QVERIFY(!find("Undo")->isEnabled());
        find("Cut")->trigger();
        QCOMPARE(m_editor->text(), QString());
        QCOMPARE(QApplication::clipboard()->text(), "a");
    }

    void aLargeTextIsQuick()
    {
        QString text;
        while (text.size() < 5'000'000) {
            text += "INSERT INTO orders(id, name) VALUES (1, 'text'); -- and a comment\n";
        }
        m_editor->setText(text);
        QCOMPARE(m_editor->text().size(), text.size());
        QElapsedTimer timer;
        timer.start();
        for (int i = 0; i < 20; ++i) {
            QTest::keyClick(m_view, 'x');
            m_view->viewport()->grab();
        }
        qInfo("a key in 5 MB: %.1f ms with painting", double(timer.elapsed()) / 20);
        QTest::keyClick(m_view, Qt::Key_End, Qt::ControlModifier);
        m_editor->grab();
        QTRY_COMPARE(statement(), "INSERT INTO orders(id, name) VALUES (1, 'text')");
        timer.restart();
        for (int i = 0; i < 20; ++i) {
            QTest::keyClick(m_view, 'x');
            m_view->viewport()->grab();
        }
        qInfo("a key at the end of 5 MB: %.1f ms with painting", double(timer.elapsed()) / 20);
        QVERIFY(m_editor->text().endsWith("xxxx"));
    }

    void proposesWhileTyping()
    {
        openShop();
        type("select * from ord");
        QTRY_VERIFY(proposals()->isVisible());
        QCOMPARE(proposals()->item(0)->text(), "orders");
        key(Qt::Key_Return);
        QCOMPARE(m_editor->text(), "select * from orders");
        QVERIFY(!proposals()->isVisible());
        type(" o join cu");
        QTRY_VERIFY(proposals()->isVisible());
        key(Qt::Key_Return);
        QCOMPARE(m_editor->text(), "select * from orders o join customers c on c.id = o.customer_id");
        type(" where o.");
        QTRY_VERIFY(proposals()->isVisible());
        QCOMPARE(proposals()->count(), 3);
        key(Qt::Key_Down);
        key(Qt::Key_Tab);
        QVERIFY(m_editor->text().endsWith(" where o.customer_id"));
        key(Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(m_editor->text().endsWith(" where o."));
    }

    void proposalsGoAway()
    {
        openShop();
        type("select * from or");
        QTRY_VERIFY(proposals()->isVisible());
        key(Qt::Key_Escape);
        QVERIFY(!proposals()->isVisible());
        key(Qt::Key_Space, Qt::ControlModifier);
        QVERIFY(proposals()->isVisible());
        key(Qt::Key_Backspace);
        QTRY_COMPARE(m_editor->text(), "select * from o");
        QTRY_VERIFY(proposals()->isVisible());
        key(Qt::Key_Left);
        QTRY_VERIFY(!proposals()->isVisible());
    }

    // A word that is written whole isn't completed by the Return behind it.
    void returnBehindAWordIsALine()
    {
        openShop();
        type("select");
        QTest::qWait(20);
        key(Qt::Key_Return);
        QCOMPARE(m_editor->text(), "select\n");
    }

    void statementsAreCompletedForThemselves()
    {
        openShop();
        m_editor->setText("SELECT 'ä€' FROM orders; ");
        key(Qt::Key_End, Qt::ControlModifier);
        type("SELECT na FROM customers");
        m_editor->setCursorOffset(int(m_editor->utf8().find(" FROM customers")));
        key(Qt::Key_Space, Qt::ControlModifier);
        QVERIFY(proposals()->isVisible());
        QCOMPARE(proposals()->item(0)->text(), "name");
        key(Qt::Key_Return);
        QCOMPARE(m_editor->text(), "SELECT 'ä€' FROM orders; SELECT name FROM customers");
    }

    void newTablesAreProposed()
    {
        openShop();
        test::PlainDatabase(m_shop->file("shop.db")).execute("CREATE TABLE ordinary(a)");
        QSignalSpy changed(m_source.get(), &schema::CompletionSource::changed);
        QTRY_COMPARE(changed.count(), 1); // by itself
        type("select * from ordin");
        QTRY_VERIFY(proposals()->isVisible());
        QCOMPARE(proposals()->item(0)->text(), "ordinary");
        m_source->refresh(); // nothing changed: nothing is read
        QTest::qWait(100);
        QCOMPARE(changed.count(), 1);
    }

    void isNamed()
    {
        QCOMPARE(m_view->accessibleName(), "SQL text");
        m_editor->setTextName("Definition");
        QCOMPARE(m_view->accessibleName(), "Definition");
    }

private:
    void type(const char *text) { QTest::keyClicks(m_view, text); }
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) { QTest::keyClick(m_view, key, modifiers); }
    QString statement() const
    {
        const auto [offset, length] = m_editor->statementAtCursor();
        return QString::fromStdString(m_editor->utf8().substr(offset, length));
    }
    QColor colourAt(const char *what) const
    {
        const auto at = static_cast<unsigned long>(m_editor->utf8().find(what));
        const long style = m_view->SendScintilla(QsciScintillaBase::SCI_GETSTYLEAT, at);
        const long rgb =
            m_view->SendScintilla(QsciScintillaBase::SCI_STYLEGETFORE, static_cast<unsigned long>(style));
        return QColor(int(rgb & 0xff), int(rgb >> 8 & 0xff), int(rgb >> 16 & 0xff));
    }
    bool hasError(int position) const
    {
        return m_view->SendScintilla(QsciScintillaBase::SCI_INDICATORVALUEAT, 8UL, long(position)) != 0;
    }

    QListWidget *proposals() const { return m_editor->findChild<QListWidget *>("proposals"); }
    void openShop()
    {
        m_shop = std::make_unique<test::TempFolder>();
        test::PlainDatabase(m_shop->file("shop.db"))
            .execute("CREATE TABLE customers(id INTEGER PRIMARY KEY, name TEXT);"
                     "CREATE TABLE orders(id INTEGER PRIMARY KEY, customer_id REFERENCES customers, placed)");
        m_session = std::make_unique<session::DatabaseSession>(&m_tasks);
        m_source = std::make_unique<schema::CompletionSource>(m_session.get());
        m_session->open(QString::fromStdString(m_shop->file("shop.db")));
        QTRY_VERIFY(m_source->schema());
        m_editor->setCompletion(m_source.get());
    }

    task::TaskList m_tasks;
    std::unique_ptr<test::TempFolder> m_shop;
    std::unique_ptr<session::DatabaseSession> m_session;
    std::unique_ptr<schema::CompletionSource> m_source;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<commands::Shortcuts> m_shortcuts;
    std::unique_ptr<theme::Theme> m_theme;
    std::unique_ptr<SqlEditor> m_editor;
    QsciScintilla *m_view = nullptr;
};

} // namespace

QTEST_MAIN(EditorTest)
#include "tst_editor.moc"
