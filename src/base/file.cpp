#include "base/file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>
#include <utility>

#include "base/environment.hpp"

namespace chuhai::base {

namespace {

// Owns a file descriptor; closes it on every way out.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  Descriptor(Descriptor&&) = delete;
  Descriptor& operator=(Descriptor&&) = delete;
  int number() const { return number_; }
  bool close() { return ::close(std::exchange(number_, -1)) == 0; }

 private:
  int number_;
};

[[noreturn]] void fail_file(const std::string& action, const std::filesystem::path& path, int error_number) {
  throw EnvironmentFailure("cannot " + action + " \"" + path.string() +
                           "\": " + std::generic_category().message(error_number));
}

Error file_error(ErrorKind kind, std::string code, Text message, const std::filesystem::path& path) {
  return Error{kind, std::move(code), std::move(message), Where{path.string(), 0, 0, {}}};
}

Error file_missing(const std::filesystem::path& path) {
  return file_error(
      ErrorKind::not_found, "file_missing",
      {"there is no such file; check the name and the folder", "找不到该文件，请检查文件名和目录"}, path);
}

Error file_too_large(const std::filesystem::path& path, std::uint64_t bytes_max) {
  const std::string limit = std::to_string(bytes_max);
  return file_error(ErrorKind::limit, "file_too_large",
                    {"the file is larger than the limit of " + limit + " bytes; split it",
                     "文件超过 " + limit + " 字节的上限，请拆分后再试"},
                    path);
}

Error open_error(const std::filesystem::path& path, int error_number) {
  if (error_number == ENOENT || error_number == ENOTDIR) return file_missing(path);
  if (error_number == EACCES || error_number == EPERM) {
    return file_error(
        ErrorKind::invalid, "file_not_readable",
        {"the file may not be read; check its permissions", "没有读取该文件的权限，请检查文件权限"}, path);
  }
  if (error_number == ENAMETOOLONG || error_number == ELOOP || error_number == ENXIO) {
    return file_error(ErrorKind::invalid, "not_a_file",
                      {"this name cannot be opened as a file; check it", "该名称无法作为文件打开，请检查"},
                      path);
  }
  fail_file("open", path, error_number);
}

// Reads to the end; gives up one byte after the limit, so that a growing file or a pipe cannot fill memory.
bool read_to_limit(int descriptor, const std::filesystem::path& path, std::uint64_t bytes_max,
                   std::string& out) {
  std::array<char, 65536> buffer{};
  while (true) {
    const ssize_t count = ::read(descriptor, buffer.data(), buffer.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) fail_file("read", path, errno);
    if (count == 0) return true;
    if (static_cast<std::uint64_t>(count) > bytes_max - out.size()) return false;
    out.append(buffer.data(), static_cast<std::size_t>(count));
  }
}

void write_all(int descriptor, std::string_view bytes, const std::filesystem::path& path) {
  while (!bytes.empty()) {
    const ssize_t count = ::write(descriptor, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) fail_file("write", path, errno);
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
}

void sync_path(const std::filesystem::path& path, int flags) {
  const Descriptor descriptor(::open(path.c_str(), flags | O_CLOEXEC));
  if (descriptor.number() < 0) fail_file("open", path, errno);
  // Some file systems cannot sync a folder and say EINVAL; the rename itself is still atomic there.
  if (::fsync(descriptor.number()) != 0 && errno != EINVAL) fail_file("sync", path, errno);
}

std::filesystem::path folder_of(const std::filesystem::path& target) {
  const auto parent = target.parent_path();
  return parent.empty() ? std::filesystem::path(".") : parent;
}

// Creates an empty file with a fresh name beside the target and with the target's extension, because
// writers of some formats choose by extension. O_EXCL makes the name ours alone.
std::filesystem::path create_temporary(const std::filesystem::path& target) {
  std::error_code error;
  std::filesystem::create_directories(folder_of(target), error);
  if (error) fail_file("create the folder of", target, error.value());
  for (unsigned attempt = 0; attempt < 10000; ++attempt) {
    const std::string name = "." + target.stem().string().substr(0, 100) + "." + std::to_string(::getpid()) +
                             "-" + std::to_string(attempt) + ".part" + target.extension().string();
    auto candidate = folder_of(target) / name;
    const Descriptor descriptor(::open(candidate.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0666));
    if (descriptor.number() >= 0) return candidate;
    if (errno != EEXIST) fail_file("create a file beside", target, errno);
  }
  fail_file("create a file beside", target, EEXIST);
}

}  // namespace

Result<std::string> read_file(const std::filesystem::path& path, std::uint64_t bytes_max) {
  const Descriptor descriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (descriptor.number() < 0) return open_error(path, errno);
  struct stat status {};
  if (::fstat(descriptor.number(), &status) != 0) fail_file("look at", path, errno);
  if (S_ISDIR(status.st_mode)) {
    return file_error(ErrorKind::invalid, "not_a_file",
                      {"this is a folder; name a file in it", "这是一个目录，请指定其中的文件"}, path);
  }
  const auto bytes = static_cast<std::uint64_t>(status.st_size);
  if (S_ISREG(status.st_mode) && bytes > bytes_max) return file_too_large(path, bytes_max);
  std::string out;
  if (S_ISREG(status.st_mode)) out.reserve(bytes);
  if (!read_to_limit(descriptor.number(), path, bytes_max, out)) return file_too_large(path, bytes_max);
  return out;
}

void write_file(const std::filesystem::path& path, std::string_view bytes) {
  PendingFile pending(path);
  {
    Descriptor descriptor(::open(pending.path().c_str(), O_WRONLY | O_TRUNC | O_CLOEXEC));
    if (descriptor.number() < 0) fail_file("open", pending.path(), errno);
    write_all(descriptor.number(), bytes, path);
    if (!descriptor.close()) fail_file("close", path, errno);
  }
  pending.commit();
}

PendingFile::PendingFile(std::filesystem::path target)
    : target_(std::move(target)), temporary_(create_temporary(target_)) {}

PendingFile::~PendingFile() {
  std::error_code ignored;
  if (!committed_) std::filesystem::remove(temporary_, ignored);
}

void PendingFile::commit() {
  sync_path(temporary_, O_RDONLY);
  if (::rename(temporary_.c_str(), target_.c_str()) != 0) fail_file("rename to", target_, errno);
  committed_ = true;
  sync_path(folder_of(target_), O_RDONLY | O_DIRECTORY);
}

}  // namespace chuhai::base
