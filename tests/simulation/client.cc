#include "tests/simulation/client.h"

#include <fmt/format.h>

#include "base/check.h"

namespace telltale::simulation {
namespace {

constexpr std::string_view kHeader = "d,t,v,w,n";
constexpr uint64_t kDevices = 6;

std::string json_number(const char* name, std::optional<double> value) {
  return value ? fmt::format(",\"{}\":{}", name, *value) : "";
}

std::string csv_number(std::optional<double> value) {
  return value ? fmt::format("{}", *value) : "";
}

}  // namespace

// Most readings go on from the newest; some are old, repeat or contradict one, or are none at all.
SentRecord Client::make_record(BodyForm form) {
  SentRecord record;
  const uint64_t choice = random_.below(100);
  if (choice < 25 && !readings_.empty()) {
    record = readings_[random_.below(readings_.size())];
    if (choice < 8 && record.v) record.v = *record.v + 1;
  } else {
    record.device = fmt::format("dev-{}", random_.below(kDevices));
    record.time = choice < 35 ? newest_ - static_cast<int64_t>(random_.below(500)) : ++newest_;
    if (random_.below(10) > 1) record.v = static_cast<double>(random_.below(90));
    if (random_.below(10) > 4) record.w = static_cast<double>(random_.below(90));
    if (!record.v && !record.w) record.v = 7;
  }
  if (choice >= 96) {
    record.is_good = false;
    record.v = 1e6;  // outside the range
  }
  record.bytes = bytes_of(record, form);
  if (record.is_good) readings_.push_back(record);
  return record;
}

// The number at the end makes every record's bytes its own.
std::string Client::bytes_of(const SentRecord& record, BodyForm form) {
  const uint64_t number = next_record_++;
  if (form == BodyForm::kCsv)
    return fmt::format("{},{},{},{},{}", record.device, record.time, csv_number(record.v),
                       csv_number(record.w), number);
  return fmt::format("{{\"d\":\"{}\",\"t\":{}{}{},\"n\":{}}}", record.device, record.time,
                     json_number("v", record.v), json_number("w", record.w), number);
}

SentRequest Client::make_request() {
  SentRequest request;
  request.form = random_.below(4) == 0 ? BodyForm::kCsv : BodyForm::kJsonLines;
  if (random_.below(3) > 0) request.key = {next_key_++, 9};
  const uint64_t count = random_.below(20) == 0 ? 1500 : 1 + random_.below(12);
  for (uint64_t i = 0; i < count; ++i) {
    request.records.push_back(make_record(request.form));
    origins_[request.records.back().bytes] = {requests_.size(), i};
  }
  return request;
}

void Client::send(serve::Inbox& inbox) {
  if (!requests_.empty() && random_.below(5) == 0)
    return give(inbox, random_.below(requests_.size()));
  requests_.push_back(make_request());
  give(inbox, requests_.size() - 1);
}

void Client::send_without_key(serve::Inbox& inbox) {
  requests_.push_back(make_request());
  requests_.back().key = Hash128();
  give(inbox, requests_.size() - 1);
}

void Client::send_unacknowledged(serve::Inbox& inbox) {
  for (size_t i = 0; i < requests_.size(); ++i) {
    if (requests_[i].acknowledged == 0) give(inbox, i);
  }
}

void Client::give(serve::Inbox& inbox, size_t number) {
  SentRequest& request = requests_[number];
  ++request.attempts;
  serve::InboxRequest given;
  given.schema = inbox.schema("");
  CHECK(given.schema != nullptr);
  std::string body = request.form == BodyForm::kCsv ? std::string(kHeader) + "\n" : "";
  for (const SentRecord& record : request.records) body += record.bytes + "\n";
  Result<RequestRecords> records = split_request(body, request.form, *given.schema);
  CHECK(records.ok() && records.value().sizes.size() == request.records.size());
  given.records = std::move(records).value();
  given.key = request.key;
  const bool is_lost = random_.below(6) == 0;
  replies_lost_ += is_lost;
  inbox.take(std::move(given), [this, number, is_lost](const Result<TakenRequest>& taken) {
    if (!taken.ok() || is_lost) return;
    SentRequest& answered = requests_[number];
    CHECK(taken.value().records == answered.records.size());
    ++answered.acknowledged;
    answered.receipts.emplace(static_cast<uint32_t>(taken.value().log), taken.value().offset);
  });
}

const Client::Origin* Client::origin_of(const std::string& bytes) const {
  const auto found = origins_.find(bytes);
  return found == origins_.end() ? nullptr : &found->second;
}

}  // namespace telltale::simulation
