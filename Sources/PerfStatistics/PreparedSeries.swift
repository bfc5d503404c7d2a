/// The levels of one series in every form that its trial needs.
struct PreparedSeries {
  /// Levels as measured.
  let raw: [Double]
  /// Levels after the spike filter.
  let clipped: [Double]
  /// The running medians of the raw levels.
  let runningMedians: [Double]
  let noise: SeriesNoise
  /// `sums[t]` is the sum of the clipped levels before `t`, centred.
  let sums: [Double]
  /// The rank of each raw level among the distinct ones.
  let ranks: [Int32]
  let hasTies: Bool

  init(levels: [Double]) {
    let medians = SpikeFilter.runningMedians(levels)
    runningMedians = medians
    noise = SeriesNoise(levels: levels, runningMedians: medians)
    raw = levels
    clipped = SpikeFilter.clip(levels, around: medians, limit: 3 * noise.spread)
    var scratch = clipped
    let center = scratch.isEmpty ? 0 : scratch.selectQuantile(0.5)
    var sums = [0.0]
    sums.reserveCapacity(levels.count + 1)
    for level in clipped { sums.append((sums.last ?? 0) + (level - center)) }
    self.sums = sums
    let order = levels.indices.sorted { levels[$0] < levels[$1] }
    var ranks = [Int32](repeating: 0, count: levels.count)
    var rank: Int32 = 0
    for (position, index) in order.enumerated() {
      if position > 0, levels[index] > levels[order[position - 1]] { rank += 1 }
      ranks[index] = rank
    }
    self.ranks = ranks
    hasTies = Int(rank) + 1 < levels.count
  }
}
