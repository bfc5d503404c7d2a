internal import CProcess
internal import PerfBytes

extension Timestamp {
  /// The date and time of day in UTC.
  package struct Civil: Sendable, Hashable {
    package var year: Int
    /// 1 to 12.
    package var month: Int
    /// 1 to 31.
    package var day: Int
    package var hour: Int
    package var minute: Int
    package var second: Int
    package var millisecond: Int
  }

  /// The date and time of day in UTC.
  ///
  /// H. Hinnant, "chrono-compatible low-level date algorithms", `civil_from_days`: day 11017 is 2000-03-01.
  package var civil: Civil {
    let (days, rest) = Self.floorDivide(milliseconds, 86_400_000)
    let shifted = Int(days) + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let time = Int(rest)
    return Civil(
      year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month: month,
      day: dayOfYear - (153 * shiftedMonth + 2) / 5 + 1, hour: time / 3_600_000,
      minute: time / 60_000 % 60, second: time / 1000 % 60, millisecond: time % 1000)
  }

  /// The wall clock's time.
  package static func now() -> Timestamp {
    Timestamp(milliseconds: nanosecondsNow() / 1_000_000)
  }

  /// The wall clock's nanoseconds since 1970.
  static func nanosecondsNow() -> Int64 {
    pt_wall_clock_ns()
  }

  /// `20250705T053000Z`: the form that stands in names of files, to the second.
  package var compact: String {
    let civil = civil
    var bytes: [UInt8] = []
    bytes.append(digits: UInt64(max(civil.year, 0)), minimumCount: 4)
    for (part, prefix) in [
      (civil.month, ""), (civil.day, ""), (civil.hour, "T"), (civil.minute, ""), (civil.second, ""),
    ] {
      bytes.append(contentsOf: prefix.utf8)
      bytes.append(digits: UInt64(part), minimumCount: 2)
    }
    bytes.append(UInt8(ascii: "Z"))
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func floorDivide(_ value: Int64, _ divisor: Int64) -> (Int64, Int64) {
    let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
  }
}

extension Timestamp: CustomStringConvertible {
  package var description: String { iso8601 }
}
