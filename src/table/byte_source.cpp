#include "byte_source.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "base/environment.hpp"
#include "refusal.hpp"

namespace chuhai::table {
namespace {

class FileSource final : public ByteSource {
 public:
  FileSource(int descriptor, std::uint64_t size, std::string name)
      : descriptor_(descriptor), size_(size), name_(std::move(name)) {}
  ~FileSource() override { ::close(descriptor_); }
  FileSource(const FileSource&) = delete;
  FileSource& operator=(const FileSource&) = delete;

  std::uint64_t size() const override { return size_; }

  std::size_t read(std::uint64_t offset, char* out, std::size_t count) const override {
    std::size_t done = 0;
    while (done < count) {
      const ssize_t got = ::pread(descriptor_, out + done, count - done, static_cast<off_t>(offset + done));
      if (got == 0) break;
      if (got < 0 && errno == EINTR) continue;
      if (got < 0) throw base::EnvironmentFailure("cannot read " + name_ + ": " + std::strerror(errno));
      done += static_cast<std::size_t>(got);
    }
    return done;
  }

 private:
  int descriptor_;
  std::uint64_t size_;
  std::string name_;
};

class MemorySource final : public ByteSource {
 public:
  explicit MemorySource(std::string bytes) : bytes_(std::move(bytes)) {}
  std::uint64_t size() const override { return bytes_.size(); }
  std::size_t read(std::uint64_t offset, char* out, std::size_t count) const override {
    if (offset >= bytes_.size()) return 0;
    const std::size_t available = std::min(count, bytes_.size() - static_cast<std::size_t>(offset));
    std::memcpy(out, bytes_.data() + offset, available);
    return available;
  }

 private:
  std::string bytes_;
};

}  // namespace

base::Result<std::unique_ptr<ByteSource>> open_file_source(const std::filesystem::path& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) {
    const bool is_missing = errno == ENOENT || errno == ENOTDIR;
    return refusal(is_missing ? base::ErrorKind::not_found : base::ErrorKind::invalid,
                   is_missing ? "file_missing" : "not_a_file",
                   is_missing ? base::Text{"there is no such file: check the name and the folder",
                                           "找不到该文件：请检查文件名和文件夹"}
                              : base::Text{"the file cannot be opened: check that you may read it",
                                           "无法打开该文件：请检查读取权限"},
                   path.string());
  }
  struct stat status {};
  if (::fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode)) {
    ::close(descriptor);
    return refusal(base::ErrorKind::invalid, "not_a_file",
                   {"this is not a file: name one spreadsheet file", "这不是文件：请指定一个表格文件"},
                   path.string());
  }
  return std::unique_ptr<ByteSource>(
      std::make_unique<FileSource>(descriptor, static_cast<std::uint64_t>(status.st_size), path.string()));
}

std::unique_ptr<ByteSource> make_memory_source(std::string bytes) {
  return std::make_unique<MemorySource>(std::move(bytes));
}

}  // namespace chuhai::table
