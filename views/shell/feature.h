// What the shell knows of a feature: how to name it, how to reach it, how to make its page, and what the tour
// shows of it. The composition root lists them; the shell never includes a feature's header.
#pragma once

#include "models/session/database_session.h"
#include "views/common/message/message.h"
#include "views/common/theme/theme.h"

#include <QJsonObject>
#include <QKeySequence>
#include <QSettings>
#include <QWidget>

#include <functional>
#include <vector>

namespace strandline::shell {

// Given to every page; all of it outlives the page.
struct PageContext
{
    session::DatabaseSession *session = nullptr;
    theme::Theme *theme = nullptr;
    QSettings *settings = nullptr;
    std::function<void(const message::Message &)> notify;
};

// One picture of the tour. The page is shown and as the step before left it.
struct TourStep
{
    QString name; // of the picture
    std::function<void(QWidget *page)> enter;
    std::function<bool(QWidget *page)> ready;        // polled until true
    std::function<QJsonObject(QWidget *page)> shown; // what: count or text; empty: nothing to show
};

struct Feature
{
    QString id; // stable: settings, tour
    QString title;
    QString icon; // of resources/icons
    QKeySequence shortcut;
    std::function<QWidget *(const PageContext &)> factory;
    std::vector<TourStep> tourSteps;
};

} // namespace strandline::shell
