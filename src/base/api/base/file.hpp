#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace chuhai::base {

/// Reads a whole file. Errors: not_found/file_missing, limit/file_too_large, invalid/not_a_file,
/// invalid/file_not_readable (permissions).
/// Throws EnvironmentFailure when reading fails half-way.
Result<std::string> read_file(const std::filesystem::path& path, std::uint64_t bytes_max);

/// Writes to a temporary name in the same folder, syncs and renames, so that the file is either
/// the old one or the whole new one. Creates missing folders. Throws EnvironmentFailure.
void write_file(const std::filesystem::path& path, std::string_view bytes);

/// A file under construction: `path()` is a temporary name beside the target, with the same extension and
/// already there as an empty file; `commit()` syncs and renames
/// it over the target; destruction without commit removes it.
class PendingFile {
 public:
  explicit PendingFile(std::filesystem::path target);
  ~PendingFile();
  PendingFile(const PendingFile&) = delete;
  PendingFile& operator=(const PendingFile&) = delete;
  PendingFile(PendingFile&&) = delete;
  PendingFile& operator=(PendingFile&&) = delete;
  const std::filesystem::path& path() const { return temporary_; }
  void commit();

 private:
  std::filesystem::path target_;
  std::filesystem::path temporary_;
  bool committed_ = false;
};

}  // namespace chuhai::base
