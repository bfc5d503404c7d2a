extension Duration {
  /// Reads "500ms", "30s", "1.5m", "2h", or a bare number of seconds; `nil` for anything else.
  package init?(text: String) {
    let units: [(suffix: String, seconds: Double)] = [
      ("ms", 0.001), ("s", 1), ("min", 60), ("m", 60), ("h", 3600),
    ]
    let unit = units.first { text.hasSuffix($0.suffix) }
    let number = text.dropLast(unit?.suffix.count ?? 0).trimming { $0 == " " }
    guard let value = Double(number), value.isFinite, value >= 0, value * (unit?.seconds ?? 1) < 1e9
    else { return nil }
    self = .seconds(value * (unit?.seconds ?? 1))
  }
}
