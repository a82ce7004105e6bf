// What a page tells at the window's edge: the result or the failure of a task. A value.
#pragma once

#include "engine/core/error.h"

#include <QString>

#include <functional>

namespace strandline::message {

enum class Kind
{
    Information,
    Success,
    Warning,
    Failure
};

struct Message
{
    Kind kind = Kind::Information;
    QString text;               // one or two sentences
    QString details;            // can be copied; empty: the text itself
    std::function<void()> show; // leads to what the message is about; empty: nowhere to go
    QString showText = {};      // what its button says; empty: "Show"
};

// The error's sentence, with its code, file and native code as details.
inline Message failure(const core::Error &error)
{
    QString details = QString::fromLatin1(errorCodeName(error.code()).data()) + ": " +
                      QString::fromStdString(error.message());
    if (!error.path().empty()) {
        details += "\n" + QString::fromStdString(error.path());
    }
    if (error.nativeCode() != 0) {
        details += "\n" + QString::number(error.nativeCode());
    }
    return {Kind::Failure, QString::fromStdString(error.message()), details, {}};
}

} // namespace strandline::message
