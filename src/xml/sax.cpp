#include "sax.hpp"

#include <libxml/SAX2.h>
#include <libxml/parser.h>

#include <algorithm>
#include <utility>

namespace chuhai::xml {

namespace {

// The parser itself stops at 256 open elements; ours comes first, so that the message is ours.
constexpr std::uint32_t kDepthCeiling = 250;

std::string_view view_of(const xmlChar* text) {
  return text == nullptr ? std::string_view() : std::string_view(reinterpret_cast<const char*>(text));
}

std::string one_line(const char* message) {
  std::string out = message == nullptr ? "unknown error" : message;
  while (!out.empty() && (out.back() == '\n' || out.back() == ' ')) out.pop_back();
  std::replace(out.begin(), out.end(), '\n', ' ');
  return out;
}

struct FreeContext {
  void operator()(xmlParserCtxt* context) const {
    // The parser makes a document of its own in some failing cases.
    if (context->myDoc != nullptr) xmlFreeDoc(context->myDoc);
    context->myDoc = nullptr;
    xmlFreeParserCtxt(context);
  }
};

bool is_encoding_error(const xmlError& raised) {
  const int code = raised.code;
  if (code == XML_ERR_INVALID_CHAR) {
    // The library uses one code for a forbidden character and for bytes that are no UTF-8.
    return raised.message != nullptr && std::string_view(raised.message).starts_with("Input is not proper");
  }
  return code == XML_IO_ENCODER || code == XML_ERR_INVALID_ENCODING || code == XML_ERR_UNKNOWN_ENCODING ||
         code == XML_ERR_UNSUPPORTED_ENCODING || code == XML_I18N_CONV_FAILED || code == XML_I18N_NO_OUTPUT;
}

}  // namespace

struct Sax::State {
  std::string source_name;
  SaxLimits limits{};
  Batch batch;
  std::optional<base::Error> error;
  std::uint32_t depth = 0;
  bool any_input = false;
  bool any_element = false;
  std::unique_ptr<xmlParserCtxt, FreeContext> context;

  std::uint32_t line() const { return input_number(&xmlParserInput::line); }
  std::uint32_t column() const { return input_number(&xmlParserInput::col); }
  std::uint32_t input_number(int xmlParserInput::*member) const {
    if (context == nullptr || context->input == nullptr) return 0;
    return static_cast<std::uint32_t>(std::max(0, context->input->*member));
  }

  void fail(base::ErrorKind kind, std::string code, base::Text message) {
    if (!error)
      error = base::Error{kind, std::move(code), std::move(message), {source_name, line(), column(), {}}};
    if (context != nullptr) xmlStopParser(context.get());
  }

  // Outside replacement mode the parser leaves every ampersand of an attribute value as "&#38;", and no other
  // reference.
  Stretch keep_value(std::string_view value) {
    constexpr std::string_view kAmpersand = "&#38;";
    Stretch stretch{batch.bytes.size(), 0};
    for (std::size_t at = value.find('&'); at != std::string_view::npos; at = value.find('&')) {
      batch.bytes += value.substr(0, at + 1);
      value.remove_prefix(at + (value.substr(at).starts_with(kAmpersand) ? kAmpersand.size() : 1));
    }
    batch.bytes += value;
    stretch.bytes = batch.bytes.size() - stretch.begin;
    return stretch;
  }

  QueuedEvent& add_event(Event kind) {
    QueuedEvent& event = batch.events.emplace_back();
    event.kind = kind;
    event.depth = depth;
    event.line = line();
    event.column = column();
    event.first_attribute = batch.attributes.size();
    return event;
  }

  void start(std::string_view name, std::string_view uri) {
    any_element = true;
    if (++depth > limits.depth_max) {
      const std::string limit = std::to_string(limits.depth_max);
      fail(base::ErrorKind::limit, "xml_too_deep",
           {"elements are nested more than " + limit + " levels deep", "元素嵌套超过 " + limit + " 层"});
      return;
    }
    QueuedEvent& event = add_event(Event::start);
    event.name = name;
    event.namespace_uri = uri;
  }

  void end(std::string_view name, std::string_view uri) {
    QueuedEvent& event = add_event(Event::end);
    event.name = name;
    event.namespace_uri = uri;
    --depth;
  }

  // The parser hands text over in pieces; they are joined while they stand at the end of the batch.
  void text(std::string_view piece) {
    if (piece.empty() || error) return;
    if (batch.events.empty() || batch.events.back().kind != Event::text) {
      add_event(Event::text).text.begin = batch.bytes.size();
    }
    QueuedEvent& event = batch.events.back();
    if (event.text.bytes + piece.size() > limits.text_bytes_max) {
      const std::string limit = std::to_string(limits.text_bytes_max);
      fail(base::ErrorKind::limit, "xml_text_too_long",
           {"one text is longer than " + limit + " bytes", "单段文字超过 " + limit + " 字节"});
      return;
    }
    batch.bytes += piece;
    event.text.bytes += piece.size();
    event.line = line();
    event.column = column();
  }

  void parser_error(const xmlError& raised) {
    if (raised.level < XML_ERR_ERROR || error) return;
    // Stopping here would free the input under the parser's feet; the flag makes everything later ignored.
    // A namespace fault (an undeclared prefix) is an error to us although parsing could go on.
    const bool encoding = is_encoding_error(raised);
    const std::string said = one_line(raised.message);
    base::Text message =
        encoding ? base::Text{"the characters do not match the encoding, save the file as UTF-8: " + said,
                              "字符与所声明的编码不符，请另存为 UTF-8：" + said}
                 : base::Text{"not well-formed XML: " + said, "不是格式良好的 XML：" + said};
    error = base::Error{base::ErrorKind::invalid,
                        encoding ? "xml_encoding" : "xml_syntax",
                        std::move(message),
                        {source_name,
                         static_cast<std::uint32_t>(std::max(raised.line, 0)),
                         static_cast<std::uint32_t>(std::max(raised.int2, 0)),
                         {}}};
  }
};

namespace {

// The callbacks are C functions; `user` is the Sax::State, passed through a type-erased bridge because
// that struct is private.
template <class State>
struct SaxCallbacks {
  static State& state(void* user) { return *static_cast<State*>(user); }

  static void start(void* user, const xmlChar* name, const xmlChar*, const xmlChar* uri,
                    int declaration_count, const xmlChar** declarations, int attribute_count, int,
                    const xmlChar** attributes) {
    State& self = state(user);
    if (self.error) return;
    self.start(view_of(name), view_of(uri));
    if (self.error) return;
    Batch& batch = self.batch;
    // Five pointers an attribute: local name, prefix, URI, begin and end of the value.
    for (int i = 0; i < attribute_count; ++i) {
      const xmlChar** at = attributes + std::ptrdiff_t{5} * i;
      const auto* begin = reinterpret_cast<const char*>(at[3]);
      const auto* end = reinterpret_cast<const char*>(at[4]);
      const Stretch value = self.keep_value({begin, static_cast<std::size_t>(end - begin)});
      batch.attributes.push_back({view_of(at[0]), view_of(at[2]), value});
    }
    for (int i = 0; i < declaration_count; ++i) {
      const xmlChar** at = declarations + std::ptrdiff_t{2} * i;
      batch.attributes.push_back({view_of(at[0]), {}, self.keep_value(view_of(at[1]))});
    }
    batch.events.back().attributes = static_cast<std::uint32_t>(attribute_count);
    batch.events.back().declarations = static_cast<std::uint32_t>(declaration_count);
  }

  static void end(void* user, const xmlChar* name, const xmlChar*, const xmlChar* uri) {
    State& self = state(user);
    if (!self.error) self.end(view_of(name), view_of(uri));
  }

  static void text(void* user, const xmlChar* bytes, int count) {
    state(user).text({reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(count)});
  }

  // Comes before anything inside the DOCTYPE is looked at.
  static void doctype(void* user, const xmlChar*, const xmlChar*, const xmlChar*) {
    state(user).fail(base::ErrorKind::invalid, "xml_doctype",
                     {"a DOCTYPE (and with it entities) is not accepted; remove the <!DOCTYPE ...> part",
                      "不接受 DOCTYPE（及实体声明），请删除 <!DOCTYPE ...> 部分"});
  }

  static void error(void* user, xmlErrorPtr raised) {
    if (raised != nullptr) state(user).parser_error(*raised);
  }
};

/// While it lives, this thread's errors that belong to no parser (of the character converters) come to
/// `state` as well, and the library prints nothing by itself.
template <class State>
class LibraryErrors {
 public:
  explicit LibraryErrors(State& state) {
    xmlSetStructuredErrorFunc(&state, SaxCallbacks<State>::error);
    xmlSetGenericErrorFunc(nullptr, silent);
  }
  ~LibraryErrors() {
    xmlSetStructuredErrorFunc(structured_context_, structured_);
    xmlSetGenericErrorFunc(generic_context_, generic_);
  }
  LibraryErrors(const LibraryErrors&) = delete;
  LibraryErrors& operator=(const LibraryErrors&) = delete;

 private:
  static void silent(void*, const char*, ...) {}

  xmlStructuredErrorFunc structured_ = xmlStructuredError;
  void* structured_context_ = xmlStructuredErrorContext;
  xmlGenericErrorFunc generic_ = xmlGenericError;
  void* generic_context_ = xmlGenericErrorContext;
};

template <class State>
xmlParserCtxt* new_context(State& state) {
  using Callbacks = SaxCallbacks<State>;
  xmlSAXHandler handler{};
  handler.initialized = XML_SAX2_MAGIC;
  handler.startElementNs = Callbacks::start;
  handler.endElementNs = Callbacks::end;
  handler.characters = Callbacks::text;
  handler.ignorableWhitespace = Callbacks::text;
  handler.cdataBlock = Callbacks::text;
  handler.internalSubset = Callbacks::doctype;
  handler.serror = Callbacks::error;
  xmlParserCtxt* context = xmlCreatePushParserCtxt(&handler, &state, nullptr, 0, nullptr);
  if (context != nullptr) xmlCtxtUseOptions(context, XML_PARSE_NONET);
  return context;
}

}  // namespace

Sax::Sax(std::string source_name, SaxLimits limits) : state_(std::make_unique<State>()) {
  state_->source_name = std::move(source_name);
  state_->limits = {std::min(limits.depth_max, kDepthCeiling), limits.text_bytes_max};
  state_->context.reset(new_context(*state_));
  CHUHAI_ASSERT(state_->context != nullptr);
}

Sax::~Sax() = default;

void Sax::feed(std::string_view piece) {
  if (state_->error || piece.empty()) return;
  state_->any_input = true;
  CHUHAI_ASSERT(piece.size() <= (std::size_t{1} << 30U));
  const LibraryErrors errors(*state_);
  xmlParseChunk(state_->context.get(), piece.data(), static_cast<int>(piece.size()), 0);
}

void Sax::close() {
  if (state_->error) return;
  if (!state_->any_input) {
    state_->fail(base::ErrorKind::invalid, "xml_empty", {"the XML is empty", "XML 内容为空"});
    return;
  }
  const LibraryErrors errors(*state_);
  xmlParseChunk(state_->context.get(), nullptr, 0, 1);
  if (state_->error) return;
  if (state_->context->wellFormed == 0 || state_->depth != 0 || !state_->any_element) {
    state_->fail(base::ErrorKind::invalid, "xml_syntax",
                 {"the XML ends too early; the file may be cut off", "XML 提前结束，文件可能不完整"});
  }
}

const std::optional<base::Error>& Sax::error() const { return state_->error; }

Batch& Sax::batch() { return state_->batch; }

}  // namespace chuhai::xml
