import Testing

@testable import PerfCharts

@Suite struct CivilDateTests {
  /// python3 -c "import datetime; print((datetime.date(y, m, d) - datetime.date(1970, 1, 1)).days)"
  @Test(arguments: [
    (0, "1970-01-01", 3), (-1, "1969-12-31", 2), (19_782, "2024-02-29", 3),
    (20_454, "2026-01-01", 3),
    (11_016, "2000-02-29", 1), (-25_508, "1900-03-01", 3), (-719_162, "0001-01-01", 0),
  ])
  func countsDays(days: Int, text: String, weekday: Int) {
    let date = CivilDate(daysSince1970: days)
    #expect(date.iso == text)
    #expect(date.weekday == weekday)
    #expect(date.daysSince1970 == days)
  }

  @Test func comesBackFromEveryDay() {
    for days in stride(from: -800_000, through: 800_000, by: 97) {
      #expect(CivilDate(daysSince1970: days).daysSince1970 == days)
    }
  }

  @Test func putsInstantsBefore1970OnTheirDay() {
    #expect(CivilDate(secondsSince1970: -1).iso == "1969-12-31")
    #expect(CivilDate(secondsSince1970: 86_399).iso == "1970-01-01")
  }
}

@Suite struct TimeTicksTests {
  /// 2025-01-01T00:00:00Z.
  private static let newYear = 1_735_689_600

  @Test(arguments: [
    (0, 3600, ["1 Jan", "00:15", "00:30", "00:45", "01:00"], 4),
    (0, 86_400, ["1 Jan", "06:00", "12:00", "18:00", "2 Jan"], 4),
    (86_400, 86_400 * 5, ["2 Jan 2025", "3 Jan", "4 Jan", "5 Jan", "6 Jan"], 4),
    (1, 86_400 * 30, ["6 Jan 2025", "13 Jan", "20 Jan", "27 Jan"], 4),
    (1, 86_400 * 150, ["Feb 2025", "Mar 2025", "Apr 2025", "May 2025"], 5),
    (0, 86_400 * 365 * 4, ["2025", "2026", "2027", "2028"], 4), (5, 5, ["1 Jan 2025"], 4),
  ])
  func dividesTime(start: Int, length: Int, labels: [String], count: Int) {
    let ticks = TimeTicks(from: Self.newYear + start, to: Self.newYear + length, count: count)
    #expect(ticks.ticks.map(\.label) == labels)
  }

  @Test(arguments: [1, 59, 4000, 90_000, 1_000_000, 40_000_000, 3_000_000_000, 80_000_000_000])
  func staysWithinTheSpanAndNearTheCount(length: Int) {
    let ticks = TimeTicks(from: Self.newYear, to: Self.newYear + length, count: 6).ticks
    #expect((1...16).contains(ticks.count))
    #expect(ticks.allSatisfy { $0.seconds >= Self.newYear && $0.seconds <= Self.newYear + length })
    #expect(zip(ticks, ticks.dropFirst()).allSatisfy { $0.seconds < $1.seconds })
  }
}

@Suite struct MomentLabelsTests {
  /// 2025-07-05T08:00:00Z.
  private static let morning = 1_751_702_400

  /// Hours after that morning, `nil` for an instant that is not known; those at odd places are for wide pictures only.
  @Test(
    arguments: [
      ([0, 2, 4.5, 6], ["5 Jul, 08:00", "10:00", "12:30", "14:00"]),
      ([0, 2, 120], ["5 Jul, 08:00", "10:00", "10 Jul 2025"]),
      ([0, 24, 48], ["5 Jul 2025", "6 Jul 2025", "7 Jul 2025"]),
      // The second is hidden where the picture is narrow: the third must not seem to be of the first one's day.
      ([0, 24, 25], ["5 Jul 2025", "6 Jul, 08:00", "6 Jul, 09:00"]),
      ([0, nil, 1], ["5 Jul, 08:00", nil, "09:00"]),
      ([0, 0.001, 0.002], ["5 Jul, 08:00:00", "08:00:03", "08:00:07"]),
      ([0], ["5 Jul 2025"]), ([], []),
    ] as [([Double?], [String?])])
  func tellsEachFromTheOneBefore(hours: [Double?], expected: [String?]) {
    let instants = hours.enumerated().map { index, hour in
      (seconds: hour.map { Self.morning + Int($0 * 3600) }, isWide: !index.isMultiple(of: 2))
    }
    #expect(MomentLabels(instants).texts == expected)
  }
}
