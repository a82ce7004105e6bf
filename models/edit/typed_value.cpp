#include "models/edit/typed_value.h"

#include "engine/sql/tokenizer.h"

#include <QLocale>
#include <QRegularExpression>

#include <cmath>

namespace strandline::edit {

Affinity affinityOf(const std::string &declaredType)
{
    const std::string type = sql::toUpperAscii(declaredType);
    const auto has = [&type](const char *part) { return type.find(part) != std::string::npos; };
    if (has("INT")) {
        return Affinity::Integer;
    }
    if (has("CHAR") || has("CLOB") || has("TEXT")) {
        return Affinity::Text;
    }
    if (type.empty() || has("BLOB") || type == "ANY") {
        return Affinity::Blob;
    }
    return has("REAL") || has("FLOA") || has("DOUB") ? Affinity::Real : Affinity::Numeric;
}

std::optional<sqlite::Value> numberOf(const QString &text)
{
    static const QRegularExpression number("^[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?$");
    const QString trimmed = text.trimmed();
    if (!number.match(trimmed).hasMatch()) {
        return std::nullopt;
    }
    bool ok = false;
    if (const qlonglong whole = trimmed.toLongLong(&ok); ok) {
        return std::int64_t{whole};
    }
    const double real = trimmed.toDouble(&ok);
    return ok && std::isfinite(real) ? std::optional<sqlite::Value>(real) : std::nullopt;
}

sqlite::Value typedValue(const QString &text, const catalog::Column &column, const sqlite::Value &before)
{
    const Affinity affinity = affinityOf(column.type);
    const bool number =
        affinity == Affinity::Blob ? before.index() == 1 || before.index() == 2 : affinity != Affinity::Text;
    if (number) {
        if (std::optional<sqlite::Value> value = numberOf(text)) {
            const auto *whole = std::get_if<std::int64_t>(&*value);
            return affinity == Affinity::Real && whole != nullptr ? sqlite::Value(static_cast<double>(*whole))
                                                                  : *value;
        }
    }
    return text.toStdString();
}

QString editText(const sqlite::Value &value)
{
    if (const auto *i = std::get_if<std::int64_t>(&value)) {
        return QString::number(*i);
    }
    if (const auto *d = std::get_if<double>(&value)) {
        if (std::isinf(*d)) {
            return *d > 0 ? "Inf" : "-Inf"; // as SQLite writes them
        }
        const QString text = QString::number(*d, 'g', QLocale::FloatingPointShortest);
        return text.contains('.') || text.contains('e') ? text : text + ".0";
    }
    if (const auto *s = std::get_if<std::string>(&value)) {
        return QString::fromUtf8(s->data(), static_cast<qsizetype>(s->size()));
    }
    return {};
}

} // namespace strandline::edit
