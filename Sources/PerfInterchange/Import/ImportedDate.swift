internal import PerfTrace

extension Timestamp {
  /// Reads the dates that benchmark tools write: ISO 8601 with or without a time of day; `nil` for anything else.
  ///
  /// Without an offset it is UTC; without a time of day it is midnight.
  package init?(foreign text: String) {
    self.init(iso8601: text.utf8.count == 10 ? text + "T00:00" : text)
  }

  /// A number of milliseconds since 1970, as JavaScript counts; `nil` outside of the years 1 to 9999.
  init?(javaScript milliseconds: Double?) {
    guard let milliseconds, milliseconds.magnitude < 1e15 else { return nil }
    self.init(milliseconds: Int64(milliseconds))
    guard isWritable else { return nil }
  }

  /// Whether the year has at most four digits, so that the written form can be read again.
  var isWritable: Bool { (-62_135_596_800_000...253_402_300_799_999).contains(milliseconds) }
}
