internal import PerfBytes

extension Timestamp {
  /// Reads an ISO 8601 date and time: `2025-07-05T05:30:00.123Z`.
  ///
  /// Seconds, their fraction (any number of digits, cut after the millisecond) and the offset (`Z`, `+02:00`, `+0200`, `+02`) may be
  /// missing; without an offset the time is UTC. A blank may stand for the `T` and before the offset, as in git's `%ci`. A leap
  /// second is the first second of the next minute.
  package init?(iso8601 text: String) {
    self.init(iso8601: Array(text.utf8).span)
  }

  /// Reads an ISO 8601 date and time from ASCII bytes; see `init(iso8601: String)`.
  package init?(iso8601 bytes: Span<UInt8>) {
    var scan = Scan()
    guard let year = scan.number(4, bytes), scan.take("-", bytes),
      let month = scan.number(2, bytes), scan.take("-", bytes), let day = scan.number(2, bytes),
      scan.take("T", bytes) || scan.take("t", bytes) || scan.take(" ", bytes),
      let hour = scan.number(2, bytes), scan.take(":", bytes), let minute = scan.number(2, bytes)
    else { return nil }
    var (second, fraction) = (0, 0)
    if scan.take(":", bytes) {
      guard let value = scan.number(2, bytes) else { return nil }
      second = value
      if scan.take(".", bytes) || scan.take(",", bytes) {
        guard let value = scan.milliseconds(bytes) else { return nil }
        fraction = value
      }
    }
    guard let offset = scan.offset(bytes), scan.position == bytes.count,
      (1...12).contains(month), day >= 1, day <= Self.days(inMonth: month, ofYear: year),
      hour < 24, minute < 60, second <= 60
    else { return nil }
    let days = Self.daysSinceEpoch(year: year, month: month, day: day)
    let seconds = Int64(days) * 86400 + Int64(hour * 3600 + minute * 60 + second - offset * 60)
    self.init(milliseconds: seconds * 1000 + Int64(fraction))
  }

  /// `2025-07-05T05:30:00.123Z`: always UTC, always three decimals.
  package var iso8601: String {
    var bytes: [UInt8] = []
    bytes.append(iso8601: self)
    return String(decoding: bytes, as: UTF8.self)
  }

  static func days(inMonth month: Int, ofYear year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// Days from 1970-01-01 to a date of the proleptic Gregorian calendar.
  ///
  /// H. Hinnant, "chrono-compatible low-level date algorithms", `days_from_civil`: 2000-03-01 is day 11017.
  static func daysSinceEpoch(year: Int, month: Int, day: Int) -> Int {
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }
}

extension Timestamp {
  /// A cursor over the digits of a date.
  private struct Scan {
    var position = 0

    mutating func take(_ character: Unicode.Scalar, _ bytes: Span<UInt8>) -> Bool {
      guard position < bytes.count, bytes[position] == UInt8(truncatingIfNeeded: character.value)
      else { return false }
      position += 1
      return true
    }

    mutating func number(_ digits: Int, _ bytes: Span<UInt8>) -> Int? {
      guard position + digits <= bytes.count else { return nil }
      var value = 0
      for _ in 0..<digits {
        let digit = bytes[position] &- UInt8(ascii: "0")
        guard digit < 10 else { return nil }
        value = value * 10 + Int(digit)
        position += 1
      }
      return value
    }

    mutating func milliseconds(_ bytes: Span<UInt8>) -> Int? {
      var (value, unit) = (0, 100)
      let start = position
      while position < bytes.count, bytes[position] &- UInt8(ascii: "0") < 10 {
        value += Int(bytes[position] - UInt8(ascii: "0")) * unit
        unit /= 10
        position += 1
      }
      return position > start ? value : nil
    }

    /// Minutes east of Greenwich.
    mutating func offset(_ bytes: Span<UInt8>) -> Int? {
      if position == bytes.count || take("Z", bytes) || take("z", bytes) { return 0 }
      _ = take(" ", bytes)
      let isNegative = take("-", bytes)
      guard isNegative || take("+", bytes), let hours = number(2, bytes), hours < 24 else {
        return nil
      }
      guard position < bytes.count else { return isNegative ? -hours * 60 : hours * 60 }
      _ = take(":", bytes)
      guard let minutes = number(2, bytes), minutes < 60 else { return nil }
      return isNegative ? -(hours * 60 + minutes) : hours * 60 + minutes
    }
  }
}

extension [UInt8] {
  /// Appends `2025-07-05T05:30:00.123Z`; the decimals are left out of a whole second if `omitsZeroFraction` is set.
  package mutating func append(iso8601 timestamp: Timestamp, omitsZeroFraction: Bool = false) {
    let civil = timestamp.civil
    append(digits: UInt64(Swift.max(civil.year, 0)), minimumCount: 4)
    append(UInt8(ascii: "-"))
    append(digits: UInt64(civil.month), minimumCount: 2)
    append(UInt8(ascii: "-"))
    append(digits: UInt64(civil.day), minimumCount: 2)
    append(UInt8(ascii: "T"))
    append(digits: UInt64(civil.hour), minimumCount: 2)
    append(UInt8(ascii: ":"))
    append(digits: UInt64(civil.minute), minimumCount: 2)
    append(UInt8(ascii: ":"))
    append(digits: UInt64(civil.second), minimumCount: 2)
    if !omitsZeroFraction || civil.millisecond != 0 {
      append(UInt8(ascii: "."))
      append(digits: UInt64(civil.millisecond), minimumCount: 3)
    }
    append(UInt8(ascii: "Z"))
  }
}
