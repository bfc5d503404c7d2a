/// A piece of HTML or SVG whose text is already escaped; the only way into a page.
///
/// There is no way from a `String` to a fragment but escaping it, writing it with `HTMLWriter`, or vouching
/// for it by name with `init(alreadyEscaped:)`.
package struct HTMLFragment: Sendable, Hashable {
  /// UTF-8.
  package private(set) var bytes: [UInt8]

  /// An empty fragment.
  package init() {
    bytes = []
  }

  /// Takes markup that stands in the program's source, and so holds no text from outside.
  package init(_ markup: StaticString) {
    bytes = []
    bytes.append(markup)
  }

  /// Escapes text of any origin.
  package init(text: String) {
    bytes = []
    bytes.append(escaping: text)
  }

  /// Takes what a renderer that escapes by itself has made, such as cmark-gfm or a page's frame.
  ///
  /// The caller vouches for the bytes; search for this initializer to review every such place.
  package init(alreadyEscaped bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// Collects what `content` writes.
  package init<Failure: Error>(
    _ content: (inout HTMLWriter) throws(Failure) -> Void
  ) throws(Failure) {
    var writer = HTMLWriter()
    try content(&writer)
    self = writer.fragment
  }

  /// Whether there is nothing in it.
  package var isEmpty: Bool { bytes.isEmpty }

  /// The markup as a string, for template engines that take nothing else.
  package var string: String { String(decoding: bytes, as: UTF8.self) }

  /// Joins two fragments.
  package static func + (first: HTMLFragment, second: HTMLFragment) -> HTMLFragment {
    HTMLFragment(alreadyEscaped: first.bytes + second.bytes)
  }

  /// Appends a fragment to another.
  package static func += (fragment: inout HTMLFragment, other: HTMLFragment) {
    fragment.bytes.append(contentsOf: other.bytes)
  }
}
