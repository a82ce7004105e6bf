// What became of every statement that a worksheet ran: one line a statement, the newest run at the end. GUI
// thread.
#pragma once

#include "engine/core/error.h"

#include <QAbstractTableModel>

#include <cstdint>
#include <optional>
#include <vector>

namespace strandline::worksheet {

class MessagesModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum class State
    {
        Running,
        Done,
        Failed,
        Cancelled,
    };
    enum Column
    {
        StatementColumn,
        OutcomeColumn,
        TimeColumn,
        ColumnCount
    };
    enum Role
    {
        StateRole = Qt::UserRole, // int(State)
        OffsetRole,               // qlonglong, in the text that was run; of the error where it has a place
        LengthRole,               // qlonglong, of the statement
        SqlRole,
    };
    static constexpr int limit = 1000; // lines kept

    explicit MessagesModel(QObject *parent = nullptr) : QAbstractTableModel(parent) {}

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    void clear();
    void start(const QString &sql, std::int64_t offset, std::int64_t length);
    // Of the statement started last.
    void end(const QString &outcome, double seconds);
    void fail(const core::Error &error, double seconds);

private:
    struct Line
    {
        State state = State::Running;
        QString sql;
        QString outcome;
        std::optional<double> seconds;
        std::int64_t offset = 0;
        std::int64_t length = 0;
        std::int64_t errorOffset = -1;
    };
    void changed();

    std::vector<Line> m_lines;
};

} // namespace strandline::worksheet
