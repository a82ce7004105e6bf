#include "models/rows/copy_text.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <cmath>

namespace strandline::rows {

namespace {

bool isText(const QVariant &value)
{
    return value.typeId() == QMetaType::QString;
}

QString hex(const QVariant &value)
{
    return QString::fromLatin1(value.toByteArray().toHex().toUpper());
}

// NULL: empty.
QString plain(const QVariant &value)
{
    if (value.typeId() == QMetaType::QByteArray) {
        return hex(value);
    }
    if (value.typeId() == QMetaType::Double) {
        const QString text = QString::number(value.toDouble(), 'g', QLocale::FloatingPointShortest);
        return text.contains('.') || text.contains('e') || text.contains('n') ? text : text + ".0";
    }
    return value.toString();
}

// Line ends and tabs would begin other cells.
QString tsvField(const QVariant &value)
{
    QString text = plain(value);
    if (text.contains('\t') || text.contains('\n') || text.contains('\r') || text.startsWith('"')) {
        text = '"' + text.replace('"', "\"\"") + '"';
    }
    return text;
}

QString csvField(const QVariant &value)
{
    QString text = plain(value);
    const bool quoted = text.contains(',') || text.contains('"') || text.contains('\n') ||
                        text.contains('\r') || (isText(value) && text.isEmpty()); // empty text is not NULL
    return quoted ? '"' + text.replace('"', "\"\"") + '"' : text;
}

QString markdownField(const QVariant &value)
{
    QString text = value.isValid() ? plain(value) : QStringLiteral("NULL");
    return text.replace('\\', "\\\\").replace('|', "\\|").replace('\n', "<br>");
}

QString sqlField(const QVariant &value)
{
    switch (value.typeId()) {
    case QMetaType::UnknownType:
        return "NULL";
    case QMetaType::QString:
        return "'" + value.toString().replace('\'', "''") + "'";
    case QMetaType::QByteArray:
        return "X'" + hex(value) + "'";
    default:
        return std::isinf(value.toDouble()) ? (value.toDouble() > 0 ? "9e999" : "-9e999") : plain(value);
    }
}

QJsonValue jsonValue(const QVariant &value)
{
    return value.typeId() == QMetaType::QByteArray ? QJsonValue(hex(value)) : QJsonValue::fromVariant(value);
}

QString identifier(QString name)
{
    return '"' + name.replace('"', "\"\"") + '"';
}

template <typename Field>
QString line(const std::vector<QVariant> &row, const QString &separator, Field field)
{
    QStringList fields;
    for (const QVariant &value : row) {
        fields << field(value);
    }
    return fields.join(separator);
}

std::vector<QVariant> headerOf(const CellTable &table)
{
    return {table.columns.begin(), table.columns.end()};
}

QString separated(const CellTable &table, bool header, const QString &separator, const QString &end,
                  QString (*field)(const QVariant &))
{
    QStringList lines;
    if (header) {
        lines << line(headerOf(table), separator, field);
    }
    for (const auto &row : table.rows) {
        lines << line(row, separator, field);
    }
    return lines.join(end);
}

QString jsonText(const QJsonValue &value)
{
    const QString list = QString::fromUtf8(QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact));
    return list.mid(1, list.size() - 2);
}

// Written by hand: QJsonObject would order the columns by name.
QString json(const CellTable &table)
{
    QStringList objects;
    for (const auto &row : table.rows) {
        QStringList members;
        for (std::size_t i = 0; i < row.size(); ++i) {
            members << jsonText(table.columns[static_cast<qsizetype>(i)]) + ": " +
                           jsonText(jsonValue(row[i]));
        }
        objects << "  {" + members.join(", ") + "}";
    }
    return objects.isEmpty() ? "[]\n" : "[\n" + objects.join(",\n") + "\n]\n";
}

QString markdown(const CellTable &table)
{
    QString out = "| " + line(headerOf(table), " | ", markdownField) + " |\n|";
    for (qsizetype i = 0; i < table.columns.size(); ++i) {
        out += " --- |";
    }
    for (const auto &row : table.rows) {
        out += "\n| " + line(row, " | ", markdownField) + " |";
    }
    return out + "\n";
}

QString inserts(const CellTable &table)
{
    QStringList columns;
    for (const QString &column : table.columns) {
        columns << identifier(column);
    }
    const QString begin = "INSERT INTO " + identifier(table.name.isEmpty() ? "result" : table.name) + " (" +
                          columns.join(", ") + ") VALUES (";
    QString out;
    for (const auto &row : table.rows) {
        out += begin + line(row, ", ", sqlField) + ");\n";
    }
    return out;
}

} // namespace

QString copyText(const CellTable &table, CopyFormat format)
{
    switch (format) {
    case CopyFormat::Tsv:
        return separated(table, false, "\t", "\n", tsvField);
    case CopyFormat::TsvWithHeader:
        return separated(table, true, "\t", "\n", tsvField);
    case CopyFormat::Csv:
        return separated(table, true, ",", "\r\n", csvField);
    case CopyFormat::Json:
        return json(table);
    case CopyFormat::Markdown:
        return markdown(table);
    case CopyFormat::SqlInsert:
        return inserts(table);
    }
    return {};
}

} // namespace strandline::rows
