internal import PerfBytes
internal import PerfTrace

/// An instant as pages write it: always UTC, so that a page is the same wherever it was built.
struct Moment: Sendable {
  private let civil: Timestamp.Civil

  init(_ timestamp: Timestamp) {
    civil = timestamp.civil
  }

  /// "2026-05-31".
  var date: String { text { appendDate(to: &$0) } }

  /// "2026-05-31 12:04".
  var minute: String {
    text {
      appendDate(to: &$0)
      $0.append(UInt8(ascii: " "))
      appendTime(to: &$0, withSeconds: false)
    }
  }

  /// "12:04", for where the day is clear.
  var clock: String { text { appendTime(to: &$0, withSeconds: false) } }

  /// "2026-05-31T12:04:05Z", as machines read it.
  var machine: String {
    text {
      appendDate(to: &$0)
      $0.append(UInt8(ascii: "T"))
      appendTime(to: &$0, withSeconds: true)
      $0.append(UInt8(ascii: "Z"))
    }
  }

  private func text(_ content: (inout [UInt8]) -> Void) -> String {
    var bytes: [UInt8] = []
    content(&bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  private func appendDate(to bytes: inout [UInt8]) {
    bytes.append(digits: UInt64(max(civil.year, 0)), minimumCount: 4)
    bytes.append(UInt8(ascii: "-"))
    bytes.append(digits: UInt64(civil.month), minimumCount: 2)
    bytes.append(UInt8(ascii: "-"))
    bytes.append(digits: UInt64(civil.day), minimumCount: 2)
  }

  private func appendTime(to bytes: inout [UInt8], withSeconds: Bool) {
    bytes.append(digits: UInt64(civil.hour), minimumCount: 2)
    bytes.append(UInt8(ascii: ":"))
    bytes.append(digits: UInt64(civil.minute), minimumCount: 2)
    guard withSeconds else { return }
    bytes.append(UInt8(ascii: ":"))
    bytes.append(digits: UInt64(civil.second), minimumCount: 2)
  }
}
