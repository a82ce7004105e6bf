// What a call of the engine ended with, as its stable name: for QCOMPARE in tests.
#pragma once

#include "engine/core/error.h"

#include <QTest>
#include <string>

// Lets a failed QCOMPARE show both texts.
template <>
inline char *QTest::toString(const std::string &text)
{
    return qstrdup(text.c_str());
}

namespace strandline::test {

// "NOT_FOUND" …; empty when call returned.
template <typename Call>
std::string errorCodeOf(Call &&call)
{
    try {
        call();
    } catch (const core::Error &error) {
        return std::string(core::errorCodeName(error.code()));
    }
    return {};
}

// The sentence shown to people; empty when call returned.
template <typename Call>
std::string errorMessageOf(Call &&call)
{
    try {
        call();
    } catch (const core::Error &error) {
        return error.message();
    }
    return {};
}

} // namespace strandline::test
