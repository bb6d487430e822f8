#include "app/password_input.h"

#include <array>
#include <termios.h>
#include <unistd.h>

namespace telltale {
namespace {

// What is typed is not shown while this lives.
class HiddenTyping {
 public:
  HiddenTyping() {
    if (::tcgetattr(STDIN_FILENO, &before_) != 0) return;
    termios hidden = before_;
    hidden.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    is_hidden_ = ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden) == 0;
  }
  HiddenTyping(const HiddenTyping&) = delete;
  HiddenTyping& operator=(const HiddenTyping&) = delete;
  ~HiddenTyping() {
    if (is_hidden_) ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
  }

 private:
  termios before_{};
  bool is_hidden_ = false;
};

Result<std::string> read_line() {
  std::array<char, 1024> line;
  if (std::fgets(line.data(), line.size(), stdin) == nullptr)
    return Status::invalid("cannot read a password: standard input has none");
  std::string text(line.data());
  if (text.ends_with('\n')) text.pop_back();
  if (text.ends_with('\r')) text.pop_back();
  return text;
}

Result<std::string> ask(std::FILE* messages, const char* prompt) {
  std::fputs(prompt, messages);
  std::fflush(messages);
  const HiddenTyping hidden;
  Result<std::string> line = read_line();
  std::fputs("\n", messages);
  return line;
}

}  // namespace

Result<std::string> read_password(std::FILE* messages) {
  if (::isatty(STDIN_FILENO) == 0) return read_line();
  std::string password = TRY(ask(messages, "Password: "));
  if (TRY(ask(messages, "The same again: ")) != password)
    return Status::invalid("cannot take the password: the two are not the same: try again");
  return password;
}

}  // namespace telltale
