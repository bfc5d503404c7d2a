import PerfTestSupport
import Testing

@testable import PerfTrace

@Suite struct TimestampTests {
  // Expected values: `date -u -d TEXT +%s%3N` of GNU coreutils 9.7.
  @Test(arguments: [
    ("2025-07-05T05:30:00.123Z", 1_751_693_400_123),
    ("2025-07-05T05:30:00Z", 1_751_693_400_000),
    ("2025-07-05T07:30:00+02:00", 1_751_693_400_000),
    ("2025-07-05T00:00:00-0530", 1_751_693_400_000),
    ("2025-07-05 07:30:00 +02", 1_751_693_400_000),
    ("2025-07-05T05:30", 1_751_693_400_000),
    ("2025-07-05T05:30:00.1239999Z", 1_751_693_400_123),
    ("2025-07-05T05:30:00,5Z", 1_751_693_400_500),
    ("1970-01-01T00:00:00Z", 0), ("1969-12-31T23:59:59.999Z", -1),
    ("2000-02-29T12:00:00Z", 951_825_600_000), ("2016-12-31T23:59:60Z", 1_483_228_800_000),
    ("0001-01-01T00:00:00Z", -62_135_596_800_000), ("9999-12-31T23:59:59Z", 253_402_300_799_000),
  ])
  func readsISO8601(text: String, milliseconds: Int64) {
    #expect(Timestamp(iso8601: text)?.milliseconds == milliseconds)
  }

  @Test(arguments: [
    "", "2025", "2025-07-05", "2025-13-01T00:00:00Z", "2025-02-29T00:00:00Z",
    "1900-02-29T00:00:00Z",
    "2025-07-05T24:00:00Z", "2025-07-05T05:60:00Z", "2025-07-05T05:30:61Z", "2025-07-05T05:30:00.Z",
    "2025-07-05T05:30:00Zx", "2025-07-05T05:30:00+2", "2025-07-05T05:30:00+02:6",
    "25-07-05T05:30:00Z",
    "2025-00-10T00:00:00Z", "2025-01-00T00:00:00Z", "2025-07-05T05:30:00+24:00",
    "２025-07-05T05:30:00Z",
  ])
  func refusesOtherText(text: String) {
    #expect(Timestamp(iso8601: text) == nil)
  }

  @Test func readsBackWhatItWrites() {
    var generator = SeededGenerator(seed: 5)
    for _ in 0..<5000 {
      let time = Timestamp(
        milliseconds: .random(in: -62_135_596_800_000...253_402_300_799_999, using: &generator))
      #expect(Timestamp(iso8601: time.iso8601) == time)
    }
  }

  @Test func writesTheFormsOfTheStore() {
    let time = Timestamp(milliseconds: 1_751_693_400_000)
    #expect(time.iso8601 == "2025-07-05T05:30:00.000Z")
    #expect(time.compact == "20250705T053000Z")
    var bytes: [UInt8] = []
    bytes.append(iso8601: time, omitsZeroFraction: true)
    #expect(String(decoding: bytes, as: UTF8.self) == "2025-07-05T05:30:00Z")
  }
}
