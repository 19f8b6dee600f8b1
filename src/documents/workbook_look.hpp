#pragma once

#include <algorithm>
#include <cstdint>
#include <iterator>

#include "rulebook/verdict.hpp"
#include "table/xlsx_writer.hpp"

namespace chuhai::documents {

inline constexpr std::uint32_t kInk = 0x1C2126;
inline constexpr std::uint32_t kLine = 0xDCDFE2;
inline constexpr std::uint32_t kHeadFill = 0xEEF1F4;
inline constexpr std::uint32_t kAddedFill = 0xDCE9F7;  ///< headings of columns that the screening added
inline constexpr std::uint32_t kBlue = 0x0B5CAD;
/// Styles of the whole workbook.
struct Look {
  table::StyleId plain, wrapped, heading, added_heading, upright_heading, title, strong, note, plain_note,
      number, money, link;
  table::StyleId outcome[4];
  table::StyleId readiness[4];

  explicit Look(table::XlsxWriter& writer) {
    const table::Style cell{.border = true, .border_rgb = kLine, .vertical_align = table::VerticalAlign::top};
    table::Style wrap = cell;
    wrap.wrap = true;
    table::Style head = wrap;
    head.bold = true;
    head.fill_rgb = kHeadFill;
    head.font_rgb = kInk;
    plain = writer.add_style(cell);
    wrapped = writer.add_style(wrap);
    heading = writer.add_style(head);
    table::Style added = head;
    added.fill_rgb = kAddedFill;
    added_heading = writer.add_style(added);
    table::Style upright = head;
    upright.wrap = false;
    upright.rotation_degrees = 90;
    upright.align = table::Align::centre;
    upright.vertical_align = table::VerticalAlign::bottom;
    upright_heading = writer.add_style(upright);
    table::Style address = wrap;
    address.font_rgb = kBlue;
    link = writer.add_style(address);
    title = writer.add_style({.bold = true, .font_rgb = kInk, .font_size_pt = 14});
    strong = writer.add_style({.bold = true, .font_rgb = kInk});
    plain_note = writer.add_style({.font_rgb = 0x5B6670});
    note =
        writer.add_style({.wrap = true, .font_rgb = 0x5B6670, .vertical_align = table::VerticalAlign::top});
    table::Style right = cell;
    right.align = table::Align::right;
    number = writer.add_style(right);
    right.number_format = "#,##0.00";
    money = writer.add_style(right);
    const std::uint32_t fills[] = {0xDDF0E5, 0xFBEFD5, 0xE5E7EB, 0xFBE2DF};
    const std::uint32_t inks[] = {0x14663B, 0x7D5010, 0x4B5563, 0xB42318};
    for (int i = 0; i < 4; ++i) {
      table::Style shade = wrap;
      shade.fill_rgb = fills[i];
      shade.font_rgb = inks[i];
      shade.align = table::Align::centre;
      outcome[i] = writer.add_style(shade);
    }
    std::copy(std::begin(outcome), std::end(outcome), std::begin(readiness));
  }

  table::StyleId of(rulebook::Outcome value) const { return outcome[static_cast<std::size_t>(value)]; }
};

}  // namespace chuhai::documents
