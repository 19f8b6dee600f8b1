#include "fleet_generator.hpp"

#include <array>
#include <cstdio>
#include <fstream>
#include <span>
#include <string>
#include <string_view>

#include "base/environment.hpp"
#include "random.hpp"

namespace chuhai::bench {

namespace {

struct Kind {
  unsigned weight;  ///< per thousand
  std::string_view name;
  std::array<std::string_view, 3> models;
  unsigned mass_kg_min, mass_kg_max;
  unsigned power_kw_min, power_kw_max;
  unsigned load_t_max = 0;  ///< 0: no rated load
  bool bucket = false;
  bool on_road = false;
};

constexpr std::array kKinds = {
    Kind{300, "履带式挖掘机", {"SY215C", "PC200-8", "320D"}, 5500, 48000, 34, 283, 0, true},
    Kind{40, "轮式挖掘机", {"SY155W", "DX60W", "R60W"}, 5800, 16000, 42, 110, 0, true},
    Kind{30, "挖掘机", {"ZX210", "XE60DA", "R225LC-9T"}, 5500, 36000, 34, 212, 0, true},
    Kind{130, "轮式装载机", {"CLG856H", "L955F", "LG855N"}, 10000, 24000, 92, 195, 0, true},
    Kind{20, "挖掘装载机", {"3CX", "WZ30-25", "B877F"}, 7600, 9500, 68, 82, 0, true},
    Kind{50, "履带推土机", {"SD16", "D7R", "SD32"}, 15000, 41000, 118, 310},
    Kind{40, "平地机", {"GR1805", "PY180", "SG21"}, 13000, 17500, 110, 240},
    Kind{60, "单钢轮压路机", {"XS223J", "SSR220", "LG526"}, 10000, 27000, 82, 176},
    Kind{15, "摊铺机", {"SUPER 1800-3", "RP953", "SSP90C"}, 17000, 26000, 110, 180},
    Kind{60, "旋挖钻机(履带)", {"SWDM220-3", "SR285", "XR220D"}, 45000, 95000, 179, 330},
    Kind{25, "履带起重机", {"QUY85", "SCC750", "ZCC800"}, 60000, 130000, 150, 250, 150},
    Kind{90, "汽车起重机", {"STC250", "ZTC500A", "QY25K"}, 24000, 55000, 162, 276, 130, false, true},
    Kind{30, "混凝土泵车", {"SYM5336THB", "ZLJ5230THBE", "HB48"}, 25000, 46000, 228, 316, 0, false, true},
    Kind{30, "混凝土搅拌车", {"SY312C", "ZZ5257", "LZ5250"}, 13000, 16000, 199, 257, 0, false, true},
    Kind{40, "叉车", {"CPCD50", "CPD30", "FD70"}, 3500, 11000, 15, 80, 10},
    Kind{15, "剪叉式高空作业平台", {"GTJZ1212", "GS3246", "S0812"}, 1500, 3600, 3, 6},
    Kind{15, "非公路宽体自卸车", {"TL875B", "MT86", "SKT90S"}, 22000, 34000, 240, 330},
    Kind{10, "自卸车", {"HOWO 371", "DELONG F3000", "TIANLONG"}, 11000, 15500, 213, 276, 0, false, true},
};

constexpr std::array<std::string_view, 10> kMakers = {"三一", "徐工", "中联重科", "柳工", "临工",
                                                      "小松", "卡特", "山推",     "日立", "山河智能"};
constexpr std::string_view kHeadings =
    "序号,品牌,型号,设备名称,出厂编号,出厂年份,年份凭证,小时数,整机重量(吨),功率(kW),斗容量(m3),额定起重量("
    "吨),燃料,排放,是否上牌,初次登记日期,方向盘,原产国,铭牌,重大事故,查封,抵押,融资租赁,盗抢,报废,"
    "海关监管,拼装,GPS锁机,权属证明,特种设备,卖方类型,发票,购进金额(万元),所在地,备注\n";

class Row {
 public:
  explicit Row(std::string& out) : out_(out) {}
  void text(std::string_view value) {
    out_ += value;
    out_.push_back(',');
  }
  void number(std::uint64_t value) { text(std::to_string(value)); }
  /// thousandths / 1000 with `digits` (0 to 3) after the point.
  void decimal(std::uint64_t thousandths, int digits) {
    std::array<char, 32> buffer{};
    std::snprintf(buffer.data(), buffer.size(), "%.*f", digits, static_cast<double>(thousandths) / 1000.0);
    text(buffer.data());
  }
  void end() { out_.back() = '\n'; }

 private:
  std::string& out_;
};

const Kind& pick_kind(Random& random) {
  std::uint64_t at = random.below(1000);
  for (const Kind& kind : kKinds) {
    if (at < kind.weight) return kind;
    at -= kind.weight;
  }
  return kKinds[0];
}

std::string_view pick(Random& random, std::span<const std::string_view> words) {
  return words[random.below(words.size())];
}

/// "否", rarely "是", now and then nothing, and once in a while something that is neither.
std::string_view answer(Random& random, unsigned yes_one_in) {
  if (random.one_in(yes_one_in)) return "是";
  if (random.one_in(400)) return {};
  if (random.one_in(20'000)) return "待核对";
  return "否";
}

std::string serial_number(Random& random, std::uint64_t number) {
  // One in a thousand repeats the number of an earlier row.
  const std::uint64_t base = random.one_in(1000) ? number / 2 : number;
  std::string text = "SN";
  text += static_cast<char>('A' + base % 23);
  text += std::to_string(100'000'000 + base * 7);
  return text;
}

std::string_view stage_of(Random& random, unsigned year, bool on_road) {
  if (random.one_in(3)) return {};
  if (on_road) return year >= 2021 ? "国六" : year >= 2017 ? "国五" : "国四";
  return year >= 2023 ? "国四" : year >= 2016 ? "国三" : "国二";
}

std::string registration_date(Random& random, unsigned year) {
  std::array<char, 16> buffer{};
  std::snprintf(buffer.data(), buffer.size(), "%04u-%02u-%02u", year,
                static_cast<unsigned>(1 + random.below(12)), static_cast<unsigned>(1 + random.below(28)));
  return buffer.data();
}

void write_identity(Row& row, Random& random, const Kind& kind, std::uint64_t number, unsigned year) {
  static constexpr std::array<std::string_view, 4> kEvidence = {"铭牌", "发票", "车主自述", "无"};
  row.number(number);
  row.text(pick(random, kMakers));
  row.text(pick(random, kind.models));
  row.text(random.one_in(500) ? "设备一台" : kind.name);
  row.text(random.one_in(60) ? std::string() : serial_number(random, number));
  row.text(random.one_in(150)      ? std::string()
           : random.one_in(10'000) ? std::string("不清楚")
                                   : std::to_string(year));
  row.text(pick(random, kEvidence));
}

void write_data(Row& row, Random& random, const Kind& kind, unsigned year) {
  const std::uint64_t hours = 200 + random.below(19'800);
  row.text(random.one_in(40)       ? std::string()
           : random.one_in(10'000) ? std::string("表坏")
                                   : std::to_string(hours));
  const std::uint64_t mass_kg = kind.mass_kg_min + random.below(kind.mass_kg_max - kind.mass_kg_min + 1);
  if (random.one_in(100)) {
    row.text({});
  } else {
    row.decimal(mass_kg, 1);
  }
  const std::uint64_t power = kind.power_kw_min + random.below(kind.power_kw_max - kind.power_kw_min + 1);
  row.text(random.one_in(80) ? std::string() : std::to_string(power));
  if (kind.bucket && !random.one_in(3)) {
    row.decimal(mass_kg / 22 / 10 * 10, 2);
  } else {
    row.text({});
  }
  row.text(kind.load_t_max == 0 || random.one_in(30) ? std::string()
                                                     : std::to_string(1 + random.below(kind.load_t_max)));
  const bool electric = kind.power_kw_max < 90 && random.one_in(2);
  row.text(random.one_in(200) ? "" : electric ? "电动" : "柴油");
  row.text(stage_of(random, year, kind.on_road));
}

void write_road(Row& row, Random& random, const Kind& kind, unsigned year) {
  static constexpr std::array<std::string_view, 8> kOrigins = {"中国", "中国", "中国", "中国",
                                                               "中国", "日本", "美国", "德国"};
  row.text(kind.on_road ? (random.one_in(20) ? "否" : "是") : "否");
  row.text(kind.on_road && !random.one_in(15) ? registration_date(random, year) : std::string());
  row.text(kind.on_road && !random.one_in(10) ? (random.one_in(50) ? "右" : "左") : "");
  row.text(pick(random, kOrigins));
}

void write_gate(Row& row, Random& random) {
  row.text(random.one_in(120) ? "改动" : random.one_in(120) ? "缺失" : random.one_in(300) ? "" : "完好");
  row.text(answer(random, 40));   // accident
  row.text(answer(random, 300));  // seized
  row.text(answer(random, 60));   // mortgaged
  row.text(answer(random, 50));   // leased
  row.text(answer(random, 900));  // stolen
  row.text(answer(random, 200));  // scrapped
  row.text(answer(random, 400));  // customs
  row.text(answer(random, 500));  // assembled
  row.text(answer(random, 30));   // telematics
  row.text(random.one_in(15) ? "缺" : "齐全");
}

void write_deal(Row& row, Random& random) {
  static constexpr std::array<std::string_view, 6> kSellers = {"一般纳税人",   "一般纳税人", "一般纳税人",
                                                               "小规模纳税人", "个人",       "个人"};
  static constexpr std::array<std::string_view, 5> kInvoices = {"专票", "专票", "普票", "无票", "反向开票"};
  static constexpr std::array<std::string_view, 6> kPlaces = {"长沙", "郴州", "合肥", "徐州", "柳州", "上海"};
  row.text(answer(random, 12));  // special equipment
  row.text(random.one_in(100) ? "" : pick(random, kSellers));
  row.text(random.one_in(100) ? "" : pick(random, kInvoices));
  row.decimal((40 + random.below(2'200)) * 100, 1);
  row.text(pick(random, kPlaces));
  row.text(random.one_in(30) ? "\"车况良好,随时看车\"" : "");
  row.end();
}

}  // namespace

void write_fleet(const std::filesystem::path& file, std::uint64_t machines, std::uint64_t seed) {
  std::ofstream out(file, std::ios::binary);
  std::string bytes(kHeadings);
  Random random(seed);
  for (std::uint64_t number = 1; number <= machines; ++number) {
    const Kind& kind = pick_kind(random);
    const auto year = static_cast<unsigned>(2007 + random.below(18));
    Row row(bytes);
    write_identity(row, random, kind, number, year);
    write_data(row, random, kind, year);
    write_road(row, random, kind, year);
    write_gate(row, random);
    write_deal(row, random);
    if (bytes.size() < (1u << 20) && number != machines) continue;
    out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    bytes.clear();
  }
  out.close();
  if (!out) throw base::EnvironmentFailure("cannot write " + file.string());
}

}  // namespace chuhai::bench
