extension StringProtocol {
  /// The text without the characters at both ends that `isRemoved` names.
  func trimming(_ isRemoved: (Character) -> Bool) -> String {
    let start = self.drop(while: isRemoved)
    guard let last = start.lastIndex(where: { !isRemoved($0) }) else { return "" }
    return String(start[...last])
  }
}
