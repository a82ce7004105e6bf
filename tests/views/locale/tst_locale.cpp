// What no translator would see in the code: every page with words of a pseudo-language, a third longer and in
// brackets, and with the German ones. A text without brackets was never given to tr(); a text wider than its
// widget is cut off.
#include "app/workbench/workbench.h"
#include "engine/timeline/recorder.h"
#include "views/common/widgets/elided_label.h"
#include "views/settings/about_page.h"
#include "views/shell/main_window.h"

#include <QAbstractButton>
#include <QAbstractScrollArea>
#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QPushButton>
#include <QRegularExpression>
#include <QTabBar>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <QTranslator>

using namespace strandline;

namespace {

// "Open database…" becomes "[Öpéñ dåtåbåsé… éééé]".
class PseudoLanguage : public QTranslator
{
public:
    bool isEmpty() const override { return false; }
    QString translate(const char *context, const char *text, const char *, int) const override
    {
        static const QRegularExpression keys("^(Ctrl|Alt|Shift|Meta)\\+|^F\\d+$");
        const QString plain = QString::fromUtf8(text);
        if (qstrcmp(context, "QShortcut") == 0 || keys.match(plain).hasMatch()) {
            return {}; // the names of keys
        }
        static const QString from = "aeiouncsyAEIOUNCSY";
        static const QString to = "åéîöüñçšýÅÉÎÖÜÑÇŠÝ";
        QString out = "[";
        for (qsizetype i = 0; i < plain.size(); ++i) {
            const QString before = plain.left(i);
            const bool placeholder = before.endsWith('%') || before.endsWith("%L");
            const qsizetype at = placeholder ? -1 : from.indexOf(plain[i]);
            out += at < 0 ? plain[i] : to[at];
        }
        out += ' ';
        for (qsizetype i = 0; i < plain.size() * 35 / 100; ++i) {
            out += i % 6 == 5 ? ' ' : QChar(u'é');
        }
        return out.trimmed() + "]";
    }
};

// Words that stand in every language; and whatever names something of the test's database.
QString withoutWhatNeedsNoTranslation(QString text)
{
    static const QRegularExpression bracketed("\\[[^\\[\\]]*\\]");
    static const QRegularExpression shortened("\\[[^\\]]*….*$"); // by its label
    static const QRegularExpression dates(
        "\\b(Mon|Tue|Wed|Thu|Fri|Sat|Sun|January|February|March|April|May|June|July|August|September|October|"
        "November|December)\\b");
    static const QRegularExpression data("\\S*zz\\S*");
    static const QRegularExpression technical(
        "\\b(SQL|SQLite|SCN|UTC|WAL|CSV|TSV|JSON|HTML|SQL|BLOB|NULL|Strandline|Markdown|UTF|KiB|MiB|GiB|TiB|"
        "ms|AUTO|"
        "MANUAL|INTEGER|REAL|TEXT|NUMERIC|Ctrl|Alt|Shift|Return|Left|Right|Up|Down|Del|Ins|Esc|Tab|Space|"
        "Home|End|"
        "PgUp|PgDown|Backspace|Enter|rowid|DDL|ERD|PNG|SVG|B|h|s|min|d)\\b|F\\d+");
    while (text.contains(bracketed)) { // those inside others first
        text.remove(bracketed);
    }
    return text.remove(shortened).remove(data).remove(dates).remove(technical);
}

class Audit
{
public:
    explicit Audit(QString page) : m_page(std::move(page)) {}

    void words(const QWidget *window)
    {
        for (const QWidget *widget : window->findChildren<QWidget *>()) {
            if (!widget->isVisible()) {
                continue;
            }
            text(widget, "tool tip", widget->toolTip());
            text(widget, "accessible name", widget->accessibleName());
            if (const auto *label = qobject_cast<const QLabel *>(widget)) {
                text(widget, "text", label->property("data").toBool() ? QString() : label->text());
            } else if (const auto *button = qobject_cast<const QAbstractButton *>(widget)) {
                text(widget, "text", button->text());
            } else if (const auto *line = qobject_cast<const QLineEdit *>(widget)) {
                text(widget, "placeholder", line->placeholderText());
            } else if (const auto *tabs = qobject_cast<const QTabBar *>(widget)) {
                for (int i = 0; i < tabs->count(); ++i) {
                    text(widget, "tab", tabs->tabText(i));
                }
            } else if (const auto *box = qobject_cast<const QComboBox *>(widget)) {
                for (int i = 0; i < box->count() && !box->property("data").toBool(); ++i) {
                    text(widget, "choice", box->itemText(i));
                }
            } else if (const auto *header = qobject_cast<const QHeaderView *>(widget)) {
                for (int i = 0; header->orientation() == Qt::Horizontal && i < header->count(); ++i) {
                    text(widget, "column", header->model()->headerData(i, Qt::Horizontal).toString());
                }
            } else if (const auto *bar = qobject_cast<const QMenuBar *>(widget)) {
                for (const QAction *action : bar->actions()) {
                    text(widget, "menu", action->text());
                    menu(action->menu());
                }
            }
        }
    }

    void room(const QWidget *window)
    {
        for (int depth = 0; depth < 4; ++depth) { // a text that came just now has its room yet to get
            QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
        }
        for (const QWidget *widget : window->findChildren<QWidget *>()) {
            if (!widget->isVisible() || widget->size().isEmpty()) {
                continue;
            }
            if (const auto *label = qobject_cast<const QLabel *>(widget)) {
                const bool elides = qobject_cast<const widgets::ElidedLabel *>(label) != nullptr;
                if (label->wordWrap() && label->heightForWidth(label->width()) > label->height() + 1) {
                    tell(widget, "lines are cut off", label->text());
                } else if (!elides && !label->wordWrap() && !label->text().isEmpty() &&
                           label->sizeHint().width() > label->width() + 1) {
                    tell(widget, "is cut off", label->text());
                }
            } else if (const auto *button = qobject_cast<const QAbstractButton *>(widget)) {
                const auto *tool = qobject_cast<const QToolButton *>(button);
                const bool icon = tool != nullptr && tool->toolButtonStyle() == Qt::ToolButtonIconOnly &&
                                  !tool->icon().isNull();
                if (!icon && !button->text().isEmpty() && button->sizeHint().width() > button->width() + 1 &&
                    !button->objectName().startsWith("tab")) { // a tab shortens its name by itself
                    tell(widget, "is cut off", button->text());
                }
            } else {
                continue;
            }
            inside(widget, window);
        }
    }

    QStringList findings() const { return m_findings; }

private:
    void tell(const QWidget *widget, const char *what, const QString &text)
    {
        const QString name = widget->objectName().isEmpty() ? widget->parentWidget()->objectName() + " > ?"
                                                            : widget->objectName();
        const QString line = QString("%1: %2 %3 %4: %5")
                                 .arg(m_page, widget->metaObject()->className(), name, what, text.left(90));
        if (!m_findings.contains(line)) {
            m_findings << line;
        }
    }

    void text(const QWidget *widget, const char *what, const QString &text)
    {
        static const QRegularExpression word("[A-Za-z]{2,}");
        const QString left = withoutWhatNeedsNoTranslation(text);
        for (auto words = word.globalMatch(left); words.hasNext();) {
            if (const QString found = words.next().captured(); !m_names.contains(found)) {
                tell(widget, what, text);
                return;
            }
        }
    }

    void menu(const QMenu *menu)
    {
        for (const QAction *action : menu != nullptr ? menu->actions() : QList<QAction *>()) {
            text(menu, "menu entry", action->text());
            this->menu(action->menu());
        }
    }

    // Not beyond the edge of what holds it, but where one can scroll.
    void inside(const QWidget *widget, const QWidget *window)
    {
        for (const QWidget *around = widget->parentWidget(); around != nullptr && around != window;
             around = around->parentWidget()) {
            if (qobject_cast<const QAbstractScrollArea *>(around->parentWidget()) != nullptr ||
                qobject_cast<const QTabBar *>(around) != nullptr) {
                return; // around is its viewport; many tabs are scrolled
            }
            const QRect place(widget->mapTo(around, QPoint(0, 0)), widget->size());
            if (!around->rect().adjusted(-2, -2, 2, 2).contains(place)) {
                tell(widget, "reaches beyond its parent",
                     QString("%1 of %2 in %3")
                         .arg(place.bottom())
                         .arg(around->height())
                         .arg(around->metaObject()->className()));
                return;
            }
        }
    }

    QString m_page;
    // Of libraries, their licences and makers.
    QStringList m_names = settings::AboutPage::text().split(QRegularExpression("[^A-Za-z]+"));
    QStringList m_findings;
};

} // namespace

class LocaleTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder{QDir::tempPath() + "/zz-XXXXXX"};

    static void write(const QString &path, const std::string &sql)
    {
        sqlite::ConnectionOptions options;
        options.access = sqlite::Access::Create;
        sqlite::Connection(path.toStdString(), options).execute(sql);
    }

    QString makeRecorded()
    {
        const QString path = m_folder.filePath("zz.db");
        if (QFileInfo::exists(path)) {
            return path;
        }
        write(path, "PRAGMA journal_mode=WAL; CREATE TABLE zz_orders(zz_id INTEGER PRIMARY KEY, zz_price);"
                    "INSERT INTO zz_orders VALUES (1, 10), (2, 20), (3, 'zz');"
                    "CREATE TABLE zz_lines(zz_order REFERENCES zz_orders, zz_what);"
                    "CREATE INDEX zz_index ON zz_orders(zz_price);");
        timeline::RecorderOptions options;
        options.location.database = path.toStdString();
        timeline::Recorder recorder(options, {});
        write(path, "UPDATE zz_orders SET zz_price = 0");
        recorder.poll();
        write(path, "DELETE FROM zz_orders WHERE zz_id = 3");
        recorder.poll();
        recorder.close();
        return path;
    }

    static void none(const QStringList &findings)
    {
        for (const QString &finding : findings) {
            qWarning("%s", qPrintable(finding));
        }
        QCOMPARE(findings.size(), 0);
    }

    // Every page of the window, now and in the past.
    template <typename Look>
    void visitEveryPage(const Look &look, QSize size = {1280, 800})
    {
        workbench::Workbench program(
            m_folder.filePath(QString::fromLatin1(QTest::currentDataTag()) + ".ini"));
        shell::MainWindow *window = program.openWindow({});
        window->resize(size);
        QVERIFY(QTest::qWaitForWindowExposed(window));
        look("start", window);
        window->openDatabase(makeRecorded());
        QTRY_COMPARE(window->session()->commits()->rowCount(), 3);
        QTest::qWait(100);
        look("recording offer", window);
        for (const shell::Feature &feature : window->features()) {
            QWidget *page = window->showFeature(feature.id);
            QVERIFY2(page != nullptr, qPrintable(feature.id));
            if (feature.id == "settings") {
                for (const char *part : {"appearance", "keys", "databases", "worksheet", "about"}) {
                    feature.show(page, {{"page", part}});
                    QTest::qWait(50);
                    look(QString("settings, ") + part, window);
                }
                continue;
            }
            if (feature.id == "flashback") {
                for (const char *part :
                     {"table", "row", "compare", "restorepoints", "recyclebin", "transactions"}) {
                    feature.show(page, {{"pane", part}});
                    QTest::qWait(100);
                    look(QString("flashback, ") + part, window);
                }
            }
            QTest::qWait(250);
            look(feature.id, window);
            window->session()->lookAt(window->session()->commits()->commitAt(1));
            QTest::qWait(250);
            look(feature.id + ", past", window);
            window->session()->returnToNow();
        }
    }

private slots:
    void theAuditFindsWhatItLooksFor()
    {
        QWidget window;
        auto *plain = new QLabel("Not translated", &window);
        auto *cut = new QPushButton("[Much too long for its place]", &window);
        auto *data = new QLabel("zz_orders · 3", &window);
        plain->setGeometry(0, 0, 300, 20);
        cut->setGeometry(0, 30, 40, 20);
        data->setGeometry(0, 60, 300, 20);
        window.resize(400, 100);
        window.show();
        Audit audit("test");
        audit.words(&window);
        QCOMPARE(audit.findings().size(), 1);
        audit.room(&window);
        QCOMPARE(audit.findings().size(), 2);
    }

    void everyWordIsTranslated()
    {
        PseudoLanguage language;
        QCoreApplication::installTranslator(&language);
        QStringList findings;
        visitEveryPage([&findings](const QString &page, const QWidget *window) {
            Audit audit(page);
            audit.words(window);
            findings += audit.findings();
        });
        QCoreApplication::removeTranslator(&language);
        none(findings);
    }

    void nothingIsCutOff_data()
    {
        QTest::addColumn<QString>("language");
        QTest::addColumn<QSize>("size");
        QTest::newRow("pseudo") << "pseudo" << QSize(1280, 800);
        QTest::newRow("German") << "de" << QSize(1280, 800);
        QTest::newRow("English") << "en" << QSize(1280, 800);
        QTest::newRow("pseudo, large") << "pseudo" << QSize(2560, 1440);
        QTest::newRow("German, large") << "de" << QSize(2560, 1440);
    }

    void nothingIsCutOff()
    {
        QFETCH(QString, language);
        QFETCH(QSize, size);
        PseudoLanguage pseudo;
        QTranslator real;
        if (language == "pseudo") {
            QCoreApplication::installTranslator(&pseudo);
        } else {
            QVERIFY(real.load("strandline_" + language, qEnvironmentVariable("STRANDLINE_TRANSLATIONS")));
            QCoreApplication::installTranslator(&real);
        }
        QStringList findings;
        const auto look = [&findings](const QString &page, QWidget *window) {
            Audit audit(page);
            audit.room(window);
            findings += audit.findings();
            if (const QString folder = qEnvironmentVariable("STRANDLINE_PICTURES"); !folder.isEmpty()) {
                window->grab().save(folder + "/" + QTest::currentDataTag() + "-" +
                                    QString(page).replace(", ", "-") + ".png");
            }
        };
        visitEveryPage(look, size);
        QCoreApplication::removeTranslator(&pseudo);
        QCoreApplication::removeTranslator(&real);
        none(findings);
    }
};

QTEST_MAIN(LocaleTest)
#include "tst_locale.moc"
