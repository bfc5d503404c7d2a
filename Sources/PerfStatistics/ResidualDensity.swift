/// The shape of the noise of two neighbouring segments, as the logarithm of a smoothed histogram.
///
/// A kernel estimate of the density with a Gaussian kernel (Rosenblatt, 1956; Parzen, 1962),
/// computed on a grid. It sees two modes, heavy tails and asymmetry, which no single spread tells.
struct ResidualDensity {
  private let origin: Double
  private let scale: Double
  private let logarithms: [Double]

  /// Bins on each side of a kernel's centre; a bandwidth is three bins.
  private static let taps = 9
  private static let mostBins = 600
  /// What stands for the density where no value was seen, in kernels.
  private static let floor = 0.3

  /// Takes the shape from values.
  ///
  /// - Parameters:
  ///   - values: The residuals of both segments, not empty.
  ///   - bandwidth: The standard deviation of the kernel, above 0; wider where nine tenths of the values would not have
  ///     room on the grid.
  init(of values: [Double], bandwidth: Double) {
    var scratch = values
    let center = scratch.selectQuantile(0.5)
    // Values of a coarse clock have neighbours that are equal and modes far apart: the grid must reach them.
    let reach = max(
      center - scratch.selectQuantile(0.05), scratch.selectQuantile(0.95) - center)
    let width = max(bandwidth / 3, reach / Double(Self.mostBins / 2))
    var (low, high) = (scratch[0], scratch[0])
    for value in scratch { (low, high) = (min(low, value), max(high, value)) }
    let half = Double(Self.mostBins / 2) * width
    low = max(low, center - half)
    high = min(high, center + half)
    let bins = Int(((high - low) / width).rounded(.up)) + 2 + 2 * Self.taps
    origin = low - Double(Self.taps) * width
    scale = 1 / width
    var counts = [Double](repeating: 0, count: bins)
    for value in values {
      let place = (min(max(value, low), high) - origin) * scale
      let bin = Int(place)
      let fraction = place - Double(bin)
      counts[bin] += 1 - fraction
      counts[bin + 1] += fraction
    }
    let kernel = (0...Self.taps).map { exponential(-0.5 * Double($0 * $0) / 9) }
    var smooth = [Double](repeating: Self.floor, count: bins)
    for (bin, count) in counts.enumerated() where count > 0 {
      for offset in max(-Self.taps, -bin)...min(Self.taps, bins - 1 - bin) {
        smooth[bin + offset] += count * kernel[abs(offset)]
      }
    }
    logarithms = smooth.map(logarithm)
  }

  /// The logarithm of the density at `value`, up to a constant.
  func logDensity(at value: Double) -> Double {
    let place = (value - origin) * scale
    guard place > 0, place < Double(logarithms.count - 1) else { return logarithms[0] }
    let bin = Int(place)
    let fraction = place - Double(bin)
    return logarithms[bin] + (logarithms[bin + 1] - logarithms[bin]) * fraction
  }
}
