#include "source_tree.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <sstream>

namespace chuhai::architecture {
namespace {

std::string read_whole(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

/// Layer numbers from the headings "# 2  engines ..." above the chuhai_module() lines.
std::map<std::string, int> read_layers() {
  static const std::regex heading(R"(^# ([1-9])  .*)");
  static const std::regex declaration(R"(^chuhai_module\(([a-z]+).*)");
  std::map<std::string, int> layers;
  int layer = 0;
  const std::string text = read_project_file("src/CMakeLists.txt");
  for (const std::string_view line : split_lines(text)) {
    std::cmatch match;
    if (std::regex_match(line.begin(), line.end(), match, heading)) layer = std::stoi(match[1]);
    if (std::regex_match(line.begin(), line.end(), match, declaration)) layers[match[1]] = layer;
  }
  return layers;
}

}  // namespace

std::string SourceFile::module() const {
  if (!path.starts_with("src/")) return {};
  const std::size_t end = path.find('/', 4);
  return end == std::string::npos ? std::string() : path.substr(4, end - 4);
}

bool SourceFile::is_contract() const { return path.starts_with("src/" + module() + "/api/"); }

bool Module::may_include(std::string_view other) const {
  return other == name || std::find(uses.begin(), uses.end(), other) != uses.end();
}

std::vector<SourceFile> read_sources(const std::vector<std::string>& folders,
                                     const std::vector<std::string>& extensions) {
  const std::filesystem::path root = CHUHAI_SOURCE_DIR;
  std::vector<SourceFile> files;
  for (const std::string& folder : folders) {
    if (!std::filesystem::exists(root / folder)) continue;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(root / folder)) {
      const std::string extension = entry.path().extension().string();
      if (std::find(extensions.begin(), extensions.end(), extension) == extensions.end()) continue;
      files.push_back(
          {std::filesystem::relative(entry.path(), root).generic_string(), read_whole(entry.path())});
    }
  }
  std::sort(files.begin(), files.end(),
            [](const SourceFile& a, const SourceFile& b) { return a.path < b.path; });
  return files;
}

std::vector<SourceFile> read_cpp_sources() {
  return read_sources({"src", "apps", "tests", "bench", "fuzz"}, {".cpp", ".hpp"});
}

std::string read_project_file(std::string_view path) {
  const std::filesystem::path file = std::filesystem::path(CHUHAI_SOURCE_DIR) / path;
  EXPECT_TRUE(std::filesystem::exists(file)) << path << " is missing";
  return read_whole(file);
}

std::vector<Module> read_modules() {
  const std::map<std::string, int> layers = read_layers();
  const std::string table = read_whole(std::filesystem::path(CHUHAI_BINARY_DIR) / "modules.txt");
  std::vector<Module> modules;
  for (const std::string_view line : split_lines(table)) {
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) continue;
    Module module{std::string(line.substr(0, colon)), 0, {}};
    if (const auto found = layers.find(module.name); found != layers.end()) module.layer = found->second;
    std::istringstream words{std::string(line.substr(colon + 1))};
    module.uses.assign(std::istream_iterator<std::string>(words), std::istream_iterator<std::string>());
    modules.push_back(std::move(module));
  }
  return modules;
}

std::vector<std::string_view> split_lines(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return lines;
}

std::string report(const std::vector<Violation>& violations) {
  std::ostringstream out;
  for (const Violation& violation : violations) {
    out << "\n" << violation.path;
    if (violation.line != 0) out << ":" << violation.line;
    out << ": " << violation.fix;
  }
  return out.str();
}

}  // namespace chuhai::architecture
