#include "models/worksheet/parameters.h"

#include "engine/sql/splitter.h"
#include "engine/sql/tokenizer.h"

#include <algorithm>

namespace strandline::worksheet {

namespace {

// SQLite numbers a statement's parameters as it reads them: "?12" has its own number, "?" and a new name get
// the next one (sqlite.org/lang_expr.html, Parameters).
void collect(std::string_view statement, QStringList &names)
{
    int last = 0;
    QStringList named;
    const auto add = [&names](const QString &name) {
        if (!names.contains(name)) {
            names << name;
        }
    };
    for (const sql::Token &token : sql::significantTokens(statement)) {
        if (token.kind != sql::TokenKind::Parameter) {
            continue;
        }
        const std::string_view written = token.in(statement);
        const QString name = QString::fromUtf8(written.data(), static_cast<qsizetype>(written.size()));
        if (!name.startsWith('?')) {
            if (!named.contains(name)) {
                named << name;
                ++last;
            }
            add(name);
        } else {
            const int number = name.size() == 1 ? last + 1 : name.mid(1).toInt();
            last = std::max(last, number);
            add(QString("?%1").arg(number));
        }
    }
}

std::optional<sqlite::Value> number(const QString &text, bool wholeOnly)
{
    bool ok = false;
    const qlonglong integer = text.toLongLong(&ok);
    if (ok) {
        return sqlite::Value(std::int64_t{integer});
    }
    const double real = wholeOnly ? 0 : text.toDouble(&ok);
    return ok ? std::optional(sqlite::Value(real)) : std::nullopt;
}

std::optional<sqlite::Value> blob(const QString &text)
{
    const QByteArray digits = text.simplified().remove(' ').toLatin1();
    const bool readable = digits.size() % 2 == 0 && std::all_of(digits.begin(), digits.end(), [](char c) {
                              return std::isxdigit(static_cast<unsigned char>(c)) != 0;
                          });
    if (!readable) {
        return std::nullopt;
    }
    const QByteArray bytes = QByteArray::fromHex(digits);
    return sqlite::Value(core::Bytes(bytes.begin(), bytes.end()));
}

} // namespace

QStringList parametersOf(std::string_view script)
{
    QStringList names;
    for (const sql::StatementPiece &piece : sql::splitStatements(script)) {
        collect(piece.body(script), names);
    }
    return names;
}

std::optional<sqlite::Value> valueOf(const ParameterValue &value)
{
    switch (value.type) {
    case ParameterType::Null:
        return sqlite::Null{};
    case ParameterType::Text:
        return value.text.toStdString();
    case ParameterType::Integer:
        return number(value.text.trimmed(), true);
    case ParameterType::Real: {
        bool ok = false;
        const double real = value.text.trimmed().toDouble(&ok);
        return ok ? std::optional(sqlite::Value(real)) : std::nullopt;
    }
    case ParameterType::Blob:
        return blob(value.text);
    case ParameterType::Automatic:
        break;
    }
    // "nan" and "inf" read as numbers to Qt, and as words to everybody else.
    const bool digits =
        std::any_of(value.text.begin(), value.text.end(), [](QChar c) { return c.isDigit(); });
    const auto read = digits ? number(value.text.trimmed(), false) : std::nullopt;
    return read ? *read : sqlite::Value(value.text.toStdString());
}

session::Parameters bindable(const QStringList &names, const ParameterValues &values)
{
    session::Parameters out;
    for (const QString &name : names) {
        const sqlite::Value value = valueOf(values.value(name)).value_or(sqlite::Null{});
        if (!name.startsWith('?')) {
            out.named.emplace_back(name.toStdString(), value);
            continue;
        }
        const auto number = static_cast<std::size_t>(std::clamp(name.mid(1).toInt(), 1, 32766));
        out.positional.resize(std::max(out.positional.size(), number));
        out.positional[number - 1] = value;
    }
    return out;
}

} // namespace strandline::worksheet
