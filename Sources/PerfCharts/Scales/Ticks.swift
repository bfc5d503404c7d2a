/// Round numbers that divide a range: multiples of 1, 2 or 5 times a power of ten.
///
/// Each value is an integer times the step, or an integer divided by a power of ten, and so the `Double` nearest
/// to what its label says: 0.3, never 0.30000000000000004. The step is the one of whose geometric neighbours the
/// range's `count`-th part is nearest, as in d3-array: 0...1 in about 10 parts gives 0, 0.1, … 1.
package struct Ticks: Sendable, Hashable {
  /// In ascending order, all within the range.
  package private(set) var values: [Double] = []
  /// Decimals that a label needs.
  package private(set) var fractionDigits = 0

  /// Finds the ticks from `start` to `stop`, about `count` + 1 of them.
  ///
  /// None if a bound is not finite, `start` is beyond `stop`, or `count` is not positive and finite; one if the
  /// bounds are equal.
  package init(from start: Double, to stop: Double, count: Double) {
    guard start.isFinite, stop.isFinite, start <= stop, count > 0, count.isFinite else { return }
    guard start < stop, (stop - start).isFinite else {
      values = [start]
      return
    }
    var count = count
    repeat {
      let step = Step(near: (stop - start) / count)
      values = step.multiples(from: start, to: stop)
      fractionDigits = max(0, -step.exponent)
      count *= 2
    } while values.isEmpty && count < 4
  }
}

extension Ticks {
  /// Takes ticks that were found in another way.
  init(values: [Double], fractionDigits: Int) {
    self.values = values
    self.fractionDigits = fractionDigits
  }

  /// `mantissa` × 10^`exponent`.
  private struct Step {
    var mantissa: Double
    var exponent: Int

    init(near ideal: Double) {
      exponent = Decimal.exponent(of: ideal)
      let rest = ideal / Decimal.power(exponent)
      switch rest {
      case (50.0).squareRoot()...: (mantissa, exponent) = (1, exponent + 1)
      case (10.0).squareRoot()...: mantissa = 5
      case (2.0).squareRoot()...: mantissa = 2
      default: mantissa = 1
      }
    }

    func multiple(_ index: Double) -> Double {
      exponent < 0
        ? index * mantissa / Decimal.power(-exponent) : index * mantissa * Decimal.power(exponent)
    }

    func multiples(from start: Double, to stop: Double) -> [Double] {
      let size = multiple(1)
      var (first, last) = ((start / size).rounded(), (stop / size).rounded())
      if multiple(first) < start { first += 1 }
      if multiple(last) > stop { last -= 1 }
      // Steps below the resolution of the bounds divide nothing.
      guard first <= last, last.magnitude < 9e15, first.magnitude < 9e15 else { return [] }
      return stride(from: first, through: last, by: 1).map { multiple($0 == 0 ? 0 : $0) }
    }
  }
}
