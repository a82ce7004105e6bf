#include "models/worksheet/draft_keeper.h"

#include <QUuid>

#include <chrono>
#include <thread>

namespace strandline::worksheet {

namespace {

// A text that is blank, or the same as in its file or saved query, is not lost with the worksheet.
bool worthKeeping(const Draft &draft)
{
    return !draft.text.trimmed().isEmpty() &&
           ((draft.file.isEmpty() && draft.query == 0) || draft.text != draft.saved);
}

} // namespace

DraftKeeper::DraftKeeper(task::TaskList *tasks, std::string folder, std::function<Draft()> current,
                         QObject *parent)
    : QObject(parent), m_store(std::make_shared<const DraftStore>(std::move(folder))),
      m_current(std::move(current)), m_id(QUuid::createUuid().toString(QUuid::WithoutBraces)),
      m_file(std::make_shared<DraftFile>(m_store, m_id)), m_adopting(new task::TaskRunner(tasks, this)),
      m_writing(new task::TaskRunner(tasks, this)), m_finding(new task::TaskRunner(tasks, this))
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &DraftKeeper::writeNow);
    for (task::TaskRunner *runner : {m_adopting, m_writing, m_finding}) {
        connect(runner, &task::TaskRunner::failed, this, &DraftKeeper::failed);
    }
}

bool DraftKeeper::keeps() const
{
    return worthKeeping(m_current());
}

void DraftKeeper::adopt(const QString &id, bool awaited)
{
    struct Adopted
    {
        std::shared_ptr<DraftFile> file; // null: somebody else has it
        std::optional<Draft> draft;
    };
    m_adopting->run(
        {},
        [store = m_store, id, awaited](const core::JobContext &job) {
            for (int i = 0; awaited && i < 100 && !store->read(id) && !job.stopRequested(); ++i) {
                std::this_thread::sleep_for(std::chrono::milliseconds(10));
            }
            Adopted out;
            auto file = std::make_shared<DraftFile>(store, id);
            if (file->take()) {
                out.draft = file->read();
                out.file = std::move(file);
            }
            return out;
        },
        [this, id](const Adopted &adopted) {
            if (!adopted.file) {
                emit taken();
                return;
            }
            m_id = id;
            m_file = adopted.file;
            if (adopted.draft) {
                emit restored(*adopted.draft);
            }
        });
}

void DraftKeeper::touch(std::chrono::milliseconds after)
{
    if (!m_timer.isActive()) {
        m_timer.start(after);
    }
}

void DraftKeeper::writeNow()
{
    m_timer.stop();
    if (m_adopting->running()) {
        touch(); // not over the draft that is being fetched
        return;
    }
    if (m_writing->running()) {
        m_again = true;
        return;
    }
    Draft draft = m_current();
    draft.id = m_id;
    m_writing->run(
        {},
        [file = m_file, draft, order = ++m_order](const core::JobContext &) { file->write(draft, order); },
        [this] {
            if (std::exchange(m_again, false)) {
                writeNow();
            }
            emit written();
        });
}

void DraftKeeper::close()
{
    m_timer.stop();
    if (m_adopting->running()) {
        return; // nothing of it was shown yet: it stays as it is
    }
    Draft draft = m_current();
    draft.id = m_id;
    draft.closed = true;
    const auto kept = worthKeeping(draft) ? std::optional(draft) : std::nullopt;
    m_adopting->run(
        {}, [file = m_file, kept](const core::JobContext &) { file->finish(kept); }, [] {});
}

void DraftKeeper::findAbandoned(const QString &database)
{
    m_finding->run(
        {}, [store = m_store, database](const core::JobContext &) { return store->abandoned(database); },
        [this](const std::vector<Draft> &drafts) { emit found(drafts); });
}

} // namespace strandline::worksheet
