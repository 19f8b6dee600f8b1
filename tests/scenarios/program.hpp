#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace chuhai::scenarios {

/// What one run of the program came to.
struct Answer {
  int exit_code = -1;  ///< 128 + signal when it was killed
  std::string out;
  std::string err;
};

/// A working folder with a program in it; it disappears with the test. The program runs in English, in this
/// folder, with the rules and the catalogue of the source tree.
class Desk {
 public:
  Desk();
  ~Desk();
  Desk(const Desk&) = delete;
  Desk& operator=(const Desk&) = delete;
  Desk(Desk&&) = delete;
  Desk& operator=(Desk&&) = delete;

  /// Writes a file of this folder and gives its name back.
  std::string write(const std::string& name, std::string_view bytes) const;
  std::string read(const std::string& name) const;
  std::filesystem::path path(const std::string& name) const { return folder_ / name; }
  /// Copies the shipped rules to "rules" and the catalogue to "catalog".
  void copy_rules() const;
  void replace_in(const std::string& name, std::string_view from, std::string_view to) const;
  /// Names of all files below a folder of the desk, hidden ones too, sorted; empty when there is no folder.
  std::vector<std::string> files_below(const std::string& name) const;

  Answer run(const std::vector<std::string>& arguments) const;

 private:
  std::filesystem::path folder_;
};

/// The folder of public data sets, or empty: tests that need it skip.
std::filesystem::path data_folder();

/// A small sheet that can be read: the first machine of the example fleet and two more.
std::string sound_fleet();

}  // namespace chuhai::scenarios
