internal import PerfTrace

extension Int {
  /// The number with its noun: "1 file", "1,200 files".
  func of(_ noun: String) -> String {
    "\(Quantity.count(self)) \(noun)\(self == 1 ? "" : "s")"
  }
}
