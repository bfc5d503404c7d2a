import PerfTrace
import Testing

@testable import PerfSite

@Suite struct WordsTests {
  @Test(arguments: [
    (0, "0 runs"), (1, "1 run"), (40, "40 runs"), (1234, "1,234 runs"),
  ])
  func counts(number: Int, words: String) {
    #expect(Words.count(number, "run") == words)
  }

  @Test(arguments: [
    ([1, 0, 0], 3, "1 of 3 scripts got worse with its last change."),
    ([2, 0, 0], 3, "2 of 3 scripts got worse with their last change."),
    ([1, 1, 0], 1200, "1 of 1,200 scripts got worse and 1 got better with their last change."),
    ([0, 1, 0], 1, "The only script got better with its last change."),
    ([2, 1, 3], 9, "2 of 9 scripts got worse, 1 got better and 3 moved with their last change."),
  ])
  func saysHowManyChanged(counts: [Int], total: Int, words: String) {
    let groups = Array(zip(counts, ["got worse", "got better", "moved"]))
    #expect(Words.lastChanges(groups, of: total) == words)
  }

  @Test(arguments: [
    ("python3 scripts/count.py", ""), ("./run --of a/b", ""), ("scripts/count.py", "scripts"),
    ("Go Benchmark/BenchmarkFib10", "Go Benchmark"), ("a/b/c", "a/b"), ("count.py", ""),
  ])
  func takesNoArgumentForAFolder(name: String, folder: String) {
    #expect(IndexPage.folder(of: name) == folder)
  }

  @Test func shortensByCharacters() {
    #expect(Words.shortened("naïve", limit: 5) == "naïve")
    #expect(Words.shortened("naïvely", limit: 5) == "naïv…")
  }

  @Test func keepsTheEndOfANameThatIsTooLong() {
    #expect(Words.shortenedInside("tests/checkout[main]", limit: 20) == "tests/checkout[main]")
    #expect(Words.shortenedInside("tests/checkout[3.60.1]", limit: 16) == "tests/chec…60.1]")
    #expect(Words.shortenedInside(" ", limit: 16) == "“ ”")
  }

  @Test(arguments: [" ", "\u{A0}\t"])
  func quotesWhatNobodySees(text: String) {
    #expect(Words.shortened(text, limit: 80) == "“\(text)”")
  }

  // date -u -d @1748693045 '+%F %H:%M'
  @Test func writesInstantsInUTC() {
    let moment = Moment(Timestamp(milliseconds: 1_748_693_045_999))
    #expect(moment.minute == "2025-05-31 12:04")
    #expect(moment.machine == "2025-05-31T12:04:05Z")
  }
}

@Suite struct UsualWindowTests {
  @Test func tellsNothingBeforeItHasSeenEnough() {
    var window = UsualWindow()
    #expect(window.standing(of: 1, isHigherBetter: false) == .first)
    for _ in 0..<3 { window.insert(1) }
    #expect(window.standing(of: 100, isHigherBetter: false) == .few)
  }

  @Test func tellsWhatStandsOutByPolarity() {
    var window = UsualWindow()
    for value in [1.0, 1.01, 0.99, 1.0, 1.02, 0.98] { window.insert(value) }
    #expect(window.standing(of: 1.03, isHigherBetter: false) == .usual)
    #expect(window.standing(of: 1.5, isHigherBetter: false) == .worse)
    #expect(window.standing(of: 1.5, isHigherBetter: true) == .better)
    #expect(window.standing(of: 0.5, isHigherBetter: false) == .better)
  }

  @Test func forgetsAllButTheNewestTen() {
    var window = UsualWindow()
    for _ in 0..<10 { window.insert(1) }
    for _ in 0..<10 { window.insert(2) }
    #expect(window.median == 2)
  }
}
