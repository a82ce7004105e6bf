// A window's view of a database that is open, and the moment that the window looks at. GUI thread.
//
// Windows over the same file share the open database (open_database.h), and each has its own moment: the
// present or one commit of the history; pages follow pointChanged(). A session that goes away lets go of its
// database; the last one stops its jobs and its recorder.
#pragma once

#include "models/session/open_database.h"

#include <QObject>

#include <memory>
#include <optional>

namespace strandline::session {

class DatabaseSession : public QObject
{
    Q_OBJECT
public:
    using State = OpenDatabase::State;

    // Over a database of its own, closed yet.
    explicit DatabaseSession(task::TaskList *tasks, QObject *parent = nullptr);
    explicit DatabaseSession(std::shared_ptr<OpenDatabase> shared, QObject *parent = nullptr);

    State state() const { return m_shared->state(); }
    QString path() const { return m_shared->path(); }
    QString name() const; // the file's name
    bool readOnly() const { return m_shared->readOnly(); }
    task::TaskList *tasks() const { return m_shared->tasks(); }
    // Null unless open.
    const std::shared_ptr<Database> &database() const { return m_shared->database(); }
    timeline::RecordingService *recording() const { return m_shared->recording(); }
    timeline::CommitsModel *commits() const { return m_shared->commits(); }
    ChangeWatch *changes() const { return m_shared->changes(); } // by whomever, recorded or not
    bool shares(const std::shared_ptr<OpenDatabase> &database) const { return m_shared == database; }

    // Opens path in place of what is open, for all who share it. A failure leaves it closed: failed().
    void open(const QString &path, bool readOnly = false);
    void close();

    // Nothing: the present.
    const std::optional<timeline::Commit> &point() const { return m_point; }
    void lookAt(const timeline::Commit &commit);
    // To the commit `by` places later (earlier where negative) than the moment; from now: the newest.
    void step(int by);
    void returnToNow();

signals:
    void stateChanged();
    void failed(const strandline::core::Error &error);
    void pointChanged();

private:
    std::shared_ptr<OpenDatabase> m_shared;
    std::optional<timeline::Commit> m_point;
};

} // namespace strandline::session
