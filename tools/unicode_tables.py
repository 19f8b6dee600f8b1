#!/usr/bin/env python3
"""Writes src/feel/unicode_table.cpp from Python's Unicode character database.

  tools/unicode_tables.py > src/feel/unicode_table.cpp
"""
import sys
import unicodedata

CATEGORIES = ("Lu Ll Lt Lm Lo Mn Mc Me Nd Nl No Pc Pd Ps Pe Pi Pf Po "
              "Sm Sc Sk So Zs Zl Zp Cc Cf Cs Co Cn").split()
WIDTH = 108


def category_runs():
    runs, last = [], None
    for code in range(0x110000):
        category = CATEGORIES.index(unicodedata.category(chr(code)))
        if category != last:
            runs.append(code << 5 | category)
            last = category
    return runs


def case_ranges(change):
    """(first, last, step, distance) of letters whose other case is one code point away by the same distance."""
    ranges = []
    for code in range(0x110000):
        if 0xD800 <= code < 0xE000:
            continue
        other = change(chr(code))
        if len(other) != 1 or ord(other) == code:
            continue
        distance = ord(other) - code
        if ranges and ranges[-1][3] == distance:
            first, last, step, _ = ranges[-1]
            gap = code - last
            if gap in (1, 2) and (first == last or gap == step):
                ranges[-1] = (first, code, gap, distance)
                continue
        ranges.append((code, code, 1, distance))
    return ranges


def long_capitals():
    return [(code, chr(code).upper()) for code in range(0x110000)
            if not 0xD800 <= code < 0xE000 and len(chr(code).upper()) > 1]


def lines(items):
    out, line = [], ""
    for item in items:
        if len(line) + len(item) + 2 > WIDTH - 4:
            out.append("    " + line.rstrip())
            line = ""
        line += item + ", "
    out.append("    " + line.rstrip())
    return "\n".join(out)


def main():
    print(f"""// Written by tools/unicode_tables.py from the Unicode character database, version {unicodedata.unidata_version}.
#include "unicode_table.hpp"

namespace chuhai::feel {{

namespace {{

// clang-format off
/// First code point of each run of one general category, shifted by five, and the category.
constexpr std::uint32_t kRuns[] = {{
{lines(str(run) for run in category_runs())}}};
""")
    for name, change in (("kToLower", str.lower), ("kToUpper", str.upper)):
        print(f"constexpr CaseRange {name}[] = {{")
        print(lines("{%d, %d, %d, %d}" % r for r in case_ranges(change)) + "};\n")
    print("constexpr LongCapital kLongCapitals[] = {")
    print(lines("{%d, {%s}}" % (code, ", ".join(str(ord(c)) for c in text)) for code, text in long_capitals())
          + "};")
    print("""// clang-format on

}  // namespace

std::span<const std::uint32_t> category_runs() { return kRuns; }
std::span<const CaseRange> lower_ranges() { return kToLower; }
std::span<const CaseRange> upper_ranges() { return kToUpper; }
std::span<const LongCapital> long_capitals() { return kLongCapitals; }

}  // namespace chuhai::feel""")


if __name__ == "__main__":
    sys.exit(main())
