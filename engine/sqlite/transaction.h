// A transaction on a connection: what isn't committed is rolled back. Belongs to the connection's thread.
#pragma once

#include "engine/sqlite/connection.h"

namespace strandline::sqlite {

class Transaction
{
public:
    explicit Transaction(Connection &connection, const char *begin = "BEGIN IMMEDIATE")
        : m_connection(connection)
    {
        connection.execute(begin);
    }
    ~Transaction()
    {
        try {
            if (m_connection.inTransaction()) {
                m_connection.execute("ROLLBACK");
            }
        } catch (const core::Error &) { // closing the connection ends it too
        }
    }
    Transaction(const Transaction &) = delete;
    Transaction &operator=(const Transaction &) = delete;

    void commit() { m_connection.execute("COMMIT"); }

private:
    Connection &m_connection;
};

} // namespace strandline::sqlite
