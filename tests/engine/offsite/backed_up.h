// A recorded database and a store with backup sets of it. One thread.
#pragma once

#include "engine/backup/catalogue.h"
#include "engine/backup/create.h"
#include "engine/timeline/recorder.h"
#include "tests/engine/timeline/random_sql.h"
#include "tests/support/temp_folder.h"

#include <memory>

namespace strandline::test {

class BackedUp
{
public:
    explicit BackedUp(std::uint64_t seed = 11, backup::KeySource key = {})
        : m_random(seed), m_key(std::move(key))
    {
        location.database = folder.file("shop.db");
        store = folder.file("store");
        m_writer = std::make_unique<PlainDatabase>(location.database);
        m_sql = std::make_unique<RandomSql>(*m_writer, m_random, RandomSqlSettings{1024});
        timeline::RecorderOptions options;
        options.location = location;
        options.clock = &clock;
        m_recorder = std::make_unique<timeline::Recorder>(options, core::JobContext{});
        work(30);
    }

    void work(int transactions)
    {
        for (int i = 0; i < transactions; ++i) {
            clock.advance(std::chrono::seconds(1));
            m_sql->transaction();
            m_recorder->poll();
        }
    }
    // The new set's id.
    std::string backUp(backup::Kind kind)
    {
        backup::CreateRequest request;
        request.database = location;
        request.store = store;
        request.kind = kind;
        request.key = m_key;
        request.clock = &clock;
        request.scryptCost = {4, 8, 1};
        clock.advance(std::chrono::minutes(1));
        return backup::createBackup(request, {}).manifest.id;
    }
    // full, differential, archive log, cumulative
    std::vector<std::string> backUpAll()
    {
        std::vector<std::string> ids;
        for (const backup::Kind kind : {backup::Kind::Full, backup::Kind::Differential,
                                        backup::Kind::ArchiveLog, backup::Kind::Cumulative}) {
            ids.push_back(backUp(kind));
            work(10);
        }
        return ids;
    }
    std::string scnNow() const { return std::to_string(m_recorder->state().scn.value); }
    core::Scn scn() const { return m_recorder->state().scn; }

    TempFolder folder{TempFolder::Place::Memory};
    timeline::Location location;
    std::string store;
    core::ManualClock clock{core::Time(std::chrono::seconds(1'790'000'000))};

private:
    Random m_random;
    backup::KeySource m_key;
    std::unique_ptr<PlainDatabase> m_writer;
    std::unique_ptr<RandomSql> m_sql;
    std::unique_ptr<timeline::Recorder> m_recorder;
};

} // namespace strandline::test
