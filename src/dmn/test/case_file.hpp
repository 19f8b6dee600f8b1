#pragma once

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace chuhai::dmn::testing {

/// One case of a .case file.
struct EngineCase {
  std::string model, name, decision, input, standard, three_valued;
  int line = 0;
};

/// Reads "key: value" lines; "case:" starts a case, "model:" holds until the next one.
inline std::vector<EngineCase> read_cases(const std::filesystem::path& file) {
  std::ifstream stream(file);
  std::vector<EngineCase> cases;
  std::string line;
  std::string model;
  for (int number = 1; std::getline(stream, line); ++number) {
    const std::size_t colon = line.find(": ");
    if (line.empty() || line[0] == '#' || colon == std::string::npos) continue;
    const std::string key = line.substr(0, colon);
    const std::string value = line.substr(colon + 2);
    if (key == "model") model = value;
    if (key == "case") cases.push_back({model, value, {}, {}, {}, {}, number});
    if (cases.empty()) continue;
    if (key == "decision") cases.back().decision = value;
    if (key == "input") cases.back().input = value;
    if (key == "standard") cases.back().standard = value;
    if (key == "three valued") cases.back().three_valued = value;
  }
  return cases;
}

}  // namespace chuhai::dmn::testing
