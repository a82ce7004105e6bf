#include "engine/transfer/json_reader.h"

#include "engine/core/error.h"
#include "engine/core/utf8.h"
#include "engine/transfer/values.h"

#include <algorithm>
#include <fmt/format.h>
#include <limits>
#include <nlohmann/json.hpp>

namespace strandline::transfer {

using core::Error;
using core::ErrorCode;
using sqlite::Null;
using sqlite::Value;
using Json = nlohmann::ordered_json;

namespace {

constexpr std::size_t recordBytesMax = std::size_t{256} << 20U;

// Why a text is no JSON, without an exception.
class Complaint : public nlohmann::json_sax<Json>
{
public:
    bool null() override { return true; }
    bool boolean(bool /*unused*/) override { return true; }
    bool number_integer(number_integer_t /*unused*/) override { return true; }
    bool number_unsigned(number_unsigned_t /*unused*/) override { return true; }
    bool number_float(number_float_t /*unused*/, const string_t & /*unused*/) override { return true; }
    bool string(string_t & /*unused*/) override { return true; }
    bool binary(binary_t & /*unused*/) override { return true; }
    bool start_object(std::size_t /*unused*/) override { return true; }
    bool key(string_t & /*unused*/) override { return true; }
    bool end_object() override { return true; }
    bool start_array(std::size_t /*unused*/) override { return true; }
    bool end_array() override { return true; }
    bool parse_error(std::size_t position, const std::string & /*unused*/,
                     const nlohmann::detail::exception & /*unused*/) override
    {
        place = position;
        return false;
    }

    std::size_t place = 0;
};

// {"int":"9007199254740993"} and its siblings, as appendJson() writes them and no others.
std::optional<Value> marked(const Json &object)
{
    if (object.size() != 1 || !object.begin()->is_string()) {
        return std::nullopt;
    }
    const std::string &mark = object.begin().key();
    const auto &text = object.begin()->get_ref<const std::string &>();
    if (mark == "int") {
        const auto integer = parseInteger(text);
        return integer ? std::optional<Value>(*integer) : std::nullopt;
    }
    if (mark == "real" && (text == "Infinity" || text == "-Infinity")) {
        return *parseReal(text);
    }
    if (mark == "blob") {
        auto bytes = parseHex(text);
        return bytes ? std::optional<Value>(std::move(*bytes)) : std::nullopt;
    }
    if (mark == "text") {
        const auto bytes = parseHex(text);
        std::string raw = bytes ? std::string(bytes->begin(), bytes->end()) : std::string();
        return core::isUtf8(raw) ? std::nullopt : std::optional<Value>(std::move(raw));
    }
    return std::nullopt;
}

Value valueOf(const Json &json)
{
    switch (json.type()) {
    case Json::value_t::null:
        return Null{};
    case Json::value_t::boolean:
        return std::int64_t{json.get<bool>() ? 1 : 0};
    case Json::value_t::number_integer:
        return json.get<std::int64_t>();
    case Json::value_t::number_unsigned: {
        const auto number = json.get<std::uint64_t>();
        return number <= static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())
                   ? Value(static_cast<std::int64_t>(number))
                   : Value(static_cast<double>(number)); // as SQLite reads such a number
    }
    case Json::value_t::number_float:
        return json.get<double>();
    case Json::value_t::string:
        return json.get<std::string>();
    case Json::value_t::object:
        if (auto value = marked(json)) {
            return std::move(*value);
        }
        break;
    default:
        break;
    }
    return json.dump();
}

bool isBlank(int c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

} // namespace

JsonReader::JsonReader(const std::string &path, TextEncoding encoding, Shape shape)
    : m_source(std::make_unique<TextSource>(path, encoding)), m_shape(shape)
{
}

JsonReader::JsonReader(std::string utf8, Shape shape) : m_shape(shape), m_buffer(std::move(utf8)) {}

void JsonReader::setColumns(const std::vector<std::string> &names)
{
    m_columns = names.size();
    m_index.clear();
    for (std::size_t i = 0; i < names.size(); ++i) {
        m_index.emplace(names[i], i);
    }
}

// Keeps what is not taken yet.
bool JsonReader::refill()
{
    if (!m_source) {
        return false;
    }
    m_buffer.erase(0, m_at);
    m_at = 0;
    if (m_buffer.size() > recordBytesMax) {
        throw Error(
            ErrorCode::BadRow,
            fmt::format("The record that begins in line {} is longer than 256 MiB. Perhaps a quote or "
                        "a bracket is missing there: correct the file.",
                        m_line));
    }
    const std::size_t before = m_buffer.size();
    while (m_buffer.size() == before) {
        if (!m_source->read(m_buffer)) {
            return false;
        }
    }
    return true;
}

int JsonReader::peek()
{
    if (m_at == m_buffer.size() && !refill()) {
        return -1;
    }
    return static_cast<unsigned char>(m_buffer[m_at]);
}

void JsonReader::skipBlanks()
{
    while (isBlank(peek())) {
        m_line += m_buffer[m_at++] == '\n' ? 1 : 0;
    }
}

// The text up to end (in m_buffer) is the record's.
void JsonReader::take(std::size_t end)
{
    m_text.assign(m_buffer, m_at, end - m_at);
    m_at = end;
}

bool JsonReader::takeLine()
{
    std::size_t length = 0;
    while (true) {
        const std::size_t end = m_buffer.find('\n', m_at + length);
        if (end != std::string::npos) {
            take(end);
            return true;
        }
        length = m_buffer.size() - m_at;
        if (!refill()) {
            take(m_buffer.size());
            return !m_text.empty();
        }
    }
}

// One value, by its brackets and quotes.
bool JsonReader::takeValue(std::string &problem)
{
    std::size_t length = 0;
    int depth = 0;
    bool inText = false;
    while (true) {
        for (; m_at + length < m_buffer.size(); ++length) {
            const char c = m_buffer[m_at + length];
            if (inText) {
                length += c == '\\' ? 1 : 0;
                inText = c != '"';
                continue;
            }
            const bool closes = c == '}' || c == ']';
            if (depth == 0 && (closes || c == ',' || isBlank(c))) {
                take(m_at + length);
                return true;
            }
            inText = c == '"';
            depth += c == '{' || c == '[' ? 1 : closes ? -1 : 0;
            if (depth == 0 && closes) {
                take(m_at + length + 1);
                return true;
            }
        }
        if (!refill()) {
            if (depth != 0 || inText) {
                problem = "ends before it is complete";
            }
            take(m_buffer.size());
            return !m_text.empty();
        }
    }
}

bool JsonReader::next(Record &record)
{
    record.fields.clear();
    record.names.clear();
    record.problem.clear();
    skipBlanks();
    if (!m_started) {
        m_started = true;
        m_inArray = m_shape == Shape::Values && peek() == '[';
        m_at += m_inArray ? 1 : 0;
    } else if (m_shape == Shape::Values && peek() == ',') {
        ++m_at;
    }
    skipBlanks();
    if (m_inArray && peek() == ']') {
        m_ended = true;
    }
    if (m_ended || peek() < 0) {
        return false;
    }
    record.line = m_line;
    if (m_shape == Shape::Lines ? !takeLine() : !takeValue(record.problem)) {
        // A character that begins no value.
        m_text = std::string(1, m_buffer[m_at++]);
        m_ended = true;
        record.problem = fmt::format("is no JSON: '{}' is not expected here", m_text);
        return true;
    }
    if (record.problem.empty()) {
        parse(record);
    }
    m_line += static_cast<std::uint64_t>(std::count(m_text.begin(), m_text.end(), '\n'));
    return true;
}

void JsonReader::parse(Record &record)
{
    const Json json = Json::parse(m_text, nullptr, false);
    if (json.is_discarded()) {
        Complaint complaint;
        Json::sax_parse(m_text, &complaint);
        record.problem = fmt::format("is no JSON from its character {} on", complaint.place);
    } else if (json.is_object()) {
        readObject(json, record);
    } else if (json.is_array()) {
        for (const Json &element : json) {
            record.fields.push_back({valueOf(element), false});
        }
        if (m_columns != 0 && record.fields.size() != m_columns) {
            record.problem = fmt::format("has {} values in place of {}", record.fields.size(), m_columns);
        }
    } else {
        record.problem = "is neither an object nor an array";
    }
}

void JsonReader::readObject(const Json &object, Record &record)
{
    if (m_columns == 0) {
        for (const auto &[name, value] : object.items()) {
            record.names.push_back(name);
            record.fields.push_back({valueOf(value), false});
        }
        return;
    }
    record.fields.assign(m_columns, Field{Null{}, false});
    for (const auto &[name, value] : object.items()) {
        const auto column = m_index.find(name);
        if (column == m_index.end()) {
            record.problem = fmt::format("has a value named '{}', which the first records don't have", name);
            return;
        }
        record.fields[column->second].value = valueOf(value);
    }
}

} // namespace strandline::transfer
