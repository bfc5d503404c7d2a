/// A pattern for names: `*` stands for any text, `?` for one character, everything else for itself.
///
/// Unlike a shell's, `*` crosses slashes and leading dots, for script names may hold both.
package struct Glob: Sendable, Hashable, CustomStringConvertible {
  package let pattern: String

  package init(_ pattern: String) {
    self.pattern = pattern
  }

  package var description: String { pattern }

  /// Whether the whole of `name` fits the pattern.
  ///
  /// - Complexity: O(pattern · name) at worst, without recursion.
  package func matches(_ name: String) -> Bool {
    let pattern = Array(self.pattern.unicodeScalars)
    let name = Array(name.unicodeScalars)
    var (p, n) = (0, 0)
    var star: (pattern: Int, name: Int)?
    while n < name.count {
      if p < pattern.count, pattern[p] == "*" {
        star = (p, n)
        p += 1
      } else if p < pattern.count, pattern[p] == "?" || pattern[p] == name[n] {
        p += 1
        n += 1
      } else if let last = star {
        // The star takes one more character.
        star = (last.pattern, last.name + 1)
        p = last.pattern + 1
        n = last.name + 1
      } else {
        return false
      }
    }
    return pattern[p...].allSatisfy { $0 == "*" }
  }
}
