extension Series {
  /// The series of those points that `isWanted`; failures are left out.
  package func points(where isWanted: (Int) -> Bool) -> Series {
    var result = Series(key: key)
    for segment in segments {
      let start = result.count
      for point in segment where isWanted(point) {
        let range = range(ofPoint: point)
        result.rows += rows[range]
        result.values += values[range]
        result.starts.append(Int32(result.values.count))
        result.commits.append(commits[point])
        result.medians.append(medians[point])
        result.lowerQuartiles.append(lowerQuartiles[point])
        result.upperQuartiles.append(upperQuartiles[point])
      }
      if result.count > start { result.segments.append(start..<result.count) }
    }
    return result
  }
}
