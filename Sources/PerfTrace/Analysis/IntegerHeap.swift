/// A binary heap of integers, least first.
struct IntegerHeap {
  private var items: [Int32] = []

  mutating func insert(_ item: Int32) {
    items.append(item)
    var child = items.count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      guard items[child] < items[parent] else { return }
      items.swapAt(child, parent)
      child = parent
    }
  }

  /// Removes and returns the least item; `nil` if there is none.
  mutating func removeLeast() -> Int32? {
    guard let least = items.first, let last = items.popLast() else { return nil }
    guard !items.isEmpty else { return least }
    items[0] = last
    var parent = 0
    while true {
      var child = 2 * parent + 1
      guard child < items.count else { return least }
      if child + 1 < items.count && items[child + 1] < items[child] { child += 1 }
      guard items[child] < items[parent] else { return least }
      items.swapAt(child, parent)
      parent = child
    }
  }
}
