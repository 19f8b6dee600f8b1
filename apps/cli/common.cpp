#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <iostream>

#include "base/clock.hpp"
#include "command.hpp"

namespace chuhai::cli {

namespace {

std::int64_t steady_ms() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(
             std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

std::filesystem::path program_folder() {
  std::error_code failed;
  const auto program = std::filesystem::read_symlink("/proc/self/exe", failed);
  return failed ? std::filesystem::path{} : program.parent_path();
}

}  // namespace

const std::string& say(const base::Text& text, Language language) {
  return language == Language::zh && !text.zh.empty() ? text.zh : text.en;
}

int report(const base::Error& error, const Common& common) {
  base::Error shown = error;
  shown.message.en = say(error.message, common.language);
  std::cerr << "chuhai: " << base::describe(shown) << '\n';
  return base::exit_code(error.kind);
}

base::Result<Resources> find_resources(const Common& common) {
  if (!common.rules.empty()) {
    const auto home = std::filesystem::absolute(common.rules).parent_path();
    const auto catalog =
        std::filesystem::exists(home / "catalog") ? home / "catalog" : program_folder() / "../../catalog";
    return Resources{common.rules, catalog};
  }
  std::vector<std::filesystem::path> homes;
  if (const char* home = std::getenv("CHUHAI_HOME"); home != nullptr && *home != '\0')
    homes.emplace_back(home);
  const auto program = program_folder();
  for (const char* beside : {"../share/chuhai", "../..", "../../..", "."}) homes.push_back(program / beside);
  homes.emplace_back(".");
  for (const auto& home : homes) {
    if (std::filesystem::exists(home / "rules/common/vocabulary.dmn"))
      return Resources{home / "rules", home / "catalog"};
  }
  return base::Error{base::ErrorKind::not_found,
                     "no_rules",
                     {"the rule packs were not found; name their folder with --rules DIR, or set CHUHAI_HOME",
                      "找不到规则包;请用 --rules DIR 指定目录,或设置 CHUHAI_HOME"},
                     {}};
}

base::Result<rulebook::Book> load_book(const Common& common, std::filesystem::path& root) {
  auto resources = find_resources(common);
  if (!resources) return resources.error();
  root = resources->rules;
  return rulebook::Book::load(root);
}

base::Error no_such_pack(const std::string& id) {
  return {base::ErrorKind::not_found,
          "no_such_pack",
          {"no pack '" + id + "'; `chuhai rules list` names them",
           "没有规则包 '" + id + "'；请用 `chuhai rules list` 查看"},
          {}};
}

base::Result<calendar::Date> as_of_date(const std::string& text) {
  if (text.empty()) return calendar::date_of(base::SystemClock().now());
  auto date = calendar::parse_date(text);
  if (!date) {
    base::Error error = date.error();
    error.where.field = "--as-of";
    return error;
  }
  return date;
}

Progress::Progress(const Common& common)
    : enabled_(!common.quiet && isatty(STDERR_FILENO) != 0), started_ms_(steady_ms()) {}

Progress::~Progress() {
  if (shown_) std::cerr << "\r\033[K";
}

void Progress::show(std::uint64_t done, std::uint64_t total) {
  if (!enabled_ || total == 0) return;
  const std::int64_t now = steady_ms();
  if (now - started_ms_ < 1000 || now - last_ms_ < 100) return;
  last_ms_ = now;
  shown_ = true;
  constexpr std::uint64_t kWidth = 40;
  const std::uint64_t filled = std::min(done, total) * kWidth / total;
  std::cerr << "\r[" << std::string(filled, '#') << std::string(kWidth - filled, '.') << "] "
            << std::min(done, total) * 100 / total << " %" << std::flush;
}

}  // namespace chuhai::cli
