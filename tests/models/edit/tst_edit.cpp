// Staged edits over real databases: random edits applied give the table that plain SQLite gives, conflicts,
// constraints, foreign keys, triggers and locks are told at their rows, and nothing is half done.
#include "models/edit/edited_rows_model.h"
#include "models/edit/typed_value.h"

#include <QAbstractItemModelTester>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace strandline;
using edit::EditedRowsModel;
using edit::StagedEdits;
using rows::RowMark;
using rows::TableRowsModel;
using session::RowProblem;

class EditTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    int m_files = 0;

    static std::unique_ptr<sqlite::Connection> writer(const std::string &path)
    {
        sqlite::ConnectionOptions options;
        options.access = sqlite::Access::Create;
        return std::make_unique<sqlite::Connection>(path, options);
    }

    std::string make(const std::string &sql)
    {
        const std::string path = m_folder.filePath(QString("t%1.db").arg(++m_files)).toStdString();
        writer(path)->execute(sql);
        return path;
    }

    // A table with the staged changes over it, ready.
    struct Sheet
    {
        Sheet(const std::string &path, const QString &table, session::DatabaseOptions options = {})
            : database(session::Database::open(path, options)), rows(&tasks), edits(&tasks),
              model(&rows, &edits), tester(&model)
        {
            QObject::connect(&edits, &StagedEdits::applied, [this](const QString &text) { done = text; });
            QObject::connect(&edits, &StagedEdits::refused, [this](const QString &text) { refused = text; });
            QObject::connect(&edits, &StagedEdits::failed, [this](const core::Error &e) { failure = e; });
            QObject::connect(&model, &EditedRowsModel::refused, [this](const QString &text) { told = text; });
            show(table);
        }
        void show(const QString &table)
        {
            rows.show(database, {}, table);
            QTRY_COMPARE(rows.state(), TableRowsModel::State::Ready);
            QTRY_COMPARE(rows.table(), table);
            QTRY_VERIFY(rows.counted());
        }
        QModelIndex at(int row, int column) const { return model.index(row, column); }
        bool type(int row, int column, const QString &text)
        {
            return model.setData(at(row, column), text, Qt::EditRole);
        }
        QString text(int row, int column) const { return at(row, column).data().toString(); }
        RowMark mark(int row) const
        {
            return static_cast<RowMark>(at(row, 0).data(rows::RowMarkRole).toInt());
        }
        void apply()
        {
            done.clear();
            refused.clear();
            failure.reset();
            edits.apply(database);
            QTRY_VERIFY_WITH_TIMEOUT(!edits.applying(), 20000);
        }
        QStringList sql() const
        {
            QStringList out;
            for (const StagedEdits::Change &change : edits.changes()) {
                out << QString::fromStdString(session::sqlOf(change.change));
            }
            return out;
        }

        task::TaskList tasks;
        std::shared_ptr<session::Database> database;
        TableRowsModel rows;
        StagedEdits edits;
        EditedRowsModel model;
        QAbstractItemModelTester tester;
        QString done;
        QString refused;
        QString told;
        std::optional<core::Error> failure;
    };

    static std::string dump(const std::string &path, const std::string &table)
    {
        return writer(path)->text(
            "SELECT group_concat(r, char(10)) FROM (SELECT quote(id) || '|' || quote(a) || "
            "'|' || quote(b) || '|' || quote(c) AS r FROM " +
            table + " ORDER BY id)");
    }

private slots:
    void typedValuesKeepTheirTypes()
    {
        const auto column = [](const char *type) {
            catalog::Column c;
            c.type = type;
            return c;
        };
        using sqlite::Value;
        const auto typed = [&](const char *type, const char *text, const Value &before) {
            return edit::typedValue(text, column(type), before);
        };
        QVERIFY(typed("INTEGER", "42", sqlite::Null()) == Value(std::int64_t{42}));
        QVERIFY(typed("INTEGER", "forty", std::int64_t{1}) == Value(std::string("forty")));
        QVERIFY(typed("VARCHAR(20)", "42", sqlite::Null()) == Value(std::string("42")));
        QVERIFY(typed("REAL", "2", sqlite::Null()) == Value(2.0));
        QVERIFY(typed("DECIMAL(10,2)", "-1.5e3", sqlite::Null()) == Value(-1500.0));
        QVERIFY(typed("", "42", std::string("x")) == Value(std::string("42")));
        QVERIFY(typed("", "42", std::int64_t{1}) == Value(std::int64_t{42}));
        QVERIFY(typed("TEXT", "", std::string("x")) == Value(std::string()));
        QVERIFY(typed("INTEGER", "0x10", std::int64_t{1}) == Value(std::string("0x10")));
    }

    void editsAreShownAsSqlAndUndone()
    {
        Sheet s(make("CREATE TABLE t(id INTEGER PRIMARY KEY, name TEXT COLLATE NOCASE, n INT DEFAULT 7);"
                     "INSERT INTO t VALUES (1, 'O''Brien', 10), (2, NULL, 20), (3, 'x', 30);"),
                "t");
        QVERIFY(s.type(0, 1, "Miller"));
        QVERIFY(s.type(0, 2, "11"));
        QVERIFY(!s.type(1, 1, "")); // nothing typed: NULL stays NULL
        s.model.remove({2});
        QCOMPARE(s.model.insertRow(), 3);
        QVERIFY(s.type(3, 1, "new"));
        QCOMPARE(
            s.sql(),
            (QStringList{"UPDATE \"t\" SET \"name\" = 'Miller', \"n\" = 11 WHERE rowid = 1 AND \"name\" "
                         "COLLATE BINARY IS 'O''Brien' AND \"n\" IS 10;",
                         "DELETE FROM \"t\" WHERE rowid = 3 AND \"id\" IS 3 AND \"name\" COLLATE BINARY IS "
                         "'x' AND \"n\" IS 30;",
                         "INSERT INTO \"t\" (\"name\") VALUES ('new');"}));
        QCOMPARE(s.mark(0), RowMark::Updated);
        QCOMPARE(s.mark(1), RowMark::None);
        QCOMPARE(s.mark(2), RowMark::Deleted);
        QCOMPARE(s.mark(3), RowMark::Inserted);
        QVERIFY(s.at(0, 1).data(rows::CellChangedRole).toBool());
        QVERIFY(!s.at(0, 0).data(rows::CellChangedRole).toBool());
        QCOMPARE(s.model.headerData(2, Qt::Vertical, Qt::DisplayRole).toString(), QString("− 3"));
        QCOMPARE(s.text(3, 2), QString("default"));
        s.edits.undo();
        QCOMPARE(s.text(3, 1), QString("NULL"));
        s.edits.undo();
        QCOMPARE(s.model.rowCount(), 3);
        s.edits.undo();
        QCOMPARE(s.mark(2), RowMark::None);
        s.edits.redo();
        s.edits.redo();
        QCOMPARE(s.model.rowCount(), 4);
        QVERIFY(s.type(0, 1, "O'Brien"));
        QVERIFY(s.type(0, 2, "10")); // as it was: no change any more
        QCOMPARE(s.mark(0), RowMark::None);
        s.edits.drop();
        QVERIFY(s.edits.empty());
        s.edits.undo();
        QCOMPARE(s.edits.size(), std::size_t{2});
    }

    void stagedRowsSurviveRefreshAndOtherTables()
    {
        const auto path = make("CREATE TABLE t(id INTEGER PRIMARY KEY, a); CREATE TABLE u(a);"
                               "INSERT INTO t VALUES (10, 'x'), (20, 'y'); INSERT INTO u VALUES (1);");
        Sheet s(path, "t");
        QVERIFY(s.type(1, 1, "Y"));
        s.model.insertRow();
        s.show("u");
        QCOMPARE(s.model.rowCount(), 1);
        QVERIFY(s.type(0, 0, "2"));
        writer(path)->execute("INSERT INTO t VALUES (5, 'before')");
        s.show("t");
        QCOMPARE(s.model.rowCount(), 4);
        QCOMPARE(s.text(2, 1), QString("Y")); // the row of the same key, not of the same number
        QCOMPARE(s.mark(2), RowMark::Updated);
        QCOMPARE(s.mark(3), RowMark::Inserted);
        s.rows.refresh(true);
        writer(path)->execute("INSERT INTO t VALUES (6, 'again')");
        s.rows.refresh(true);
        QTRY_COMPARE(s.model.rowCount(), 5);
        QTRY_COMPARE(s.text(3, 1), QString("Y"));
        s.apply();
        QCOMPARE(s.done, QString("3 row(s) changed in 2 table(s)"));
        QCOMPARE(writer(path)->integer("SELECT count(*) FROM t WHERE a = 'Y' AND id = 20"), 1);
        QCOMPARE(writer(path)->integer("SELECT a FROM u"), 2);
    }

    void randomEditsGiveThePlainTable_data()
    {
        QTest::addColumn<QString>("schema");
        QTest::newRow("rowid") << "CREATE TABLE %1(id INTEGER PRIMARY KEY, a TEXT, b REAL, c);";
        QTest::newRow("without rowid")
            << "CREATE TABLE %1(id INTEGER, a TEXT, b REAL, c, PRIMARY KEY (id)) WITHOUT ROWID;";
        QTest::newRow("key of text")
            << "CREATE TABLE %1(id TEXT PRIMARY KEY COLLATE NOCASE, a TEXT, b REAL, c);";
    }

    void randomEditsGiveThePlainTable()
    {
        QFETCH(QString, schema);
        const quint32 seed = QRandomGenerator::global()->generate();
        qInfo("seed %u", seed);
        QRandomGenerator random(seed);
        const std::string rows =
            "INSERT INTO %1 SELECT value, 'a' || value, value / 2.0, CASE value % 4 WHEN 0 "
            "THEN NULL WHEN 1 THEN x'0001' WHEN 2 THEN '' ELSE value END FROM series;";
        const auto path = make("CREATE TEMP TABLE series(value); WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL "
                               "SELECT i + 1 FROM n WHERE i < 700) INSERT INTO series SELECT i FROM n;" +
                               (schema.arg("t") + schema.arg("plain")).toStdString() +
                               QString::fromStdString(rows).arg("t").toStdString() +
                               QString::fromStdString(rows).arg("plain").toStdString());
        Sheet s(path, "t");
        QStringList truth; // what a person would have run
        int nextId = 10000;
        for (int i = 0; i < 300; ++i) {
            const int row = random.bounded(s.rows.rowCount());
            for (int wait = 0; wait < 400 && !s.model.held(s.at(row, 0)); ++wait) {
                s.text(row, 0);
                QTest::qWait(2);
            }
            const QString id = s.rows.index(row, 0).data().toString();
            switch (random.bounded(6)) {
            case 0:
                s.model.remove({row});
                truth << QString("DELETE FROM plain WHERE id = %1").arg(id);
                break;
            case 1: {
                const int fresh = s.model.insertRow();
                s.type(fresh, 0, QString::number(++nextId));
                s.type(fresh, 1, "it's");
                truth << QString("INSERT INTO plain(id, a) VALUES (%1, 'it''s')").arg(nextId);
                break;
            }
            case 2:
                s.model.setNull({s.at(row, 3)});
                truth << QString("UPDATE plain SET c = NULL WHERE id = %1").arg(id);
                break;
            case 3: {
                const double value = random.bounded(1000) / 7.0;
                s.model.setValue(s.at(row, 2), value);
                truth << QString("UPDATE plain SET b = %1 WHERE id = %2").arg(value, 0, 'g', 17).arg(id);
                break;
            }
            case 4:
                s.model.setValue(s.at(row, 3), core::Bytes{0, 255, static_cast<std::uint8_t>(i)});
                truth << QString("UPDATE plain SET c = x'00FF%1' WHERE id = %2")
                             .arg(static_cast<std::uint8_t>(i), 2, 16, QChar('0'))
                             .arg(id);
                break;
            default:
                s.edits.undo();
                if (!truth.isEmpty()) {
                    s.edits.redo();
                }
            }
            // A value written over a row that is to be deleted brings it back, which plain SQL can't.
            if (truth.contains(QString("DELETE FROM plain WHERE id = %1").arg(id))) {
                s.model.remove({row});
            }
        }
        s.apply();
        QVERIFY2(s.done.contains("changed in t"), qPrintable(s.refused));
        for (const QString &sql : truth) {
            writer(path)->execute(sql.toStdString());
        }
        QCOMPARE(dump(path, "t"), dump(path, "plain"));
    }

    void theShownSqlDoesTheSame()
    {
        const std::string sql =
            "CREATE TABLE t(id INTEGER PRIMARY KEY, a TEXT, b REAL, c);"
            "INSERT INTO t VALUES (1, 'x', 0.1, x'00'), (2, printf('%.*c', 3000, 'ä'), 1e300, "
            "zeroblob(50000)), (3, NULL, -1.5, 9223372036854775807);";
        const auto path = make(sql);
        const auto other = make(sql);
        Sheet s(path, "t");
        QVERIFY(s.model.setValue(s.at(1, 1), std::string("short\0text", 10)));
        QVERIFY(s.model.setValue(s.at(1, 3), std::numeric_limits<std::int64_t>::min()));
        QVERIFY(s.model.setValue(s.at(0, 2), 1.0 / 3));
        s.model.remove({2});
        writer(other)->execute(s.sql().join("\n").toStdString());
        s.apply();
        QVERIFY(!s.done.isEmpty());
        QCOMPARE(dump(path, "t"), dump(other, "t"));
        QVERIFY(dump(path, "t").find("-9223372036854775808") != std::string::npos);
    }

    void aConflictIsToldAndSettled()
    {
        const auto path = make("CREATE TABLE t(id INTEGER PRIMARY KEY, a, b, c);"
                               "INSERT INTO t VALUES (1, 'a1', 1, 1), (2, 'a2', 2, 2), (3, 'a3', 3, 3), "
                               "(4, 'a4', 4, 4);");
        Sheet s(path, "t");
        for (int row = 0; row < 3; ++row) {
            QVERIFY(s.type(row, 1, QString("mine%1").arg(row + 1)));
        }
        s.model.remove({3});
        // Another column of row 1 is no conflict; rows 2 and 4 were changed, row 3 is gone.
        writer(path)->execute(
            "UPDATE t SET b = 99 WHERE id IN (1, 4); UPDATE t SET a = 'theirs' WHERE id = 2;"
            "DELETE FROM t WHERE id = 3;");
        const std::string before = dump(path, "t");
        s.apply();
        QVERIFY(s.done.isEmpty());
        QCOMPARE(dump(path, "t"), before); // all or nothing
        QCOMPARE(s.edits.problems().size(), std::size_t{3});
        const auto problem = [&](int id) -> const RowProblem & {
            return *s.edits.find("t", StagedEdits::idOf({std::int64_t{id}}))->problem;
        };
        QCOMPARE(problem(2).kind, RowProblem::Kind::Changed);
        QCOMPARE(problem(2).column, std::string("a"));
        QVERIFY(problem(2).current.front().value == sqlite::Value(std::string("theirs")));
        QCOMPARE(problem(3).kind, RowProblem::Kind::Gone);
        QCOMPARE(problem(4).kind, RowProblem::Kind::Changed);
        QVERIFY(s.model.headerData(1, Qt::Vertical, Qt::DisplayRole).toString().startsWith("⚠"));
        s.edits.settle("t", StagedEdits::idOf({std::int64_t{2}}), true);
        s.edits.settle("t", StagedEdits::idOf({std::int64_t{3}}), false);
        s.edits.settle("t", StagedEdits::idOf({std::int64_t{4}}), true);
        s.apply();
        QCOMPARE(s.done, QString("3 row(s) changed in t"));
        QCOMPARE(dump(path, "t"), std::string("1|'mine1'|99|1\n2|'mine2'|2|2"));
    }

    void aBlobThatWasNotReadIsStillGuarded()
    {
        const auto path = make("CREATE TABLE t(id INTEGER PRIMARY KEY, a, b, c);"
                               "INSERT INTO t VALUES (1, zeroblob(5000), printf('%.*c', 5000, 'ü'), 0);");
        Sheet s(path, "t");
        s.model.setNull({s.at(0, 1), s.at(0, 2)});
        writer(path)->execute("UPDATE t SET b = substr(b, 1, 4999)");
        s.apply();
        QCOMPARE(s.edits.problems().size(), std::size_t{1});
        s.edits.settle("t", s.edits.problems().front().id, true);
        s.apply();
        QCOMPARE(s.done, QString("1 row(s) changed in t"));
        QCOMPARE(dump(path, "t"), std::string("1|NULL|NULL|0"));
    }

    void constraintsAreToldAtTheirCell()
    {
        const auto path =
            make("CREATE TABLE p(id INTEGER PRIMARY KEY);"
                 "CREATE TABLE t(id INTEGER PRIMARY KEY, a TEXT NOT NULL UNIQUE, b REFERENCES p, "
                 "c CHECK (c < 10));"
                 "INSERT INTO p VALUES (1);"
                 "INSERT INTO t VALUES (1, 'x', 1, 1), (2, 'y', 1, 2), (3, 'z', 1, 3);");
        const std::string before = dump(path, "t");
        Sheet s(path, "t");
        QVERIFY(s.type(0, 1, "y"));
        QVERIFY(s.type(1, 2, "77"));
        QVERIFY(s.type(2, 3, "50"));
        s.apply();
        QCOMPARE(dump(path, "t"), before);
        const auto problems = s.edits.problems();
        QCOMPARE(problems.size(), std::size_t{3});
        QCOMPARE(problems[0].problem.column, std::string("a"));
        QVERIFY(problems[0].problem.message.find("UNIQUE") != std::string::npos);
        QVERIFY(problems[1].problem.message.find("foreign key") != std::string::npos);
        QVERIFY(problems[2].problem.message.find("CHECK") != std::string::npos);
        s.edits.undo();
        s.edits.undo();
        s.edits.undo();
        s.show("p");
        s.model.remove({0});
        s.apply();
        QCOMPARE(s.edits.problems().size(), std::size_t{1}); // other rows point to it
        QCOMPARE(writer(path)->integer("SELECT count(*) FROM p"), 1);
    }

    void triggersRunAndMayRefuse()
    {
        const auto path = make(
            "CREATE TABLE t(id INTEGER PRIMARY KEY, a, b, c); CREATE TABLE log(x);"
            "INSERT INTO t VALUES (1, 'x', 1, 1), (2, 'y', 1, 2), (3, 'z', 0, 0);"
            "CREATE TRIGGER keep BEFORE UPDATE ON t WHEN old.id = 1 BEGIN SELECT raise(IGNORE); END;"
            "CREATE TRIGGER no BEFORE UPDATE ON t WHEN old.id = 2 BEGIN SELECT raise(ABORT, 'Not you'); END;"
            "CREATE TRIGGER seen AFTER UPDATE ON t BEGIN INSERT INTO log VALUES (new.a), (new.a); END;");
        Sheet s(path, "t");
        QVERIFY(s.type(0, 1, "X"));
        QVERIFY(s.type(1, 1, "Y"));
        s.apply();
        auto problems = s.edits.problems();
        QCOMPARE(problems.size(), std::size_t{2});
        QVERIFY(problems[0].problem.message.find("trigger") != std::string::npos);
        QCOMPARE(problems[1].problem.message, std::string("Not you."));
        s.edits.drop();
        QVERIFY(s.type(2, 1, "Z"));
        s.apply();
        QCOMPARE(s.done, QString("1 row(s) changed in t"));
        QCOMPARE(writer(path)->integer("SELECT count(*) FROM log WHERE x = 'Z'"), 2);
    }

    void aLockIsToldWithItsHolderAndNothingIsHeldAfterwards()
    {
        const auto path = make("PRAGMA journal_mode = WAL; CREATE TABLE t(id INTEGER PRIMARY KEY, a, b, c);"
                               "INSERT INTO t VALUES (1, 'x', 1, 1);");
        session::DatabaseOptions options;
        options.busyTimeout = std::chrono::milliseconds(50);
        Sheet s(path, "t", options);
        QVERIFY(s.type(0, 1, "X"));
        const auto other = writer(path);
        other->execute("BEGIN IMMEDIATE");
        s.apply();
        QVERIFY(s.failure);
        QCOMPARE(s.failure->code(), core::ErrorCode::Busy);
        QVERIFY2(s.failure->message().find("locked by") != std::string::npos, s.failure->what());
        QCOMPARE(s.edits.size(), std::size_t{1});
        other->execute("UPDATE t SET b = 5; COMMIT"); // and ours held nothing
        s.apply();
        QCOMPARE(s.done, QString("1 row(s) changed in t"));
        QCOMPARE(dump(path, "t"), std::string("1|'X'|5|1"));
    }

    void whatCannotBeEditedSaysWhy()
    {
        const auto path = make("CREATE TABLE t(id INTEGER PRIMARY KEY, a, g AS (a || '!'));"
                               "CREATE VIEW v AS SELECT a FROM t; CREATE VIRTUAL TABLE f USING fts5(x);"
                               "CREATE TABLE hidden(rowid, _rowid_, oid);"
                               "INSERT INTO t(a) VALUES ('x'); INSERT INTO f VALUES ('word');"
                               "INSERT INTO hidden VALUES (1, 2, 3);");
        Sheet s(path, "t");
        QVERIFY(s.model.refusal(s.at(0, 1)).isEmpty());
        QVERIFY(s.model.refusal(s.at(0, 2)).contains("generated"));
        QVERIFY(!s.at(0, 2).flags().testFlag(Qt::ItemIsEditable));
        s.show("v");
        QVERIFY(s.model.refusal().contains("view"));
        QVERIFY(!s.type(0, 0, "y"));
        QCOMPARE(s.model.insertRow(), -1);
        QVERIFY(s.told.contains("view"));
        s.show("f");
        QVERIFY(s.model.refusal().contains("virtual"));
        s.show("f_data");
        QVERIFY(s.model.refusal().contains("virtual table"));
        s.show("hidden");
        QVERIFY(s.model.refusal().contains("rowid"));
        s.show("t");
        s.model.setRefusal("The past can't be edited.");
        QCOMPARE(s.model.refusal(), QString("The past can't be edited."));
        QVERIFY(s.edits.empty());
    }

    void aBlockIsPastedOverRowsAndBeyond()
    {
        const auto path = make("CREATE TABLE t(id INTEGER PRIMARY KEY, a TEXT, b INT, c);"
                               "INSERT INTO t VALUES (1, 'x', 1, 'c'), (2, 'y', 2, 'c');");
        Sheet s(path, "t");
        QVERIFY(s.model.paste(s.at(1, 1), "yy\t22\r\nnew\t33\r\n\t\r\n").isEmpty());
        QCOMPARE(s.model.rowCount(), 4);
        QCOMPARE(s.edits.size(edit::Kind::Insert), std::size_t{2});
        QVERIFY(s.model.paste(s.at(0, 3), "1\t2").contains("more columns"));
        s.apply();
        QCOMPARE(dump(path, "t"), std::string("1|'x'|1|'1'\n2|'yy'|22|'c'\n3|'new'|33|NULL\n4|''|''|NULL"));
    }

    void rowsAreDuplicatedWithANewKey()
    {
        const auto path = make("CREATE TABLE t(id INTEGER PRIMARY KEY, a, b, c);"
                               "INSERT INTO t VALUES (1, 'x', NULL, x'00'), (2, 'y', 2.5, 'z');");
        Sheet s(path, "t");
        QCOMPARE(s.model.duplicate({0, 1}), 2);
        s.apply();
        QCOMPARE(dump(path, "t"),
                 std::string("1|'x'|NULL|X'00'\n2|'y'|2.5|'z'\n3|'x'|NULL|X'00'\n4|'y'|2.5|'z'"));
    }

    void manyRowsArePastedAtOnce()
    {
        const auto path = make("CREATE TABLE t(id INTEGER PRIMARY KEY, a, b, c);");
        Sheet s(path, "t");
        QString block;
        for (int i = 1; i <= 20000; ++i) {
            block += QString("%1\tvalue\t2\t3\n").arg(i);
        }
        s.model.paste({}, block);
        QCOMPARE(s.model.rowCount(), 20000);
        s.model.remove({0, 1, 500, 19999});
        QCOMPARE(s.model.rowCount(), 19996);
        s.edits.undo();
        QCOMPARE(s.model.rowCount(), 20000);
        QCOMPARE(s.text(500, 0), QString("501"));
        s.apply();
        QCOMPARE(s.done, QString("20,000 row(s) added to t"));
        QCOMPARE(writer(path)->integer("SELECT sum(id) FROM t"), 200010000);
    }
};

QTEST_MAIN(EditTest)
#include "tst_edit.moc"
