#include "values/identity.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "refusal.hpp"

namespace chuhai::values {

namespace {

constexpr std::size_t kNumberLength = 17;
constexpr std::size_t kCheckPosition = 8;  // counted from 0
constexpr std::size_t kSerialMin = 3;
constexpr std::size_t kSerialMax = 40;

bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }
bool is_figure(char c) { return c >= '0' && c <= '9'; }
bool is_separator(char c) { return c == '-' || c == '/' || c == '.' || c == '_' || c == '#' || c == ' '; }

std::string upper(std::string_view text) {
  std::string result(text);
  for (char& c : result) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return result;
}

// Removes one label such as "PIN:" or "机号：" (already half-width). Latin labels need a mark after them,
// because a serial number may begin with the same letters.
std::string_view without_label(std::string_view text) {
  constexpr std::array<std::string_view, 9> kMarked = {"PIN", "VIN",        "S/N",       "SN",    "NO.",
                                                       "NO",  "SERIAL NO.", "SERIAL NO", "SERIAL"};
  constexpr std::array<std::string_view, 7> kChinese = {"产品识别代码", "车架号",   "机号", "序列号",
                                                        "出厂编号",     "整机编号", "编号"};
  const std::string capitals = upper(text);
  for (const auto label : kMarked) {
    if (!capitals.starts_with(label)) continue;
    const auto rest = text.substr(label.size());
    if (!rest.empty() && (rest.front() == ':' || rest.front() == '#')) return base::trim(rest.substr(1));
    if (label.back() == '.' || label == "S/N") return base::trim(rest);
  }
  for (const auto label : kChinese) {
    if (!text.starts_with(label)) continue;
    auto rest = base::trim(text.substr(label.size()));
    if (!rest.empty() && rest.front() == ':') rest.remove_prefix(1);
    return base::trim(rest);
  }
  return text;
}

// Half-width, without label, plate delimiters and white space around.
std::string plate_text(std::string_view written) {
  const std::string half = base::to_half_width(written);
  auto text = without_label(base::trim(half));
  const auto is_delimiter = [](char c) { return c == '*' || c == '<' || c == '>' || c == '\'' || c == '"'; };
  while (!text.empty() && is_delimiter(text.front())) text = base::trim(text.substr(1));
  while (!text.empty() && is_delimiter(text.back())) text = base::trim(text.substr(0, text.size() - 1));
  return std::string(text);
}

// Capitals without the spaces and hyphens with which long numbers are grouped.
std::string compact(std::string_view plate) {
  std::string result;
  for (const char c : upper(plate)) {
    if (c != ' ' && c != '-') result.push_back(c);
  }
  return result;
}

constexpr std::string_view kPinCode = "pin";

base::Error wrong_length(std::string_view code_prefix, const std::string& text) {
  const std::string code(code_prefix);
  const std::string count = std::to_string(base::decode_utf8(text).size());
  return refusal(code + "_wrong_length", quoted(text) + " has " + count + " characters instead of 17",
                 quoted(text) + " 有 " + count + " 个字符，应为 17 个");
}

base::Error forbidden_letter(const std::string& code, const std::string& text, std::size_t index) {
  const std::string place = std::to_string(index + 1);
  const std::string letter(1, text[index]);
  const std::string meant = letter == "I" ? "1" : "0";
  std::string en = quoted(text);
  en.append(" has the letter ").append(letter).append(" at position ").append(place);
  en.append(", which such numbers never use; probably ").append(meant);
  std::string zh = quoted(text);
  zh.append(" 第 ").append(place).append(" 位是字母 ").append(letter);
  zh.append("，此类编号不使用该字母；可能是 ").append(meant);
  return refusal(code + "_forbidden_letter", std::move(en), std::move(zh));
}

// Every fault of the characters, in order of position.
std::vector<base::Error> character_faults(std::string_view code_prefix, const std::string& text) {
  const std::string code(code_prefix);
  std::vector<base::Error> faults;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const std::string place = std::to_string(i + 1);
    if (c == 'I' || c == 'O' || c == 'Q') {
      faults.push_back(forbidden_letter(code, text, i));
    } else if (!is_capital(c) && !is_figure(c)) {
      faults.push_back(
          refusal(code + "_forbidden_character",
                  quoted(text) + " has something else than a letter or digit at position " + place,
                  quoted(text) + " 第 " + place + " 位不是字母或数字"));
      break;  // one is enough: a character of several bytes would be counted several times
    }
  }
  return faults;
}

std::vector<base::Error> pin_faults(const std::string& text) {
  std::vector<base::Error> faults;
  if (text.size() != kNumberLength) faults.push_back(wrong_length(kPinCode, text));
  for (auto& fault : character_faults(kPinCode, text)) faults.push_back(std::move(fault));
  if (text.size() == kNumberLength && is_figure(text[kCheckPosition])) {
    faults.push_back(
        refusal("pin_check_position_not_letter",
                quoted(text) + " has a digit at position 9, where a machine's number has a letter",
                quoted(text) + " 第 9 位是数字，机器识别代码该位应为字母"));
  }
  return faults;
}

// The value of a character in the check digit: letters by their place in the alphabet's rows.
int check_value(char c) {
  if (is_figure(c)) return c - '0';
  constexpr std::array<int, 26> kValues = {1, 2, 3, 4, 5, 6, 7, 8, 0, 1, 2, 3, 4,
                                           5, 0, 7, 0, 9, 2, 3, 4, 5, 6, 7, 8, 9};
  return kValues[static_cast<std::size_t>(c - 'A')];
}

bool is_not_given(const std::string& normalised, std::string_view plate) {
  constexpr std::array<std::string_view, 9> kWords = {"NA",  "NIL", "NONE",     "NULL", "UNKNOWN",
                                                      "TBD", "TBA", "NOTGIVEN", "NOSN"};
  constexpr std::array<std::string_view, 6> kChinese = {"无", "没有", "不详", "未知", "暂无", "待定"};
  if (std::find(kWords.begin(), kWords.end(), normalised) != kWords.end()) return true;
  if (std::find(kChinese.begin(), kChinese.end(), plate) != kChinese.end()) return true;
  return std::all_of(normalised.begin(), normalised.end(), [](char c) { return c == '0'; }) &&
         std::all_of(plate.begin(), plate.end(),
                     [](char c) { return (static_cast<unsigned char>(c) & 0x80) == 0; });
}

base::Error serial_not_given(std::string_view written) {
  return refusal("serial_not_given", quoted(written) + " is no serial number; read it from the maker's plate",
                 quoted(written) + " 不是序列号；请按铭牌填写");
}

// `vin`: what the text is when its check digit is left aside; null when it is none.
Identification as_serial_number(std::string_view written, const Vin* vin) {
  Identification result;
  const auto serial = SerialNumber::parse(written);
  if (!serial) {
    result.reasons.push_back(serial.error());
    return result;
  }
  result.number = *serial;
  const std::string& text = serial->normalised();
  if (text.size() + 1 >= kNumberLength && text.size() <= kNumberLength + 1) {
    result.reasons = pin_faults(text);
    if (vin != nullptr) {
      result.reasons.push_back(
          refusal("vin_check_digit_differs",
                  quoted(text) + " would need " + vin->computed_check_digit() +
                      " at position 9 to be a vehicle's number",
                  quoted(text) + " 如为车辆识别代号，第 9 位应为 " + vin->computed_check_digit()));
    }
  }
  return result;
}

}  // namespace

base::Result<Pin> Pin::parse(std::string_view written) {
  std::string text = compact(plate_text(written));
  const auto faults = pin_faults(text);
  if (!faults.empty()) return faults.front();
  return Pin(std::move(text));
}

base::Result<Vin> Vin::parse(std::string_view written) {
  std::string text = compact(plate_text(written));
  if (text.size() != kNumberLength) return wrong_length("vin", text);
  const auto faults = character_faults("vin", text);
  if (!faults.empty()) return faults.front();
  if (!is_figure(text[kCheckPosition]) && text[kCheckPosition] != 'X') {
    return refusal("vin_check_position_not_digit",
                   quoted(text) + " has a letter at position 9, where a vehicle's number has a digit or X",
                   quoted(text) + " 第 9 位是字母，车辆识别代号该位应为数字或 X");
  }
  return Vin(std::move(text));
}

char Vin::computed_check_digit() const {
  constexpr std::array<int, kNumberLength> kWeights = {8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2};
  int sum = 0;
  for (std::size_t i = 0; i < kNumberLength; ++i) sum += kWeights[i] * check_value(text_[i]);
  const int rest = sum % 11;
  return rest == 10 ? 'X' : static_cast<char>('0' + rest);
}

base::Result<SerialNumber> SerialNumber::parse(std::string_view written) {
  std::string text = plate_text(written);
  std::string normalised;
  const std::string capitals = upper(text);
  for (const char c : capitals) {
    if (is_capital(c) || is_figure(c)) normalised.push_back(c);
  }
  if (is_not_given(normalised, text)) return serial_not_given(written);
  for (const char c : capitals) {
    if (is_capital(c) || is_figure(c) || is_separator(c)) continue;
    return refusal("serial_forbidden_character",
                   quoted(written) + " has something else than letters, digits and - / . _ # in it",
                   quoted(written) + " 含有字母、数字和 - / . _ # 以外的字符");
  }
  if (normalised.size() < kSerialMin) {
    return refusal("serial_too_short", quoted(written) + " has fewer than 3 letters and digits",
                   quoted(written) + " 少于 3 个字母和数字");
  }
  if (normalised.size() > kSerialMax || text.size() > 2 * kSerialMax) {
    return refusal("serial_too_long", quoted(written) + " has more than 40 letters and digits",
                   quoted(written) + " 超过 40 个字母和数字", base::ErrorKind::limit);
  }
  return SerialNumber(std::move(text), std::move(normalised));
}

std::string Identification::normalised() const {
  if (const auto* found = pin()) return found->text();
  if (const auto* found = vin()) return found->text();
  if (const auto* found = serial()) return found->normalised();
  return "";
}

Identification identify(std::string_view written) {
  Identification result;
  // Most numbers have another length; for them there is no need to say why they are neither PIN nor VIN.
  if (compact(plate_text(written)).size() != kNumberLength) return as_serial_number(written, nullptr);
  const auto vin = Vin::parse(written);
  const bool vin_fits = vin && vin->check_digit_matches();
  if (const auto pin = Pin::parse(written)) {
    result.number = *pin;
    if (vin_fits) {
      result.reasons.push_back(
          refusal("vin_also_possible",
                  quoted(pin->text()) + " also has the right check character of a vehicle's number",
                  quoted(pin->text()) + " 同时符合车辆识别代号的校验位"));
    }
    return result;
  }
  if (vin_fits) {
    result.number = *vin;
    return result;
  }
  return as_serial_number(written, vin ? &*vin : nullptr);
}

}  // namespace chuhai::values
