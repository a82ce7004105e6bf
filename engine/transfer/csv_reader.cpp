#include "engine/transfer/csv_reader.h"

#include "engine/core/error.h"

#include <algorithm>
#include <fmt/format.h>

namespace strandline::transfer {

using core::Error;
using core::ErrorCode;

namespace {

constexpr std::size_t recordBytesMax = std::size_t{256} << 20U;

std::array<bool, 256> endsOf(char delimiter)
{
    std::array<bool, 256> ends{};
    for (const char c : {delimiter, '\n', '\r'}) {
        ends[static_cast<unsigned char>(c)] = true;
    }
    return ends;
}

} // namespace

CsvReader::CsvReader(const std::string &path, TextEncoding encoding, char delimiter, char quote)
    : m_source(std::make_unique<TextSource>(path, encoding)), m_delimiter(delimiter), m_quote(quote),
      m_ends(endsOf(delimiter))
{
}

CsvReader::CsvReader(std::string text, char delimiter, char quote)
    : m_delimiter(delimiter), m_quote(quote), m_ends(endsOf(delimiter)), m_piece(std::move(text))
{
}

bool CsvReader::refill()
{
    if (!m_source) {
        return false;
    }
    m_piece.clear();
    m_at = 0;
    while (m_piece.empty()) {
        if (!m_source->read(m_piece)) {
            return false;
        }
    }
    return true;
}

int CsvReader::peek()
{
    if (m_at == m_piece.size() && !refill()) {
        return -1;
    }
    return static_cast<unsigned char>(m_piece[m_at]);
}

void CsvReader::countBytes(std::size_t bytes)
{
    m_recordBytes += bytes;
    if (m_recordBytes > recordBytesMax) {
        throw Error(
            ErrorCode::BadRow,
            fmt::format("The record that begins in line {} is longer than 256 MiB. Perhaps a quote is "
                        "missing there: correct the file, or choose another quote character.",
                        m_recordLine));
    }
}

bool CsvReader::next(Record &record)
{
    for (;;) {
        if (peek() < 0) {
            return false;
        }
        m_recordLine = m_line;
        m_recordBytes = 0;
        record.line = m_line;
        record.problem.clear();
        std::size_t count = 0;
        Ending ending = Ending::Delimiter;
        while (ending == Ending::Delimiter) {
            if (count == record.fields.size()) {
                record.fields.emplace_back();
            }
            Field &field = record.fields[count++];
            if (!std::holds_alternative<std::string>(field.value)) {
                field.value = std::string();
            }
            auto &text = std::get<std::string>(field.value);
            text.clear();
            ending = readField(text, field.quoted, record.problem);
        }
        record.fields.resize(count);
        const bool blank =
            count == 1 && !record.fields[0].quoted && std::get<std::string>(record.fields[0].value).empty();
        if (blank && m_columns != 1) {
            continue;
        }
        if (m_columns != 0 && count != m_columns && record.problem.empty()) {
            record.problem =
                fmt::format("has {} {} in place of {}", count, count == 1 ? "field" : "fields", m_columns);
        }
        return true;
    }
}

CsvReader::Ending CsvReader::readField(std::string &text, bool &quoted, std::string &problem)
{
    quoted = m_quote != '\0' && peek() == static_cast<unsigned char>(m_quote);
    if (quoted) {
        ++m_at;
        readQuoted(text, problem);
    }
    const Ending ending = readPlain(text);
    if (ending != Ending::Line) {
        m_at += ending == Ending::Delimiter ? 1 : 0;
        return ending;
    }
    const bool carriageReturn = m_piece[m_at++] == '\r';
    if (carriageReturn && peek() == '\n') {
        ++m_at;
    }
    ++m_line;
    return ending;
}

// Up to and with the closing quote.
void CsvReader::readQuoted(std::string &text, std::string &problem)
{
    while (peek() >= 0) {
        const std::size_t end = std::min(m_piece.find(m_quote, m_at), m_piece.size());
        const std::string_view run = std::string_view(m_piece).substr(m_at, end - m_at);
        text += run;
        countBytes(run.size());
        // "\r\n" counts once; a lone "\r" isn't counted, which only makes line numbers smaller.
        m_line += static_cast<std::uint64_t>(std::count(run.begin(), run.end(), '\n'));
        m_at = end;
        if (end == m_piece.size()) {
            continue;
        }
        ++m_at;
        if (peek() != static_cast<unsigned char>(m_quote)) {
            return;
        }
        text += m_quote;
        ++m_at;
    }
    problem = "has a quote that is never closed";
}

CsvReader::Ending CsvReader::readPlain(std::string &text)
{
    while (peek() >= 0) {
        std::size_t end = m_at;
        while (end < m_piece.size() && !m_ends[static_cast<unsigned char>(m_piece[end])]) {
            ++end;
        }
        text.append(m_piece, m_at, end - m_at);
        countBytes(end - m_at);
        m_at = end;
        if (end < m_piece.size()) {
            return m_piece[end] == m_delimiter ? Ending::Delimiter : Ending::Line;
        }
    }
    return Ending::File;
}

std::string CsvReader::text(const Record &record) const
{
    std::string out;
    for (std::size_t i = 0; i < record.fields.size(); ++i) {
        out += i == 0 ? "" : std::string(1, m_delimiter);
        const auto &text = std::get<std::string>(record.fields[i].value);
        if (!record.fields[i].quoted) {
            out += text;
            continue;
        }
        out += m_quote;
        for (const char c : text) {
            out.append(c == m_quote ? 2 : 1, c);
        }
        out += m_quote;
    }
    return out;
}

} // namespace strandline::transfer
