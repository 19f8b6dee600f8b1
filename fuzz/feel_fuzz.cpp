// fuzz: modules feel
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "feel/evaluate.hpp"
#include "feel/parse.hpp"

namespace {

/// Far more than any text within these limits needs, also with sanitizers on.
constexpr auto kTimeMax = std::chrono::seconds(20);

chuhai::feel::EvaluationOptions small_limits(chuhai::feel::Mode mode) {
  chuhai::feel::EvaluationOptions options;
  options.mode = mode;
  options.limits = {.steps_max = 100'000, .list_items_max = 5'000, .depth_max = 150};
  return options;
}

void run_both_modes(const chuhai::feel::Node& node, const chuhai::feel::Environment& environment) {
  for (const auto mode : {chuhai::feel::Mode::standard, chuhai::feel::Mode::three_valued}) {
    const chuhai::feel::Value value = chuhai::feel::evaluate(node, environment, small_limits(mode));
    if (value.is_null() && value.reason().code.empty()) std::abort();
    static_cast<void>(chuhai::feel::same(value, value));
  }
}

}  // namespace

/// Any text is either refused with an error or evaluated within bounded time; every null has a reason.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto start = std::chrono::steady_clock::now();
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const chuhai::feel::Scope scope{{"a", "b c", "a-b", "xs"}, {"d e"}};
  chuhai::feel::Environment environment;
  environment.set("a", chuhai::feel::Value(chuhai::decimal::Decimal(3)));
  environment.set("xs",
                  chuhai::feel::Value(chuhai::feel::List{chuhai::feel::Value("x"), chuhai::feel::Value()}));
  if (const auto node = chuhai::feel::parse_expression(text, scope)) {
    static_cast<void>(chuhai::feel::free_paths(**node));
    run_both_modes(**node, environment);
  }
  if (const auto tests = chuhai::feel::parse_unary_tests(text, scope)) {
    static_cast<void>(chuhai::feel::evaluate_tests(*tests, chuhai::feel::Value(chuhai::decimal::Decimal(5)),
                                                   environment,
                                                   small_limits(chuhai::feel::Mode::three_valued)));
  }
  static_cast<void>(chuhai::feel::parse_type(text.substr(0, 200)));
  if (std::chrono::steady_clock::now() - start > kTimeMax) std::abort();
  return 0;
}
