// FooterCache: footers of a lake's Parquet files, as the library that reads files understands them,
// for who reads a few rows of many files: to understand a footer takes longer than that. Files
// never change, so neither do their footers. Those used last are kept. Any thread may call.
#pragma once

#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <string>

namespace parquet {
class FileMetaData;
}

namespace telltale {

class FooterCache {
 public:
  // Null: none. It is not changed once it is kept.
  using Footer = std::shared_ptr<parquet::FileMetaData>;

  explicit FooterCache(size_t bytes_max = 64UL << 20) : bytes_max_(bytes_max) {}

  Footer find(const std::string& path);
  // `bytes` is about how much memory it takes.
  void keep(const std::string& path, Footer footer, size_t bytes);
  size_t bytes() const;

 private:
  struct Kept {
    std::string path;
    Footer footer;
    size_t bytes = 0;
  };

  const size_t bytes_max_;
  mutable std::mutex mutex_;
  std::list<Kept> kept_;  // used last first
  std::map<std::string, std::list<Kept>::iterator> by_path_;
  size_t bytes_ = 0;
};

}  // namespace telltale
