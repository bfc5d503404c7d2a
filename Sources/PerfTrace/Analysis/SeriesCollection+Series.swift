extension SeriesCollection {
  /// The values of one metric in a layout; `nil` where no measurement of it is finite.
  ///
  /// - Complexity: O(n) in the layout's rows for a metric stored densely, O(n log m) for one stored sparsely.
  package func series(of layout: SeriesLayout, metric: Int) -> Series? {
    var series = Series(
      key: SeriesKey(
        script: layout.script, metric: Int32(metric), hostClass: layout.hostClass,
        tagSet: layout.tagSet, branch: layout.branch))
    let found = values(ofMetric: metric, at: layout.rows)
    guard found.contains(where: \.isFinite) else { return nil }

    series.rows.reserveCapacity(layout.rows.count)
    series.values.reserveCapacity(layout.rows.count)
    series.starts.reserveCapacity(layout.count + 1)
    series.commits.reserveCapacity(layout.count)
    series.medians.reserveCapacity(layout.count)
    var newIndices = [Int32](repeating: 0, count: layout.count + 1)
    var segmentStart = 0
    var method = Int32.min
    var scratch: [Double] = []
    for point in 0..<layout.count {
      newIndices[point] = Int32(series.count)
      let start = series.values.count
      for index in Int(layout.starts[point])..<Int(layout.starts[point + 1])
      where found[index].isFinite {
        series.rows.append(layout.rows[index])
        series.values.append(found[index])
      }
      guard series.values.count > start else { continue }
      if layout.methods[point] != method {
        if series.count > segmentStart { series.segments.append(segmentStart..<series.count) }
        segmentStart = series.count
        method = layout.methods[point]
      }
      series.starts.append(Int32(series.values.count))
      series.commits.append(layout.commits[point])
      series.appendSpread(of: start, scratch: &scratch)
    }
    newIndices[layout.count] = Int32(series.count)
    series.segments.append(segmentStart..<series.count)
    series.failures = layout.failures.map {
      SeriesLayout.Failure(row: $0.row, point: newIndices[Int($0.point)])
    }
    return series
  }

  /// The values of a metric at ascending or unordered rows; NaN where it was not measured.
  package func values(ofMetric metric: Int, at rows: [Int32]) -> [Double] {
    switch history.columns[metric] {
    case .dense(let values):
      return rows.map { values[Int($0)] }
    case .sparse(let sparseRows, let values):
      return rows.map { row in
        var (low, high) = (0, sparseRows.count)
        while low < high {
          let middle = (low + high) / 2
          if sparseRows[middle] < row { low = middle + 1 } else { high = middle }
        }
        return low < sparseRows.count && sparseRows[low] == row ? values[low] : .nan
      }
    }
  }
}

extension Series {
  /// Appends median and quartiles (type 7) of the values from `start` on.
  fileprivate mutating func appendSpread(of start: Int, scratch: inout [Double]) {
    let count = values.count - start
    if count == 1 {
      medians.append(values[start])
      lowerQuartiles.append(values[start])
      upperQuartiles.append(values[start])
      return
    }
    scratch.removeAll(keepingCapacity: true)
    scratch.append(contentsOf: values[start...])
    scratch.sort()
    lowerQuartiles.append(Self.quantile(0.25, ofSorted: scratch))
    medians.append(Self.quantile(0.5, ofSorted: scratch))
    upperQuartiles.append(Self.quantile(0.75, ofSorted: scratch))
  }

  /// Linear interpolation between order statistics: type 7 of Hyndman and Fan (1996).
  private static func quantile(_ probability: Double, ofSorted sorted: [Double]) -> Double {
    let place = probability * Double(sorted.count - 1)
    let below = Int(place)
    let above = min(below + 1, sorted.count - 1)
    let fraction = place - Double(below)
    // A weighted sum in place of a + f·(b - a): the difference of two finite numbers may overflow.
    return fraction == 0
      ? sorted[below] : sorted[below] * (1 - fraction) + sorted[above] * fraction
  }
}
