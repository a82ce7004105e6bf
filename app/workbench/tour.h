// The tour: walks through every page's steps in both themes and saves a picture of each, with tour.json,
// which says what each picture shows. Reads the database and its history; records nothing. GUI thread.
#pragma once

#include "app/workbench/event_watchdog.h"
#include "app/workbench/workbench.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QObject>
#include <QThreadPool>

namespace strandline::workbench {

class Tour : public QObject
{
    Q_OBJECT
public:
    // database: empty where there is none; then only the pages without a database are shown.
    Tour(Workbench *workbench, QString folder, QString database);
    ~Tour() override;

    void start(); // once, before the event loop runs

signals:
    // 0: every page showed something; 1: a page had nothing to show, or a picture could not be saved.
    void finished(int exitCode);

private:
    struct Stop // one picture
    {
        QString name;
        int feature = -1;                 // -1: the shell's own
        bool offer = false;               // the bar that offers to record
        std::function<void()> frame = {}; // shows something of the frame itself
        shell::TourStep step = {};
    };

    void openWindow();
    void next();
    void poll();
    bool offerVisible() const;
    void dismissOffer();
    void addFrameStops();
    void splitWindow();
    void picture(const QString &error);
    void nextWhenSaved();
    void finish();

    Workbench *m_workbench;
    QString m_folder;
    QString m_database;
    shell::MainWindow *m_window = nullptr;
    std::vector<Stop> m_stops;
    std::size_t m_at = 0;
    int m_theme = 0;        // 0 light, 1 dark
    bool m_entered = false; // the step's enter was called
    QElapsedTimer m_waiting;
    QJsonArray m_pages;
    bool m_complete = true;
    EventWatchdog m_watchdog;
    double m_longestFrameMs = 0;
    QString m_longestFrameAt; // the name and theme of its page; the way to it counts as its own
    QThreadPool m_saving;
};

} // namespace strandline::workbench
