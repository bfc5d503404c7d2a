import Testing

@testable import PerfTrace

@Suite struct SparklineTests {
  @Test func showsBothSidesOnOneScale() {
    #expect(Sparkline.text(base: [1, 1.5, 1], head: [2, 2]) == "▁▅▁ ██")
  }

  @Test func showsNoiseAsNoise() {
    #expect(Sparkline.text(base: [100, 100.6], head: [101]) == "▄▅ ▅")
    #expect(Sparkline.text(base: [], head: [0, 0]) == "▅▅")
  }

  @Test func showsTheNewestOfMany() {
    let line = Sparkline.text(base: [9] + Array(repeating: 1, count: 16), head: [2])
    #expect(line == String(repeating: "▁", count: 16) + " █")
  }

  @Test func isEmptyWithoutValues() {
    #expect(Sparkline.text(base: [], head: [.nan, .infinity]) == "")
  }
}
