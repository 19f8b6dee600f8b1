#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace chuhai::bench {

/// A program that answers each line written to it with one line: the other libraries run in one.
/// Every function throws std::runtime_error when the program cannot be started, ends early, or answers with
/// "error ...".
class PeerProcess {
 public:
  explicit PeerProcess(const std::vector<std::string>& command);
  ~PeerProcess();  ///< closes the program's input and waits for its end
  PeerProcess(const PeerProcess&) = delete;
  PeerProcess& operator=(const PeerProcess&) = delete;

  std::string ask(std::string_view line);

 private:
  int child_ = -1;
  int to_ = -1;
  int from_ = -1;
  std::string read_;
};

/// Node with bench/peers/peers.mjs.
PeerProcess start_peers();

}  // namespace chuhai::bench
