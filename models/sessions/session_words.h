// Sessions in words, as the page tells of them. Functions without state; GUI thread (they translate).
#pragma once

#include "engine/monitor/session_list.h"

#include <QString>
#include <QStringList>

namespace strandline::sessions {

using monitor::ListedSession;
using monitor::SessionKind;
using monitor::SessionList;
using monitor::SessionState;

QString fromUtf8(std::string_view text);
QString durationText(std::chrono::nanoseconds duration);

QString kindText(SessionKind kind);
QString stateText(const ListedSession &session);   // "Running 1.2 s", "Holds WAL write"
QString programText(const ListedSession &session); // "python3 (4711)"
QString nameText(const ListedSession &session);    // "Session 5", "python3 (4711)"
QString moduleText(const ListedSession &session);  // what it is for; empty: not told
QString
waitText(const ListedSession &session); // "Application: WAL write lock", "CPU"; empty outside of calls
QString transactionText(const ListedSession &session); // "Write, 12 s"; empty: none
QString lockText(std::string_view lock);               // "is the one that writes (WAL write)"
QString sqlIdText(const ListedSession &session);       // empty: it has run nothing
QString sqlText(const ListedSession &session);         // with … where the board holds its beginning only

// "4.2 MiB of the WAL": what can't be copied while somebody reads.
QString pinnedText(const monitor::SeenWal &wal);

// Of a session in the list: what it does and has done, one fact a line.
QStringList presentFacts(const SessionList &list, const ListedSession &session);
QStringList pastFacts(const ListedSession &session);
// What can be done about one that can't be ended here; empty: it can be.
QString adviceText(const SessionList &list, const ListedSession &session);

} // namespace strandline::sessions
