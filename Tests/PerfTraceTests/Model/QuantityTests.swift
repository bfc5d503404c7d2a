import PerfTrace
import Testing

@Suite struct QuantityTests {
  @Test(arguments: [
    (0, 0, "–"), (0, 5, "0 %"), (5, 5, "100 %"), (9999, 10_000, "99.9 %"), (1, 10_000, "0.1 %"),
    (1, 2, "50 %"), (1, 3, "33.3 %"), (2, 3, "66.7 %"), (1733, 2000, "86.7 %"),
  ])
  func roundsSharesHalfUpAndNeverToAllOrNothing(part: Int, whole: Int, words: String) {
    #expect(Quantity.share(part, of: whole) == words)
    #expect(whole == 0 || Quantity.share(Double(part) / Double(whole)) == words)
  }

  @Test(
    arguments: [
      (0, Metric.Unit.seconds, "0 s"), (1.234, .seconds, "1.23 s"), (0.0451, .seconds, "45.1 ms"),
      (0.99951, .seconds, "1.00 s"), (0.0009996, .seconds, "1.00 ms"), (2.5e-7, .seconds, "250 ns"),
      (599, .seconds, "599 s"), (630, .seconds, "10.5 min"), (7200, .seconds, "2.00 h"),
      (-1.5, .seconds, "-1.50 s"), (312, .mebibytes, "312 MiB"), (1024, .mebibytes, "1.00 GiB"),
      (0.5, .mebibytes, "512 KiB"), (2048, .bytes, "2.00 KiB"), (100, .percent, "100 %"),
      (98.52, .percent, "98.5 %"), (9_120_000_000, .count, "9,120,000,000"), (12.5, .count, "12.5"),
      (999, .count, "999"), (1200.5, .other("req/s"), "1,201 req/s"),
      (1_960_089_650, .other("ops/s"), "1.96 G ops/s"), (999_499, .other("ops/s"), "999,499 ops/s"),
      (1_500_000, .other("ns/op"), "1,500,000 ns/op"), (2_500_000, .other("MB"), "2,500,000 MB"),
      (1500, .other("ms"), "1.50 s"),
      (3, .other(""), "3"), (9.25, .other("x"), "9.25 x"), (5, .count, "5"), (.nan, .seconds, "–"),
      (.infinity, .count, "–"),
    ] as [(Double, Metric.Unit, String)])
  func readsWell(value: Double, unit: Metric.Unit, text: String) {
    #expect(Quantity(value, unit).text == text)
  }

  @Test(
    arguments: [
      (0.0712, "+7.1 %"), (-0.5, "-50.0 %"), (12, "+1,200 %"), (0.0001, "0.0 %"),
      (-0.0001, "0.0 %"),
      (0.9999, "+100 %"), (.nan, "–"), (9999.99, "+999,999 %"), (10_000, "over +999,999 %"),
      (-1e9, "under -999,999 %"), (.greatestFiniteMagnitude, "over +999,999 %"), (.infinity, "–"),
    ] as [(Double, String)])
  func writesChangesWithTheirSign(effect: Double, text: String) {
    #expect(Quantity.change(effect) == text)
  }

  @Test func sharesOneScaleOnAnAxis() {
    let scale = QuantityScale(for: 0.25, unit: .seconds)
    #expect(scale.suffix == "ms")
    #expect(scale.text(0.05, fractionDigits: 0) == "50 ms")
    #expect(scale.text(2, fractionDigits: 0) == "2,000 ms")
  }
}
