#include "models/rows/cell_text.h"

#include "models/text/quantities.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>
#include <string_view>

namespace strandline::rows {

namespace {

struct CellText
{
    Q_DECLARE_TR_FUNCTIONS(strandline::rows)
};

// As SQLite writes it: never without a point or an exponent.
QString realText(double value)
{
    if (std::isinf(value)) {
        return value > 0 ? "Inf" : "-Inf";
    }
    const QString text = QString::number(value, 'g', QLocale::FloatingPointShortest);
    return text.contains('.') || text.contains('e') ? text : text + ".0";
}

QString utf8(const std::string &text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

// A line in a grid has no room for more.
constexpr std::size_t shownBytes = 1000;

std::string beginning(const std::string &text)
{
    std::size_t end = std::min(text.size(), shownBytes);
    while (end < text.size() && end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) {
        --end; // not in the middle of a character
    }
    return text.substr(0, end);
}

QString oneLine(const std::string &value, bool cut)
{
    QString text = utf8(beginning(value));
    text.replace("\r\n", "↵");
    for (QChar &c : text) {
        if (c == '\n' || c == '\r') {
            c = QChar(u'↵');
        } else if (c == '\t') {
            c = QChar(u'→');
        } else if (c.unicode() < 0x20) {
            c = QChar(0x2400 + c.unicode());
        }
    }
    return cut || value.size() > shownBytes ? text + "…" : text;
}

} // namespace

CellKind kindOf(const sqlite::Value &value)
{
    switch (value.index()) {
    case 1:
        return CellKind::Integer;
    case 2:
        return CellKind::Real;
    case 3:
        return CellKind::Text;
    case 4:
        return CellKind::Blob;
    default:
        return CellKind::Null;
    }
}

bool isNumber(CellKind kind)
{
    return kind == CellKind::Integer || kind == CellKind::Real;
}

// The formats' own signatures, at the byte where they stand.
QString formatOf(const core::Bytes &first)
{
    struct Signature
    {
        std::size_t at;
        std::string_view bytes;
        const char *format;
    };
    using namespace std::string_view_literals;
    static constexpr Signature signatures[] = {
        {0, "\x89PNG\r\n\x1A\n"sv, "PNG"},
        {0, "\xFF\xD8\xFF"sv, "JPEG"},
        {0, "GIF8"sv, "GIF"},
        {8, "WEBP"sv, "WEBP"},
        {0, "II*\0"sv, "TIFF"},
        {0, "MM\0*"sv, "TIFF"},
        {0, "\0\0\1\0"sv, "ICO"},
        {0, "%PDF-"sv, "PDF"},
        {0, "PK\3\4"sv, "ZIP"},
        {0, "\x1F\x8B"sv, "gzip"},
        {0, "\x28\xB5\x2F\xFD"sv, "zstd"},
        {0, "SQLite format 3\0"sv, "SQLite"},
    };
    const std::string_view all(reinterpret_cast<const char *>(first.data()), first.size());
    for (const Signature &signature : signatures) {
        if (all.size() > signature.at && all.substr(signature.at).starts_with(signature.bytes)) {
            return signature.format;
        }
    }
    // "BM" alone begins many things: the reserved fields of the header are 0.
    return all.size() >= 10 && all.starts_with("BM") && all.substr(6, 4) == "\0\0\0\0"sv ? "BMP" : QString();
}

QString cellText(const sqlite::Value &value, std::uint64_t sizeBytes)
{
    switch (kindOf(value)) {
    case CellKind::Integer:
        return QString::number(std::get<std::int64_t>(value));
    case CellKind::Real:
        return realText(std::get<double>(value));
    case CellKind::Text: {
        const auto &text = std::get<std::string>(value);
        return oneLine(text, sizeBytes > text.size());
    }
    case CellKind::Blob: {
        const QString format = formatOf(std::get<core::Bytes>(value));
        return CellText::tr("BLOB · %1").arg(text::bytes(sizeBytes)) +
               (format.isEmpty() ? QString() : " · " + format);
    }
    default:
        return QStringLiteral("NULL");
    }
}

QString cellToolTip(const sqlite::Value &value, const QString &column)
{
    if (kindOf(value) == CellKind::Null) {
        return CellText::tr("%1: NULL, no value").arg(column);
    }
    if (kindOf(value) != CellKind::Text) {
        return {};
    }
    const auto &text = std::get<std::string>(value);
    return text.empty() ? CellText::tr("%1: empty text").arg(column) : utf8(beginning(text));
}

QVariant plainValue(const sqlite::Value &value)
{
    switch (kindOf(value)) {
    case CellKind::Integer:
        return QVariant::fromValue<qlonglong>(std::get<std::int64_t>(value));
    case CellKind::Real:
        return std::get<double>(value);
    case CellKind::Text:
        return utf8(std::get<std::string>(value));
    case CellKind::Blob: {
        const auto &bytes = std::get<core::Bytes>(value);
        return QByteArray(reinterpret_cast<const char *>(bytes.data()), static_cast<qsizetype>(bytes.size()));
    }
    default:
        return {};
    }
}

std::uint64_t sizeOf(const sqlite::Value &value)
{
    if (const auto *text = std::get_if<std::string>(&value)) {
        return text->size();
    }
    const auto *bytes = std::get_if<core::Bytes>(&value);
    return bytes != nullptr ? bytes->size() : 0;
}

sqlite::Value sqlValue(const QVariant &plain)
{
    switch (plain.typeId()) {
    case QMetaType::LongLong:
        return std::int64_t{plain.toLongLong()};
    case QMetaType::Double:
        return plain.toDouble();
    case QMetaType::QString:
        return plain.toString().toStdString();
    case QMetaType::QByteArray: {
        const QByteArray bytes = plain.toByteArray();
        return core::Bytes(bytes.begin(), bytes.end());
    }
    default:
        return sqlite::Null();
    }
}

} // namespace strandline::rows
