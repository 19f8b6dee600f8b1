#include "hand_screening.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <condition_variable>
#include <cstring>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "base/environment.hpp"

namespace chuhai::bench {

namespace {

constexpr std::size_t kChunkBytes = std::size_t{1} << 20;
constexpr std::size_t kColumns = 35;
constexpr std::size_t kName = 3, kSerial = 4, kYear = 5, kHours = 7, kMass = 8, kPower = 9, kLoad = 11,
                      kFuel = 12, kStage = 13, kPlated = 14, kFirst = 15, kSteering = 16, kNumbers = 18,
                      kAccident = 19, kSeized = 20, kMortgaged = 21, kLeased = 22, kStolen = 23,
                      kScrapped = 24, kSupervised = 25, kAssembled = 26, kLocked = 27, kTitle = 28,
                      kSpecial = 29, kSeller = 30, kInvoice = 31;

using Cells = std::array<std::string_view, kColumns>;

/// A file mapped into memory.
class MappedFile {
 public:
  explicit MappedFile(const std::filesystem::path& path) {
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    struct stat status {};
    if (descriptor < 0 || ::fstat(descriptor, &status) != 0)
      throw base::EnvironmentFailure("cannot read " + path.string());
    size_ = static_cast<std::size_t>(status.st_size);
    data_ = ::mmap(nullptr, size_, PROT_READ, MAP_PRIVATE, descriptor, 0);
    ::close(descriptor);
    if (data_ == MAP_FAILED) throw base::EnvironmentFailure("cannot map " + path.string());
  }
  ~MappedFile() { ::munmap(data_, size_); }
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;
  std::string_view text() const { return {static_cast<const char*>(data_), size_}; }

 private:
  void* data_ = nullptr;
  std::size_t size_ = 0;
};

/// Takes the next row off `text`: its cells, and the whole line as written.
std::string_view take_row(std::string_view& text, Cells& cells) {
  const char* at = text.data();
  const char* const end = at + text.size();
  std::size_t column = 0;
  for (;;) {
    const char* begin = at;
    const char* stop = at;
    if (at < end && *at == '"') {
      begin = ++at;
      while (at < end && *at != '"') ++at;  // no cell of this fleet has a quote inside
      stop = at++;
    } else {
      while (at < end && *at != ',' && *at != '\n') ++at;
      stop = at;
    }
    if (column < kColumns) cells[column++] = {begin, static_cast<std::size_t>(stop - begin)};
    if (at >= end || *at == '\n') break;
    ++at;
  }
  while (column < kColumns) cells[column++] = {};
  const std::string_view line(text.data(), static_cast<std::size_t>(at - text.data()));
  text.remove_prefix(std::min(text.size(), line.size() + 1));
  return line;
}

/// Reads cells of one row and notes what is wrong with them.
class RowReader {
 public:
  explicit RowReader(std::string& problems) : problems_(problems) { problems_.clear(); }

  Tri answer(std::string_view cell, std::string_view heading) {
    if (cell == "否" || cell == "缺") return Tri::no;
    if (cell == "是" || cell == "齐全") return Tri::yes;
    if (!cell.empty()) complain(cell, heading, "是或否", "yes or no");
    return Tri::unknown;
  }

  /// Thousandths; -1 when there is no number.
  std::int64_t number(std::string_view cell, std::string_view heading) {
    if (cell.empty()) return -1;
    std::int64_t value = 0;
    int decimals = -1;
    for (const char c : cell) {
      if (c == '.' && decimals < 0) {
        decimals = 0;
      } else if (c < '0' || c > '9' || decimals == 3) {
        complain(cell, heading, "数字", "a number");
        return -1;
      } else {
        value = value * 10 + (c - '0');
        if (decimals >= 0) ++decimals;
      }
    }
    for (int i = decimals < 0 ? 0 : decimals; i < 3; ++i) value *= 10;
    return value;
  }

  void complain(std::string_view cell, std::string_view heading, std::string_view zh, std::string_view en) {
    if (!problems_.empty()) problems_ += "; ";
    problems_ += heading;
    problems_ += ": “";
    problems_ += cell;
    problems_ += "”不是";
    problems_ += zh;
    problems_ += " / '";
    problems_ += cell;
    problems_ += "' is not ";
    problems_ += en;
  }

 private:
  std::string& problems_;
};

struct ClassName {
  std::string_view name;
  Class kind;
  Gear gear;
};

constexpr std::array<ClassName, 18> kClassNames = {{
    {"履带式挖掘机", Class::hydraulic_excavator, Gear::crawler},
    {"轮式装载机", Class::wheel_loader, Gear::wheel},
    {"汽车起重机", Class::truck_crane, Gear::unknown},
    {"单钢轮压路机", Class::road_roller, Gear::unknown},
    {"旋挖钻机(履带)", Class::rotary_drilling_rig, Gear::crawler},
    {"履带推土机", Class::crawler_dozer, Gear::crawler},
    {"轮式挖掘机", Class::hydraulic_excavator, Gear::wheel},
    {"平地机", Class::motor_grader, Gear::unknown},
    {"叉车", Class::forklift, Gear::unknown},
    {"挖掘机", Class::hydraulic_excavator, Gear::unknown},
    {"混凝土泵车", Class::truck_concrete_pump, Gear::unknown},
    {"混凝土搅拌车", Class::concrete_mixer_truck, Gear::unknown},
    {"履带起重机", Class::crawler_crane, Gear::crawler},
    {"挖掘装载机", Class::backhoe_loader, Gear::unknown},
    {"摊铺机", Class::paver, Gear::unknown},
    {"剪叉式高空作业平台", Class::aerial_platform, Gear::unknown},
    {"非公路宽体自卸车", Class::off_road_dumper, Gear::unknown},
    {"自卸车", Class::dump_truck, Gear::unknown},
}};

void read_kind(const Cells& cells, RowReader& reader, Machine& m) {
  for (const ClassName& known : kClassNames) {
    if (known.name != cells[kName]) continue;
    m.kind = known.kind;
    m.gear = known.gear;
    return;
  }
  if (!cells[kName].empty())
    reader.complain(cells[kName], "设备名称", "可识别的机种", "a machine type we know");
}

void read_codes(const Cells& cells, Machine& m) {
  const std::string_view fuel = cells[kFuel], steering = cells[kSteering], numbers = cells[kNumbers];
  const std::string_view seller = cells[kSeller], invoice = cells[kInvoice], stage = cells[kStage];
  m.fuel = fuel == "柴油" ? Fuel::diesel : fuel == "电动" ? Fuel::electric : Fuel::unknown;
  m.steering = steering == "左" ? Side::left : steering == "右" ? Side::right : Side::unknown;
  m.numbers = numbers == "完好"   ? Numbers::intact
              : numbers == "改动" ? Numbers::altered
              : numbers == "缺失" ? Numbers::missing
                                  : Numbers::unknown;
  m.seller = seller == "一般纳税人"     ? Seller::general_taxpayer
             : seller == "个人"         ? Seller::individual
             : seller == "小规模纳税人" ? Seller::small_taxpayer
                                        : Seller::unknown;
  m.invoice = invoice == "专票"       ? Invoice::special
              : invoice == "普票"     ? Invoice::ordinary
              : invoice == "无票"     ? Invoice::none
              : invoice == "反向开票" ? Invoice::reverse
                                      : Invoice::unknown;
  m.stage = stage == "国三"   ? "CN3"
            : stage == "国二" ? "CN2"
            : stage == "国四" ? "CN4"
            : stage == "国五" ? "ROAD5"
            : stage == "国六" ? "ROAD6"
                              : std::string_view();
}

void read_gates(const Cells& cells, RowReader& reader, Machine& m) {
  m.plated = reader.answer(cells[kPlated], "是否上牌");
  m.accident = reader.answer(cells[kAccident], "重大事故");
  m.seized = reader.answer(cells[kSeized], "查封");
  m.mortgaged = reader.answer(cells[kMortgaged], "抵押");
  m.leased = reader.answer(cells[kLeased], "融资租赁");
  m.stolen = reader.answer(cells[kStolen], "盗抢");
  m.scrapped = reader.answer(cells[kScrapped], "报废");
  m.supervised = reader.answer(cells[kSupervised], "海关监管");
  m.assembled = reader.answer(cells[kAssembled], "拼装");
  m.locked = reader.answer(cells[kLocked], "GPS锁机");
  m.title = reader.answer(cells[kTitle], "权属证明");
  m.special = reader.answer(cells[kSpecial], "特种设备");
}

Machine read_machine(const Cells& cells, std::string& problems) {
  RowReader reader(problems);
  Machine m;
  read_kind(cells, reader, m);
  const std::int64_t year = reader.number(cells[kYear], "出厂年份");
  m.build_year = year < 0 ? 0 : static_cast<int>(year / 1000);
  (void)reader.number(cells[kHours], "小时数");
  m.mass_g = reader.number(cells[kMass], "整机重量(吨)");
  if (m.mass_g > 0) m.mass_g *= 1000;
  m.power_w = reader.number(cells[kPower], "功率(kW)");
  m.load_kg = reader.number(cells[kLoad], "额定起重量(吨)");
  read_codes(cells, m);
  const std::string_view first = cells[kFirst];
  if (first.size() == 10) {
    const auto digits = [first](std::size_t at, std::size_t count) {
      int value = 0;
      for (std::size_t i = at; i < at + count; ++i) value = value * 10 + (first[i] - '0');
      return value;
    };
    m.first_year = digits(0, 4);
    m.first_month = digits(5, 2);
    m.first_day = digits(8, 2);
  }
  read_gates(cells, reader, m);
  derive(m);
  return m;
}

constexpr std::array<std::string_view, 4> kAnswers = {",allowed", ",conditions", ",undecided", ",refused"};

/// The rows of one chunk, ready but for repeated machines.
struct Output {
  std::string bytes;  ///< whole rows
  std::vector<std::size_t> row_end;
  std::vector<std::string> problems;  ///< per row, empty when there are none
  std::vector<std::uint64_t> serials;
  HandTotals totals;
};

class ChunkScreener {
 public:
  explicit ChunkScreener(std::span<const HandCountry> countries)
      : countries_(countries), judgements_(countries.size()) {}

  void screen(std::string_view text, Output& out) {
    out.bytes.clear();
    out.row_end.clear();
    out.problems.clear();
    out.serials.clear();
    out.totals = {};
    while (!text.empty()) {
      Cells cells;
      out.bytes += take_row(text, cells);
      const Machine machine = read_machine(cells, problems_);
      write_results(machine, out);
      out.bytes += problems_;
      out.bytes.push_back('\n');
      out.row_end.push_back(out.bytes.size());
      out.totals.with_problems += problems_.empty() ? 0 : 1;
      out.problems.push_back(problems_);
      const std::string_view serial = cells[kSerial];
      out.serials.push_back(serial.empty() ? 0 : std::hash<std::string_view>{}(serial) | 1U);
    }
    out.totals.machines = out.row_end.size();
  }

 private:
  /// Numbers of the three best countries; plain allowed first, then fewest conditions, then the given order.
  std::size_t find_best(std::array<std::size_t, 3>& best) const {
    std::array<int, 3> ranks{};
    std::size_t count = 0;
    for (std::size_t c = 0; c < judgements_.size(); ++c) {
      if (judgements_[c].answer > Answer::conditions) continue;
      const int rank = judgements_[c].answer == Answer::allowed ? 0 : judgements_[c].conditions;
      std::size_t place = count;
      while (place > 0 && ranks[place - 1] > rank) --place;
      if (place == best.size()) continue;
      if (count < best.size()) ++count;
      for (std::size_t i = count - 1; i > place; --i) {
        best[i] = best[i - 1];
        ranks[i] = ranks[i - 1];
      }
      best[place] = c;
      ranks[place] = rank;
    }
    return count;
  }

  std::size_t readiness(const Machine& machine, Answer tradable, bool has_destination) const {
    if (tradable == Answer::refused) return 3;
    if (tradable == Answer::undecided || !has_hs6(machine)) return 2;
    if (has_destination) return tradable == Answer::allowed ? 0 : 1;
    for (const Judgement& judgement : judgements_) {
      if (judgement.answer == Answer::undecided) return 2;
    }
    return 3;
  }

  void write_results(const Machine& machine, Output& out) {
    for (std::size_t c = 0; c < countries_.size(); ++c) judgements_[c] = countries_[c].judge(machine);
    const Judgement tradable = china_tradable(machine);
    std::array<std::size_t, 3> best{};
    const std::size_t found = find_best(best);
    const std::size_t grade = readiness(machine, tradable.answer, found > 0);
    ++out.totals.readiness[grade];
    std::string& bytes = out.bytes;
    bytes.push_back(',');
    bytes.push_back(static_cast<char>('A' + grade));
    for (const std::string_view value :
         {class_code(machine.kind), hs_code(machine), regime_code(machine.regime), machine.stage,
          vat_outcome(machine), std::string_view("0110")}) {
      bytes.push_back(',');
      bytes += value;
    }
    bytes += kAnswers[static_cast<std::size_t>(tradable.answer)];
    bytes.push_back(',');
    for (std::size_t i = 0; i < found; ++i) {
      if (i > 0) bytes.push_back(' ');
      bytes += countries_[best[i]].code;
    }
    for (const Judgement& judgement : judgements_)
      bytes += kAnswers[static_cast<std::size_t>(judgement.answer)];
    bytes.push_back(',');
  }

  std::span<const HandCountry> countries_;
  std::vector<Judgement> judgements_;
  std::string problems_;
};

/// Serial numbers seen so far, with the row they stood in.
class SerialTable {
 public:
  /// The earlier row of the same serial number, or nothing.
  std::optional<std::uint64_t> add(std::uint64_t serial, std::uint64_t row) {
    if (serial == 0) return std::nullopt;
    if (2 * (used_ + 1) > slots_.size()) grow();
    Slot& slot = find(serial);
    if (slot.serial == 0) {
      slot = {serial, row};
      ++used_;
      return std::nullopt;
    }
    const std::uint64_t earlier = slot.row;
    slot.row = row;
    return earlier;
  }

 private:
  struct Slot {
    std::uint64_t serial = 0, row = 0;
  };
  Slot& find(std::uint64_t serial) {
    std::size_t at = (serial >> 1) & (slots_.size() - 1);
    while (slots_[at].serial != 0 && slots_[at].serial != serial) at = (at + 1) & (slots_.size() - 1);
    return slots_[at];
  }
  void grow() {
    std::vector<Slot> old(slots_.size() * 2);
    old.swap(slots_);
    for (const Slot& slot : old) {
      if (slot.serial != 0) find(slot.serial) = slot;
    }
  }

  std::vector<Slot> slots_ = std::vector<Slot>(1024);
  std::size_t used_ = 0;
};

/// Writes chunks in file order and looks for repeated machines on the way.
class OrderedWriter {
 public:
  explicit OrderedWriter(const std::filesystem::path& path)
      : descriptor_(::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644)) {
    if (descriptor_ < 0) throw base::EnvironmentFailure("cannot write " + path.string());
  }
  ~OrderedWriter() { ::close(descriptor_); }
  OrderedWriter(const OrderedWriter&) = delete;
  OrderedWriter& operator=(const OrderedWriter&) = delete;

  void write(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t wrote = ::write(descriptor_, bytes.data(), bytes.size());
      if (wrote < 0) throw base::EnvironmentFailure("cannot write the summary");
      bytes.remove_prefix(static_cast<std::size_t>(wrote));
    }
  }

  void add(const Output& out, HandTotals& totals) {
    const std::string_view bytes = out.bytes;
    std::size_t written = 0;
    for (std::size_t row = 0; row < out.row_end.size(); ++row) {
      const auto earlier = serials_.add(out.serials[row], ++row_number_);
      if (!earlier) continue;
      ++totals.duplicates;
      const std::string& known = out.problems[row];
      totals.with_problems += known.empty() ? 1 : 0;
      write(bytes.substr(written, out.row_end[row] - 1 - written));
      const std::string other = std::to_string(*earlier);
      write((known.empty() ? "" : "; ") + ("识别代码或出厂编号与第 " + other + " 行相同") +
            " / same PIN or serial number as row " + other + '\n');
      written = out.row_end[row];
    }
    write(bytes.substr(written));
    totals.machines += out.totals.machines;
    totals.with_problems += out.totals.with_problems;
    for (std::size_t i = 0; i < totals.readiness.size(); ++i) totals.readiness[i] += out.totals.readiness[i];
  }

  void sync() const { ::fsync(descriptor_); }

 private:
  int descriptor_;
  SerialTable serials_;
  std::uint64_t row_number_ = 1;  ///< the headings are row 1
};

/// Hands out chunks of whole rows and lets their outputs through in order.
class HandRun {
 public:
  HandRun(std::string_view text, std::span<const HandCountry> countries, OrderedWriter& writer)
      : text_(text), countries_(countries), writer_(writer) {}

  void work() {
    ChunkScreener screener(countries_);
    Output out;
    for (;;) {
      std::uint64_t number = 0;
      const std::string_view chunk = take(number);
      if (chunk.empty()) return;
      screener.screen(chunk, out);
      std::unique_lock lock(mutex_);
      turn_.wait(lock, [&] { return written_ == number; });
      writer_.add(out, totals_);
      ++written_;
      turn_.notify_all();
    }
  }

  const HandTotals& totals() const { return totals_; }

 private:
  std::string_view take(std::uint64_t& number) {
    const std::lock_guard lock(take_mutex_);
    std::size_t size = std::min(kChunkBytes, text_.size());
    while (size < text_.size() && text_[size - 1] != '\n') ++size;
    const std::string_view chunk = text_.substr(0, size);
    text_.remove_prefix(size);
    number = taken_++;
    return chunk;
  }

  std::string_view text_;
  std::span<const HandCountry> countries_;
  OrderedWriter& writer_;
  std::mutex take_mutex_, mutex_;
  std::condition_variable turn_;
  std::uint64_t taken_ = 0, written_ = 0;
  HandTotals totals_;
};

}  // namespace

HandTotals screen_by_hand(const std::filesystem::path& fleet, const std::filesystem::path& out,
                          std::span<const HandCountry> countries, unsigned threads) {
  const MappedFile file(fleet);
  std::string_view text = file.text();
  Cells headings;
  std::string heading(take_row(text, headings));
  heading +=
      ",readiness,class,hs_code,regime,emission_stage,vat_outcome,supervision_mode,tradable,best_"
      "destinations";
  for (const HandCountry& country : countries) (heading += ',') += country.code;
  OrderedWriter writer(out);
  writer.write("\xEF\xBB\xBF" + heading + ",problems\n");
  HandRun run(text, countries, writer);
  std::vector<std::thread> pool;
  for (unsigned i = 0; i < threads; ++i) pool.emplace_back([&run] { run.work(); });
  for (std::thread& thread : pool) thread.join();
  writer.sync();
  return run.totals();
}

}  // namespace chuhai::bench
