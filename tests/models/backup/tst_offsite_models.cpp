// Destinations and copies as tables: what is here, what is there, and that what is chosen stays chosen.
#include "models/backup/places_model.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace strandline;
using namespace strandline::backup;

namespace {

SetInfo set(const std::string &id, SetStatus status = SetStatus::Available)
{
    SetInfo made;
    made.manifest.id = id;
    made.manifest.pieces = {{"image", 2048, 4096, "00", "00"}};
    made.manifest.toScn = core::Scn{7};
    made.store = "/store";
    made.status = status;
    return made;
}

Place place(const std::string &name, const std::vector<SetInfo> &copies, const QString &problem = {})
{
    Place made;
    made.destination.name = name;
    made.destination.url = "/" + name;
    made.read = true;
    made.copies = copies;
    made.problem = problem;
    return made;
}

class OffsiteModelsTest : public QObject
{
    Q_OBJECT

private slots:
    void placesSayHowMuchIsThere()
    {
        PlacesModel model;
        const QAbstractItemModelTester tester(&model);
        Place unread = place("c", {});
        unread.read = false;
        model.show({place("a", {set("1"), set("2"), set("9")}), place("b", {}, "Away."), unread},
                   {"1", "2", "3"});
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(model.index(0, PlacesModel::StateColumn).data().toString(), "2 of 3 backup(s)");
        QCOMPARE(model.index(1, PlacesModel::StateColumn).data().toString(), "Can't be read");
        QCOMPARE(model.index(2, PlacesModel::StateColumn).data().toString(), "Reading…");
        QCOMPARE(model.rowOf("b"), 1);
        QCOMPARE(model.rowOf("d"), -1);
        const QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        const QPersistentModelIndex chosen = model.index(1, 0);
        model.show({place("a", {}), place("b", {set("1")}), place("c", {})}, {"1"});
        QCOMPARE(resets.count(), 0);
        QVERIFY(chosen.isValid());
        QCOMPARE(model.index(1, PlacesModel::StateColumn).data().toString(), "1 of 1 backup(s)");
        model.show({}, {});
        QCOMPARE(model.rowCount(), 0);
    }

    void copiesBesideWhatIsHere()
    {
        CopiesModel model;
        const QAbstractItemModelTester tester(&model);
        SetInfo broken = set("3", SetStatus::Corrupted);
        broken.problem = "The piece image is short.";
        model.show({set("1"), set("2", SetStatus::Corrupted), set("4")}, {set("1"), broken});
        QCOMPARE(model.rowCount(), 4);
        const auto here = [&](int row) {
            return model.index(row, CopiesModel::HereColumn).data().toString();
        };
        const auto there = [&](int row) {
            return model.index(row, CopiesModel::ThereColumn).data().toString();
        };
        QCOMPARE(model.index(0, 0).data(CopiesModel::IdRole).toString(), "4"); // the newest first
        QCOMPARE(here(0) + ", " + there(0), "Here, Not copied");
        QCOMPARE(here(1) + ", " + there(1), "Not here, Damaged there");
        QCOMPARE(here(2) + ", " + there(2), "Damaged here, Not copied");
        QCOMPARE(here(3) + ", " + there(3), "Here, Copied");
        QCOMPARE(model.index(1, CopiesModel::ThereColumn).data(Qt::ToolTipRole).toString(),
                 "The piece image is short.");
        QCOMPARE(model.missingThere(), QStringList{"4"}); // what is damaged here isn't to be copied
        QVERIFY(!model.encrypted());
        SetInfo sealed = set("1");
        sealed.manifest.encryption = Encryption();
        const QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        model.show({set("1"), set("2"), set("4")}, {sealed, broken});
        QCOMPARE(resets.count(), 0);
        model.show({}, {sealed});
        QCOMPARE(model.rowCount(), 1);
        QVERIFY(model.encrypted());
    }
};

} // namespace

QTEST_GUILESS_MAIN(OffsiteModelsTest)
#include "tst_offsite_models.moc"
