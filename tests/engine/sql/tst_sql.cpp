// Runs the tests of engine/sql: tokens, statements, completion, digests, AS OF, the flashback
// statements.
#include "tests/engine/sql/tst_sql.h"

#include <QCoreApplication>
#include <QTest>

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    TestTokenizer tokenizer;
    TestSplitter splitter;
    TestStatementIndex index;
    TestCompletion completion;
    TestFormat format;
    TestDigest digest;
    TestAsOf asOf;
    TestFlashbackStatement flashback;
    int failed = 0;
    for (QObject *test : {static_cast<QObject *>(&tokenizer), static_cast<QObject *>(&splitter),
                          static_cast<QObject *>(&index), static_cast<QObject *>(&completion),
                          static_cast<QObject *>(&format), static_cast<QObject *>(&digest),
                          static_cast<QObject *>(&asOf), static_cast<QObject *>(&flashback)}) {
        failed += QTest::qExec(test, argc, argv);
    }
    return failed == 0 ? 0 : 1;
}
