#include "peer_process.hpp"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <stdexcept>

namespace chuhai::bench {

namespace {

[[noreturn]] void run_program(const std::vector<std::string>& command, int input, int output) {
  dup2(input, STDIN_FILENO);
  dup2(output, STDOUT_FILENO);
  std::vector<char*> arguments;
  for (const std::string& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  execvp(arguments[0], arguments.data());
  _exit(127);
}

}  // namespace

PeerProcess::PeerProcess(const std::vector<std::string>& command) {
  std::array<int, 2> down{}, up{};
  if (pipe2(down.data(), O_CLOEXEC) != 0 || pipe2(up.data(), O_CLOEXEC) != 0)
    throw std::runtime_error("no pipe to " + command.front());
  // A program that has ended is found out by the answer that does not come.
  std::signal(SIGPIPE, SIG_IGN);
  child_ = fork();
  if (child_ < 0) throw std::runtime_error("cannot start " + command.front());
  if (child_ == 0) run_program(command, down[0], up[1]);
  close(down[0]);
  close(up[1]);
  to_ = down[1];
  from_ = up[0];
}

PeerProcess::~PeerProcess() {
  close(to_);
  close(from_);
  waitpid(child_, nullptr, 0);
}

std::string PeerProcess::ask(std::string_view line) {
  const std::string sent = std::string(line) + '\n';
  for (std::size_t at = 0; at < sent.size();) {
    const ssize_t written = write(to_, sent.data() + at, sent.size() - at);
    if (written <= 0) throw std::runtime_error("the other side ended before: " + std::string(line));
    at += static_cast<std::size_t>(written);
  }
  std::size_t end = read_.find('\n');
  while (end == std::string::npos) {
    std::array<char, 65536> bytes{};
    const ssize_t got = read(from_, bytes.data(), bytes.size());
    if (got <= 0) throw std::runtime_error("the other side ended without an answer to: " + std::string(line));
    const std::size_t searched = read_.size();
    read_.append(bytes.data(), static_cast<std::size_t>(got));
    end = read_.find('\n', searched);
  }
  std::string answer = read_.substr(0, end);
  read_.erase(0, end + 1);
  if (answer.starts_with("error ")) throw std::runtime_error(std::string(line) + ": " + answer);
  return answer;
}

PeerProcess start_peers() {
  return PeerProcess({"node", "--expose-gc", CHUHAI_SOURCE_DIR "/bench/peers/peers.mjs"});
}

}  // namespace chuhai::bench
