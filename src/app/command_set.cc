#include "app/command_set.h"

#include <filesystem>

#include <CLI/CLI.hpp>

namespace telltale {

std::string absolute_folder(const std::string& path) {
  std::string absolute = std::filesystem::absolute(path).lexically_normal().string();
  while (absolute.size() > 1 && absolute.back() == '/') absolute.pop_back();
  return absolute;
}

CLI::App* CommandSet::add(const char* name, const char* what, const char* example, Action action) {
  return add_to(root_, {name, what, example}, std::move(action));
}

CLI::App* CommandSet::add_to(CLI::App& parent, const Words& words, Action action) {
  CLI::App* command = parent.add_subcommand(words.name, words.what);
  command->footer(std::string("Example:\n  ") + words.example);
  command->callback([this, action = std::move(action)] { action_ = action; });
  return command;
}

void CommandSet::add_format(CLI::App* command) {
  static const std::map<std::string, OutputFormat> kFormats = {
      {"table", OutputFormat::kTable}, {"csv", OutputFormat::kCsv}, {"json", OutputFormat::kJson}};
  command->add_option("--format", context_.format, "table, csv or json")
      ->transform(CLI::CheckedTransformer(kFormats).description(""))
      ->type_name("FORMAT")
      ->default_str("table");
}

void CommandSet::add_folder(CLI::App* command, std::string& folder, const char* name) {
  command
      ->add_option_function<std::string>(
          name, [&folder](const std::string& path) { folder = absolute_folder(path); },
          "the lake's folder")
      ->required()
      ->type_name("DIR");
}

void CommandSet::add_server(CLI::App* command, ServerAddress& server, const char* what) {
  command->add_option("--server", server.url, what)->type_name("URL");
  command->add_option("--key", server.key, "who asks the server; better in TELLTALE_KEY")
      ->envname("TELLTALE_KEY")
      ->type_name("KEY");
  command->add_option("--lake", server.lake, "which of the server's lakes; default: its first")
      ->type_name("NAME");
}

void CommandSet::add_lake(CLI::App* command, std::string& folder, ServerAddress& server) {
  CLI::Option* data = command->add_option_function<std::string>(
      "--data", [&folder](const std::string& path) { folder = absolute_folder(path); },
      "the lake's folder");
  data->type_name("DIR");
  add_server(command, server, "a server that has the lake");
  CLI::Option* url = command->get_option("--server");
  url->excludes(data);
  command->parse_complete_callback(
      [this, data, url] { is_lake_missing_ = data->count() == 0 && url->count() == 0; });
}

Result<int> CommandSet::run() {
  if (is_lake_missing_) return Status::invalid("say which lake: --data DIR, or --server URL");
  return action_(context_);
}

}  // namespace telltale
