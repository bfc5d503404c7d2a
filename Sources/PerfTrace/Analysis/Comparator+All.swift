extension Comparator {
  /// Compares every script and metric that passes `filter`, the most important first.
  ///
  /// With one side's executions all in one place, sets of several scripts are corrected for by the reader: each verdict
  /// stands for itself.
  package func compareAll(_ filter: Trends.Filter = Trends.Filter()) -> [Comparison] {
    let history = collection.history
    var comparisons: [Comparison] = []
    for script in history.scripts.indices {
      let name = history.scripts[script]
      guard filter.scripts.isEmpty || filter.scripts.contains(where: { $0.matches(name) }) else {
        continue
      }
      for metric in collection.metrics(ofScript: script)
      where filter.includes(history.metrics[Int(metric)]) {
        comparisons += compare(script: script, metric: Int(metric))
      }
    }
    return comparisons.sorted(by: Comparison.isMoreImportant)
  }
}
