#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace chuhai::base {

/// A text for people in the two working languages. `en` is never empty; an empty `zh` means
/// that only English exists (a defect in coded words, normal in engine diagnostics).
struct Text {
  std::string en;
  std::string zh;

  bool operator==(const Text&) const = default;
};

/// Why a request cannot be met. At most eight values; one table maps them to exit codes and,
/// later, HTTP statuses.
enum class ErrorKind : std::uint8_t {
  invalid,      ///< the input breaks a documented rule
  not_found,    ///< what was named does not exist
  conflict,     ///< the state does not allow it
  refused,      ///< a rule says no
  limit,        ///< larger, deeper or longer than the documented limit
  unsupported,  ///< valid, but not something this program does
};

/// Where in the user's material an error lies. Lines and columns count from 1; 0 means "does not apply".
struct Where {
  std::string source;  ///< file name as the user wrote it
  std::uint32_t line = 0;
  std::uint32_t column = 0;
  std::string field;  ///< column heading, XML element or key, if any

  bool operator==(const Where&) const = default;
};

/// A refusal: what, where, and what to do. `code` is stable and documented; `message` is for people.
struct Error {
  ErrorKind kind = ErrorKind::invalid;
  std::string code;  ///< snake_case, for example "csv_unclosed_quote"
  Text message;
  Where where;
};

/// "source:line:column: field: message" with absent parts left out, in English.
std::string describe(const Error& error);

/// Exit code of the command line for an error kind: 2 for unreadable input, 1 for a refusal.
int exit_code(ErrorKind kind);

}  // namespace chuhai::base
