#pragma once

#include <cstdint>
#include <filesystem>

namespace chuhai::bench {

/// Writes a fleet of `machines` rows as CSV (UTF-8, LF) under the headings an exporter's sheet has: maker,
/// model, kind of machine, serial number, build year, hours, mass, power, the yes/no questions of the
/// tradable gate, seller, invoice. Three in ten rows are road vehicles or cranes; hours and serial numbers
/// hardly repeat; about one cell in fifty is empty and one in two thousand wrong. The same seed gives the
/// same bytes everywhere. Throws EnvironmentFailure when the file cannot be written.
void write_fleet(const std::filesystem::path& file, std::uint64_t machines, std::uint64_t seed);

}  // namespace chuhai::bench
