#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "program.hpp"

namespace chuhai::scenarios {
namespace {

/// The shell blocks of a page, in order, as one script.
std::string shell_blocks(const std::filesystem::path& page) {
  std::ifstream lines(page);
  std::string script, line;
  bool inside = false;
  while (std::getline(lines, line)) {
    if (line.starts_with("```")) {
      inside = !inside && line == "```sh";
      continue;
    }
    if (inside) script += line + "\n";
  }
  return script;
}

TEST(HowTo, TheCommandsForRulePacksRunAsTheyStandThere) {
  const Desk desk;
  desk.copy_rules();
  const std::filesystem::path source = CHUHAI_SOURCE_DIR;
  std::filesystem::copy(source / "examples", desk.path("examples"), std::filesystem::copy_options::recursive);
  std::filesystem::create_directories(desk.path("docs"));
  std::filesystem::create_directories(desk.path("bin"));
  std::filesystem::create_symlink(CHUHAI_PROGRAM, desk.path("bin/chuhai"));
  const std::string script = shell_blocks(source / "docs/how-to/write-a-rule-pack.md");
  EXPECT_NE(script.find("chuhai rules simulate"), std::string::npos);
  desk.write("script.sh", script);
  const std::string home = desk.path("").string();
  const std::string command = "cd '" + home + "' && CHUHAI_HOME='" + home + "' LC_ALL=C.UTF-8 PATH='" + home +
                              "bin':\"$PATH\" sh -ex script.sh > out.txt 2> err.txt";
  const int status = std::system(command.c_str());
  EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << desk.read("err.txt") << desk.read("out.txt");
  const std::string said = desk.read("out.txt");
  EXPECT_NE(said.find("vn_machine_older_than_ten_years"), std::string::npos);
  EXPECT_NE(said.find("-> refused"), std::string::npos);
  EXPECT_NE(desk.read("docs/destinations.md").find("| VN |"), std::string::npos);
}

}  // namespace
}  // namespace chuhai::scenarios
