#include "app/pack/reading.h"

#include <memory>
#include <utility>

#include "app/music/formats.h"
#include "app/music/left_out.h"
#include "base/file.h"
#include "score/unfold.h"

namespace bach {
namespace {

// One cause for many files.
std::string cause_of_leaving(ErrorCode code) {
  if (code != ErrorCode::kLimit) return cause_of(code);
  return "larger than " + std::to_string(kMostPackedFileBytes >> 20) + " MiB or too deep";
}

void leave_out(const std::string& name, const Error& error, Reading& reading) {
  reading.left_out.push_back({name, {cause_of_leaving(error.code), error.message}});
}

void add_piece(FilePiece piece, const std::string& name, const TakeOptions& options,
               const HasMusic& has, Reading& reading) {
  reading.mended = reading.mended || !piece.warnings.empty();
  Score score = piece.written.sections.empty() ? std::move(piece.written) : unfold(piece.written);
  Taken taken = take_piece(std::move(score), name, options, has);
  if (taken.piece) {
    reading.pieces.push_back(std::move(*taken.piece));
  } else {
    reading.left_out.push_back({name, std::move(taken.refusal)});
  }
}

void add_book(const Book& book, const std::string& name, const TakeOptions& options,
              const HasMusic& has, Reading& reading) {
  for (std::size_t k = 0; k < book.size(); ++k) {
    const std::string called =
        book.size() == 1 ? name : name + ":" + std::to_string(book.number(k));
    Result<FilePiece> piece = book.read(k);
    if (piece) {
      add_piece(std::move(*piece), called, options, has, reading);
    } else {
      leave_out(called, piece.error(), reading);
    }
  }
}

}  // namespace

Reading read_pieces(ReadingJob job, const TakeOptions& options, const HasMusic& has) {
  Reading reading;
  if (!job.has_bytes) {
    Result<std::vector<std::uint8_t>> bytes = read_file(job.path, kMostPackedFileBytes);
    if (!bytes) {
      leave_out(job.name, bytes.error(), reading);
      reading.unread = bytes.error().code != ErrorCode::kLimit;
      return reading;
    }
    job.bytes = std::move(*bytes);
  }
  reading.bytes = job.bytes.size();
  if (const auto foreign = foreign_notation(job.name)) {
    leave_out(job.name, *foreign, reading);
    return reading;
  }
  const std::string_view text(reinterpret_cast<const char*>(job.bytes.data()), job.bytes.size());
  const InputFormat& format = input_format(job.name, text);
  if (format.open_book == nullptr) {
    Result<FilePiece> piece = format.read(job.bytes);
    if (piece) {
      add_piece(std::move(*piece), job.name, options, has, reading);
    } else {
      leave_out(job.name, piece.error(), reading);
    }
    return reading;
  }
  const Result<std::shared_ptr<const Book>> book = format.open_book(job.bytes);
  if (book) {
    add_book(**book, job.name, options, has, reading);
  } else {
    leave_out(job.name, book.error(), reading);
  }
  return reading;
}

}  // namespace bach
