// fuzz: modules base decimal json
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/assert.hpp"
#include "json/parse.hpp"
#include "json/write.hpp"

// Whatever parses is written and parsed again: the same bytes must come out.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto value = chuhai::json::parse(text, "fuzz.json");
  if (!value) {
    CHUHAI_ASSERT(!value.error().message.en.empty() && !value.error().message.zh.empty());
    return 0;
  }
  for (const auto style : {chuhai::json::Style::compact, chuhai::json::Style::pretty}) {
    const std::string written = chuhai::json::write(*value, style);
    const auto again = chuhai::json::parse(written, "again.json");
    CHUHAI_ASSERT(again.has_value());
    CHUHAI_ASSERT(chuhai::json::write(*again, style) == written);
  }
  return 0;
}
