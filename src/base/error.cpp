#include "base/error.hpp"

namespace chuhai::base {

std::string describe(const Error& error) {
  std::string out = error.where.source;
  if (error.where.line > 0) {
    if (!out.empty()) out += ':';
    out += std::to_string(error.where.line);
    if (error.where.column > 0) out += ':' + std::to_string(error.where.column);
  }
  if (!out.empty()) out += ": ";
  if (!error.where.field.empty()) out += error.where.field + ": ";
  return out + error.message.en;
}

int exit_code(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::conflict:
    case ErrorKind::refused:
      return 1;
    case ErrorKind::invalid:
    case ErrorKind::not_found:
    case ErrorKind::limit:
    case ErrorKind::unsupported:
      return 2;
  }
  return 2;
}

}  // namespace chuhai::base
