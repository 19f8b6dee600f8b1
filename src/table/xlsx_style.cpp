#include "xlsx_style.hpp"

namespace chuhai::table {
namespace {

/// The library takes 0 for "unset", so black has a number of its own there.
lxw_color_t library_colour(std::uint32_t rgb) {
  return rgb == 0 ? static_cast<lxw_color_t>(LXW_COLOR_BLACK) : static_cast<lxw_color_t>(rgb & 0xFFFFFFU);
}

void apply_alignment(lxw_format* format, const Style& style) {
  switch (style.align) {
    case Align::none:
      break;
    case Align::left:
      format_set_align(format, LXW_ALIGN_LEFT);
      break;
    case Align::centre:
      format_set_align(format, LXW_ALIGN_CENTER);
      break;
    case Align::right:
      format_set_align(format, LXW_ALIGN_RIGHT);
      break;
  }
  switch (style.vertical_align) {
    case VerticalAlign::none:
      break;
    case VerticalAlign::top:
      format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
      break;
    case VerticalAlign::centre:
      format_set_align(format, LXW_ALIGN_VERTICAL_CENTER);
      break;
    case VerticalAlign::bottom:
      format_set_align(format, LXW_ALIGN_VERTICAL_BOTTOM);
      break;
  }
}

}  // namespace

void apply_style(lxw_format* format, const Style& style) {
  if (style.bold) format_set_bold(format);
  if (style.italic) format_set_italic(format);
  if (style.wrap) format_set_text_wrap(format);
  if (style.border) format_set_border(format, LXW_BORDER_THIN);
  if (style.border_rgb) format_set_border_color(format, library_colour(*style.border_rgb));
  if (style.font_rgb) format_set_font_color(format, library_colour(*style.font_rgb));
  if (style.font_size_pt > 0) format_set_font_size(format, style.font_size_pt);
  if (style.rotation_degrees > 0) format_set_rotation(format, style.rotation_degrees);
  if (style.indent > 0) format_set_indent(format, style.indent);
  if (!style.number_format.empty()) format_set_num_format(format, style.number_format.c_str());
  if (style.fill_rgb) {
    format_set_pattern(format, LXW_PATTERN_SOLID);
    format_set_fg_color(format, library_colour(*style.fill_rgb));
  }
  apply_alignment(format, style);
}

}  // namespace chuhai::table
