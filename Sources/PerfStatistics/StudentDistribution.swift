/// Student's t distribution.
public enum StudentDistribution {
  /// The probability of a value of at most `t` with the given degrees of freedom, which need not be
  /// whole.
  ///
  /// By the regularized incomplete beta function (Abramowitz and Stegun, 26.7.1); accurate to about
  /// 1e-13. With 10 degrees of freedom, 1.812461 has 0.95.
  public static func cumulative(_ t: Double, degreesOfFreedom: Double) -> Double {
    guard degreesOfFreedom > 0, !t.isNaN else { return 0.5 }
    guard t.isFinite else { return t > 0 ? 1 : 0 }
    let tail = 0.5 * upperTail(t * t, degreesOfFreedom)
    return t > 0 ? 1 - tail : tail
  }

  /// The probability of a value at least as far from 0 as `t`, on both sides together.
  public static func twoSidedTail(_ t: Double, degreesOfFreedom: Double) -> Double {
    guard degreesOfFreedom > 0, !t.isNaN else { return 1 }
    return t.isFinite ? upperTail(t * t, degreesOfFreedom) : 0
  }

  /// The value that is not exceeded with the given probability; infinite at 0 and 1.
  ///
  /// By bisection of `cumulative`, to the last bits. The 0.99 quantile with 29 degrees of freedom
  /// is 2.462021.
  public static func quantile(_ probability: Double, degreesOfFreedom: Double) -> Double {
    guard degreesOfFreedom > 0, !probability.isNaN, probability != 0.5 else { return 0 }
    guard probability > 0 else { return -.infinity }
    guard probability < 1 else { return .infinity }
    if probability < 0.5 { return -quantile(1 - probability, degreesOfFreedom: degreesOfFreedom) }
    var (low, high) = (0.0, 1.0)
    while cumulative(high, degreesOfFreedom: degreesOfFreedom) < probability, high < 1e150 {
      (low, high) = (high, high * 2)
    }
    for _ in 0..<100 {
      let middle = low + (high - low) / 2
      guard middle > low, middle < high else { break }
      if cumulative(middle, degreesOfFreedom: degreesOfFreedom) < probability {
        low = middle
      } else {
        high = middle
      }
    }
    return low + (high - low) / 2
  }

  private static func upperTail(_ square: Double, _ degreesOfFreedom: Double) -> Double {
    guard square.isFinite else { return 0 }
    return regularizedBeta(
      degreesOfFreedom / (degreesOfFreedom + square), degreesOfFreedom / 2, 0.5)
  }

  /// I_x(a, b) by its continued fraction (Abramowitz and Stegun, 26.5.8), evaluated by the method
  /// of Lentz.
  private static func regularizedBeta(_ x: Double, _ a: Double, _ b: Double) -> Double {
    guard x > 0 else { return 0 }
    guard x < 1 else { return 1 }
    // The fraction converges quickly on this side of the mean only; the other follows by symmetry.
    if x > (a + 1) / (a + b + 2) { return 1 - regularizedBeta(1 - x, b, a) }
    let front = exponential(
      logarithmOfGamma(a + b) - logarithmOfGamma(a) - logarithmOfGamma(b)
        + a * logarithm(x) + b * logarithmOfOnePlus(-x))
    let tiny = 1e-300
    var c = 1.0
    var d = 1 - (a + b) * x / (a + 1)
    d = 1 / (abs(d) < tiny ? tiny : d)
    var fraction = d
    for m in 1...500 {
      let m = Double(m)
      let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
      let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
      var change = 1.0
      for coefficient in [even, odd] {
        d = 1 + coefficient * d
        d = 1 / (abs(d) < tiny ? tiny : d)
        c = 1 + coefficient / c
        c = abs(c) < tiny ? tiny : c
        change = d * c
        fraction *= change
      }
      if abs(change - 1) < 1e-16 { break }
    }
    return front * fraction / a
  }
}
