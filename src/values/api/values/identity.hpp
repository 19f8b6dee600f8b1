#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/error.hpp"
#include "base/result.hpp"

namespace chuhai::values {

/// A product identification number of earth-moving machinery: 17 characters, digits and capital letters
/// without I, O and Q, with a letter at position 9. That letter is a check letter; it is not verified,
/// because its algorithm is not public.
/// Source: ISO 10261:2021; GB/T 25606 (structure WMC 1-3, MDS 4-8, check letter 9, MIS 10-17).
class Pin {
 public:
  /// Reads a PIN in any case, with full-width forms, the delimiters of a plate (*...*), a label ("PIN:") and
  /// spaces removed.
  /// Errors: invalid/pin_wrong_length, invalid/pin_forbidden_letter (I, O or Q, naming the position),
  /// invalid/pin_forbidden_character, invalid/pin_check_position_not_letter. All faults but the first found
  /// stay unreported; `identify` reports all.
  static base::Result<Pin> parse(std::string_view written);

  const std::string& text() const { return text_; }
  std::string_view maker_code() const { return std::string_view(text_).substr(0, 3); }       ///< WMC
  std::string_view machine_section() const { return std::string_view(text_).substr(3, 5); }  ///< MDS
  char check_letter() const { return text_[8]; }
  std::string_view individual_section() const { return std::string_view(text_).substr(9, 8); }  ///< MIS

  auto operator<=>(const Pin&) const = default;

 private:
  explicit Pin(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

/// A vehicle identification number: 17 characters, digits and capital letters without I, O and Q, with a
/// digit or X at position 9.
/// Source: ISO 3779:2009, GB 16735; check digit 49 CFR 565.15 (weights 8 7 6 5 4 3 2 10 0 9 8 7 6 5 4 3 2,
/// modulo 11, 10 is X).
class Vin {
 public:
  /// Errors: invalid/vin_wrong_length, invalid/vin_forbidden_letter, invalid/vin_forbidden_character,
  /// invalid/vin_check_position_not_digit. The check digit is not an error; see `check_digit_matches`.
  static base::Result<Vin> parse(std::string_view written);

  const std::string& text() const { return text_; }
  char computed_check_digit() const;
  /// Required in North America and China; elsewhere a difference is no proof of a mistake.
  bool check_digit_matches() const { return text_[8] == computed_check_digit(); }

  auto operator<=>(const Vin&) const = default;

 private:
  explicit Vin(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

/// A maker's own serial number in free form.
class SerialNumber {
 public:
  /// Reads a serial number; label ("S/N", "机号:"), plate delimiters and white space around it are removed.
  /// Range: 3 to 40 letters and digits with single separators (- / . _ # and space) between them.
  /// Errors: invalid/serial_not_given ("N/A", "无", "-", zeros only), invalid/serial_too_short,
  /// invalid/serial_forbidden_character, limit/serial_too_long.
  static base::Result<SerialNumber> parse(std::string_view written);

  const std::string& text() const { return text_; }  ///< as written, in half-width forms
  /// Capital letters and digits only: two spellings of one number agree in it. For finding duplicates.
  const std::string& normalised() const { return normalised_; }

  bool operator==(const SerialNumber&) const = default;

 private:
  SerialNumber(std::string text, std::string normalised)
      : text_(std::move(text)), normalised_(std::move(normalised)) {}
  std::string text_;
  std::string normalised_;
};

/// What a number on a plate turned out to be, and why not something better.
struct Identification {
  /// Nothing when no number was given or it cannot be one.
  std::variant<std::monostate, Pin, Vin, SerialNumber> number;
  /// Why it is no PIN, or no number at all; also remarks on an accepted number (code vin_also_possible).
  std::vector<base::Error> reasons;

  const Pin* pin() const { return std::get_if<Pin>(&number); }
  const Vin* vin() const { return std::get_if<Vin>(&number); }
  const SerialNumber* serial() const { return std::get_if<SerialNumber>(&number); }
  /// The form in which duplicates are searched; empty when there is no number.
  std::string normalised() const;
};

/// Recognises a PIN, a VIN (a digit at position 9 that is the right check digit) or a serial number, in this
/// order. A text of 16 to 18 letters and digits that is neither PIN nor VIN is taken as a serial number, with
/// every reason why; shorter and longer ones are serial numbers without reasons.
Identification identify(std::string_view written);

}  // namespace chuhai::values
