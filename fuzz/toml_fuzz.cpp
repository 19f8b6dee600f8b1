// fuzz: modules base decimal json toml
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/assert.hpp"
#include "json/parse.hpp"
#include "json/write.hpp"
#include "toml/read.hpp"

// Whatever parses is a tree that JSON can carry; a refusal says why in both languages.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto value = chuhai::toml::parse(text, "fuzz.toml");
  if (!value) {
    CHUHAI_ASSERT(!value.error().message.en.empty() && !value.error().message.zh.empty());
    return 0;
  }
  CHUHAI_ASSERT(chuhai::json::parse(chuhai::json::write(*value), "again.json").has_value());
  return 0;
}
