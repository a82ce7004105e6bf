// What one page needs around it, for tests that open it without a window: settings, keys, theme, an open
// database, and what the page tells and asks for. GUI thread.
#pragma once

#include "tests/support/temp_folder.h"
#include "views/shell/feature.h"

#include <QTest>

#include <vector>

namespace strandline::test {

class PageDesk
{
public:
    PageDesk()
    {
        qputenv("XDG_CONFIG_HOME", QByteArray::fromStdString(folder.file("config"))); // jobs, known stores
    }
    PageDesk(const PageDesk &) = delete;
    PageDesk &operator=(const PageDesk &) = delete;

    QString path(const char *name) const { return QString::fromStdString(folder.file(name)); }
    bool open(const QString &database)
    {
        session.open(database);
        return QTest::qWaitFor([this] { return session.state() == session::DatabaseSession::State::Open; });
    }
    // After the page is gone; false: work goes on that nobody waits for.
    bool close()
    {
        session.close();
        return QTest::qWaitFor([this] { return tasks.unfinished() == 0; });
    }
    shell::PageContext context()
    {
        shell::PageContext context;
        context.session = &session;
        context.theme = &theme;
        context.settings = &settings;
        context.shortcuts = &shortcuts;
        context.notify = [this](const message::Message &message) { messages.push_back(message); };
        context.open = [this](const shell::OpenRequest &request) { opened.push_back(request); };
        return context;
    }
    bool show(QWidget *page, QSize size = {1080, 700})
    {
        theme.dress(page);
        page->resize(size);
        page->show();
        return QTest::qWaitForWindowExposed(page);
    }
    QString told() const { return messages.empty() ? QString() : messages.back().text; }
    // STRANDLINE_PICTURES=DIR: what it looks like, in both themes.
    void picture(QWidget *page, const QString &name)
    {
        const QString where = qEnvironmentVariable("STRANDLINE_PICTURES");
        if (where.isEmpty()) {
            return;
        }
        for (const theme::Mode mode : {theme::Mode::Dark, theme::Mode::Light}) {
            theme.setMode(mode);
            QTest::qWait(50);
            page->grab().save(QStringLiteral("%1/%2-%3.png").arg(where, name, theme::modeName(mode)));
        }
    }

    TempFolder folder{TempFolder::Place::Memory};
    QSettings settings{QString::fromStdString(folder.file("settings.ini")), QSettings::IniFormat};
    commands::Shortcuts shortcuts{&settings};
    theme::Theme theme{theme::Mode::Light};
    task::TaskList tasks;
    session::DatabaseSession session{&tasks};
    std::vector<message::Message> messages;
    std::vector<shell::OpenRequest> opened;
};

} // namespace strandline::test
