#include "models/worksheet/drafts.h"

#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>

#include <chrono>
#include <thread>

namespace strandline::worksheet {

namespace {

constexpr int version = 1;
constexpr int closedDraftDays = 30;

QByteArray toJson(const Draft &draft)
{
    return QJsonDocument(QJsonObject{{"version", version},
                                     {"id", draft.id},
                                     {"database", draft.database},
                                     {"title", draft.title},
                                     {"file", draft.file},
                                     {"saved", draft.saved},
                                     {"query", QString::number(draft.query)},
                                     {"text", draft.text},
                                     {"cursor", draft.cursor},
                                     {"closed", draft.closed}})
        .toJson(QJsonDocument::Compact);
}

std::optional<Draft> fromJson(const QByteArray &json)
{
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    if (object.value("version").toInt() != version) {
        return std::nullopt;
    }
    Draft draft;
    draft.id = object.value("id").toString();
    draft.database = object.value("database").toString();
    draft.title = object.value("title").toString();
    draft.file = object.value("file").toString();
    draft.saved = object.value("saved").toString();
    draft.query = object.value("query").toString().toLongLong();
    draft.text = object.value("text").toString();
    draft.cursor = object.value("cursor").toInt();
    draft.closed = object.value("closed").toBool();
    return draft;
}

} // namespace

std::string DraftStore::path(const QString &id, const char *ending) const
{
    return m_folder + "/" + id.toStdString() + ending;
}

std::unique_ptr<core::FileLock> DraftStore::lock(const QString &id) const
{
    QDir().mkpath(QString::fromStdString(m_folder));
    for (int attempt = 0; attempt < 100; ++attempt) {
        if (auto lock = m_files->tryLock(path(id, ".lock"), {})) {
            return lock;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return nullptr;
}

void DraftStore::write(const Draft &draft) const
{
    QDir().mkpath(QString::fromStdString(m_folder));
    const std::string fresh = path(draft.id, ".new");
    m_files->tryRemove(fresh);
    const QByteArray json = toJson(draft);
    {
        const auto file = m_files->open(fresh, core::OpenMode::Create);
        file->writeAt(
            0, {reinterpret_cast<const std::uint8_t *>(json.data()), static_cast<std::size_t>(json.size())});
        file->sync();
    }
    m_files->rename(fresh, path(draft.id, ".json"));
    m_files->syncFolder(m_folder);
}

std::optional<Draft> DraftStore::read(const QString &id) const
{
    if (!m_files->exists(path(id, ".json"))) {
        return std::nullopt;
    }
    const auto file = m_files->open(path(id, ".json"), core::OpenMode::Read);
    std::vector<std::uint8_t> bytes(file->sizeBytes());
    const std::size_t read = file->readAt(0, bytes);
    return fromJson(QByteArray(reinterpret_cast<const char *>(bytes.data()), static_cast<qsizetype>(read)));
}

void DraftStore::remove(const QString &id) const
{
    m_files->tryRemove(path(id, ".json"));
    m_files->tryRemove(path(id, ".lock"));
}

std::vector<Draft> DraftStore::abandoned(const QString &database) const
{
    std::vector<Draft> found;
    const QDir folder(QString::fromStdString(m_folder));
    for (const QFileInfo &file : folder.entryInfoList({"*.json"}, QDir::Files, QDir::Time)) {
        const QString id = file.completeBaseName();
        const auto lock = m_files->tryLock(path(id, ".lock"), {});
        const auto draft = lock ? read(id) : std::nullopt;
        if (!draft) {
            continue;
        }
        if (draft->closed) {
            if (file.lastModified().daysTo(QDateTime::currentDateTime()) > closedDraftDays) {
                remove(id);
            }
        } else if (draft->database == database) {
            found.push_back(*draft);
        }
    }
    return found;
}

bool DraftFile::take()
{
    const std::lock_guard guard(m_mutex);
    if (!m_lock) {
        m_lock = m_store->lock(m_id);
    }
    return m_lock != nullptr;
}

void DraftFile::write(const Draft &draft, std::uint64_t order)
{
    const std::lock_guard guard(m_mutex);
    if (order > m_written) {
        if (!m_lock) {
            m_lock = m_store->lock(m_id);
        }
        m_store->write(draft);
        m_written = order;
    }
}

void DraftFile::finish(const std::optional<Draft> &draft)
{
    const std::lock_guard guard(m_mutex);
    m_written = UINT64_MAX;
    if (draft) {
        m_store->write(*draft);
    } else {
        m_store->remove(m_id);
    }
    m_lock.reset();
}

} // namespace strandline::worksheet
