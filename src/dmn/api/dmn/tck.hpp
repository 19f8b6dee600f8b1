#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "feel/evaluate.hpp"

namespace chuhai::dmn {

/// One test case of the conformance suite. It passes when every result node it names is as expected.
struct TckTest {
  std::string id;
  bool passed = false;
  std::string reason;  ///< why it failed: node, expected and found value, reason of a null
};

/// The test cases of one folder of the suite.
struct TckSuite {
  std::string level;  ///< "compliance-level-2"; the name of the folder above
  std::string name;   ///< "0004-simpletable-U"
  std::vector<TckTest> tests;
  std::size_t passed() const;
  std::size_t failed() const { return tests.size() - passed(); }
};

struct TckLevel {
  std::string name;
  std::size_t passed = 0;
  std::size_t failed = 0;
};

struct TckReport {
  std::vector<TckSuite> suites;  ///< sorted by level, then name
  std::vector<TckLevel> levels() const;
  std::size_t passed() const;
  std::size_t failed() const;
};

/// Runs the DMN conformance suite (TCK) below `folder`: every .xml file with test cases, on the model it
/// names, in standard mode. `evaluation` gives limits and the instant of now(); its mode is not used.
/// Comparison: numbers are equal exactly. Only an answer that cannot be exact (it fills the 34 digits) may
/// differ: it must round half-up to the six or more decimals expected, or, where the expected number has
/// twelve digits or more (taken down from binary arithmetic), be within 10^-12 of it, relatively. Everything
/// else is compared as feel::same does. A test that expects
/// an error passes on null.
/// Errors: not_found/folder_missing, invalid/no_test_cases. A model or test file that cannot be read fails
/// its tests with that reason.
/// Source: github.com/dmn-tck/tck, testCases.xsd of 2016-07-19.
base::Result<TckReport> run_tck(const std::filesystem::path& folder,
                                const feel::EvaluationOptions& evaluation = {});

}  // namespace chuhai::dmn
