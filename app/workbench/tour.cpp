#include "app/workbench/tour.h"

#include "views/shell/tab_area.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QLabel>
#include <QListView>
#include <QPainter>
#include <QPushButton>
#include <QTimer>

namespace strandline::workbench {

namespace {
constexpr int waitAtMostMs = 30000;
constexpr int settleMs = 150; // layouts, fonts and late results come to rest
constexpr int watchAgainMs = 20;
constexpr int pictureQuality = 85; // of a PNG: how little time it takes to pack
constexpr QSize windowSize(1280, 800);
const std::pair<const char *, theme::Mode> themes[] = {{"light", theme::Mode::Light},
                                                       {"dark", theme::Mode::Dark}};
} // namespace

Tour::Tour(Workbench *workbench, QString folder, QString database)
    : m_workbench(workbench), m_folder(std::move(folder)), m_database(std::move(database))
{
}

Tour::~Tour()
{
    m_saving.waitForDone();
}

void Tour::start()
{
    if (!QDir().mkpath(m_folder)) {
        qCritical("cannot make the folder %s", qPrintable(m_folder));
        emit finished(1);
        return;
    }
    // Called before the event loop runs, and nothing waits yet: the watchdog counts from its first event on.
    m_watchdog.setPaused(true);
    QMetaObject::invokeMethod(
        this, [this] { m_watchdog.setPaused(false); }, Qt::QueuedConnection);
    m_workbench->theme().setMode(themes[0].second);
    openWindow();
    Stop startPage;
    startPage.name = "start";
    startPage.step.shown = [](QWidget *) { return QJsonObject{{"page", "start"}}; };
    m_stops.push_back(startPage);
    if (!m_database.isEmpty()) {
        Stop offer;
        offer.name = "recording-offer";
        offer.offer = true;
        offer.step.shown = [this](QWidget *) {
            const auto *bar = m_window->findChild<QWidget *>("recordingBar");
            const auto *text = bar->findChild<QLabel *>("recordingText");
            return QJsonObject{{"offer", text->text()}};
        };
        m_stops.push_back(offer);
        int index = 0;
        for (const shell::Feature &feature : m_window->features()) {
            for (const shell::TourStep &step : feature.tourSteps) {
                m_stops.push_back({step.name, index, false, {}, step});
            }
            ++index;
        }
        addFrameStops();
    }
    next();
}

void Tour::addFrameStops()
{
    Stop split;
    split.name = "split";
    split.frame = [this] { splitWindow(); };
    split.step.shown = [this](QWidget *) {
        return QJsonObject{{"splits", static_cast<int>(m_window->tabArea()->groups().size())}};
    };
    m_stops.push_back(split);
    Stop palette;
    palette.name = "palette";
    palette.frame = [this] { m_window->openPalette(); };
    palette.step.shown = [this](QWidget *) {
        const int commands = m_window->findChild<QListView *>("paletteList")->model()->rowCount();
        return commands > 0 ? QJsonObject{{"commands", commands}} : QJsonObject();
    };
    m_stops.push_back(palette);
}

// The first two pages of the navigation side by side, at the present.
void Tour::splitWindow()
{
    m_window->session()->returnToNow();
    const shell::Feature *left = nullptr;
    for (const shell::Feature &feature : m_window->features()) {
        if (!feature.inNavigation || !feature.needsDatabase) {
            continue;
        }
        if (left != nullptr) {
            m_window->open({feature.id, {}, shell::OpenRequest::Placement::Beside});
            return;
        }
        left = &feature;
        m_window->showFeature(feature.id);
    }
}

void Tour::openWindow()
{
    m_window = m_workbench->openWindow({});
    m_window->resize(windowSize);
}

void Tour::next()
{
    if (m_at == m_stops.size()) {
        if (m_theme == 1) {
            finish();
            return;
        }
        m_theme = 1;
        m_at = 0;
        m_workbench->theme().setMode(themes[m_theme].second); // live, with everything open
        QTimer::singleShot(watchAgainMs, this, [this] {       // nobody does all of this at once
            m_window->close();
            QTimer::singleShot(watchAgainMs, this, [this] {
                openWindow();
                next();
            });
        });
        return;
    }
    m_entered = false;
    m_waiting.start();
    const Stop &stop = m_stops[m_at];
    if (stop.feature < 0 && !stop.offer && !stop.frame) {
        m_window->closeDatabase(m_window->session());
    } else if (m_window->session()->state() == session::DatabaseSession::State::Closed) {
        m_window->openDatabase(m_database); // the tour makes no lease that writes
    }
    poll();
}

void Tour::poll()
{
    const Stop &stop = m_stops[m_at];
    QWidget *page = nullptr;
    if (stop.feature >= 0) {
        dismissOffer();
        page = m_window->showFeature(stop.feature);
        if (page != nullptr && stop.step.enter && !m_entered) {
            m_entered = true;
            stop.step.enter(page);
        }
    }
    if (stop.frame && !m_entered) {
        m_entered = true;
        stop.frame();
    }
    using State = timeline::RecordingService::State;
    const State recording = m_window->session()->recording()->state();
    if (stop.offer && (recording == State::Elsewhere || recording == State::Recording)) {
        ++m_at; // somebody records: nothing to offer
        next();
        return;
    }
    const bool there = (stop.feature < 0 && (!stop.offer || offerVisible())) ||
                       (page != nullptr && (!stop.step.ready || stop.step.ready(page)));
    if (there) {
        QTimer::singleShot(settleMs, this, [this] { picture({}); });
    } else if (m_waiting.elapsed() > waitAtMostMs) {
        picture("the page did not become ready in time");
    } else {
        QTimer::singleShot(20, this, &Tour::poll);
    }
}

bool Tour::offerVisible() const
{
    return m_window->findChild<QWidget *>("recordingBar")->isVisible();
}

// Before the pages' own pictures: the offer has had its picture. Answers "Not now", as a person would.
void Tour::dismissOffer()
{
    if (offerVisible()) {
        m_window->findChild<QPushButton *>("recordNo")->click();
    }
}

void Tour::picture(const QString &error)
{
    const Stop &stop = m_stops[m_at];
    QWidget *page = stop.feature < 0 ? m_window : m_window->showFeature(stop.feature);
    const QJsonObject shown = page != nullptr && stop.step.shown ? stop.step.shown(page) : QJsonObject();
    const QString themeName = themes[m_theme].first;
    const QString file = stop.name + "-" + themeName + ".png";
    QString problem = error;
    if (problem.isEmpty() && shown.isEmpty()) {
        problem = "nothing to show";
    }
    const double frameMs = m_watchdog.takeLongestMs(); // of the way here: switching, opening, settling
    if (frameMs > m_longestFrameMs) {
        m_longestFrameMs = frameMs;
        m_longestFrameAt = stop.name + "-" + themeName;
    }
    m_watchdog.setPaused(true); // a picture is the tour's work, not the window's
    const QImage image = m_window->grab().toImage();
    QPixmap fine(m_window->size() * 2);
    fine.setDevicePixelRatio(2);
    m_window->render(&fine);
    const QImage fineImage = fine.toImage();
    m_watchdog.setPaused(false);
    const QString path = QDir(m_folder).filePath(file);
    m_saving.start([image, fineImage, path] {
        image.save(path, "PNG", pictureQuality);
        fineImage.save(QString(path).replace(".png", "@2x.png"), "PNG", pictureQuality);
    });
    m_complete = m_complete && problem.isEmpty();
    m_pages.append(QJsonObject{{"name", stop.name},
                               {"theme", themeName},
                               {"picture", file},
                               {"shown", shown},
                               {"longestFrameMs", frameMs},
                               {"error", problem.isEmpty() ? QJsonValue() : QJsonValue(problem)}});
    ++m_at;
    nextWhenSaved();
}

// Saving takes cores from the window, which is the tour's doing. And not at once: what the watchdog posted
// while it was paused must not hide what the next page takes.
void Tour::nextWhenSaved()
{
    QTimer::singleShot(watchAgainMs, this, [this] {
        if (m_saving.activeThreadCount() > 0) {
            nextWhenSaved();
        } else {
            next();
        }
    });
}

void Tour::finish()
{
    m_saving.waitForDone();
    for (const QJsonValue &page : m_pages) {
        const QString path = QDir(m_folder).filePath(page.toObject().value("picture").toString());
        if (QImage(path).isNull()) {
            qCritical("cannot save %s", qPrintable(path));
            m_complete = false;
        }
    }
    const QJsonObject report{
        {"pages", m_pages}, {"longestFrameMs", m_longestFrameMs}, {"longestFrameAt", m_longestFrameAt}};
    QFile json(QDir(m_folder).filePath("tour.json"));
    const QByteArray text = QJsonDocument(report).toJson();
    if (!json.open(QIODevice::WriteOnly) || json.write(text) != text.size()) {
        qCritical("cannot write %s", qPrintable(json.fileName()));
        m_complete = false;
    }
    m_window->close();
    emit finished(m_complete ? 0 : 1);
}

} // namespace strandline::workbench
