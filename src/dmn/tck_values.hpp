#pragma once

#include "feel/value.hpp"
#include "read_xml.hpp"

namespace chuhai::dmn {

/// The value an element of a test file holds in its <value>, <component>s or <list>.
feel::Value read_tck_value(const XmlElement& element);

/// Equality of test results, see run_tck.
bool tck_equal(const feel::Value& expected, const feel::Value& found);

}  // namespace chuhai::dmn
