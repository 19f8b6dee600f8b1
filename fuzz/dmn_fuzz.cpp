// fuzz: modules base dmn feel
// Reads arbitrary bytes as a decision model, checks its tables and evaluates its decisions without inputs.
#include <unistd.h>

#include <cstdint>
#include <filesystem>
#include <string>

#include "base/file.hpp"
#include "dmn/check.hpp"
#include "dmn/evaluate.hpp"
#include "dmn/model.hpp"

namespace {

const std::filesystem::path& model_file() {
  static const std::filesystem::path kFile =
      std::filesystem::temp_directory_path() / ("dmn_fuzz_" + std::to_string(::getpid())) / "model.dmn";
  return kFile;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  chuhai::base::write_file(model_file(), std::string_view(reinterpret_cast<const char*>(data), size));
  chuhai::dmn::ReadOptions options;
  options.strict = false;
  const auto model = chuhai::dmn::read_model(model_file(), options);
  if (!model) return 0;
  static_cast<void>(chuhai::dmn::check_tables(**model));
  const auto evaluator = chuhai::dmn::Evaluator::create(*model);
  if (!evaluator) return 0;
  chuhai::feel::EvaluationOptions evaluation;
  evaluation.limits.steps_max = 10'000;
  evaluation.limits.list_items_max = 1'000;
  for (const auto mode : {chuhai::feel::Mode::standard, chuhai::feel::Mode::three_valued}) {
    evaluation.mode = mode;
    static_cast<void>(evaluator->all_decisions({}, evaluation));
  }
  return 0;
}
