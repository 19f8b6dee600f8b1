#include "table/csv_writer.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>

#include "base/assert.hpp"
#include "base/environment.hpp"
#include "base/file.hpp"

namespace chuhai::table {
namespace {

constexpr std::size_t kWriteBytes = std::size_t{1} << 20;

bool is_plain_number(std::string_view text) {
  double value = 0;
  if (text.starts_with('+')) text.remove_prefix(1);
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
  return failure == std::errc() && end == text.data() + text.size();
}

bool runs_as_formula(std::string_view text) {
  if (text.empty() || std::string_view("=+-@\t\r").find(text.front()) == std::string_view::npos) return false;
  return !is_plain_number(text);
}

bool needs_quotes(std::string_view text, char separator) {
  // What a reader would take for something else at the very start of a file is quoted everywhere.
  if (text.starts_with("sep=") || text.starts_with("SEP=") || text.starts_with("\xEF\xBB\xBF")) return true;
  return std::any_of(text.begin(), text.end(),
                     [separator](char c) { return c == separator || c == '"' || c == '\n' || c == '\r'; });
}

}  // namespace

void format_csv_cell(std::string& out, std::string_view value, const CsvWriteOptions& options) {
  const bool is_guarded = options.guard_formulas && runs_as_formula(value);
  if (!is_guarded && !needs_quotes(value, options.separator)) {
    out += value;
    return;
  }
  out += '"';
  if (is_guarded) out += '\'';
  for (std::size_t from = 0; from < value.size();) {
    const std::size_t quote = std::min(value.find('"', from), value.size());
    out += value.substr(from, quote - from);
    if (quote < value.size()) out += "\"\"";
    from = quote + 1;
  }
  out += '"';
}

struct CsvWriter::State {
  State(const std::filesystem::path& target, const CsvWriteOptions& write_options)
      : options(write_options), file(target), name(target.string()) {
    descriptor = ::open(file.path().c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (descriptor < 0) fail();
    buffer.reserve(kWriteBytes * 2);
    if (options.byte_order_mark) buffer += "\xEF\xBB\xBF";
  }
  ~State() {
    if (descriptor >= 0) ::close(descriptor);
  }
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  [[noreturn]] void fail() const {
    throw base::EnvironmentFailure("cannot write " + name + ": " + std::strerror(errno));
  }
  void separate() {
    if (has_cell) buffer += options.separator;
    has_cell = true;
  }
  void flush_at(std::size_t bytes) {
    if (buffer.size() < bytes) return;
    for (std::size_t done = 0; done < buffer.size();) {
      const ssize_t wrote = ::write(descriptor, buffer.data() + done, buffer.size() - done);
      if (wrote < 0 && errno == EINTR) continue;
      if (wrote < 0) fail();
      done += static_cast<std::size_t>(wrote);
    }
    buffer.clear();
  }

  CsvWriteOptions options;
  base::PendingFile file;
  std::string name;
  std::string buffer;
  int descriptor = -1;
  bool has_cell = false;
};

CsvWriter::CsvWriter(const std::filesystem::path& path, const CsvWriteOptions& options)
    : state_(std::make_unique<State>(path, options)) {}

CsvWriter::~CsvWriter() = default;

void CsvWriter::text(std::string_view value) {
  state_->separate();
  format_csv_cell(state_->buffer, value, state_->options);
}

void CsvWriter::number(std::string_view value) {
  state_->separate();
  state_->buffer += value;
}

void CsvWriter::number(std::int64_t value) {
  std::array<char, 24> digits{};
  const auto written = std::to_chars(digits.data(), digits.data() + digits.size(), value);
  number(std::string_view(digits.data(), static_cast<std::size_t>(written.ptr - digits.data())));
}

void CsvWriter::empty() { state_->separate(); }

void CsvWriter::end_row() {
  state_->buffer += state_->options.line_end == LineEnd::crlf ? "\r\n" : "\n";
  state_->has_cell = false;
  state_->flush_at(kWriteBytes);
}

void CsvWriter::rows(std::string_view bytes) {
  CHUHAI_ASSERT(!state_->has_cell);
  state_->buffer += bytes;
  state_->flush_at(kWriteBytes);
}

void CsvWriter::commit() {
  state_->flush_at(1);
  const int closed = ::close(state_->descriptor);
  state_->descriptor = -1;
  if (closed != 0) state_->fail();
  state_->file.commit();
}

}  // namespace chuhai::table
