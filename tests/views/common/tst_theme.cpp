// The tokens: contrast of text, completeness of the style sheet, icons that follow the theme.
#include "views/common/theme/style_sheet.h"
#include "views/common/theme/theme.h"
#include "views/common/widgets/wrap_row.h"

#include <QApplication>
#include <QBoxLayout>
#include <QCheckBox>
#include <QComboBox>
#include <QDialog>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QRadioButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QStyleOption>
#include <QTest>

#include <cmath>

using namespace strandline;
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

    // What Fusion would draw with gradients, and what it would lose in the dark.
    void boxesAreFlatAndSeen_data() { textIsReadable_data(); }
    void boxesAreFlatAndSeen()
    {
        QFETCH(bool, dark);
        Theme theme(dark ? Mode::Dark : Mode::Light);
        QWidget window;
        QBoxLayout layout(QBoxLayout::TopToBottom, &window);
        QComboBox combo;
        combo.addItem("x");
        combo.setMinimumWidth(160);
        QSpinBox spin;
        spin.setMinimumWidth(160);
        QCheckBox box("x");
        QRadioButton radio("y");
        radio.setAutoExclusive(false);
        for (QWidget *widget : std::initializer_list<QWidget *>{&combo, &spin, &box, &radio}) {
            layout.addWidget(widget);
        }
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        combo.clearFocus();
        const Tokens &t = theme.tokens();
        for (QWidget *widget : std::initializer_list<QWidget *>{&combo, &spin}) {
            const QImage image = widget->grab().toImage();
            for (int y = 2; y < image.height() - 2; ++y) { // between the text and the arrow
                QCOMPARE(image.pixelColor(image.width() / 2, y), t.surface);
            }
            QCOMPARE(image.pixelColor(image.width() / 2, 0), t.border);
        }
        const auto placeOf = [](QAbstractButton *button, QStyle::SubElement element) {
            QStyleOptionButton option;
            option.initFrom(button);
            return button->style()->subElementRect(element, &option, button);
        };
        const QRect place = placeOf(&box, QStyle::SE_CheckBoxIndicator);
        const QRect ring = placeOf(&radio, QStyle::SE_RadioButtonIndicator);
        for (const auto &[button, where] :
             std::initializer_list<std::pair<QAbstractButton *, QRect>>{{&box, place}, {&radio, ring}}) {
            const QImage image = button->grab().toImage();
            double strongest = 0; // along a line through it: its edge
            for (int x = where.left() - 1; x <= where.center().x(); ++x) {
                strongest = std::max(strongest, contrast(image.pixelColor(x, where.center().y()), t.window));
            }
            QVERIFY2(strongest >= 3, qPrintable(QString::number(strongest)));
            QCOMPARE(image.pixelColor(where.center()), t.surface);
            button->setChecked(true);
        }
        QCOMPARE(box.grab().toImage().pixelColor(place.left() + 3, place.top() + 3), t.accent);
        QCOMPARE(radio.grab().toImage().pixelColor(ring.center()), t.accent);
    }

    void aRowIsBrokenWhereItWouldBeCut()
    {
        auto *field = new QLineEdit;
        auto *words = new QLabel("as many words as stand here");
        widgets::WrapRow row(field, words, 200);
        row.resize(200 + words->sizeHint().width() + 60, 60);
        row.show();
        QVERIFY(!row.wrapped());
        QVERIFY(words->x() > field->geometry().right());
        row.resize(words->sizeHint().width() + 40, 80);
        QTRY_VERIFY(row.wrapped());
        QTRY_VERIFY(words->y() > field->geometry().bottom());
        QVERIFY(words->width() >= words->sizeHint().width());
        row.resize(900, 60);
        QTRY_VERIFY(!row.wrapped());
        words->setText("fewer words");
        QCoreApplication::sendPostedEvents();
        QVERIFY(!row.wrapped());
        words->setText(QString(200, 'x')); // what it says grows
        QTRY_VERIFY(row.wrapped());
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
        theme.dress(&window);
        window.show();
        hidden->hide();
        const auto colour = [](const QLabel *of) { return of->palette().color(of->foregroundRole()); };
        QCOMPARE(colour(seen), lightTokens().secondary);
        QCOMPARE(colour(hidden), lightTokens().danger);

        theme.setMode(Mode::Dark);
        QTRY_COMPARE(colour(seen), darkTokens().secondary);
        QCOMPARE(colour(hidden), darkTokens().danger);
        QCOMPARE(window.grab().toImage().pixelColor(1, 1), darkTokens().window);

        const QLabel *late = label("secondary");
        hidden->show();
        QCOMPARE(colour(hidden), darkTokens().danger);
        theme.setMode(Mode::Light);
        QTRY_COMPARE(colour(late), lightTokens().secondary);
        QCOMPARE(colour(hidden), lightTokens().danger);
        QCOMPARE(window.grab().toImage().pixelColor(1, 1), lightTokens().window);
    }

    void partsFollowInTurnsOfTheirOwn()
    {
        Theme theme(Mode::Light);
        const auto colour = [](const QLabel &of) { return of.palette().color(of.foregroundRole()); };
        QWidget window;
        QVBoxLayout column(&window);
        QWidget parts[3];
        QLabel labels[3];
        for (int i = 0; i < 3; ++i) {
            (new QVBoxLayout(&parts[i]))->addWidget(&labels[i]);
            labels[i].setProperty("role", "secondary");
            theme.dress(&parts[i]);
            column.addWidget(&parts[i]);
        }
        window.show();
        parts[1].hide();
        parts[2].hide();
        theme.setMode(Mode::Dark);
        QVERIFY(!window.updatesEnabled()); // nobody sees half of a theme
        QTRY_VERIFY(window.updatesEnabled());
        QCOMPARE(colour(labels[0]), darkTokens().secondary);
        QTRY_COMPARE(colour(labels[2]), darkTokens().secondary);
        QTRY_COMPARE(colour(labels[1]), darkTokens().secondary);
        theme.setMode(Mode::Light);
        QCOMPARE(colour(labels[1]), darkTokens().secondary);
        parts[1].show(); // before it can be painted
        QCOMPARE(colour(labels[1]), lightTokens().secondary);
        QTRY_COMPARE(colour(labels[0]), lightTokens().secondary);
        QTRY_COMPARE(colour(labels[2]), lightTokens().secondary);
        theme.setMode(Mode::Dark); // once more
        QTRY_COMPARE(colour(labels[0]), darkTokens().secondary);
        QTRY_COMPARE(colour(labels[1]), darkTokens().secondary);
        QTRY_COMPARE(colour(labels[2]), darkTokens().secondary);
        for (QLabel &label : labels) {
            label.setParent(nullptr); // is no child of the heap
        }
        for (QWidget &part : parts) {
            part.setParent(nullptr);
        }
    }

    void menusAndDialogsAreDressedByThemselves()
    {
        Theme theme(Mode::Light);
        QWidget window;
        QMenu menu(&window);
        menu.addAction("a");
        menu.popup(QPoint(0, 0));
        QVERIFY(!menu.styleSheet().isEmpty());
        QDialog dialog(&window);
        dialog.show();
        QVERIFY(!dialog.styleSheet().isEmpty());
        QVERIFY(window.styleSheet().isEmpty());
        QWidget part(&window);
        theme.dress(&part);
        QMenu inside(&part); // wears the part's
        inside.addAction("a");
        inside.popup(QPoint(0, 0));
        QVERIFY(inside.testAttribute(Qt::WA_StyleSheet));
        QVERIFY(inside.styleSheet().isEmpty());
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
