// Who may include whom: modules as declared, third-party libraries by their owner only, contexts pure.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <regex>
#include <set>
#include <sstream>

#include "cpp_scan.hpp"
#include "source_tree.hpp"

namespace chuhai::architecture {
namespace {

/// Modules named in the CMakeLists.txt beside a file or in the nearest folder above it (apps, tests, bench),
/// or in the first line of a fuzz harness.
std::set<std::string> modules_declared_for(const SourceFile& file) {
  static const std::regex linked(R"(chuhai::([a-z]+)|MODULES((\s+[a-z]+)+))");
  std::filesystem::path folder = std::filesystem::path(file.path).parent_path();
  const std::filesystem::path root = CHUHAI_SOURCE_DIR;
  while (!folder.empty() && !std::filesystem::exists(root / folder / "CMakeLists.txt")) {
    folder = folder.parent_path();
  }
  std::string text = read_project_file((folder / "CMakeLists.txt").generic_string());
  if (file.path.starts_with("fuzz/")) {
    text = std::regex_replace(file.text.substr(0, file.text.find('\n')), std::regex("modules"), "MODULES");
  }
  std::set<std::string> declared;
  for (std::sregex_iterator match(text.begin(), text.end(), linked), end; match != end; ++match) {
    std::istringstream words((*match)[1].str() + " " + (*match)[2].str());
    declared.insert(std::istream_iterator<std::string>(words), std::istream_iterator<std::string>());
  }
  return declared;
}

/// The module a quoted include names, or "" for a private header.
std::string included_module(const Include& include, const std::set<std::string>& modules) {
  if (!include.is_quoted) return {};
  const std::string name = include.target.substr(0, include.target.find('/'));
  return include.target.find('/') != std::string::npos && modules.contains(name) ? name : std::string();
}

struct Tree {
  std::vector<Module> modules = read_modules();
  std::vector<SourceFile> files = read_cpp_sources();
  std::set<std::string> names;

  Tree() {
    for (const Module& module : modules) names.insert(module.name);
  }
  const Module* find(std::string_view name) const {
    const auto found = std::find_if(modules.begin(), modules.end(),
                                    [&](const Module& module) { return module.name == name; });
    return found == modules.end() ? nullptr : &*found;
  }
};

TEST(Dependencies, EveryModuleStandsUnderALayerHeading) {
  const Tree tree;
  ASSERT_FALSE(tree.modules.empty());
  for (const Module& module : tree.modules) {
    EXPECT_NE(module.layer, 0) << module.name << ": put it under a '# N  ...' heading in src/CMakeLists.txt";
    for (const std::string& used : module.uses) {
      EXPECT_LE(tree.find(used)->layer, module.layer) << module.name << " uses " << used << " from above";
    }
  }
}

TEST(Dependencies, ModulesIncludeOnlyWhatTheyDeclare) {
  const Tree tree;
  std::vector<Violation> violations;
  for (const SourceFile& file : tree.files) {
    const Module* module = tree.find(file.module());
    if (module == nullptr) continue;
    for (const Include& include : scan_includes(file.text)) {
      const std::string other = included_module(include, tree.names);
      if (other.empty() || module->may_include(other)) continue;
      violations.push_back({file.path, include.line,
                            "includes \"" + include.target + "\" but " + module->name + " does not use " +
                                other + ": add it to USES in src/CMakeLists.txt, or go without"});
    }
  }
  EXPECT_TRUE(violations.empty()) << report(violations);
}

TEST(Dependencies, AppsTestsAndHarnessesIncludeOnlyWhatTheyLink) {
  const Tree tree;
  std::vector<Violation> violations;
  for (const SourceFile& file : tree.files) {
    // The must-not-compile pairs are compiled on their own, against every contract.
    if (file.path.starts_with("src/") || file.path.starts_with("tests/compile/")) continue;
    const std::set<std::string> declared = modules_declared_for(file);
    for (const Include& include : scan_includes(file.text)) {
      const std::string other = included_module(include, tree.names);
      if (other.empty() || declared.contains(other)) continue;
      violations.push_back(
          {file.path, include.line,
           "includes \"" + include.target + "\" but its CMakeLists.txt does not link " + "chuhai::" + other});
    }
  }
  EXPECT_TRUE(violations.empty()) << report(violations);
}

TEST(Dependencies, NothingIsDeclaredThatIsNotUsed) {
  const Tree tree;
  std::map<std::string, std::set<std::string>> included;
  for (const SourceFile& file : tree.files) {
    for (const Include& include : scan_includes(file.text)) {
      included[file.module()].insert(included_module(include, tree.names));
    }
  }
  for (const Module& module : tree.modules) {
    if (!included.contains(module.name)) continue;
    for (const std::string& used : module.uses) {
      EXPECT_TRUE(included[module.name].contains(used))
          << module.name << " declares " << used << " but includes none of its headers: "
          << "take it out of USES in src/CMakeLists.txt";
    }
  }
}

/// Which folder may include a header that is neither ours nor the C++ library's.
struct Ownership {
  std::string_view prefix;
  std::string_view owners;  ///< the only folders that may include it, each followed by a space or the end
};

constexpr std::array kOwnership = {
    Ownership{"boost/json", "src/json/"},
    Ownership{"toml++/", "src/toml/"},
    Ownership{"libxml/", "src/xml/"},
    Ownership{"openssl/", "src/digest/"},
    Ownership{"xlsxwriter.h", "src/table/"},
    Ownership{"minizip/", "src/table/"},
    Ownership{"zlib.h", "src/table/"},
    Ownership{"iconv.h", "src/table/"},
    Ownership{"bid_", "src/decimal/"},
    Ownership{"libintelrdfpmath/", "src/decimal/"},
    Ownership{"CLI/", "apps/cli/"},
    Ownership{"benchmark/", "bench/"},
    // The operating system: whole files in base, files larger than memory in table, terminals in apps; tests
    // make scratch files.
    Ownership{"fcntl.h", "src/base/ src/table/ apps/ bench/"},
    Ownership{"unistd.h", "src/base/ src/table/ apps/ bench/"},
    Ownership{"sys/", "src/base/ src/table/ apps/ bench/"},
    // Rules written out as C++ are compiled and loaded by the benchmark only.
    Ownership{"dlfcn.h", "bench/"},
    // Vector instructions, where a measured loop needs them.
    Ownership{"emmintrin.h", "src/table/ src/column/ src/dmn/"},
    Ownership{"immintrin.h", "src/table/ src/column/ src/dmn/"},
};

bool is_cpp_library_header(std::string_view target) {
  return target.find('/') == std::string_view::npos && target.find('.') == std::string_view::npos;
}

bool is_test_file(std::string_view path) {
  return path.starts_with("tests/") || path.starts_with("fuzz/") ||
         path.find("/test/") != std::string_view::npos;
}

/// True when the path starts with one of the folders, which are separated by spaces.
bool stands_under(std::string_view path, std::string_view folders) {
  std::istringstream words{std::string(folders)};
  return std::any_of(std::istream_iterator<std::string>(words), std::istream_iterator<std::string>(),
                     [&](const std::string& folder) { return path.starts_with(folder); });
}

/// Why a file may not include a third-party header, or "" when it may.
std::string ownership_fix(const SourceFile& file, std::string_view target) {
  if (is_cpp_library_header(target)) return {};
  if (target.starts_with("gtest/") || target.starts_with("rapidcheck")) {
    return is_test_file(file.path) ? "" : "test libraries belong in test folders";
  }
  for (const Ownership& entry : kOwnership) {
    if (!target.starts_with(entry.prefix)) continue;
    const bool is_system = entry.owners.find("apps/") != std::string_view::npos;
    if (is_system && is_test_file(file.path)) return {};
    if (!stands_under(file.path, entry.owners)) {
      return "belongs to " + std::string(entry.owners) + ": go through that module's api/";
    }
    return file.is_contract() ? "a third-party header may not appear in api/: hide it" : "";
  }
  return "an unknown library: name its one owner in kOwnership, dependency_test.cpp";
}

TEST(Dependencies, EachThirdPartyLibraryHasOneOwner) {
  std::vector<Violation> violations;
  for (const SourceFile& file : read_cpp_sources()) {
    for (const Include& include : scan_includes(file.text)) {
      if (include.is_quoted) continue;
      const std::string fix = ownership_fix(file, include.target);
      if (!fix.empty()) violations.push_back({file.path, include.line, "<" + include.target + ">: " + fix});
    }
  }
  EXPECT_TRUE(violations.empty()) << report(violations);
}

/// What bounded contexts may not contain, why, and which modules are exempt.
struct Forbidden {
  std::string_view pattern;  ///< searched in code without comments and literals, or in include targets
  bool is_include;
  std::string_view reason;
  std::string_view exempt;  ///< module names, each followed by a space
};

constexpr std::array kForbiddenInContexts = {
    Forbidden{R"(system_clock|steady_clock|SystemClock|\btime\(|localtime|gmtime)", false,
              "a context has no clock: take as_of as an argument", ""},
    Forbidden{R"(random_device|\bmt19937|\brand\()", false,
              "a context has no randomness: take ids and seeds as arguments", ""},
    Forbidden{R"(\bgetenv\()", false, "settings come in as arguments from apps/", ""},
    Forbidden{R"(\bstd::(cout|cerr|clog)\b|\b(printf|puts|fputs|fprintf)\()", false,
              "only apps/ print: return the text", ""},
    // TOML files come as the tree JSON uses: manifests, catalogue and mappings are read through it.
    Forbidden{"^json/", true, "JSON is mapped at the edge: return plain structs",
              "rulebook destination machine screening "},
    // rulebook's manifests, destination's cost assumptions, machine's catalogue and screening's column
    // mappings are TOML files by design.
    Forbidden{"^toml/", true, "configuration files are read at the edge",
              "rulebook destination machine screening "},
    Forbidden{"^(sql|http|pdf)/", true, "contexts carry no SQL outside store/, no HTTP, no PDF", ""},
};

void check_forbidden(const SourceFile& file, const Forbidden& rule, std::vector<Violation>& violations) {
  if (rule.exempt.find(file.module() + " ") != std::string_view::npos) return;
  const std::regex pattern{std::string(rule.pattern)};
  const std::string reason(rule.reason);
  if (rule.is_include) {
    for (const Include& include : scan_includes(file.text)) {
      if (!std::regex_search(include.target, pattern)) continue;
      violations.push_back({file.path, include.line, "includes " + include.target + ": " + reason});
    }
    return;
  }
  const std::string code = without_comments_and_literals(file.text);
  std::size_t number = 0;
  for (const std::string_view line : split_lines(code)) {
    ++number;
    std::cmatch match;
    if (std::regex_search(line.begin(), line.end(), match, pattern)) {
      violations.push_back({file.path, number, match[0].str() + ": " + reason});
    }
  }
}

TEST(Dependencies, ContextsHaveNoClockNoRandomnessNoFormatsAndDoNotPrint) {
  constexpr int kContextLayer = 4;
  const Tree tree;
  std::vector<Violation> violations;
  for (const SourceFile& file : tree.files) {
    const Module* module = tree.find(file.module());
    if (module == nullptr || module->layer != kContextLayer || is_test_file(file.path)) continue;
    for (const Forbidden& rule : kForbiddenInContexts) check_forbidden(file, rule, violations);
  }
  EXPECT_TRUE(violations.empty()) << report(violations);
}

}  // namespace
}  // namespace chuhai::architecture
