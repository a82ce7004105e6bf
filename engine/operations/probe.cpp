// The operation `probe run`: another program, with the probe loaded.
#include "engine/monitor/board.h"
#include "engine/operations/probe_run.h"
#include "engine/operations/registration.h"
#include "engine/timeline/place.h"

#include <filesystem>

namespace strandline::operations {

namespace {

// The probe tells of databases that have a board; asking for one makes it.
void addBoard(ProbedProgram &program, const timeline::Location &location)
{
    if (!location.files->exists(location.sidecar())) {
        location.files->createFolder(location.sidecar(), location.database);
    }
    monitor::Board::open(location);
    program.database = location.database;
    program.board = std::filesystem::absolute(monitor::boardPath(location)).lexically_normal().string();
}

} // namespace

void addProbe(Operations &operations, const Environment &environment)
{
    Operation operation;
    operation.name = "probe run";
    operation.summary = "Run another program with the probe, which tells what its SQLite connections do";
    operation.arguments = {
        {.name = "program",
         .help = "what to run, and its arguments, after --; its exit code is ours",
         .positional = true,
         .required = true,
         .repeated = true},
        {.name = "database",
         .kind = ArgumentKind::Path,
         .help = "only this database, and its board is made; without it those that have a board"},
        historyArgument()};
    operation.effect = Effect::Writes;
    operation.run = [environment](const Arguments &arguments, const core::JobContext & /*unused*/,
                                  Output & /*unused*/) -> std::unique_ptr<Result> {
        ProbedProgram program;
        program.command = arguments.list("program");
        if (arguments.has("database")) {
            timeline::Location location = locate(arguments, environment);
            location.database = std::filesystem::absolute(location.database).string();
            addBoard(program, timeline::resolved(location));
        } else if (arguments.has("history")) {
            throw core::Error(core::ErrorCode::Usage, "--history needs --database.");
        }
        runProbed(program);
    };
    operations.push_back(std::move(operation));
}

} // namespace strandline::operations
