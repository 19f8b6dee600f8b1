#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace chuhai::architecture {

/// One text file of the project, read whole.
struct SourceFile {
  std::string path;  ///< relative to the project root, with '/'
  std::string text;

  /// The module a file under src/ belongs to; empty elsewhere.
  std::string module() const;
  /// True for the public headers, src/NAME/api/.
  bool is_contract() const;
};

/// One line that breaks a house rule, and how to repair it.
struct Violation {
  std::string path;
  std::size_t line = 0;  ///< counts from 1; 0 when the whole file is meant
  std::string fix;
};

/// A module as src/CMakeLists.txt declares it.
struct Module {
  std::string name;
  int layer = 0;  ///< 1 foundation, 2 engines and adapters, 3 vocabulary, 4 contexts, 5 composition
  std::vector<std::string> uses;

  bool may_include(std::string_view other) const;
};

/// All files with one of the extensions under the folders, sorted by path. Folders that do not exist are
/// empty.
std::vector<SourceFile> read_sources(const std::vector<std::string>& folders,
                                     const std::vector<std::string>& extensions);

/// C++ sources and headers of the whole project.
std::vector<SourceFile> read_cpp_sources();

/// One file by its path relative to the project root; fails the running test when it is missing.
std::string read_project_file(std::string_view path);

/// The modules in declared order: names and uses from the list the configure step wrote, layers from the
/// numbered headings of src/CMakeLists.txt.
std::vector<Module> read_modules();

/// Text lines without their line ends.
std::vector<std::string_view> split_lines(std::string_view text);

/// "path:line: fix" for each violation, for a test's failure message.
std::string report(const std::vector<Violation>& violations);

}  // namespace chuhai::architecture
