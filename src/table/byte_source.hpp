#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

#include "base/result.hpp"

namespace chuhai::table {

/// Bytes with random access: a file, or memory. One thread at a time.
class ByteSource {
 public:
  virtual ~ByteSource() = default;
  virtual std::uint64_t size() const = 0;
  /// Reads up to `count` bytes at `offset`; fewer only at the end. Throws EnvironmentFailure.
  virtual std::size_t read(std::uint64_t offset, char* out, std::size_t count) const = 0;
};

/// Errors: not_found/file_missing, invalid/not_a_file.
base::Result<std::unique_ptr<ByteSource>> open_file_source(const std::filesystem::path& path);
std::unique_ptr<ByteSource> make_memory_source(std::string bytes);

}  // namespace chuhai::table
