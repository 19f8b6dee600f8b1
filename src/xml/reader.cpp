#include "xml/reader.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "sax.hpp"

namespace chuhai::xml {

namespace {

constexpr std::size_t kPieceBytes = std::size_t{64} * 1024;

}  // namespace

class Reader::State {
 public:
  State(ByteSource source, std::string source_name, ReaderLimits limits)
      : source_(std::move(source)),
        source_name_(source_name),
        limits_(limits),
        sax_(std::move(source_name), {limits.depth_max, limits.text_bytes_max}),
        buffer_(kPieceBytes, '\0') {}

  base::Result<Event> next() {
    if (failure_) return *failure_;
    const Batch& batch = sax_.batch();
    if (current_ < batch.events.size()) ++current_;
    // A text at the very end of the batch may still grow.
    while (!input_over_ && (current_ >= batch.events.size() || grows(batch))) {
      if (!read_piece()) return *failure_;
    }
    if (current_ < batch.events.size()) {
      show(batch);
      return batch.events[current_].kind;
    }
    if (sax_.error()) return fail(*sax_.error());
    shown_ = QueuedEvent{};
    attributes_.clear();
    declarations_.clear();
    return Event::finish;
  }

  const QueuedEvent& shown() const { return shown_; }
  std::string_view text() const { return shown_.kind == Event::text ? sax_text() : std::string_view(); }
  std::span<const Attribute> attributes() const { return attributes_; }
  std::span<const Attribute> declarations() const { return declarations_; }

 private:
  bool grows(const Batch& batch) const {
    return current_ + 1 == batch.events.size() && batch.events[current_].kind == Event::text;
  }

  std::string_view sax_text() const { return text_; }

  base::Error fail(base::Error error) {
    failure_ = std::move(error);
    return *failure_;
  }

  // Forgets the events already shown; the one text that may still grow moves to the front.
  void clear_shown(Batch& batch) {
    if (current_ < batch.events.size()) {
      QueuedEvent event = batch.events[current_];
      batch.bytes.erase(0, event.text.begin);
      event.text.begin = 0;
      event.first_attribute = 0;
      batch.events.assign(1, event);
    } else {
      batch.events.clear();
      batch.bytes.clear();
    }
    batch.attributes.clear();
    current_ = 0;
  }

  // A text that an error broke off is not a whole run.
  void drop_unfinished_text(Batch& batch) {
    if (!batch.events.empty() && batch.events.back().kind == Event::text) batch.events.pop_back();
  }

  bool read_piece() {
    clear_shown(sax_.batch());
    auto count = source_(std::span<char>(buffer_));
    if (!count) {
      fail(count.error());
      return false;
    }
    CHUHAI_ASSERT(*count <= buffer_.size());
    bytes_ += *count;
    if (bytes_ > limits_.bytes_max) {
      const std::string limit = std::to_string(limits_.bytes_max);
      fail({base::ErrorKind::limit,
            "xml_too_large",
            {"the XML is larger than " + limit + " bytes", "XML 超过 " + limit + " 字节"},
            {source_name_, 0, 0, {}}});
      return false;
    }
    if (*count == 0) {
      sax_.close();
    } else {
      sax_.feed({buffer_.data(), *count});
    }
    input_over_ = *count == 0 || sax_.error().has_value();
    if (sax_.error()) drop_unfinished_text(sax_.batch());
    return true;
  }

  void show(const Batch& batch) {
    shown_ = batch.events[current_];
    text_ = batch.text_of(shown_.text);
    attributes_.clear();
    declarations_.clear();
    for (std::size_t i = 0; i < shown_.attributes + shown_.declarations; ++i) {
      const QueuedAttribute& from = batch.attributes[shown_.first_attribute + i];
      auto& to = i < shown_.attributes ? attributes_ : declarations_;
      to.push_back({from.name, from.namespace_uri, batch.text_of(from.value)});
    }
  }

  ByteSource source_;
  std::string source_name_;
  ReaderLimits limits_;
  Sax sax_;
  std::string buffer_;
  std::uint64_t bytes_ = 0;
  std::size_t current_ = 0;
  bool input_over_ = false;
  std::optional<base::Error> failure_;
  QueuedEvent shown_;
  std::string_view text_;
  std::vector<Attribute> attributes_;
  std::vector<Attribute> declarations_;
};

Reader::Reader(ByteSource source, std::string source_name, ReaderLimits limits)
    : state_(std::make_unique<State>(std::move(source), std::move(source_name), limits)) {}
Reader::~Reader() = default;
Reader::Reader(Reader&&) noexcept = default;
Reader& Reader::operator=(Reader&&) noexcept = default;

base::Result<Event> Reader::next() { return state_->next(); }

base::Result<void> Reader::skip_element() {
  CHUHAI_ASSERT(state_->shown().kind == Event::start);
  const std::uint32_t outer = depth();
  while (true) {
    const auto event = next();
    if (!event) return event.error();
    CHUHAI_ASSERT(*event != Event::finish);
    if (*event == Event::end && depth() == outer) return {};
  }
}

std::string_view Reader::name() const { return state_->shown().name; }
std::string_view Reader::namespace_uri() const { return state_->shown().namespace_uri; }
std::string_view Reader::text() const { return state_->text(); }
std::span<const Attribute> Reader::attributes() const { return state_->attributes(); }
std::span<const Attribute> Reader::declarations() const { return state_->declarations(); }
std::uint32_t Reader::depth() const { return state_->shown().depth; }
std::uint32_t Reader::line() const { return state_->shown().line; }
std::uint32_t Reader::column() const { return state_->shown().column; }

std::optional<std::string_view> Reader::attribute(std::string_view name,
                                                  std::string_view namespace_uri) const {
  for (const Attribute& attribute : state_->attributes()) {
    if (attribute.name == name && attribute.namespace_uri == namespace_uri) return attribute.value;
  }
  return std::nullopt;
}

}  // namespace chuhai::xml
