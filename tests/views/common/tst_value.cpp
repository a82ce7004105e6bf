// The value pane by itself: what bytes are taken for, hexadecimal lines of large values, text that is edited,
// long values that come in parts, files. Ground truth: the bytes themselves.
#include "models/rows/cell_text.h"
#include "views/common/value/hex_view.h"
#include "views/common/value/value_pane.h"

#include <QBuffer>
#include <QClipboard>
#include <QComboBox>
#include <QFile>
#include <QGuiApplication>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include <atomic>

using namespace strandline;
using value::Subject;
using value::ValuePane;

class ValueTest : public QObject
{
    Q_OBJECT

    static core::Bytes bytes(const QByteArray &data) { return {data.begin(), data.end()}; }
    static QByteArray picture(int width, int height, const char *format = "PNG")
    {
        QImage image(width, height, QImage::Format_RGB32);
        image.fill(Qt::red);
        QBuffer buffer;
        image.save(&buffer, format);
        return buffer.data();
    }
    static std::shared_ptr<const value::Content> decode(const sqlite::Value &value)
    {
        return value::decode({value, rows::sizeOf(value), false}, {});
    }
    static Subject subjectOf(const sqlite::Value &value)
    {
        Subject out;
        out.column = "name";
        out.known = {value, rows::sizeOf(value), false};
        return out;
    }

    struct Window
    {
        Window()
            : theme(theme::Mode::Light),
              pane(&theme, &tasks, [this](const message::Message &m) { told << m.text; })
        {
            pane.resize(420, 500);
            pane.QWidget::show();
            QObject::connect(&pane, &ValuePane::edited,
                             [this](const sqlite::Value &v) { edits.push_back(v); });
        }
        void look(const Subject &subject)
        {
            pane.settle();
            pane.show(subject);
            QTRY_VERIFY(!pane.busy());
        }
        template <typename W>
        W *find(const char *name) const
        {
            return pane.findChild<W *>(name);
        }
        void click(const char *name) const { QTest::mouseClick(find<QAbstractButton>(name), Qt::LeftButton); }
        QString facts() const { return find<QLabel>("valueFacts")->text(); }
        QString note() const { return find<QLabel>("valueNote")->text(); }
        task::TaskList tasks;
        theme::Theme theme;
        QStringList told;
        std::vector<sqlite::Value> edits;
        ValuePane pane;
    };

private slots:
    void bytesAreTakenForWhatTheyAre()
    {
        QVERIFY(decode(bytes("plain"))->isText);
        QVERIFY(!decode(bytes(QByteArray("\x00\x01", 2)))->isText);
        QVERIFY(!decode(bytes("\xC3\x28"))->isText);
        QVERIFY(!decode(std::string("\xC3\x28"))->isText);
        QVERIFY(decode(std::string("{not json}"))->json.isEmpty());
        QVERIFY(decode(std::string("12"))->json.isEmpty());
        for (const char *format : {"PNG", "JPEG", "BMP", "GIF", "WEBP", "TIFF"}) {
            const QByteArray data = picture(300, 200, format);
            if (data.isEmpty()) {
                continue; // Qt can't write it here
            }
            const auto content = decode(bytes(data));
            QCOMPARE(content->format, QString(format));
            QVERIFY(content->picture);
            QCOMPARE(content->picture->size, QSize(300, 200));
        }
        QVERIFY(!decode(bytes(picture(300, 200).left(20)))->picture);
        const auto svg =
            decode(std::string("<svg xmlns='http://www.w3.org/2000/svg' width='8' height='9'/>"));
        QVERIFY(svg->picture);
        QCOMPARE(svg->picture->size, QSize(8, 9));
        QCOMPARE(rows::cellText(bytes("%PDF-1.7"), 20480), QString("BLOB · 20.0 KiB · PDF"));
        QVERIFY(!rows::cellText(bytes("BMW"), 3).contains("BMP"));
    }

    void theLookThatFitsIsChosen()
    {
        Window w;
        w.look(subjectOf(bytes(picture(30, 20))));
        QVERIFY(w.find<QToolButton>("valueAsImage")->isChecked());
        QVERIFY2(w.facts().contains("PNG · 30 × 20"), qPrintable(w.facts()));
        w.look(subjectOf(std::string("{\"a\": [1, 2]}")));
        QVERIFY(w.find<QPlainTextEdit>("valueJson")->isVisible());
        w.click("valueCopy");
        QCOMPARE(QGuiApplication::clipboard()->text(), QString("{\n  \"a\": [\n    1,\n    2\n  ]\n}"));
        w.click("valueAsText");
        QVERIFY(w.find<QPlainTextEdit>("valueText")->isVisible());
        w.look(subjectOf(std::string("{}"))); // the same column: as it was chosen
        QVERIFY(w.find<QPlainTextEdit>("valueText")->isVisible());
        w.look(subjectOf(bytes(QByteArray("\x00\xAB", 2))));
        QVERIFY(w.find<value::HexView>("valueHex")->isVisible());
        QVERIFY(!w.find<QToolButton>("valueAsText")->isEnabled());
        w.click("valueCopy");
        QCOMPARE(QGuiApplication::clipboard()->text(), QString("00ab"));
    }

    void jsonKeepsOrderAndNumbers()
    {
        const QString given = "{\"b\":1.10,\"a\":[ ],\"s\":\"x,{\\\"y\",\"n\":[1,{}]}";
        const QString wanted =
            "{\n  \"b\": 1.10,\n  \"a\": [],\n  \"s\": \"x,{\\\"y\",\n  \"n\": [\n    1,\n    {}\n  ]\n}";
        QCOMPARE(value::prettyJson(given).value(), wanted);
        QVERIFY(!value::prettyJson("[1,2"));
    }

    void hexLinesOfALargeValue()
    {
        Window w;
        QByteArray data(100'000'000, 'A');
        data[99'999'984] = '\x7F';
        auto *hex = w.find<value::HexView>("valueHex");
        w.look(subjectOf(bytes(QByteArray(1, '\0'))));
        hex->resize(hex->fullWidth(), 300);
        hex->setBytes(data, data.size());
        QCOMPARE(hex->line(6'249'999),
                 QString("05f5e0f0  7F 41 41 41 41 41 41 41  41 41 41 41 41 41 41 41  ·AAAAAAAAAAAAAAA"));
        // Scrolling draws what is in sight, however much there is.
        hex->verticalScrollBar()->setValue(hex->verticalScrollBar()->maximum());
        QVERIFY(!hex->grab().toImage().isNull());
        hex->setBytes("hello", 5);
        QCOMPARE(hex->line(0).trimmed(), QString("00000000  68 65 6C 6C 6F") + QString(36, ' ') + "hello");
        hex->resize(hex->fullWidth() - 1, 300); // half a line is better than one that is cut
        QCOMPARE(hex->bytesPerLine(), 8);
        QCOMPARE(hex->line(0).trimmed(), QString("00000000  68 65 6C 6C 6F") + QString(11, ' ') + "hello");
    }

    void bytesAreReadWhereTheyAreLookedAt()
    {
        Window w;
        const qint64 size = 2'000'000'000;
        const auto byteAt = [](std::uint64_t at) { return static_cast<std::uint8_t>(at / 256); };
        const auto read = std::make_shared<std::atomic<std::uint64_t>>(0);
        Subject subject;
        subject.column = "huge";
        subject.known = {core::Bytes(16, 0), size, true};
        subject.load = [=](sqlite::ByteRange range, const core::JobContext &) {
            core::Bytes out(std::min<std::uint64_t>(range.length, size - range.offset));
            for (std::size_t i = 0; i < out.size(); ++i) {
                out[i] = byteAt(range.offset + i);
            }
            *read += out.size();
            return session::CellValue{out, size, true};
        };
        w.pane.resize(800, 500);
        w.look(subject);
        auto *hex = w.find<value::HexView>("valueHex");
        QVERIFY(hex->isVisible());
        QCOMPARE(hex->bytesPerLine(), 16);
        const qint64 last = size / 16 - 1;
        QCOMPARE(hex->line(last).trimmed(), QString("773593f0"));
        hex->setFocus();
        QTest::keyClick(hex, Qt::Key_End);
        QTRY_VERIFY2(hex->line(last).startsWith("773593f0  93 93 93"), qPrintable(hex->line(last)));
        hex->verticalScrollBar()->setValue(static_cast<int>(last / 2));
        QTRY_VERIFY2(hex->line(last / 2).contains("C9 C9 C9"), qPrintable(hex->line(last / 2)));
        QVERIFY2(*read < 1'000'000, qPrintable(QString::number(*read)));
        QVERIFY2(w.note().contains("while you scroll"), qPrintable(w.note()));
    }

    void aPictureIsReadWhole()
    {
        Window w;
        QByteArray file = picture(300, 200, "BMP");
        QVERIFY(file.size() > 100'000);
        file += QByteArray(1'000'000, ' '); // what comes behind a picture doesn't count
        Subject subject;
        subject.column = "photo";
        subject.known = {bytes(file.left(16)), static_cast<std::uint64_t>(file.size()), true};
        subject.load = [file](sqlite::ByteRange range, const core::JobContext &) {
            return session::partOf(bytes(file), range);
        };
        w.look(subject);
        QVERIFY2(w.facts().contains("300 × 200"), qPrintable(w.facts()));
    }

    void textIsEditedAndStagedWithItsKind()
    {
        Window w;
        const Subject subject = subjectOf(std::string("one\ntwo"));
        w.look(subject);
        auto *text = w.find<QPlainTextEdit>("valueText");
        auto *stage = w.find<QPushButton>("valueStage");
        auto *kind = w.find<QComboBox>("valueKind");
        QVERIFY(text->isVisible());
        QVERIFY(!stage->isVisible());
        text->selectAll();
        QTest::keyClicks(text, "42");
        w.click("valueStage");
        QCOMPARE(w.edits.size(), std::size_t{1});
        QVERIFY(w.edits.back() == sqlite::Value(std::string("42")));
        QVERIFY(!stage->isVisible());
        QTest::keyClick(kind, Qt::Key_Up);
        QCOMPARE(kind->currentText(), QString("REAL"));
        QTest::keyClick(kind, Qt::Key_Up);
        w.click("valueStage");
        QVERIFY(w.edits.back() == sqlite::Value(std::int64_t{42}));
        text->selectAll();
        QTest::keyClicks(text, "many");
        QVERIFY(!stage->isEnabled());
        QVERIFY2(w.note().contains("no INTEGER"), qPrintable(w.note()));
        w.click("valueRevert");
        QCOMPARE(text->toPlainText(), QString("42"));
        QTest::keyClick(kind, Qt::Key_Up); // NULL
        w.click("valueStage");
        QVERIFY(w.edits.back() == sqlite::Value(sqlite::Null()));
        QTest::keyClicks(text, "t"); // over NULL: text
        QCOMPARE(kind->currentText(), QString("TEXT"));
        const std::size_t before = w.edits.size();
        w.look(subject); // going to another cell stages what was typed
        QCOMPARE(w.edits.size(), before + 1);
        QVERIFY(w.edits.back() == sqlite::Value(std::string("t")));
    }

    void whatCannotBeKeptIsNotEdited()
    {
        Window w;
        auto *text = w.find<QPlainTextEdit>("valueText");
        w.look(subjectOf(std::string("a\r\nb\xC2\xA0"
                                     "c"))); // CRLF and a no-break space
        QVERIFY(!text->isReadOnly());
        text->moveCursor(QTextCursor::End);
        QTest::keyClicks(text, "d");
        w.click("valueStage");
        QVERIFY(w.edits.back() == sqlite::Value(std::string("a\r\nb\xC2\xA0"
                                                            "cd")));
        w.look(subjectOf(std::string("a\r\nb\nc"))); // mixed
        QVERIFY(text->isReadOnly());
        QVERIFY(!w.note().isEmpty());
        Subject past = subjectOf(std::string("x"));
        past.refusal = "The past can't be edited.";
        w.look(past);
        QVERIFY(text->isReadOnly());
        QVERIFY(!w.find<QToolButton>("valueOpen")->isEnabled());
        QCOMPARE(w.note(), past.refusal);
    }

    void aReadingAnewKeepsWhatIsTyped()
    {
        Window w;
        w.look(subjectOf(std::string("one")));
        auto *text = w.find<QPlainTextEdit>("valueText");
        QTest::keyClicks(text, "x");
        w.pane.showAnew(subjectOf(std::string("other")));
        QCOMPARE(text->toPlainText(), QString("xone"));
        w.click("valueRevert");
        w.pane.showAnew(subjectOf(std::string("other")));
        QTRY_COMPARE(text->toPlainText(), QString("other"));
    }

    void aLongValueComesInParts()
    {
        Window w;
        std::string whole;
        for (int i = 0; i < 10'000; ++i) {
            whole += std::string(99, 'x') + "\n";
        }
        Subject subject;
        subject.column = "long";
        subject.known = {whole.substr(0, 1000), whole.size(), true};
        const auto limits = std::make_shared<std::vector<std::uint64_t>>();
        subject.load = [whole, limits](sqlite::ByteRange range, const core::JobContext &) {
            limits->push_back(range.length);
            return session::partOf(whole, range);
        };
        w.look(subject);
        auto *text = w.find<QPlainTextEdit>("valueText");
        QCOMPARE(text->toPlainText().size(), qsizetype{1} << 18);
        QVERIFY2(w.facts().contains("976.6 KiB"), qPrintable(w.facts()));
        QVERIFY(text->isReadOnly()); // half a value is not edited
        w.click("valueLoadAll");
        auto *hex = w.find<value::HexView>("valueHex");
        QTRY_COMPARE(hex->line(62'499).right(16), QString(15, 'x') + "·");
        QVERIFY(!w.find<QPushButton>("valueLoadAll")->isVisible());
        QCOMPARE(limits->back(), std::uint64_t{0});
        QVERIFY(text->isReadOnly()); // more than a text field holds
    }

    void aLongLineIsCut()
    {
        Window w;
        const std::string line = "{\"long\": \"" + std::string(100'000, 'x') + "\"}";
        w.look(subjectOf("first\n" + line));
        auto *text = w.find<QPlainTextEdit>("valueText");
        QCOMPARE(text->toPlainText().size(), 6 + value::lineShown);
        QVERIFY(text->isReadOnly());
        QVERIFY2(w.note().contains("16.0 KiB as text"), qPrintable(w.note()));
        w.click("valueCopy"); // all of it
        QCOMPARE(QGuiApplication::clipboard()->text().size(), static_cast<qsizetype>(6 + line.size()));
        w.look(subjectOf(line));
        QVERIFY(!w.find<QToolButton>("valueAsJson")->isEnabled());
    }

    void valuesGoToFilesAndComeFromThem()
    {
        QTemporaryDir folder;
        Window w;
        const QByteArray data("\x00\xFF\x10 and more", 12);
        Subject subject;
        subject.column = "blob";
        subject.known = {bytes(data.left(2)), 12, true};
        subject.load = [data](sqlite::ByteRange, const core::JobContext &) {
            return session::CellValue{bytes(data), 12, false};
        };
        w.look(subject);
        w.pane.saveTo(folder.filePath("out"));
        QTRY_COMPARE(w.told.size(), 1);
        QFile out(folder.filePath("out"));
        QVERIFY(out.open(QIODevice::ReadOnly));
        QCOMPARE(out.readAll(), data);
        w.pane.loadFrom(folder.filePath("out"));
        QTRY_COMPARE(w.edits.size(), std::size_t{1});
        QVERIFY(w.edits.back() == sqlite::Value(bytes(data)));
        w.pane.loadFrom(folder.filePath("none"));
        QTRY_COMPARE(w.told.size(), 2);
    }
};

QTEST_MAIN(ValueTest)
#include "tst_value.moc"
