internal import PerfBytes

/// A day of the Gregorian calendar, in UTC.
package struct CivilDate: Sendable, Hashable {
  package var year: Int
  /// 1 to 12.
  package var month: Int
  /// 1 to 31.
  package var day: Int

  package init(year: Int, month: Int, day: Int) {
    (self.year, self.month, self.day) = (year, month, day)
  }

  /// The day that is `days` after 1970-01-01.
  ///
  /// Counts in eras of 400 years from 0000-03-01 (H. Hinnant, "chrono-compatible low-level date algorithms"):
  /// 19,782 days after is 2024-02-29.
  package init(daysSince1970 days: Int) {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  /// The day that an instant, in seconds since 1970, falls on.
  package init(secondsSince1970 seconds: Int) {
    self.init(daysSince1970: (seconds >= 0 ? seconds : seconds - 86_399) / 86_400)
  }

  /// Days from 1970-01-01 to this one.
  package var daysSince1970: Int {
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  /// 0 for Monday to 6 for Sunday.
  package var weekday: Int {
    let shifted = (daysSince1970 + 3) % 7
    return shifted < 0 ? shifted + 7 : shifted
  }

  /// "Mar".
  package var monthName: String { Self.monthNames[month - 1] }

  /// "12 Mar 2025".
  package var text: String { "\(day) \(monthName) \(year)" }

  /// "07:48" or "07:48:05", the time of day of an instant in seconds since 1970, in UTC.
  package static func clock(secondsSince1970 seconds: Int, withSeconds: Bool = false) -> String {
    let second = seconds - CivilDate(secondsSince1970: seconds).daysSince1970 * 86_400
    var bytes: [UInt8] = []
    bytes.append(digits: UInt64(second / 3600), minimumCount: 2)
    bytes.append(UInt8(ascii: ":"))
    bytes.append(digits: UInt64(second / 60 % 60), minimumCount: 2)
    if withSeconds {
      bytes.append(UInt8(ascii: ":"))
      bytes.append(digits: UInt64(second % 60), minimumCount: 2)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// "2025-03-12".
  package var iso: String {
    var bytes: [UInt8] = []
    bytes.append(digits: UInt64(max(year, 0)), minimumCount: 4)
    for part in [month, day] {
      bytes.append(UInt8(ascii: "-"))
      bytes.append(digits: UInt64(part), minimumCount: 2)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static let monthNames = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]
}
