import PerfBytes
import Testing

@testable import PerfCharts

@Suite struct TicksTests {
  private static let tenths = [0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0]
  private static let fifths = [0.0, 0.2, 0.4, 0.6, 0.8, 1.0]
  private static let whole: [Double] = Array(stride(from: 0, through: 10, by: 1))
  private static let even: [Double] = [-10, -8, -6, -4, -2, 0, 2, 4, 6, 8, 10]

  /// The numbers that d3-array's own test of `ticks` expects (test/ticks-test.js).
  @Test(
    arguments: [
      (0, 1, 10, tenths), (0, 1, 9, tenths), (0, 1, 8, tenths), (0, 1, 7, fifths),
      (0, 1, 6, fifths),
      (0, 1, 5, fifths), (0, 1, 4, fifths), (0, 1, 3, [0, 0.5, 1]), (0, 1, 2, [0, 0.5, 1]),
      (0, 1, 1, [0, 1]), (0, 10, 10, whole), (0, 10, 9, whole), (0, 10, 8, whole),
      (0, 10, 7, [0, 2, 4, 6, 8, 10]), (0, 10, 4, [0, 2, 4, 6, 8, 10]), (0, 10, 3, [0, 5, 10]),
      (0, 10, 2, [0, 5, 10]), (0, 10, 1, [0, 10]), (-10, 10, 10, even), (-10, 10, 7, even),
      (-10, 10, 6, [-10, -5, 0, 5, 10]), (-10, 10, 3, [-10, -5, 0, 5, 10]),
      (-10, 10, 2, [-10, 0, 10]),
      (-10, 10, 1, [0]), (0, 2.2, 3, [0, 1, 2]),
      (0.98, 1.14, 10, [0.98, 1, 1.02, 1.04, 1.06, 1.08, 1.1, 1.12, 1.14]),
      (1, 1, 1, [1]), (1, 1, 10, [1]),
    ] as [(Double, Double, Double, [Double])])
  func agreesWithD3(start: Double, stop: Double, count: Double, expected: [Double]) {
    #expect(Ticks(from: start, to: stop, count: count).values == expected)
  }

  @Test(
    arguments: [
      (.nan, 1, 1), (0, .nan, 1), (0, 1, .nan), (0, .infinity, 1), (1, 1, -1), (1, 1, 0), (0, 1, 0),
      (0, 1, -1), (0, 1, .infinity), (1, 0, 5),
    ] as [(Double, Double, Double)])
  func findsNoneWhereNoneCanBe(start: Double, stop: Double, count: Double) {
    #expect(Ticks(from: start, to: stop, count: count).values == [])
  }

  @Test func hasNoNegativeZero() {
    #expect(Ticks(from: -1, to: 0, count: 5).values.last?.sign == .plus)
  }

  @Test(arguments: [(1e-12, 1.2e-12), (1e15, 1.3e15), (-5e-300, 3e-290), (1e300, 1.7e308)])
  func staysWithinExtremeRanges(start: Double, stop: Double) {
    let ticks = Ticks(from: start, to: stop, count: 5).values
    #expect(ticks.allSatisfy { $0 >= start && $0 <= stop })
    #expect(ticks.count <= 12)
  }

  @Test(
    arguments: [
      (0.001, 1000, [0.001, 0.01, 0.1, 1, 10, 100, 1000], 8),
      (1, 100, [1, 2, 5, 10, 20, 50, 100], 6), (0.3, 40, [0.5, 1, 2, 5, 10, 20], 5),
      (0.8, 70, [1, 3, 10, 30], 3), (0.8e-6, 0.6, [1e-6, 1e-4, 1e-2], 2), (6, 300, [10, 100], 1),
      (3.5, 8, [4, 5, 6, 7, 8], 4), (1e-20, 1e20, [1e-20, 1e-6, 1e8], 2),
    ] as [(Double, Double, [Double], Int)])
  func dividesDecades(start: Double, stop: Double, expected: [Double], count: Int) {
    #expect(Ticks(logarithmicFrom: start, to: stop, count: count).values == expected)
  }

  /// Labels of 12 pixels stand clear of each other on an axis of 50 pixels for each tick that was asked for.
  @Test(arguments: [2, 4, 5, 7], [50, 61, 99, 1000, 5e4, 1e7, 1e12])
  func keepsLogarithmicTicksApart(count: Int, ratio: Double) {
    for shift in 0..<40 {
      let start = 1e-7 * Decimal.power(shift / 4) * [1, 1.7, 3.1, 6.3][shift % 4]
      let scale = ValueScale(from: start, to: start * ratio, kind: .logarithmic)
      let fractions = scale.ticks(count: count).values.map(scale.fraction)
      #expect((2...count + 1).contains(fractions.count), "from \(start): \(fractions)")
      for (lower, upper) in zip(fractions, fractions.dropFirst()) {
        #expect((upper - lower) * Double(count) * 50 >= 18, "from \(start): \(fractions)")
      }
    }
  }
}

@Suite struct ValueAxisTests {
  private static func labels(
    _ least: Double, _ greatest: Double, divisor: Double = 1, unit: String = "s", count: Int = 4,
    text: @escaping @Sendable (Double) -> String
  ) -> [String] {
    let labels = ValueLabels(divisor: divisor, unit: unit, text: text)
    let axis = ValueAxis(ValueScale(from: least, to: greatest), labels: labels, count: count)
    return axis.ticks.map(\.label) + [axis.unit]
  }

  @Test func writesWhatIsTooSmallForWordsAsPowers() {
    #expect(
      Self.labels(1e-9, 2e-4, text: { String(fixed: $0, fractionDigits: 2) + " s" })
        == ["10⁻⁹", "10⁻⁷", "10⁻⁵", "s, logarithmic"])
  }

  @Test func keepsTheUnitsOfWordsThatDiffer() {
    #expect(
      Self.labels(
        1e-3, 0.2, divisor: 1e-3, unit: "ms", count: 2,
        text: { $0 < 0.05 ? "\(Int($0 * 1000 + 0.5)) ms" : "\(Int($0 * 10 + 0.5)) ds" })
        == ["1 ms", "10 ms", "1 ds", "logarithmic"])
  }

  @Test func writesAUnitThatAllShareOnce() {
    #expect(
      Self.labels(20, 40_000, unit: "iter/sec", text: { "\(Int($0)) iter/sec" })
        == ["100", "1000", "10000", "iter/sec, logarithmic"])
  }

  @Test func writesWhatIsTooWideAsPowers() {
    #expect(
      Self.labels(20, 4e9, unit: "ops", count: 2, text: { "\(Int($0)) operations" }).last
        == "ops, logarithmic")
    #expect(
      Self.labels(20, 4e9, unit: "ops", count: 2, text: { "\(Int($0)) operations" }).dropLast()
        == ["10²", "10⁵", "10⁸"])
  }

  /// Values that hardly move would need labels of a dozen digits.
  @Test(arguments: [0.461234, 90, 1.3e-9, 123_456_789, 7.7e15])
  func needsFewDigitsForValuesThatHardlyMove(value: Double) {
    for change in [1e-13, 1e-11, 1e-9, 1e-7, 1e-5, 1e-3] {
      let labels = Self.labels(value, value * (1 + change), unit: "", text: { "\($0)" }).dropLast()
      #expect(labels.count >= 2)
      #expect(Set(labels).count == labels.count, "\(labels)")
      #expect(labels.allSatisfy { TextMetrics.width(of: $0, size: 11.5) <= 62 }, "\(labels)")
    }
  }
}

@Suite struct DecimalTests {
  /// python3 -c "import math; print(math.log10(x))"
  @Test(arguments: [
    (1.0, 0.0), (1000, 3), (2, 0.3010299956639812), (0.001, -3), (1e-300, -300),
    (123.456, 2.0915122016277716), (1e15, 15), (9.999999, 0.9999999565705496),
  ])
  func takesLogarithms(value: Double, expected: Double) {
    #expect(abs(Decimal.logarithm(value) - expected) <= 4e-16 * max(1, abs(expected)))
  }

  @Test func findsExponents() {
    for exponent in -200...200 {
      let power = Decimal.power(exponent)
      #expect(Decimal.exponent(of: power) == exponent)
      #expect(Decimal.exponent(of: power.nextDown) <= exponent)
      #expect(Decimal.exponent(of: power * 9.99) == exponent)
    }
  }

  @Test(arguments: [(1, 1), (32, 2), (243, 3), (2, 1.148698354997035)])
  func takesFifthRoots(value: Double, expected: Double) {
    #expect(abs(Decimal.fifthRoot(value) - expected) < 1e-12)
  }
}
