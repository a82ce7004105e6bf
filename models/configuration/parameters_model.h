// SQLite's parameters of a database, one a row, with those that a search or "differs" leaves. A job reads
// them when the database is opened and again when it changes; what is chosen stays so. GUI thread.
#pragma once

#include "engine/session/configuration.h"
#include "models/session/database_session.h"
#include "models/task/task_runner.h"

#include <QAbstractTableModel>
#include <QTimer>

#include <vector>

namespace strandline::configuration {

class ParametersModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column
    {
        NameColumn,
        ValueColumn,
        DefaultColumn,
        PlaceColumn,
        SinceColumn, // when the last change was committed
        ColumnCount
    };

    explicit ParametersModel(session::DatabaseSession *session, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    // Those whose name or meaning has all the words.
    void setFilter(const QString &words, bool onlyDiffering);
    void refresh(); // read again

    bool loaded() const { return m_loaded; }
    const session::Configuration &configuration() const { return m_configuration; }
    int differing() const; // of all
    const catalog::ParameterValue &at(int row) const;
    int rowOf(std::string_view name) const; // -1: not there, or left out

    static QString meaning(const catalog::Parameter &parameter);
    static QString placeText(catalog::ParameterPlace place);
    // With its unit: "4096 bytes".
    static QString valueText(const catalog::Parameter &parameter, const std::string &value);
    // "15 Nov 23:44:35"; empty where no change is known.
    QString sinceText(const catalog::ParameterValue &value) const;

signals:
    void changed(); // what is known; before the rows change where they do
    void failed(const strandline::core::Error &error);

private:
    void take(session::Configuration configuration);
    std::vector<std::size_t> wanted() const;
    void show();

    static constexpr int settleMs = 500; // many commits in a row are read once

    session::DatabaseSession *m_session;
    task::TaskRunner *m_reading;
    session::Configuration m_configuration;
    bool m_loaded = false;
    QTimer m_settled;
    QStringList m_words;
    bool m_onlyDiffering = false;
    std::vector<std::size_t> m_rows; // of m_configuration.values
};

} // namespace strandline::configuration
