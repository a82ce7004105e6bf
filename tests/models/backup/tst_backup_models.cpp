// Backups as the window has them: the catalogue of all known stores, the tree of sets, retention, and the
// jobs.
#include "engine/timeline/recorder.h"
#include "models/backup/backup_catalogue.h"
#include "models/backup/backup_words.h"
#include "models/backup/backup_work.h"
#include "models/backup/findings_model.h"
#include "models/backup/ranges_model.h"
#include "models/backup/retention_model.h"
#include "models/backup/sets_model.h"
#include "tests/support/plain_database.h"
#include "tests/support/temp_folder.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>
#include <filesystem>

using namespace strandline;
using namespace strandline::backup;

namespace {

class BackupModelsTest : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<test::TempFolder>(test::TempFolder::Place::Memory);
        qputenv("XDG_CONFIG_HOME", QByteArray::fromStdString(m_folder->file("config")));
        m_writer = std::make_unique<test::PlainDatabase>(m_folder->file("shop.db"));
        m_writer->execute("PRAGMA journal_mode=WAL; CREATE TABLE orders(id INTEGER PRIMARY KEY, price);"
                          "INSERT INTO orders VALUES (1, 10), (2, 20), (3, 30)");
        record("UPDATE orders SET price = 0");
        m_session = std::make_unique<session::DatabaseSession>(&m_tasks);
        m_session->open(QString::fromStdString(m_folder->file("shop.db")));
        QTRY_VERIFY(m_session->database());
        m_catalogue = std::make_unique<BackupCatalogue>(m_session.get());
        m_work = std::make_unique<BackupWork>(m_session.get());
        connect(m_work.get(), &BackupWork::changed, m_catalogue.get(), &BackupCatalogue::refresh);
        m_catalogue->refresh();
        QTRY_VERIFY(m_catalogue->loaded());
    }

    void cleanup()
    {
        m_work.reset();
        m_catalogue.reset();
        m_session.reset();
        m_writer.reset();
    }

    void nothingYet()
    {
        const SetsModel sets(m_catalogue.get());
        QCOMPARE(sets.rowCount(), 0);
        QVERIFY(!m_catalogue->snapshot().summary);
        QVERIFY(m_catalogue->snapshot().stores.empty());
        QVERIFY(m_catalogue->usualStore().endsWith("shop.db.backups"));
    }

    void setsArePiecesUnderSets()
    {
        SetsModel sets(m_catalogue.get());
        const QAbstractItemModelTester tester(&sets);
        make(Kind::Full);
        record("DELETE FROM orders WHERE id = 1");
        record("DELETE FROM orders WHERE id = 2");
        make(Kind::ArchiveLog);
        QTRY_COMPARE(sets.rowCount(), 2);
        QCOMPARE(cell(sets, 0, SetsModel::KindColumn), "Archive log"); // the newest first
        QCOMPARE(cell(sets, 0, SetsModel::ScnColumn), "3 – 4");
        QCOMPARE(cell(sets, 1, SetsModel::KindColumn), "Full");
        QCOMPARE(cell(sets, 1, SetsModel::StatusColumn), "Available");
        QCOMPARE(cell(sets, 1, SetsModel::VerifiedColumn), "Never");
        const QModelIndex full = sets.index(1, 0);
        QCOMPARE(sets.rowCount(full), 1);
        QCOMPARE(sets.index(0, SetsModel::KindColumn, full).data().toString(), "Piece");
        QVERIFY(sets.index(0, 0, full).data().toString().startsWith("image"));
        QCOMPARE(sets.setAt(sets.index(0, 0, full)), sets.setAt(full));
        const QString id = full.data(SetsModel::IdRole).toString();
        QCOMPARE(sets.indexOf({}, id), full);
        QVERIFY(!sets.indexOf("elsewhere", id).isValid());

        sets.setFilter({.kind = Kind::Full, .status = {}, .store = {}, .text = {}});
        QCOMPARE(sets.rowCount(), 1);
        sets.setFilter({.kind = {}, .status = SetStatus::Corrupted, .store = {}, .text = {}});
        QCOMPARE(sets.rowCount(), 0);
        sets.setFilter({.kind = {}, .status = {}, .store = {}, .text = "IMAGE"});
        QCOMPARE(sets.rowCount(), 1);
        QCOMPARE(sets.total(), 2);

        RangesModel ranges;
        const QAbstractItemModelTester rangesTester(&ranges);
        ranges.show(m_catalogue->snapshot().summary);
        QCOMPARE(ranges.rowCount(), 1);
        QCOMPARE(cell(ranges, 0, RangesModel::ScnColumn), "2 – 4");
    }

    void aMissingPieceIsFound()
    {
        SetsModel sets(m_catalogue.get());
        make(Kind::Full);
        QTRY_COMPARE(sets.rowCount(), 1);
        const SetInfo set = *sets.setAt(sets.index(0, 0));
        std::filesystem::remove(set.folder + "/" + set.manifest.pieces.front().name);
        const QSignalSpy checked(m_work.get(), &BackupWork::crosschecked);
        m_work->crosscheck(QString::fromStdString(set.store));
        QTRY_COMPARE(checked.count(), 1);
        QTRY_COMPARE(cell(sets, 0, SetsModel::StatusColumn), "Missing");
        QVERIFY(sets.index(0, 0).data(Qt::ToolTipRole).toString().contains("is missing"));
        QVERIFY(!m_catalogue->snapshot().summary->last);
    }

    void whatADeletionLosesIsKnownBefore()
    {
        make(Kind::Full);
        record("DELETE FROM orders WHERE id = 1");
        make(Kind::Differential);
        QTRY_COMPARE(m_catalogue->snapshot().sets.size(), std::size_t(2));
        const SetInfo full = m_catalogue->snapshot().sets.front();
        const QString id = QString::fromStdString(full.manifest.id);
        Loss loss;
        connect(m_work.get(), &BackupWork::lossKnown, this,
                [&](const QStringList &, const Loss &known) { loss = known; });
        m_work->weigh(m_catalogue->snapshot().sets, {id});
        QTRY_VERIFY(loss.nothingLeft);
        QCOMPARE(loss.orphaned.size(), std::size_t(1));

        std::vector<core::ErrorCode> failed;
        connect(m_work.get(), &BackupWork::failed, this,
                [&](const core::Error &error) { failed.push_back(error.code()); });
        m_work->keep(QString::fromStdString(full.store), id, {}, true);
        QTRY_VERIFY(m_catalogue->find({}, id)->manifest.pinned);
        m_work->remove(QString::fromStdString(full.store), {id});
        QTRY_COMPARE(failed, std::vector<core::ErrorCode>{core::ErrorCode::Usage}); // it is pinned
        m_work->keep(QString::fromStdString(full.store), id, {}, false);
        QTRY_VERIFY(!m_catalogue->find({}, id)->manifest.pinned);
        m_work->remove(QString::fromStdString(full.store), {id});
        QTRY_COMPARE(m_catalogue->snapshot().sets.size(), std::size_t(1));
    }

    void retentionIsPlannedAndDone()
    {
        RetentionModel model;
        const QAbstractItemModelTester tester(&model);
        for (int i = 0; i < 3; ++i) {
            record("UPDATE orders SET price = price + 1");
            make(Kind::Full);
        }
        QTRY_COMPARE(m_catalogue->snapshot().sets.size(), std::size_t(3));
        PruneReport report;
        connect(m_work.get(), &BackupWork::planned, this, [&](const PruneReport &told) { report = told; });
        m_work->plan(m_catalogue->usualStore(), {.redundancy = 1});
        QTRY_COMPARE(report.plan.obsolete.size(), std::size_t(2));
        model.show(report.plan, m_catalogue->snapshot().sets);
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(cell(model, 0, RetentionModel::FateColumn), "Goes"); // what goes stands first
        QCOMPARE(cell(model, 2, RetentionModel::FateColumn), "Stays");
        QVERIFY(cell(model, 2, RetentionModel::BecauseColumn).startsWith("not older than the 1 newest full"));
        QCOMPARE(m_catalogue->snapshot().sets.size(), std::size_t(3)); // planned only
        const QSignalSpy pruned(m_work.get(), &BackupWork::pruned);
        m_work->prune(m_catalogue->usualStore(), {.redundancy = 1});
        QTRY_COMPARE(pruned.count(), 1);
        QTRY_COMPARE(m_catalogue->snapshot().sets.size(), std::size_t(1));
        const QSignalSpy refused(m_work.get(), &BackupWork::planFailed);
        m_work->plan(m_catalogue->usualStore(), {});
        QTRY_COMPARE(refused.count(), 1);
    }

    void severalStores()
    {
        SetsModel sets(m_catalogue.get());
        const QAbstractItemModelTester tester(&sets);
        const QString other = QString::fromStdString(m_folder->file("other"));
        make(Kind::Full);
        make(Kind::Full, other);
        QTRY_COMPARE(sets.rowCount(), 2);
        QCOMPARE(m_catalogue->snapshot().stores.size(), std::size_t(2));
        QCOMPARE(m_catalogue->usualStore(), other); // used last
        QVERIFY(m_catalogue->snapshot().stores[0].onDisk);
        sets.setFilter({.kind = {}, .status = {}, .store = other, .text = {}});
        QCOMPARE(sets.rowCount(), 1);
        m_catalogue->forgetStore(other);
        QTRY_COMPARE(m_catalogue->snapshot().stores.size(), std::size_t(1));
        QCOMPARE(sets.rowCount(), 0);
        m_catalogue->addStore(other);
        QTRY_COMPARE(sets.rowCount(), 1);
        std::filesystem::remove_all(other.toStdString());
        m_catalogue->refresh();
        QTRY_COMPARE(sets.rowCount(), 0);
        QVERIFY(!m_catalogue->snapshot().stores[0].exists);
    }

    void failuresAreTold()
    {
        std::vector<core::ErrorCode> failed;
        connect(m_work.get(), &BackupWork::createFailed, this,
                [&](const core::Error &error) { failed.push_back(error.code()); });
        NewBackup wanted;
        wanted.store = m_catalogue->usualStore();
        wanted.key = {KeyInput::Kind::KeyFile, QString::fromStdString(m_folder->file("no-such-key"))};
        m_work->create(wanted);
        QTRY_COMPARE(failed, std::vector<core::ErrorCode>{core::ErrorCode::NotFound});
        QVERIFY(m_catalogue->snapshot().stores.empty());
    }

    void findingsAreATable()
    {
        FindingsModel model;
        const QAbstractItemModelTester tester(&model);
        make(Kind::Full);
        QTRY_COMPARE(m_catalogue->snapshot().sets.size(), std::size_t(1));
        const SetInfo set = m_catalogue->snapshot().sets.front();
        const std::string piece = set.folder + "/" + set.manifest.pieces.front().name;
        std::string bytes = test::readFile(piece);
        bytes[40] = static_cast<char>(bytes[40] ^ 1);
        test::writeFile(piece, bytes);
        connect(m_work.get(), &BackupWork::verified, &model, &FindingsModel::show);
        m_work->verify(QString::fromStdString(set.store), {QString::fromStdString(set.manifest.id)},
                       VerifyLevel::Standard, {});
        QTRY_VERIFY(model.rowCount() > 0);
        QCOMPARE(cell(model, 0, FindingsModel::PieceColumn),
                 QString::fromStdString(set.manifest.pieces.front().name));
        QVERIFY(!cell(model, 0, FindingsModel::MessageColumn).isEmpty());
        QTRY_VERIFY(m_catalogue->snapshot().sets.front().status == SetStatus::Corrupted);
        model.show({});
        QCOMPARE(model.rowCount(), 0);
    }

    void progressInWords()
    {
        using std::chrono::milliseconds;
        QCOMPARE(progressText({1024, 2048, "bytes"}, milliseconds(100)), "1.0 KiB of 2.0 KiB");
        QCOMPARE(progressText({4096, 16384, "bytes"}, milliseconds(2000)),
                 "4.0 KiB of 16.0 KiB · 2.0 KiB/s · 6.0 s left");
        QCOMPARE(progressText({300, 0, "pages"}, milliseconds(3000)), "300 page(s) · 100 page(s)/s");
    }

private:
    static QString cell(const QAbstractItemModel &model, int row, int column)
    {
        return model.index(row, column).data().toString();
    }

    void record(const char *sql)
    {
        timeline::RecorderOptions options;
        options.location.database = m_folder->file("shop.db");
        timeline::Recorder recorder(options, {});
        m_writer->execute(sql);
        recorder.poll();
        recorder.close();
    }

    void make(Kind kind, const QString &store = {})
    {
        const QSignalSpy created(m_work.get(), &BackupWork::created);
        NewBackup wanted;
        wanted.store = store.isEmpty() ? m_catalogue->usualStore() : store;
        wanted.kind = kind;
        m_work->create(wanted);
        QTRY_COMPARE(created.count(), 1);
    }

    task::TaskList m_tasks;
    std::unique_ptr<test::TempFolder> m_folder;
    std::unique_ptr<test::PlainDatabase> m_writer;
    std::unique_ptr<session::DatabaseSession> m_session;
    std::unique_ptr<BackupCatalogue> m_catalogue;
    std::unique_ptr<BackupWork> m_work;
};

} // namespace

QTEST_GUILESS_MAIN(BackupModelsTest)
#include "tst_backup_models.moc"
