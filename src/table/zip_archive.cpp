#include "zip_archive.hpp"

#include <minizip/unzip.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "base/text.hpp"
#include "refusal.hpp"

namespace chuhai::table {
namespace {

constexpr std::uint64_t kRatioCheckedBytes = std::uint64_t{50} << 20;

struct ZipStream {
  const ByteSource* source;
  std::uint64_t position = 0;
};

// The library's view of a file, over a ByteSource. It was opened for reading before, so these cannot fail.
void* zip_open(void* opaque, const void*, int) { return opaque; }

unsigned long zip_read(void*, void* stream, void* buffer, unsigned long size) {
  auto* const zip = static_cast<ZipStream*>(stream);
  const std::size_t got = zip->source->read(zip->position, static_cast<char*>(buffer), size);
  zip->position += got;
  return got;
}

unsigned long zip_write(void*, void*, const void*, unsigned long) { return 0; }

ZPOS64_T zip_tell(void*, void* stream) { return static_cast<ZipStream*>(stream)->position; }

long zip_seek(void*, void* stream, ZPOS64_T offset, int origin) {
  auto* const zip = static_cast<ZipStream*>(stream);
  std::uint64_t base = 0;
  if (origin == ZLIB_FILEFUNC_SEEK_CUR) base = zip->position;
  if (origin == ZLIB_FILEFUNC_SEEK_END) base = zip->source->size();
  if (offset > zip->source->size() || base > zip->source->size() - offset) return -1;
  zip->position = base + offset;
  return 0;
}

int zip_close(void*, void*) { return 0; }
int zip_error(void*, void*) { return 0; }

}  // namespace

struct ZipArchive::Handle {
  explicit Handle(std::unique_ptr<ByteSource> bytes) : source(std::move(bytes)), stream{source.get()} {}
  ~Handle() {
    if (file != nullptr) unzClose(file);
  }
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;

  std::unique_ptr<ByteSource> source;
  ZipStream stream;
  unzFile file = nullptr;
  bool is_part_open = false;
};

ZipArchive::ZipArchive(std::string name, const ReadOptions& options)
    : name_(std::move(name)), options_(options) {}

ZipArchive::~ZipArchive() { close_part(); }

base::Error ZipArchive::damaged(std::string_view what) const {
  return refusal(base::ErrorKind::invalid, "xlsx_damaged",
                 {"the workbook is damaged (" + std::string(what) +
                      "): open it in a spreadsheet program and save it again as .xlsx",
                  "工作簿已损坏（" + std::string(what) + "）：请用电子表格软件打开并重新另存为 .xlsx"},
                 name_);
}

base::Error ZipArchive::too_large() const {
  return refusal(base::ErrorKind::limit, "xlsx_unpacked_too_large",
                 {"the workbook unpacks to far more than it should and is not read: save only the table, as "
                  "CSV or a new .xlsx",
                  "工作簿解压后过大，不予读取：请只把表格另存为 CSV 或新的 .xlsx"},
                 name_);
}

base::Result<std::unique_ptr<ZipArchive>> ZipArchive::open(std::unique_ptr<ByteSource> source,
                                                           std::string name, const ReadOptions& options) {
  std::unique_ptr<ZipArchive> archive(new ZipArchive(std::move(name), options));
  archive->handle_ = std::make_unique<Handle>(std::move(source));
  zlib_filefunc64_def functions{};
  functions.zopen64_file = zip_open;
  functions.zread_file = zip_read;
  functions.zwrite_file = zip_write;
  functions.ztell64_file = zip_tell;
  functions.zseek64_file = zip_seek;
  functions.zclose_file = zip_close;
  functions.zerror_file = zip_error;
  functions.opaque = &archive->handle_->stream;
  archive->handle_->file = unzOpen2_64("", &functions);
  if (archive->handle_->file == nullptr) return archive->damaged("no ZIP directory");
  auto listed = archive->list();
  if (!listed) return listed.error();
  return archive;
}

base::Result<void> ZipArchive::list() {
  unz_global_info64 global{};
  if (unzGetGlobalInfo64(handle_->file, &global) != UNZ_OK) return damaged("ZIP directory");
  if (global.number_entry > options_.parts_max) {
    return refusal(base::ErrorKind::limit, "xlsx_too_many_parts",
                   {"the workbook has " + std::to_string(global.number_entry) +
                        " parts and is not read: save only the table as a new .xlsx",
                    "工作簿含有 " + std::to_string(global.number_entry) +
                        " 个部件，不予读取：请只把表格另存为新的 .xlsx"},
                   name_);
  }
  int state = global.number_entry == 0 ? UNZ_END_OF_LIST_OF_FILE : unzGoToFirstFile(handle_->file);
  for (std::uint32_t i = 0; state == UNZ_OK && i < options_.parts_max; ++i) {
    auto listed = list_entry();
    if (!listed) return listed.error();
    state = unzGoToNextFile(handle_->file);
  }
  if (state != UNZ_END_OF_LIST_OF_FILE && state != UNZ_OK) return damaged("ZIP directory");
  return {};
}

base::Result<bool> ZipArchive::list_entry() {
  constexpr std::size_t kNameMax = 1024;
  constexpr unsigned long kEncryptedFlag = 1;
  std::vector<char> name(kNameMax + 1, '\0');
  unz_file_info64 info{};
  if (unzGetCurrentFileInfo64(handle_->file, &info, name.data(), kNameMax, nullptr, 0, nullptr, 0) !=
      UNZ_OK) {
    return damaged("ZIP directory");
  }
  if (info.size_filename > kNameMax) return false;
  auto checked = check_sizes(info.compressed_size, info.uncompressed_size);
  if (!checked) return checked.error();
  unz64_file_pos position{};
  if (unzGetFilePos64(handle_->file, &position) != UNZ_OK) return damaged("ZIP directory");
  const std::string key = base::to_lower_ascii(normalize_part_name({name.data(), info.size_filename}));
  entries_.try_emplace(key, Entry{position.pos_in_zip_directory, position.num_of_file, info.uncompressed_size,
                                  (info.flag & kEncryptedFlag) != 0});
  return true;
}

base::Result<void> ZipArchive::check_sizes(std::uint64_t packed, std::uint64_t unpacked) {
  const bool is_bomb = unpacked > kRatioCheckedBytes && unpacked / options_.compression_ratio_max > packed;
  if (is_bomb || unpacked > options_.unpacked_bytes_max - unpacked_total_) return too_large();
  unpacked_total_ += unpacked;
  return {};
}

bool ZipArchive::has(std::string_view part) const {
  return entries_.find(base::to_lower_ascii(part)) != entries_.end();
}

std::uint64_t ZipArchive::unpacked_size(std::string_view part) const {
  const auto found = entries_.find(base::to_lower_ascii(part));
  return found == entries_.end() ? 0 : found->second.unpacked_size;
}

base::Result<void> ZipArchive::select(std::string_view part) {
  close_part();
  const auto found = entries_.find(base::to_lower_ascii(part));
  if (found == entries_.end()) {
    return refusal(base::ErrorKind::invalid, "xlsx_part_missing",
                   {"the workbook lacks its part " + std::string(part) +
                        ": open it in a spreadsheet program and save it again as .xlsx",
                    "工作簿缺少部件 " + std::string(part) + "：请用电子表格软件打开并重新另存为 .xlsx"},
                   name_);
  }
  if (found->second.is_encrypted) {
    return refusal(base::ErrorKind::unsupported, "old_or_protected_workbook",
                   {"the workbook is protected by a password: save it as .xlsx without one",
                    "工作簿有密码保护：请取消密码后另存为 .xlsx"},
                   name_);
  }
  const unz64_file_pos position{found->second.directory_offset, found->second.directory_index};
  if (unzGoToFilePos64(handle_->file, &position) != UNZ_OK || unzOpenCurrentFile(handle_->file) != UNZ_OK) {
    return damaged(part);
  }
  handle_->is_part_open = true;
  open_part_ = part;
  return {};
}

base::Result<std::size_t> ZipArchive::read(char* out, std::size_t count) {
  constexpr std::size_t kOnceMax = std::size_t{1} << 24;
  if (!handle_->is_part_open) return std::size_t{0};
  const int got = unzReadCurrentFile(handle_->file, out, static_cast<unsigned>(std::min(count, kOnceMax)));
  if (got < 0) return damaged(open_part_);
  if (got == 0) {
    handle_->is_part_open = false;
    if (unzCloseCurrentFile(handle_->file) == UNZ_CRCERROR) return damaged(open_part_ + ", checksum");
    return std::size_t{0};
  }
  // What a part claims to unpack to was checked; this holds for parts that lie, and for those read twice.
  read_total_ += static_cast<std::uint64_t>(got);
  if (read_total_ / 4 > options_.unpacked_bytes_max) return too_large();
  return static_cast<std::size_t>(got);
}

base::Result<std::string> ZipArchive::read_all(std::string_view part, std::uint64_t bytes_max) {
  auto selected = select(part);
  if (!selected) return selected.error();
  std::string all;
  std::vector<char> piece(std::size_t{64} << 10);
  for (;;) {
    auto got = read(piece.data(), piece.size());
    if (!got) return got.error();
    if (*got == 0) return all;
    if (all.size() + *got > bytes_max) return too_large();
    all.append(piece.data(), *got);
  }
}

void ZipArchive::close_part() {
  if (handle_ && handle_->is_part_open) unzCloseCurrentFile(handle_->file);
  if (handle_) handle_->is_part_open = false;
}

std::string normalize_part_name(std::string_view name) {
  std::string slashed(name);
  std::replace(slashed.begin(), slashed.end(), '\\', '/');
  std::vector<std::string> kept;
  for (const std::string_view segment : base::split(slashed, '/')) {
    if (segment.empty() || segment == ".") continue;
    if (segment != "..") {
      kept.emplace_back(segment);
    } else if (!kept.empty()) {
      kept.pop_back();
    }
  }
  return base::join(kept, "/");
}

}  // namespace chuhai::table
