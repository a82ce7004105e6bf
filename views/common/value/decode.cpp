#include "views/common/value/decode.h"

#include "models/rows/cell_text.h"

#include <QBuffer>
#include <QImageReader>
#include <QJsonDocument>
#include <QStringDecoder>
#include <QStringList>

#include <algorithm>

namespace strandline::value {

namespace {

constexpr qint64 pixelsMax = 100'000'000;
constexpr int pictureSide = 2000; // what is shown of a larger one is scaled down
constexpr qsizetype svgLooked = 1000;
constexpr qsizetype lineWrappedAtWords = 2000;
const QStringList pictures{"PNG", "JPEG", "GIF", "BMP", "WEBP", "TIFF", "ICO", "SVG"};

// The longest line, or the first one that is longer than lineShown: where it begins, and its length.
std::pair<qsizetype, qsizetype> longestLine(const QString &text)
{
    std::pair<qsizetype, qsizetype> longest{0, 0};
    for (qsizetype at = 0; at < text.size() && longest.second <= lineShown;) {
        const qsizetype found = text.indexOf('\n', at);
        const qsizetype end = found < 0 ? text.size() : found;
        if (end - at > longest.second) {
            longest = {at, end - at};
        }
        at = end + 1;
    }
    return longest;
}

// Cuts text where it would make a text widget slow.
void cutLines(Content &content)
{
    const auto [start, length] = longestLine(content.text);
    content.longLines = length > lineWrappedAtWords;
    if (length > lineShown) {
        const qsizetype end = start + lineShown;
        content.text.truncate(content.text[end - 1].isHighSurrogate() ? end - 1 : end);
        content.textCut = true;
    }
}

} // namespace

QByteArray bytesOf(const sqlite::Value &value)
{
    if (const auto *text = std::get_if<std::string>(&value)) {
        return QByteArray::fromRawData(text->data(), static_cast<qsizetype>(text->size()));
    }
    if (const auto *bytes = std::get_if<core::Bytes>(&value)) {
        return QByteArray::fromRawData(reinterpret_cast<const char *>(bytes->data()),
                                       static_cast<qsizetype>(bytes->size()));
    }
    return rows::kindOf(value) == rows::CellKind::Null ? QByteArray() : rows::cellText(value, 0).toUtf8();
}

bool isPicture(const sqlite::Value &value)
{
    const auto *blob = std::get_if<core::Bytes>(&value);
    return blob != nullptr && pictures.contains(rows::formatOf(*blob));
}

std::optional<QString> prettyJson(const QString &text)
{
    const QString trimmed = text.trimmed();
    if (!(trimmed.startsWith('{') || trimmed.startsWith('[')) ||
        QJsonDocument::fromJson(trimmed.toUtf8()).isNull()) {
        return std::nullopt;
    }
    QString out;
    int depth = 0;
    bool inString = false;
    const auto newLine = [&] { out += '\n' + QString(2 * depth, ' '); };
    for (qsizetype i = 0; i < trimmed.size(); ++i) {
        const QChar c = trimmed[i];
        if (inString) {
            out += c;
            if (c == '\\') {
                out += trimmed[++i];
            } else if (c == '"') {
                inString = false;
            }
        } else if (c == '{' || c == '[') {
            qsizetype next = i + 1;
            while (trimmed[next].isSpace()) {
                ++next;
            }
            out += c;
            if (trimmed[next] == '}' || trimmed[next] == ']') {
                out += trimmed[next];
                i = next;
            } else {
                ++depth;
                newLine();
            }
        } else if (c == '}' || c == ']') {
            --depth;
            newLine();
            out += c;
        } else if (c == ',') {
            out += c;
            newLine();
        } else if (c == ':') {
            out += ": ";
        } else if (!c.isSpace()) {
            inString = c == '"';
            out += c;
        }
    }
    return out;
}

std::optional<Picture> decodePicture(const QByteArray &bytes, const QString &format)
{
    QBuffer buffer;
    buffer.setData(bytes);
    buffer.open(QIODevice::ReadOnly);
    QImageReader reader(&buffer, format.toLower().toLatin1());
    reader.setAutoTransform(true);
    Picture out;
    out.size = reader.size();
    if (!out.size.isValid() || qint64{out.size.width()} * out.size.height() > pixelsMax) {
        return std::nullopt;
    }
    if (out.size.width() > pictureSide || out.size.height() > pictureSide) {
        reader.setScaledSize(out.size.scaled(pictureSide, pictureSide, Qt::KeepAspectRatio));
    }
    out.image = reader.read();
    return out.image.isNull() ? std::nullopt : std::optional(out);
}

std::shared_ptr<const Content> decode(session::CellValue value, const core::JobContext &job)
{
    const auto out = std::make_shared<Content>();
    out->value = std::move(value);
    const rows::CellKind kind = rows::kindOf(out->value.value);
    out->bytes = bytesOf(out->value.value);
    const QByteArray &bytes = out->bytes;
    out->textCut = bytes.size() > textShown;
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Default);
    out->text = decoder.decode(bytes.left(textShown));
    const bool control = std::any_of(out->text.begin(), out->text.end(), [](QChar c) {
        return c.unicode() < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != '\f';
    });
    out->isText = !decoder.hasError() && (kind != rows::CellKind::Blob || !control);
    job.checkStop();
    if (const auto *blob = std::get_if<core::Bytes>(&out->value.value)) {
        out->format = rows::formatOf(*blob);
    }
    if (out->isText && !rows::isNumber(kind)) {
        if (bytes.left(svgLooked).contains("<svg")) {
            out->format = "SVG";
        } else if (!out->textCut && !out->value.partial) {
            out->json = prettyJson(out->text).value_or(QString());
            if (longestLine(out->json).second > lineShown) {
                out->json.clear();
            }
        }
    }
    cutLines(*out);
    job.checkStop();
    if (pictures.contains(out->format) && !out->value.partial) {
        out->picture = decodePicture(bytes, out->format);
    }
    return out;
}

} // namespace strandline::value
