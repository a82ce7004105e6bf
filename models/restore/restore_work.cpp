#include "models/restore/restore_work.h"

#include "engine/backup/known_stores.h"
#include "engine/backup/prune.h"
#include "engine/flashback/restore_points.h"
#include "engine/session/history_locations.h"

#include <QFileInfo>
#include <fmt/format.h>

#include <algorithm>
#include <thread>

namespace strandline::restore {

using backup::KeyRing;
using core::Error;
using core::ErrorCode;

namespace {

constexpr std::chrono::seconds letGoTime{15};

// The sets of one store; none where it can't be read: another store may be.
std::vector<backup::SetInfo> setsIn(const std::string &store, const std::string &database) noexcept
{
    try {
        const backup::StoreFolder folder(store);
        return folder.exists() ? backup::setsOf(backup::Catalogue(folder).sets(), database)
                               : std::vector<backup::SetInfo>{};
    } catch (const Error &) {
        return {};
    }
}

// Of the history that lies beside the database, if it is there.
std::vector<flashback::RestorePoint> pointsOf(const timeline::Location &location) noexcept
{
    try {
        return timeline::History::exists(location)
                   ? flashback::loadRestorePoints(*timeline::History::open(location))
                   : std::vector<flashback::RestorePoint>{};
    } catch (const Error &) {
        return {};
    }
}

timeline::Location locationOf(const std::string &database)
{
    const std::string remembered = session::HistoryLocations(session::userConfigFolder()).folderOf(database);
    return {database, remembered.empty() ? session::folderBeside(database) : remembered,
            &core::systemFiles()};
}

void addPoint(std::vector<NamedMoment> &points, NamedMoment point)
{
    const bool known = std::any_of(points.begin(), points.end(), [&](const NamedMoment &other) {
        return other.scn == point.scn && other.name.compare(point.name, Qt::CaseInsensitive) == 0;
    });
    if (!known) {
        points.push_back(std::move(point));
    }
}

Backups loadBackups(const std::string &database, const std::string &store)
{
    Backups backups;
    backups.database = QString::fromStdString(database);
    backups.exists = core::systemFiles().exists(database);
    std::vector<std::string> stores = backup::KnownStores(session::userConfigFolder()).storesOf(database);
    if (!store.empty() && std::find(stores.begin(), stores.end(), store) == stores.end()) {
        stores.insert(stores.begin(), store);
    }
    for (const std::string &folder : stores) {
        backups.stores.push_back(QString::fromStdString(folder));
        for (backup::SetInfo &set : setsIn(folder, database)) {
            backups.encrypted = backups.encrypted || set.manifest.encryption.has_value();
            backups.sets.push_back(std::move(set));
        }
    }
    std::stable_sort(backups.sets.begin(), backups.sets.end(),
                     [](const auto &a, const auto &b) { return a.manifest.started < b.manifest.started; });
    backups.ranges = backup::restorable(backups.sets);
    backups.gaps = backup::gapsOf(backups.ranges);
    for (const backup::NamedPoint &point : backup::restorePointsIn(backups.sets, {})) {
        addPoint(backups.restorePoints, {QString::fromStdString(point.name), point.scn, point.time});
    }
    for (const flashback::RestorePoint &point : pointsOf(locationOf(database))) {
        addPoint(backups.restorePoints, {QString::fromStdString(point.name), point.scn, point.time});
    }
    std::sort(backups.restorePoints.begin(), backups.restorePoints.end(),
              [](const NamedMoment &a, const NamedMoment &b) { return a.scn < b.scn; });
    return backups;
}

// A window that lets go of a database ends its jobs first.
void awaitLetGo(const std::string &database, const core::JobContext &job)
{
    const auto until = std::chrono::steady_clock::now() + letGoTime;
    const auto ours = [&] {
        const auto openers = core::systemFiles().openers(database);
        return std::any_of(openers.begin(), openers.end(), [](const core::Opener &opener) {
            return opener.process == core::currentProcess();
        });
    };
    while (ours() && std::chrono::steady_clock::now() < until) {
        job.checkStop();
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
}

} // namespace

RestoreWork::RestoreWork(task::TaskList *tasks, QObject *parent)
    : QObject(parent), m_loading(new task::TaskRunner(tasks, this)),
      m_planning(new task::TaskRunner(tasks, this)), m_running(new task::TaskRunner(tasks, this)),
      m_reading(new task::TaskRunner(tasks, this))
{
    using task::TaskRunner;
    connect(m_loading, &TaskRunner::failed, this, &RestoreWork::failed);
    connect(m_reading, &TaskRunner::failed, this, &RestoreWork::failed);
    connect(m_planning, &TaskRunner::failed, this, [this](const Error &error) {
        m_preview.reset();
        m_planError = error;
        emit planned();
    });
    connect(m_running, &TaskRunner::failed, this, &RestoreWork::failed);
    connect(m_running, &TaskRunner::cancelled, this, &RestoreWork::cancelled);
    connect(m_running, &TaskRunner::progress, this, &RestoreWork::progress);
    connect(m_running, &TaskRunner::runningChanged, this, &RestoreWork::runningChanged);
}

void RestoreWork::load(const QString &database, const QString &store)
{
    const std::string path = QFileInfo(database).absoluteFilePath().toStdString();
    if (!m_backups && m_loading->running() && m_path == path && m_store == store.toStdString()) {
        return; // asked for again before it is there
    }
    forgetPlan();
    m_backups.reset();
    m_path = path;
    m_store = store.toStdString();
    m_loading->run(
        tr("Reading the backups"),
        [path, folder = m_store](const core::JobContext &) { return loadBackups(path, folder); },
        [this](Backups backups) {
            m_backups = std::move(backups);
            emit loaded();
        });
}

void RestoreWork::refresh()
{
    if (!m_backups || m_loading->running() || running()) {
        return;
    }
    m_loading->run(
        QString(),
        [path = m_backups->database.toStdString(), folder = m_store](const core::JobContext &) {
            return loadBackups(path, folder);
        },
        [this](Backups backups) {
            const auto same = [](const backup::SetInfo &a, const backup::SetInfo &b) {
                return a.manifest.id == b.manifest.id && a.store == b.store && a.status == b.status;
            };
            if (!running() && !std::equal(backups.sets.begin(), backups.sets.end(), m_backups->sets.begin(),
                                          m_backups->sets.end(), same)) {
                m_backups = std::move(backups);
                emit loaded();
            }
        });
}

void RestoreWork::setKey(const backup::KeySource &key)
{
    m_reading->discard();
    m_keys = key ? KeyRing(key) : KeyRing();
    emit keyChanged();
}

void RestoreWork::setKeyFile(const QString &path)
{
    m_reading->run(
        QString(),
        [file = path.toStdString()](const core::JobContext &) { return backup::KeySource::keyFileAt(file); },
        [this](const backup::KeySource &key) { setKey(key); });
}

void RestoreWork::forgetPlan()
{
    m_planning->discard();
    m_preview.reset();
    m_planError.reset();
}

void RestoreWork::plan(backup::Target target)
{
    if (!m_backups) {
        return;
    }
    m_planError.reset();
    // The sets are those of the database already, whatever its path was then.
    m_planning->run(
        QString(),
        [sets = m_backups->sets, target, keys = m_keys](const core::JobContext &) {
            Preview preview;
            preview.plan = backup::planRestoreFrom(sets, target, keys);
            preview.expectedSeconds = backup::expectedSeconds(preview.plan, keys);
            return preview;
        },
        [this](Preview preview) {
            m_preview = std::move(preview);
            emit planned();
        });
}

void RestoreWork::run(const Order &order)
{
    if (!m_preview) {
        return;
    }
    m_report.reset();
    backup::RestoreRequest request;
    request.plan = m_preview->plan;
    request.keys = m_keys;
    request.out = order.out.toStdString();
    request.replace = order.inPlace;
    request.keepOld = order.keepOld;
    request.checkIntegrity = order.check;
    m_running->run(
        tr("Restoring %1").arg(QFileInfo(order.out).fileName()),
        [request](const core::JobContext &job) {
            backup::RestoreRequest with = request;
            if (with.replace) {
                with.historyFolder = locationOf(with.out).folder;
                awaitLetGo(with.out, job);
            }
            return backup::runRestore(with, job);
        },
        [this](backup::RestoreReport report) {
            m_report = std::move(report);
            emit restored();
        });
}

void RestoreWork::drill()
{
    if (!m_preview) {
        return;
    }
    m_drill.reset();
    backup::VerifyRequest request;
    request.level = backup::VerifyLevel::RestoreTest;
    request.keys = m_keys;
    const backup::SetInfo set = m_preview->plan.sets.back().set;
    m_running->run(
        tr("Testing the restore"),
        [request, set](const core::JobContext &job) {
            backup::VerifyRequest with = request;
            with.historyFolder = locationOf(set.manifest.database).folder;
            return backup::verifyStore(set.store, {set.manifest.id}, with, job).at(0);
        },
        [this](backup::SetVerification result) {
            m_drill = std::move(result);
            emit drilled();
        });
}

void RestoreWork::look()
{
    if (!m_preview) {
        return;
    }
    m_running->run(
        tr("Opening the backup"),
        [plan = m_preview->plan, keys = m_keys](const core::JobContext &) {
            session::DatabaseOptions options;
            options.readOnly = true;
            options.backup = backup::mount(plan, keys);
            const std::string state =
                plan.scn ? fmt::format("SCN {}", plan.scn.value) : core::formatTime(plan.time);
            return session::Database::open(fmt::format("{} (backup, {})", plan.database, state), options);
        },
        [this](const std::shared_ptr<session::Database> &database) { emit looked(database); });
}

} // namespace strandline::restore
