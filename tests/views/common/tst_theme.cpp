// The tokens: contrast of text, completeness of the style sheet, icons that follow the theme.
#include "views/common/theme/style_sheet.h"
#include "views/common/theme/theme.h"

#include <QApplication>
#include <QBoxLayout>
#include <QDir>
#include <QLabel>
#include <QSignalSpy>
#include <QTest>

#include <cmath>

using namespace strandline::theme;

namespace {

double luminance(const QColor &c)
{
    const auto linear = [](double v) {
        return v <= 0.03928 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(c.redF()) + 0.7152 * linear(c.greenF()) + 0.0722 * linear(c.blueF());
}

// As WCAG 2.1 defines it.
double contrast(const QColor &a, const QColor &b)
{
    const double x = luminance(a);
    const double y = luminance(b);
    return (std::max(x, y) + 0.05) / (std::min(x, y) + 0.05);
}

} // namespace

class ThemeTest : public QObject
{
    Q_OBJECT

private slots:
    void textIsReadable_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }

    void textIsReadable()
    {
        QFETCH(bool, dark);
        const Tokens &t = dark ? darkTokens() : lightTokens();
        const QColor grounds[] = {t.window,   t.surface, t.past,    t.accentSoft,
                                  t.inserted, t.updated, t.deleted, t.hover};
        for (const QColor &ground : grounds) {
            QVERIFY2(contrast(t.text, ground) >= 4.5, qPrintable(ground.name()));
            QVERIFY2(contrast(t.secondary, ground) >= 4.5, qPrintable(ground.name()));
        }
        for (const QColor &sign : {t.ok, t.warning, t.danger, t.accent, t.literal}) {
            QVERIFY2(contrast(sign, t.surface) >= 4.5, qPrintable(sign.name()));
        }
        QVERIFY(contrast(t.onAccent, t.accent) >= 4.5);
    }

    void styleSheetHasNoOpenNames()
    {
        for (const Tokens *t : {&lightTokens(), &darkTokens()}) {
            const QString sheet = styleSheet(*t);
            QVERIFY(!sheet.contains('@'));
            QVERIFY(sheet.contains(t->surface.name()));
        }
    }

    void switchIsLive()
    {
        Theme theme(Mode::Light);
        QSignalSpy changed(&theme, &Theme::changed);
        QCOMPARE(QApplication::palette().color(QPalette::Base), lightTokens().surface);
        theme.setMode(Mode::Dark);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(QApplication::palette().color(QPalette::Base), darkTokens().surface);
        QVERIFY(theme.tokens().dark);
        theme.setMode(Mode::Dark);
        QCOMPARE(changed.count(), 1);
    }

    // A switch is spread over many turns of the event loop: what is seen first, then the rest, all of it.
    void switchReachesSeenAndHidden()
    {
        Theme theme(Mode::Light);
        QWidget window;
        QVBoxLayout column(&window);
        const auto label = [&](const char *role) {
            auto *made = new QLabel("a");
            made->setProperty("role", role);
            column.addWidget(made);
            return made;
        };
        const QLabel *seen = label("secondary");
        QLabel *hidden = label("error");
        for (int i = 0; i < 300; ++i) {
            label("secondary");
        }
        window.show();
        hidden->hide();
        const auto colour = [](const QLabel *of) { return of->palette().color(of->foregroundRole()); };
        QCOMPARE(colour(seen), lightTokens().secondary);
        QCOMPARE(colour(hidden), lightTokens().danger);

        theme.setMode(Mode::Dark);
        QTRY_VERIFY(window.updatesEnabled());
        QCOMPARE(colour(seen), darkTokens().secondary);
        QTRY_COMPARE(colour(hidden), darkTokens().danger);
        hidden->show();
        QCOMPARE(window.grab().toImage().pixelColor(1, 1), darkTokens().window);

        theme.setMode(Mode::Light); // and back before it is done
        theme.setMode(Mode::Dark);
        theme.setMode(Mode::Light);
        QTRY_COMPARE(colour(seen), lightTokens().secondary);
        QTRY_COMPARE(colour(hidden), lightTokens().danger);
        QTRY_VERIFY(window.updatesEnabled());
        QCOMPARE(window.grab().toImage().pixelColor(1, 1), lightTokens().window);
    }

    void iconsFollowTheTheme()
    {
        Theme theme(Mode::Light);
        const QIcon icon = theme.icon("table");
        const auto has = [&](const QColor &colour) {
            const QImage image = icon.pixmap(QSize(48, 48)).toImage();
            for (int y = 0; y < image.height(); ++y) {
                for (int x = 0; x < image.width(); ++x) {
                    if (image.pixelColor(x, y) == colour) {
                        return true;
                    }
                }
            }
            return false;
        };
        QVERIFY(has(lightTokens().secondary));
        theme.setMode(Mode::Dark);
        QVERIFY(has(darkTokens().secondary));
        QVERIFY(!has(lightTokens().secondary));
    }

    void everyIconDraws()
    {
        Theme theme(Mode::Light);
        const QStringList files = QDir(":/icons").entryList({"*.svg"});
        QVERIFY(files.size() > 10);
        for (const QString &file : files) {
            const QImage image = theme.icon(file.chopped(4), &Tokens::accent).pixmap(QSize(32, 32)).toImage();
            bool drawn = false;
            for (int y = 0; y < 32 && !drawn; ++y) {
                for (int x = 0; x < 32 && !drawn; ++x) {
                    drawn = image.pixelColor(x, y).alpha() > 0;
                }
            }
            QVERIFY2(drawn, qPrintable(file));
        }
    }
};

QTEST_MAIN(ThemeTest)
#include "tst_theme.moc"
