// A restore from the window: what the backups of a database can give, a plan for one moment of it, the
// restore itself, a look at the moment without a restore, and a restore test. Needs no open database: it may
// be lost or damaged. GUI thread; what it finds arrives there as values.
#pragma once

#include "engine/backup/verify.h"
#include "engine/session/database.h"
#include "models/task/task_runner.h"

#include <QObject>

#include <optional>
#include <vector>

namespace strandline::restore {

// A name for a moment.
struct NamedMoment
{
    QString name;
    core::Scn scn;
    core::Time time{};
};

// What all known stores of a database hold of it.
struct Backups
{
    QString database; // absolute path
    bool exists = false;
    std::vector<QString> stores;
    std::vector<backup::SetInfo> sets; // that can be read, oldest first
    std::vector<backup::RestorableRange> ranges;
    std::vector<backup::RecoveryGap> gaps;
    std::vector<NamedMoment> restorePoints; // by SCN
    bool encrypted = false;                 // some of them are
};

struct Preview
{
    backup::RestorePlan plan;
    double expectedSeconds = 0;
};

struct Order
{
    QString out;
    bool inPlace = false; // out is the database: it is replaced
    bool keepOld = false;
    bool check = true;
};

class RestoreWork : public QObject
{
    Q_OBJECT
public:
    explicit RestoreWork(task::TaskList *tasks, QObject *parent = nullptr);

    // store: one that need not be known; empty: only those that are. Nothing happens while just that is read.
    void load(const QString &database, const QString &store = {});
    // Reads the same again; loaded() comes where there are other sets since.
    void refresh();
    const std::optional<Backups> &backups() const { return m_backups; }

    // What opens encrypted sets.
    void setKey(const backup::KeySource &key);
    void setKeyFile(const QString &path); // read by a job

    // target.database is set here. A newer plan replaces one that is being made.
    void plan(backup::Target target);
    void forgetPlan();
    const std::optional<Preview> &preview() const { return m_preview; }
    const std::optional<core::Error> &planError() const { return m_planError; }
    bool planning() const { return m_planning->running(); }

    // As the plan says. In place it waits a while until this program has let go of the database.
    void run(const Order &order);
    const std::optional<backup::RestoreReport> &report() const { return m_report; }
    // Restores into a file that is thrown away, checks and compares it.
    void drill();
    const std::optional<backup::SetVerification> &drillReport() const { return m_drill; }
    // Opens the planned moment where it lies; looked() brings it.
    void look();
    bool running() const { return m_running->running(); }
    void cancel() { m_running->cancel(); }

signals:
    void loaded();
    void keyChanged();
    void planned(); // or failed to: planError()
    void runningChanged();
    void progress(const strandline::core::Progress &progress);
    void restored();
    void drilled();
    void looked(const std::shared_ptr<strandline::session::Database> &database);
    void failed(const strandline::core::Error &error);
    void cancelled();

private:
    task::TaskRunner *m_loading;
    task::TaskRunner *m_planning;
    task::TaskRunner *m_running;
    task::TaskRunner *m_reading; // a key file
    backup::KeyRing m_keys;
    std::optional<Backups> m_backups;
    std::string m_path;  // that load() was given
    std::string m_store; // as well
    std::optional<Preview> m_preview;
    std::optional<core::Error> m_planError;
    std::optional<backup::RestoreReport> m_report;
    std::optional<backup::SetVerification> m_drill;
};

} // namespace strandline::restore
