/// Key-value pairs that keep the order in which they were written, as the fields of a JSON object do.
///
/// Made for the dozens of fields of a fossil: look-up is linear. What is called for every field of an import is inlinable, for
/// another target would else call it unspecialized.
package struct OrderedFields<Value: Sendable>: Sendable {
  @usableFromInline var storage: [(key: String, value: Value)] = []

  @inlinable package var entries: [(key: String, value: Value)] { storage }

  package init() {}

  /// Fields in the given order; of a key that occurs more than once the last value stays, at the first place.
  package init(_ entries: [(key: String, value: Value)]) {
    if entries.count < 16 {
      for (index, entry) in entries.enumerated()
      where entries[..<index].contains(where: { $0.key == entry.key }) {
        self.init(overwriting: entries)
        return
      }
    } else if Set(entries.lazy.map(\.key)).count < entries.count {
      self.init(overwriting: entries)
      return
    }
    self.init()
    storage = entries
  }

  private init(overwriting entries: [(key: String, value: Value)]) {
    self.init()
    var places: [String: Int] = [:]
    for entry in entries {
      if let place = places[entry.key] {
        storage[place].value = entry.value
      } else {
        places[entry.key] = storage.count
        storage.append(entry)
      }
    }
  }

  package var isEmpty: Bool { entries.isEmpty }
  package var count: Int { entries.count }
  package var keys: [String] { entries.map(\.key) }

  /// The value of `key`; setting `nil` removes it, setting a new key appends it.
  @inlinable package subscript(key: String) -> Value? {
    @inline(__always) get { storage.first { $0.key == key }?.value }
    @inline(__always) set {
      let index = storage.firstIndex { $0.key == key }
      guard let newValue else {
        if let index { storage.remove(at: index) }
        return
      }
      if let index {
        storage[index].value = newValue
      } else {
        storage.append((key, newValue))
      }
    }
  }
}

extension OrderedFields: Sequence {
  @inlinable package func makeIterator() -> IndexingIterator<[(key: String, value: Value)]> {
    entries.makeIterator()
  }
}

extension OrderedFields: ExpressibleByDictionaryLiteral {
  package init(dictionaryLiteral elements: (String, Value)...) {
    for (key, value) in elements { self[key] = value }
  }
}

extension OrderedFields: Equatable where Value: Equatable {
  package static func == (a: Self, b: Self) -> Bool {
    a.count == b.count
      && zip(a.entries, b.entries).allSatisfy { $0.key == $1.key && $0.value == $1.value }
  }
}
