// What the operations `schedule …` give back: jobs and runs as JSON and as text. Private to the area; values.
#pragma once

#include "engine/operations/operation.h"
#include "engine/scheduler/conflicts.h"

#include <memory>

namespace strandline::operations {

std::unique_ptr<Result> jobsResult(std::vector<scheduler::Job> jobs);
// One job that was added.
std::unique_ptr<Result> jobResult(scheduler::Job job);
// failuresCount: the result isn't ok where one of the runs failed.
std::unique_ptr<Result> runsResult(std::vector<scheduler::Run> runs, bool failuresCount);
// A single run.
std::unique_ptr<Result> runResult(scheduler::Run run);
std::unique_ptr<Result> timesResult(std::vector<core::Time> times, std::string words);
std::unique_ptr<Result> conflictsResult(std::vector<scheduler::Conflict> conflicts);
// {key: value} pairs of a small list, and its text.
std::unique_ptr<Result> windowsResult(std::vector<scheduler::NamedWindow> windows);
std::unique_ptr<Result> holidaysResult(std::vector<scheduler::Holiday> holidays);

} // namespace strandline::operations
