// The parameters of a script, and the values that a person types for them. Values and functions without
// state; safe anywhere.
#pragma once

#include "engine/session/executor.h"

#include <QHash>
#include <QString>
#include <QStringList>

#include <optional>
#include <string_view>

namespace strandline::worksheet {

enum class ParameterType
{
    Automatic, // a number where it reads as one, else text
    Text,
    Integer,
    Real,
    Blob, // hexadecimal digits
    Null,
};

struct ParameterValue
{
    QString text;
    ParameterType type = ParameterType::Automatic;
    bool operator==(const ParameterValue &) const = default;
};
using ParameterValues = QHash<QString, ParameterValue>; // by name, as parametersOf() gives it

// ":name", "@x", "$y" as written, and "?1" for the first positional one of each statement; each once, in the
// order of the script.
QStringList parametersOf(std::string_view script);

// Nothing: the text can't be read as that type.
std::optional<sqlite::Value> valueOf(const ParameterValue &value);

// names: those that the script has. Values that can't be read are NULL: ask valueOf() before.
session::Parameters bindable(const QStringList &names, const ParameterValues &values);

} // namespace strandline::worksheet
