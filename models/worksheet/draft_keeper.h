// Keeps one worksheet's draft: takes an old one or begins a new one, and writes it a moment after each
// change. GUI thread; the page owns it. Its end writes the draft as closed, on a worker that outlives it.
#pragma once

#include "models/task/task_runner.h"
#include "models/worksheet/drafts.h"

#include <QTimer>

#include <functional>

namespace strandline::worksheet {

class DraftKeeper : public QObject
{
    Q_OBJECT
public:
    // current: what the worksheet holds now; asked for when it is time to write.
    DraftKeeper(task::TaskList *tasks, std::string folder, std::function<Draft()> current,
                QObject *parent = nullptr);

    const QString &id() const { return m_id; }
    // Whether its end would leave a draft.
    bool keeps() const;
    // The worksheet goes on with this draft; restored() follows where it can be had. awaited: the worksheet
    // before was closed with it, perhaps this very moment.
    void adopt(const QString &id, bool awaited);
    // Something changed: it is written at the latest after this time.
    void touch(std::chrono::milliseconds after = std::chrono::seconds(1));
    void writeNow();
    // The page goes: writes the draft as closed, or removes it where it says nothing that is not elsewhere.
    void close();
    // Those of database that a crash left behind; found() follows.
    void findAbandoned(const QString &database);

signals:
    void restored(const strandline::worksheet::Draft &draft);
    void taken(); // somebody else has the draft that was to be adopted
    void found(const std::vector<strandline::worksheet::Draft> &drafts);
    void written();
    void failed(const strandline::core::Error &error);

private:
    std::shared_ptr<const DraftStore> m_store;
    std::function<Draft()> m_current;
    QString m_id;
    std::shared_ptr<DraftFile> m_file;
    task::TaskRunner *m_adopting;
    task::TaskRunner *m_writing;
    task::TaskRunner *m_finding;
    QTimer m_timer;
    bool m_again = false; // changed while it was being written
    std::uint64_t m_order = 0;
};

} // namespace strandline::worksheet
