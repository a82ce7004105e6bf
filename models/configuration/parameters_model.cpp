#include "models/configuration/parameters_model.h"

#include "models/text/quantities.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace strandline::configuration {

using catalog::Parameter;
using catalog::ParameterPlace;
using catalog::ParameterValue;

namespace {

QString textOf(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

} // namespace

ParametersModel::ParametersModel(session::DatabaseSession *session, QObject *parent)
    : QAbstractTableModel(parent), m_session(session), m_reading(new task::TaskRunner(session->tasks(), this))
{
    connect(m_reading, &task::TaskRunner::failed, this, &ParametersModel::failed);
    connect(session, &session::DatabaseSession::stateChanged, this, [this] {
        m_loaded = false; // perhaps another database
        take({});
        refresh();
    });
    m_settled.setSingleShot(true);
    m_settled.setInterval(settleMs);
    connect(&m_settled, &QTimer::timeout, this, &ParametersModel::refresh);
    connect(session->changes(), &session::ChangeWatch::changed, this, [this] {
        if (!m_settled.isActive()) {
            m_settled.start();
        }
    });
    refresh();
}

void ParametersModel::refresh()
{
    const auto database = m_session->database();
    if (!database) {
        m_reading->discard();
        return;
    }
    m_reading->run(
        m_loaded ? QString() : tr("Reading the configuration"),
        [database, before = m_configuration](const core::JobContext &job) {
            return session::loadConfiguration(*database, before, job);
        },
        [this](session::Configuration configuration) {
            m_loaded = true;
            take(std::move(configuration));
        });
}

void ParametersModel::take(session::Configuration configuration)
{
    m_configuration = std::move(configuration);
    emit changed();
    show();
}

int ParametersModel::differing() const
{
    return static_cast<int>(std::count_if(m_configuration.values.begin(), m_configuration.values.end(),
                                          [](const ParameterValue &value) { return value.differs(); }));
}

const ParameterValue &ParametersModel::at(int row) const
{
    return m_configuration.values.at(m_rows.at(static_cast<std::size_t>(row)));
}

int ParametersModel::rowOf(std::string_view name) const
{
    const auto found = std::find_if(m_rows.begin(), m_rows.end(), [&](std::size_t i) {
        return m_configuration.values[i].parameter->name == name;
    });
    return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

void ParametersModel::setFilter(const QString &words, bool onlyDiffering)
{
    m_words = words.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    m_onlyDiffering = onlyDiffering;
    show();
}

std::vector<std::size_t> ParametersModel::wanted() const
{
    std::vector<std::size_t> rows;
    for (std::size_t i = 0; i < m_configuration.values.size(); ++i) {
        const ParameterValue &value = m_configuration.values[i];
        const QString said = textOf(value.parameter->name) + ' ' + meaning(*value.parameter);
        if ((value.differs() || !m_onlyDiffering) &&
            std::all_of(m_words.begin(), m_words.end(),
                        [&](const QString &word) { return said.contains(word, Qt::CaseInsensitive); })) {
            rows.push_back(i);
        }
    }
    return rows;
}

void ParametersModel::show()
{
    std::vector<std::size_t> rows = wanted();
    if (rows == m_rows) { // what is chosen stays so
        if (!rows.empty()) {
            emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
        }
        return;
    }
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

int ParametersModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ParametersModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString ParametersModel::meaning(const Parameter &parameter)
{
    return QCoreApplication::translate("strandline::catalog::Parameters", parameter.meaning);
}

QString ParametersModel::placeText(ParameterPlace place)
{
    return place == ParameterPlace::File ? tr("The file") : tr("Each connection");
}

QString ParametersModel::valueText(const Parameter &parameter, const std::string &value)
{
    bool isNumber = false;
    const qlonglong number = textOf(value).toLongLong(&isNumber);
    if (isNumber && number < 0) { // of a meaning of its own: no limit, or another unit
        return textOf(value);
    }
    const QString text = isNumber && !parameter.unit.empty() ? QLocale().toString(number) : textOf(value);
    if (parameter.unit == "bytes") {
        return tr("%1 bytes").arg(text);
    }
    if (parameter.unit == "pages") {
        return tr("%1 pages").arg(text);
    }
    if (parameter.unit == "rows") {
        return tr("%1 rows").arg(text);
    }
    return parameter.unit == "ms" ? tr("%1 ms").arg(text) : text;
}

QString ParametersModel::sinceText(const ParameterValue &value) const
{
    const flashback::ParameterChange *change = m_configuration.lastChange(value.parameter->name);
    return change != nullptr ? text::time(change->time, text::now()) : QString();
}

QVariant ParametersModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const ParameterValue &value = at(index.row());
    const Parameter &parameter = *value.parameter;
    if (role == Qt::ToolTipRole) {
        return meaning(parameter);
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    switch (index.column()) {
    case NameColumn:
        return textOf(parameter.name);
    case ValueColumn: // not by the colour alone
        return value.differs() ? tr("%1 ≠", "differs from the default").arg(valueText(parameter, value.value))
                               : valueText(parameter, value.value);
    case DefaultColumn:
        return valueText(parameter, value.standard);
    case PlaceColumn:
        return placeText(parameter.place);
    default:
        return sinceText(value);
    }
}

QVariant ParametersModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role != Qt::DisplayRole || orientation != Qt::Horizontal) {
        return {};
    }
    const QString names[] = {tr("Parameter"), tr("Value"), tr("Default"), tr("Kept in"), tr("Since")};
    return names[section];
}

} // namespace strandline::configuration
