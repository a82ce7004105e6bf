// The test classes of engine/sql; tst_sql.cpp runs them all.
#pragma once

#include <QObject>

class TestTokenizer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void kinds_data();
    void kinds();
    void sqliteKnowsTheKindsOfLiterals_data();
    void sqliteKnowsTheKindsOfLiterals();
    void tokensTileAnyText();
    void agreesWithSqliteOnEveryToken();
    void blanksAndCommentsDontMatter();
    void namesAreUnquoted_data();
    void namesAreUnquoted();
    void keywordsAreSqlites();
    void reservedWordsAreSqlites();
};

class TestSplitter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pieces_data();
    void pieces();
    void piecesTileAnyScript();
    void endsWhereSqliteEnds();
    void completeness_data();
    void completeness();
    void completenessIsSqlites();
};

class TestStatementIndex : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void staysRightThroughEdits();
};

class TestCompletion : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void proposes_data();
    void proposes();
    void proposesNothing_data();
    void proposesNothing();
    void leavesOut_data();
    void leavesOut();
    void replacesWhatIsBeingWritten();
    void anyTextIsTaken();
    void isQuickOnManyTables();
};

class TestFormat : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void layout_data();
    void layout();
    void changesWhiteSpaceOnly();
    void formattingTwiceChangesNothing();
    void randomTextsKeepTheirTokens();
    void deepNestingIsLeftAlone();
};

class TestDigest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void normalized_data();
    void normalized();
    void normalizingTwiceChangesNothing();
    void idsAreAlikeForOtherValuesOnly();
    void idsStayWhatTheyAre();
    void classes_data();
    void classes();
};

class TestAsOf : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsThePast_data();
    void readsThePast();
    void readsThePastOfAView();
    void changesOnlyThePresent_data();
    void changesOnlyThePresent();
    void referencesSayWhatWasWritten();
    void parametersKeepTheirNumbers_data();
    void parametersKeepTheirNumbers();
    void errorsPointIntoTheUsersText_data();
    void errorsPointIntoTheUsersText();
    void errorsInTheExpressionPointIntoTheUsersText();
    void legalSqlIsLeftAlone_data();
    void legalSqlIsLeftAlone();
    void onlyTheFirstStatementIsRead();
    void tablesOfThePresentAreNamed_data();
    void tablesOfThePresentAreNamed();
    void refused_data();
    void refused();
    void deepNestingIsRefusedNotCrashed();
    void randomStatementsReadThePast();
};

class TestFlashbackStatement : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void parts_data();
    void parts();
    void expressionsKeepTheirParameters();
    void refused_data();
    void refused();
    void sqlKeepsItsMeaning_data();
    void sqlKeepsItsMeaning();
    void onlyTheFirstStatementIsRead();
    void classes_data();
    void classes();
    void layout_data();
    void layout();
    void completes_data();
    void completes();
};
