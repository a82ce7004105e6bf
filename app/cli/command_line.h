// From the words on the command line to an operation with its arguments, by the catalogue alone.
#pragma once

#include "engine/operations/catalogue.h"

#include <string>
#include <variant>
#include <vector>

namespace strandline::cli {

struct Call
{
    const operations::Operation *operation = nullptr;
    operations::Arguments arguments;
    operations::Format format = operations::Format::Text;
    operations::Presentation presentation;
};

// What to print instead of running something: help or the version.
struct Information
{
    std::string text;
};

// Throws Usage for what can't be understood.
std::variant<Call, Information> parseCommandLine(const operations::Catalogue &catalogue, int argc,
                                                 char **argv);

// Whether --json is among the words, for errors in the words themselves.
bool asksForJson(int argc, char **argv);

} // namespace strandline::cli
