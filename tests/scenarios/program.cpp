#include "program.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <sstream>

namespace chuhai::scenarios {

namespace {

std::string bytes_of(const std::filesystem::path& file) {
  std::ostringstream text;
  text << std::ifstream(file, std::ios::binary).rdbuf();
  return text.str();
}

void send(int descriptor, const std::filesystem::path& file) {
  const int opened = ::open(file.c_str(), O_CREAT | O_TRUNC | O_WRONLY, 0600);
  if (opened < 0 || ::dup2(opened, descriptor) < 0) std::_Exit(126);
}

[[noreturn]] void become_the_program(const std::filesystem::path& folder, std::vector<std::string> arguments,
                                     const std::filesystem::path& streams) {
  if (::chdir(folder.c_str()) != 0) std::_Exit(126);
  send(STDOUT_FILENO, streams / "out");
  send(STDERR_FILENO, streams / "err");
  ::setenv("LC_ALL", "C.UTF-8", 1);
  ::setenv("CHUHAI_HOME", CHUHAI_SOURCE_DIR, 1);
  std::vector<char*> pointers{const_cast<char*>(CHUHAI_PROGRAM)};
  for (std::string& argument : arguments) pointers.push_back(argument.data());
  pointers.push_back(nullptr);
  ::execv(CHUHAI_PROGRAM, pointers.data());
  std::_Exit(127);
}

}  // namespace

Desk::Desk() {
  std::string pattern = (std::filesystem::temp_directory_path() / "chuhai_desk_XXXXXX").string();
  folder_ = std::filesystem::path(::mkdtemp(pattern.data())) / "desk";
  std::filesystem::create_directories(folder_);
}

Desk::~Desk() {
  std::error_code ignored;
  std::filesystem::remove_all(folder_.parent_path(), ignored);
}

std::string Desk::write(const std::string& name, std::string_view bytes) const {
  std::filesystem::create_directories(path(name).parent_path());
  std::ofstream(path(name), std::ios::binary) << bytes;
  return name;
}

std::string Desk::read(const std::string& name) const { return bytes_of(path(name)); }

void Desk::copy_rules() const {
  const std::filesystem::path home = CHUHAI_SOURCE_DIR;
  std::filesystem::copy(home / "rules", path("rules"), std::filesystem::copy_options::recursive);
  std::filesystem::copy(home / "catalog", path("catalog"), std::filesystem::copy_options::recursive);
}

void Desk::replace_in(const std::string& name, std::string_view from, std::string_view to) const {
  std::string text = read(name);
  const std::size_t at = text.find(from);
  ASSERT_NE(at, std::string::npos) << from << " is not in " << name;
  write(name, text.replace(at, from.size(), to));
}

std::vector<std::string> Desk::files_below(const std::string& name) const {
  std::vector<std::string> files;
  if (!std::filesystem::is_directory(path(name))) return files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(path(name)))
    files.push_back(std::filesystem::relative(entry.path(), path(name)).string());
  std::sort(files.begin(), files.end());
  return files;
}

Answer Desk::run(const std::vector<std::string>& arguments) const {
  const std::filesystem::path streams = folder_.parent_path();
  const pid_t child = ::fork();
  if (child == 0) become_the_program(folder_, arguments, streams);
  EXPECT_GT(child, 0);
  int status = 0;
  EXPECT_EQ(::waitpid(child, &status, 0), child);
  Answer run;
  run.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  run.out = bytes_of(streams / "out");
  run.err = bytes_of(streams / "err");
  return run;
}

std::filesystem::path data_folder() {
  const char* data = std::getenv("CHUHAI_DATA");
  return data == nullptr ? std::filesystem::path{} : std::filesystem::path(data);
}

std::string sound_fleet() {
  return "品牌,型号,机种,出厂年份,工时,整机质量(t),功率(kW),出厂编号\n"
         "山河智能,SWDM220-3,旋挖钻机,2019,5200,72,242,SW2190123\n"
         "三一,SY215C,挖掘机,2018,8500,21.5,110,SY0215001\n"
         "徐工,XCT25,汽车起重机,2005,12000,30,213,XCT250077\n";
}

}  // namespace chuhai::scenarios
