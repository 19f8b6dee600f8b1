#include "table/problem.hpp"

#include <algorithm>
#include <limits>

#include "refusal.hpp"

namespace chuhai::table {
namespace {

std::string_view problem_code_name(ProblemCode code) {
  switch (code) {
    case ProblemCode::row_too_short:
      return "row_too_short";
    case ProblemCode::row_too_long:
      return "row_too_long";
    case ProblemCode::cell_too_long:
      return "cell_too_long";
    case ProblemCode::formula_without_value:
      return "formula_without_value";
    case ProblemCode::error_value:
      return "error_value";
  }
  return "";
}

base::Text problem_words(const Problem& problem) {
  const std::string found = std::to_string(problem.found);
  const std::string wanted = std::to_string(problem.wanted);
  const std::string letters = column_letters(problem.column);
  switch (problem.code) {
    case ProblemCode::row_too_short:
      return {"the row has " + found + " cells, the table has " + wanted +
                  " columns; the missing cells are taken as empty",
              "本行只有 " + found + " 个单元格，表格有 " + wanted + " 列；缺少的单元格按空白处理"};
    case ProblemCode::row_too_long:
      return {"the row has " + found + " cells, the table has " + wanted + " columns; from column " +
                  letters +
                  " on they are not read: give them a heading, or quote a cell that holds the separator",
              "本行有 " + found + " 个单元格，表格只有 " + wanted + " 列；" + letters +
                  " 列起的内容未读取：请补上列标题，或给含有分隔符的单元格加引号"};
    case ProblemCode::cell_too_long:
      return {"the cell in column " + letters + " has more than " + wanted +
                  " characters and is taken as empty: shorten it",
              letters + " 列单元格超过 " + wanted + " 个字符，按空白处理：请缩短内容"};
    case ProblemCode::formula_without_value:
      return {"the formula in column " + letters +
                  " has no stored result: open the file in a spreadsheet program and save it again",
              letters + " 列的公式没有保存计算结果：请用电子表格软件打开并重新保存"};
    case ProblemCode::error_value:
      return {"the cell in column " + letters + " holds an error value: correct its formula",
              letters + " 列单元格是错误值：请更正公式"};
  }
  return {};
}

}  // namespace

base::Error refusal(base::ErrorKind kind, std::string_view code, base::Text message,
                    const std::string& source, std::uint64_t row, std::uint32_t column) {
  constexpr std::uint64_t kLineMax = std::numeric_limits<std::uint32_t>::max();
  base::Error error;
  error.kind = kind;
  error.code = code;
  error.message = std::move(message);
  error.where = {source, static_cast<std::uint32_t>(std::min(row, kLineMax)), column, {}};
  return error;
}

std::string in_mebibytes(std::uint64_t bytes) {
  const std::uint64_t tenths = bytes / (1024 * 1024 / 10);
  return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " MiB";
}

base::Error to_error(const Problem& problem, const std::string& source) {
  const bool is_limit = problem.code == ProblemCode::cell_too_long;
  return refusal(is_limit ? base::ErrorKind::limit : base::ErrorKind::invalid,
                 problem_code_name(problem.code), problem_words(problem), source, problem.row,
                 problem.column + 1);
}

std::string column_letters(std::uint32_t column) {
  std::string letters;
  for (std::uint64_t rest = std::uint64_t{column} + 1; rest > 0; rest = (rest - 1) / 26) {
    letters.insert(letters.begin(), static_cast<char>('A' + (rest - 1) % 26));
  }
  return letters;
}

}  // namespace chuhai::table
