import PerfBytes
import Testing

@Suite struct NumbersTests {
  @Test(arguments: [
    (0.0, 2, false, "0.00"), (1.005, 2, false, "1.00"), (2.5, 0, false, "3"),
    (-0.001, 2, false, "0.00"),
    (-1.25, 1, false, "-1.3"), (1234.5, 3, true, "1234.5"), (1200, 2, true, "1200"),
    (.nan, 2, false, "0"),
    (0.000_000_001, 9, false, "0.000000001"), (1e19, 2, false, "1e+19"),
  ])
  func writesFixedPoint(value: Double, digits: Int, trims: Bool, expected: String) {
    #expect(String(fixed: value, fractionDigits: digits, trimsZeros: trims) == expected)
  }

  @Test(arguments: [(0, "0"), (-7, "-7"), (Int64.min, "-9223372036854775808")])
  func writesIntegers(value: Int64, expected: String) {
    var bytes: [UInt8] = []
    bytes.append(integer: value)
    #expect(String(decoding: bytes, as: UTF8.self) == expected)
  }
}
