// Records of comma-separated values, as RFC 4180 has them and a little more leniently: any delimiter, any of
// the three line ends, text behind a closing quote belongs to the field, blank lines are skipped (in a file
// of one column they are records).
#pragma once

#include "engine/transfer/record_reader.h"
#include "engine/transfer/text_source.h"

#include <array>
#include <memory>

namespace strandline::transfer {

class CsvReader final : public RecordReader
{
public:
    // quote: '\0' for a file without quotes.
    CsvReader(const std::string &path, TextEncoding encoding, char delimiter, char quote);
    // Of UTF-8 text alone.
    CsvReader(std::string text, char delimiter, char quote);

    bool next(Record &record) override;
    void setColumns(const std::vector<std::string> &names) override { m_columns = names.size(); }
    std::uint64_t bytesRead() const override { return m_source ? m_source->bytesRead() : m_piece.size(); }
    std::string text(const Record &record) const override;

private:
    enum class Ending
    {
        Delimiter,
        Line,
        File,
    };
    int peek(); // -1 at the end of the file
    bool refill();
    Ending readField(std::string &text, bool &quoted, std::string &problem);
    void readQuoted(std::string &text, std::string &problem);
    Ending readPlain(std::string &text);
    void countBytes(std::size_t bytes);

    std::unique_ptr<TextSource> m_source; // null: m_piece is all
    const char m_delimiter;
    const char m_quote;
    std::array<bool, 256> m_ends{}; // characters that end a plain field
    std::string m_piece;
    std::size_t m_at = 0;
    std::uint64_t m_line = 1;
    std::uint64_t m_recordLine = 1;
    std::size_t m_recordBytes = 0;
    std::size_t m_columns = 0; // 0: not known yet
};

} // namespace strandline::transfer
