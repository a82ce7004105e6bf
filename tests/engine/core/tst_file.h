// The file system of the engine against the real one: modes, links, locks, full disks.
#pragma once

#include <QObject>
#include <optional>

class TestFile : public QObject
{
    Q_OBJECT

public:
    // What this program does when a test has started it as another process; nothing: it is the test itself.
    static std::optional<int> childMain(int argc, char **argv);

private Q_SLOTS:
    void readsAndWritesAnywhere();
    void createRefusesWhatIsThere();
    void missingFilesAreTold();
    void listsNamesWithoutLinks();
    void filesFollowTheFolderWhateverTheUmask_data();
    void filesFollowTheFolderWhateverTheUmask();
    void linksAreRefused();
    void permissionIsTold();
    void fullDiskIsTold();
    void lockExcludesThisAndOtherProcesses();
    void lockDiesWithItsProcess();
    void renameReplaces();
    void identityTellsReplacedFiles();
    void textIsCutAtOneMebibyte();
    void localFoldersAreNoNetwork();
};
