// Records of JSON: an array of objects, objects one after the other, an object a line, or arrays whose first
// one names the columns. What appendJson() marks is read back as what it was; other nested values stay JSON
// text; true and false are 1 and 0.
#pragma once

#include "engine/transfer/record_reader.h"
#include "engine/transfer/text_source.h"

#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <unordered_map>

namespace strandline::transfer {

class JsonReader final : public RecordReader
{
public:
    enum class Shape
    {
        Values, // in an array, or one after the other
        Lines,  // one a line: a broken line is one bad record
    };
    JsonReader(const std::string &path, TextEncoding encoding, Shape shape);
    JsonReader(std::string utf8, Shape shape);

    bool next(Record &record) override;
    void setColumns(const std::vector<std::string> &names) override;
    std::uint64_t bytesRead() const override { return m_source ? m_source->bytesRead() : m_buffer.size(); }
    std::string text(const Record & /*unused*/) const override { return m_text; }

private:
    bool refill();
    int peek();
    void skipBlanks();
    bool takeLine();
    bool takeValue(std::string &problem);
    void take(std::size_t end);
    void parse(Record &record);
    void readObject(const nlohmann::ordered_json &object, Record &record);

    std::unique_ptr<TextSource> m_source; // null: m_buffer is all
    const Shape m_shape;
    std::string m_buffer;
    std::size_t m_at = 0;
    std::uint64_t m_line = 1;
    bool m_started = false;
    bool m_inArray = false;
    bool m_ended = false;
    std::string m_text;        // of the last record
    std::size_t m_columns = 0; // 0: not set
    std::unordered_map<std::string, std::size_t> m_index;
};

} // namespace strandline::transfer
