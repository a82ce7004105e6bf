// The results of the operations `timeline …`: their JSON and text. Private to the area; values.
#pragma once

#include "engine/flashback/change_index.h"
#include "engine/operations/operation.h"
#include "engine/timeline/history.h"

namespace strandline::operations {

class StatusResult final : public Result
{
public:
    explicit StatusResult(timeline::Status status) : m_status(std::move(status)) {}
    nlohmann::ordered_json json(const Presentation &presentation) const override;
    std::string text(const Presentation &presentation) const override;

private:
    timeline::Status m_status;
};

class LogResult final : public Result
{
public:
    // tables: of each commit. incarnations: of the history.
    LogResult(std::vector<timeline::Commit> commits, std::vector<flashback::CommitTables> tables,
              std::vector<timeline::Incarnation> incarnations)
        : m_commits(std::move(commits)), m_tables(std::move(tables)), m_incarnations(std::move(incarnations))
    {
    }
    nlohmann::ordered_json json(const Presentation &presentation) const override;
    std::string text(const Presentation &presentation) const override;

private:
    // That the commit went back to by FLASHBACK DATABASE; 0: it is another one.
    core::Scn flashbackTo(const timeline::Commit &commit) const;

    std::vector<timeline::Commit> m_commits;
    std::vector<flashback::CommitTables> m_tables;
    std::vector<timeline::Incarnation> m_incarnations;
};

class VerifyResult final : public Result
{
public:
    explicit VerifyResult(timeline::VerifyReport report) : m_report(std::move(report)) {}
    bool ok() const override { return m_report.ok(); }
    nlohmann::ordered_json json(const Presentation &presentation) const override;
    std::string text(const Presentation &presentation) const override;

private:
    timeline::VerifyReport m_report;
};

class CloneResult final : public Result
{
public:
    CloneResult(timeline::CloneReport report, core::IncarnationId incarnation)
        : m_report(std::move(report)), m_incarnation(incarnation)
    {
    }
    nlohmann::ordered_json json(const Presentation &presentation) const override;
    std::string text(const Presentation &presentation) const override;

private:
    timeline::CloneReport m_report;
    core::IncarnationId m_incarnation;
};

class PruneResult final : public Result
{
public:
    PruneResult(timeline::PruneReport report, core::IncarnationId incarnation, bool dryRun)
        : m_report(report), m_incarnation(incarnation), m_dryRun(dryRun)
    {
    }
    nlohmann::ordered_json json(const Presentation &presentation) const override;
    std::string text(const Presentation &presentation) const override;

private:
    timeline::PruneReport m_report;
    core::IncarnationId m_incarnation;
    bool m_dryRun;
};

class ForgetResult final : public Result
{
public:
    ForgetResult(std::string database, std::string folder)
        : m_database(std::move(database)), m_folder(std::move(folder))
    {
    }
    nlohmann::ordered_json json(const Presentation &presentation) const override;
    std::string text(const Presentation &presentation) const override;

private:
    std::string m_database;
    std::string m_folder;
};

} // namespace strandline::operations
