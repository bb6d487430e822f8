// BodyRoom: memory for one body out of what all bodies being received may have. Of one thread.
#pragma once

#include <cstddef>

namespace telltale::serve {

class BodyRoom {
 public:
  BodyRoom(size_t& taken_by_all, size_t most) : taken_by_all_(taken_by_all), most_(most) {}
  BodyRoom(const BodyRoom&) = delete;
  BodyRoom& operator=(const BodyRoom&) = delete;
  ~BodyRoom() { taken_by_all_ -= taken_; }

  // Makes it so many bytes, unless it is more already. False: there is no room.
  bool take(size_t bytes) {
    if (bytes <= taken_) return true;
    if (taken_by_all_ + bytes - taken_ > most_) return false;
    taken_by_all_ += bytes - taken_;
    taken_ = bytes;
    return true;
  }

 private:
  size_t& taken_by_all_;
  const size_t most_;
  size_t taken_ = 0;
};

}  // namespace telltale::serve
