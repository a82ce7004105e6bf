#include "engine/operations/timeline_results.h"

#include "engine/operations/encoding.h"

#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace strandline::operations {

using Json = nlohmann::ordered_json;
using core::formatTime;

namespace {

Json optionalScn(core::Scn scn)
{
    return scn ? Json(scn.value) : Json(nullptr);
}

// What a person knows by name: a virtual table instead of its shadow tables, none of SQLite's own.
std::vector<std::string> namesOf(const flashback::CommitTables &commit)
{
    std::vector<std::string> names;
    for (const flashback::TouchedTable &table : commit.tables) {
        if (!table.internal) {
            names.push_back(table.virtualTable.empty() ? table.name : table.virtualTable);
        }
    }
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    return names;
}

std::string commitNotes(const timeline::Commit &commit)
{
    std::string notes;
    if (commit.base) {
        notes = "base";
    }
    if (commit.gap) {
        notes += notes.empty() ? "gap" : ", gap";
    }
    return notes;
}

} // namespace

Json StatusResult::json(const Presentation &presentation) const
{
    Json gaps = Json::array();
    for (const timeline::Commit &gap : m_status.gaps) {
        gaps.push_back({{"scn", gap.scn.value},
                        {"incarnation", gap.incarnation.value},
                        {"timeFrom", formatTime(gap.timeFrom, presentation.zone)},
                        {"timeTo", formatTime(gap.timeTo, presentation.zone)}});
    }
    Json incarnations = Json::array();
    for (const timeline::Incarnation &incarnation : m_status.incarnations) {
        incarnations.push_back(
            {{"id", incarnation.id.value},
             {"parent", incarnation.parent.value != 0 ? Json(incarnation.parent.value) : Json()},
             {"branchScn", optionalScn(incarnation.branchScn)},
             {"firstScn", incarnation.firstScn.value},
             {"lastScn", incarnation.lastScn.value},
             {"pageSize", incarnation.pageSize}});
    }
    Json recorder;
    if (m_status.recorder) {
        recorder = {{"pid", m_status.recorder->pid}, {"program", m_status.recorder->program}};
    }
    return {{"database", m_status.database},
            {"incarnation", m_status.incarnation.value},
            {"oldestScn", m_status.oldestScn.value},
            {"currentScn", m_status.currentScn.value},
            {"oldestTime", formatTime(m_status.oldestTime, presentation.zone)},
            {"currentTime", formatTime(m_status.currentTime, presentation.zone)},
            {"recording", m_status.recorder.has_value()},
            {"recorder", std::move(recorder)},
            {"gaps", std::move(gaps)},
            {"storeBytes", m_status.storeBytes},
            {"walBytes", m_status.walBytes},
            {"pageSize", m_status.pageSize},
            {"incarnations", std::move(incarnations)},
            {"history", m_status.folder},
            {"id", m_status.id.hex()}};
}

std::string StatusResult::text(const Presentation &presentation) const
{
    std::string out = fmt::format(
        "Database     {}\nHistory      {}\nRecording    {}\nOldest SCN   {} ({})\nCurrent SCN  {} ({})\n"
        "Incarnation  {}\nStored       {}\nWAL          {}\nPage size    {} B\n",
        escaped(m_status.database), escaped(m_status.folder),
        m_status.recorder
            ? fmt::format("by {} (process {})", escaped(m_status.recorder->program), m_status.recorder->pid)
            : "no",
        m_status.oldestScn.value, formatTime(m_status.oldestTime, presentation.zone),
        m_status.currentScn.value, formatTime(m_status.currentTime, presentation.zone),
        m_status.incarnation.value, bytesText(m_status.storeBytes), bytesText(m_status.walBytes),
        m_status.pageSize);
    if (!m_status.gaps.empty()) {
        TextTable gaps({"Gap at SCN", "From", "To"});
        for (const timeline::Commit &gap : m_status.gaps) {
            gaps.add({std::to_string(gap.scn.value), formatTime(gap.timeFrom, presentation.zone),
                      formatTime(gap.timeTo, presentation.zone)});
        }
        out += '\n' + gaps.render();
    }
    if (m_status.incarnations.size() > 1) {
        TextTable lines({"Incarnation", "Parent", "Branch SCN", "First SCN", "Last SCN"});
        for (const timeline::Incarnation &i : m_status.incarnations) {
            lines.add({std::to_string(i.id.value), i.parent.value != 0 ? std::to_string(i.parent.value) : "",
                       i.branchScn ? std::to_string(i.branchScn.value) : "", std::to_string(i.firstScn.value),
                       std::to_string(i.lastScn.value)});
        }
        out += '\n' + lines.render();
    }
    return out;
}

core::Scn LogResult::flashbackTo(const timeline::Commit &commit) const
{
    const auto begun = std::find_if(m_incarnations.begin(), m_incarnations.end(),
                                    [&](const timeline::Incarnation &incarnation) {
                                        return incarnation.firstScn == commit.scn && !commit.base;
                                    });
    return begun == m_incarnations.end() ? core::Scn() : begun->branchScn;
}

Json LogResult::json(const Presentation &presentation) const
{
    Json commits = Json::array();
    for (std::size_t i = 0; i < m_commits.size(); ++i) {
        const timeline::Commit &commit = m_commits[i];
        const flashback::CommitTables &tables = m_tables[i];
        const core::Scn back = flashbackTo(commit);
        commits.push_back({{"scn", commit.scn.value},
                           {"incarnation", commit.incarnation.value},
                           {"time", formatTime(commit.timeTo, presentation.zone)},
                           {"timeFrom", formatTime(commit.timeFrom, presentation.zone)},
                           {"timeTo", formatTime(commit.timeTo, presentation.zone)},
                           {"pages", commit.pages},
                           {"bytes", commit.storedBytes},
                           {"gap", commit.gap},
                           {"base", commit.base},
                           {"flashbackTo", back.value == 0 ? Json() : Json(back.value)},
                           {"tables", tables.known ? Json(namesOf(tables)) : Json()}});
    }
    return commits;
}

std::string LogResult::text(const Presentation &presentation) const
{
    TextTable table({"SCN", "Inc.", "Time", "Uncertain since", "Pages", "Stored", "Notes", "Tables"});
    for (const std::size_t column : {0U, 1U, 4U, 5U}) {
        table.alignRight(column);
    }
    for (std::size_t i = 0; i < m_commits.size(); ++i) {
        const timeline::Commit &commit = m_commits[i];
        const core::Scn back = flashbackTo(commit);
        table.add({std::to_string(commit.scn.value), std::to_string(commit.incarnation.value),
                   formatTime(commit.timeTo, presentation.zone),
                   commit.uncertainTime() ? formatTime(commit.timeFrom, presentation.zone) : "",
                   groupedDigits(commit.pages), bytesText(commit.storedBytes),
                   back.value == 0 ? commitNotes(commit) : fmt::format("flashback to SCN {}", back.value),
                   escaped(fmt::format("{}", fmt::join(namesOf(m_tables[i]), ", ")))});
    }
    return table.render();
}

Json VerifyResult::json(const Presentation & /*unused*/) const
{
    Json errors = Json::array();
    for (const timeline::VerifyFinding &finding : m_report.findings) {
        errors.push_back(
            {{"segment", finding.file}, {"offset", finding.offset}, {"message", finding.message}});
    }
    return {{"ok", m_report.ok()},
            {"versions", m_report.versions},
            {"commits", m_report.commits},
            {"errors", std::move(errors)}};
}

std::string VerifyResult::text(const Presentation & /*unused*/) const
{
    std::string out = fmt::format("{} commits with {} page versions were read.\n",
                                  groupedDigits(m_report.commits), groupedDigits(m_report.versions));
    if (m_report.ok()) {
        return out + "Every stored byte is as it was written.\n";
    }
    TextTable table({"Segment", "Offset", "What is wrong"});
    table.alignRight(1);
    for (const timeline::VerifyFinding &finding : m_report.findings) {
        table.add({escaped(finding.file), std::to_string(finding.offset), escaped(finding.message)});
    }
    return out + '\n' + table.render();
}

Json CloneResult::json(const Presentation & /*unused*/) const
{
    return {{"out", m_report.out},
            {"scn", m_report.scn.value},
            {"incarnation", m_incarnation.value},
            {"bytes", m_report.bytes}};
}

std::string CloneResult::text(const Presentation & /*unused*/) const
{
    return fmt::format("{} is the database as of SCN {} ({}).\n", escaped(m_report.out), m_report.scn.value,
                       bytesText(m_report.bytes));
}

Json PruneResult::json(const Presentation & /*unused*/) const
{
    return {{"oldestScnBefore", m_report.oldestBefore.value},
            {"oldestScnAfter", m_report.oldestAfter.value},
            {"incarnation", m_incarnation.value},
            {"bytesFreed", m_report.bytesFreed},
            {"dryRun", m_dryRun},
            {"warnings", m_report.warnings}};
}

std::string PruneResult::text(const Presentation & /*unused*/) const
{
    if (m_report.oldestBefore == m_report.oldestAfter) {
        return fmt::format("Nothing is older: the oldest SCN stays {}.\n", m_report.oldestBefore.value);
    }
    return fmt::format("{} {} to {}; {} {}.\n",
                       m_dryRun ? "The oldest SCN would move from" : "The oldest SCN moved from",
                       m_report.oldestBefore.value, m_report.oldestAfter.value,
                       bytesText(m_report.bytesFreed), m_dryRun ? "would be freed" : "were freed");
}

Json ForgetResult::json(const Presentation & /*unused*/) const
{
    return {{"database", m_database}, {"history", m_folder}, {"forgotten", true}};
}

std::string ForgetResult::text(const Presentation & /*unused*/) const
{
    return fmt::format("The history of {} is deleted.\n", escaped(m_database));
}

} // namespace strandline::operations
