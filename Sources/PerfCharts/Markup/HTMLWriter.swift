internal import PerfBytes

/// Writes HTML and SVG into one growing buffer, escaping by place.
///
/// Names of elements and attributes are `StaticString`s and so come from the program's source. A start tag stays
/// open until something is written inside it, so attributes are the first calls in an element's closure:
///
/// ```swift
/// writer.element("td", class: "n") { writer in
///   writer.attribute("title", subject)
///   writer.text(label)
/// }
/// ```
package struct HTMLWriter: Sendable {
  private var bytes: [UInt8]
  private var startTagIsOpen = false

  /// Creates an empty writer with room for `capacity` bytes.
  package init(capacity: Int = 0) {
    bytes = []
    bytes.reserveCapacity(capacity)
  }

  /// What was written; every element must have ended.
  package var fragment: HTMLFragment {
    precondition(!startTagIsOpen, "a start tag is open")
    return HTMLFragment(alreadyEscaped: bytes)
  }

  /// Number of bytes written.
  package var count: Int { bytes.count }

  /// Empties the writer and keeps its memory for the next fragment.
  package mutating func removeAll() {
    precondition(!startTagIsOpen, "a start tag is open")
    bytes.removeAll(keepingCapacity: true)
  }

  // MARK: Elements

  /// Writes an element with what `content` writes: its attributes, then its children.
  package mutating func element<Failure: Error>(
    _ name: StaticString, class className: StaticString? = nil,
    _ content: (inout HTMLWriter) throws(Failure) -> Void
  ) throws(Failure) {
    start(name, class: className)
    try content(&self)
    endStartTag()
    bytes.append("</")
    bytes.append(name)
    bytes.append(UInt8(ascii: ">"))
  }

  /// Writes an element that holds nothing but text.
  package mutating func element(
    _ name: StaticString, class className: StaticString? = nil, text: String
  ) {
    element(name, class: className) { $0.text(text) }
  }

  /// Writes an SVG element without children, `<path …/>`; `attributes` writes its attributes.
  package mutating func shape<Failure: Error>(
    _ name: StaticString, class className: StaticString? = nil,
    _ attributes: (inout HTMLWriter) throws(Failure) -> Void
  ) throws(Failure) {
    start(name, class: className)
    try attributes(&self)
    precondition(startTagIsOpen, "a shape has no children")
    startTagIsOpen = false
    bytes.append("/>")
  }

  /// Writes a void element of HTML, `<input …>`; `attributes` writes its attributes.
  package mutating func void<Failure: Error>(
    _ name: StaticString, class className: StaticString? = nil,
    _ attributes: (inout HTMLWriter) throws(Failure) -> Void
  ) throws(Failure) {
    start(name, class: className)
    try attributes(&self)
    precondition(startTagIsOpen, "a void element has no children")
    endStartTag()
  }

  /// Writes `<a>` around what `content` writes; without `href` if the reference is not one that a link may hold.
  package mutating func link<Failure: Error>(
    to reference: String, class className: StaticString? = nil,
    _ content: (inout HTMLWriter) throws(Failure) -> Void
  ) throws(Failure) {
    start("a", class: className)
    attribute("href", url: reference)
    try content(&self)
    endStartTag()
    bytes.append("</a>")
  }

  /// Writes a link that holds nothing but text.
  package mutating func link(
    to reference: String, class className: StaticString? = nil,
    text: String
  ) {
    link(to: reference, class: className) { $0.text(text) }
  }

  /// Writes a link to a file of the same site, named from the site's folder; `root` leads there from the page.
  package mutating func link<Failure: Error>(
    to path: String, root: String, class className: StaticString? = nil,
    _ content: (inout HTMLWriter) throws(Failure) -> Void
  ) throws(Failure) {
    start("a", class: className)
    if let root = URLReference(root), let path = URLReference(path) {
      beginAttribute("href")
      bytes.append(escaping: root.text)
      bytes.append(escaping: path.text)
      bytes.append(UInt8(ascii: "\""))
    }
    try content(&self)
    endStartTag()
    bytes.append("</a>")
  }

  // MARK: Attributes

  /// Writes an attribute of the element that was just started, escaping its value.
  package mutating func attribute(_ name: StaticString, _ value: String) {
    beginAttribute(name)
    bytes.append(escaping: value)
    bytes.append(UInt8(ascii: "\""))
  }

  /// Writes an attribute whose value stands in the program's source; it must hold no `"`, `&` or `<`.
  package mutating func attribute(_ name: StaticString, literal value: StaticString) {
    beginAttribute(name)
    bytes.append(value)
    bytes.append(UInt8(ascii: "\""))
  }

  /// Writes an attribute without a value, such as `hidden`.
  package mutating func attribute(_ name: StaticString) {
    precondition(startTagIsOpen, "an attribute belongs into a start tag")
    bytes.append(UInt8(ascii: " "))
    bytes.append(name)
  }

  /// Writes an integer attribute.
  package mutating func attribute(_ name: StaticString, integer value: Int) {
    beginAttribute(name)
    bytes.append(integer: Int64(value))
    bytes.append(UInt8(ascii: "\""))
  }

  /// Writes a number with at most two decimals, enough for coordinates.
  package mutating func attribute(_ name: StaticString, coordinate value: Double) {
    beginAttribute(name)
    bytes.append(fixed: value, fractionDigits: 2, trimsZeros: true)
    bytes.append(UInt8(ascii: "\""))
  }

  /// Writes an attribute that holds a reference; nothing at all if `URLReference` refuses it.
  package mutating func attribute(_ name: StaticString, url reference: String) {
    guard let reference = URLReference(reference) else { return }
    attribute(name, reference.text)
  }

  /// Writes an attribute whose value `content` makes of bytes that need no escaping, such as path data.
  mutating func attribute(_ name: StaticString, path content: (inout [UInt8]) -> Void) {
    beginAttribute(name)
    content(&bytes)
    bytes.append(UInt8(ascii: "\""))
  }

  // MARK: Content

  /// Writes text, escaped.
  package mutating func text(_ text: String) {
    endStartTag()
    bytes.append(escaping: text)
  }

  /// Writes an integer.
  package mutating func text(integer value: Int) {
    endStartTag()
    bytes.append(integer: Int64(value))
  }

  /// Writes what `content` makes of characters that need no escaping, such as digits.
  package mutating func plain(_ content: (inout [UInt8]) -> Void) {
    endStartTag()
    content(&bytes)
  }

  /// Writes markup that stands in the program's source as it is, for the densest loops.
  package mutating func markup(_ literal: StaticString) {
    endStartTag()
    bytes.append(literal)
  }

  /// Writes a fragment.
  package mutating func fragment(_ fragment: HTMLFragment) {
    endStartTag()
    bytes.append(contentsOf: fragment.bytes)
  }

  /// Writes a data block for scripts, `<script type="application/json" id="…">`, which is never executed.
  package mutating func dataBlock(id: StaticString, _ json: ScriptJSON) {
    element("script") { writer in
      writer.attribute("type", literal: "application/json")
      writer.attribute("id", literal: id)
      writer.endStartTag()
      writer.bytes.append(contentsOf: json.bytes)
    }
  }

  // MARK: Tags

  private mutating func start(_ name: StaticString, class className: StaticString?) {
    endStartTag()
    bytes.append(UInt8(ascii: "<"))
    bytes.append(name)
    startTagIsOpen = true
    if let className { attribute("class", literal: className) }
  }

  private mutating func beginAttribute(_ name: StaticString) {
    precondition(startTagIsOpen, "an attribute belongs into a start tag")
    bytes.append(UInt8(ascii: " "))
    bytes.append(name)
    bytes.append("=\"")
  }

  private mutating func endStartTag() {
    guard startTagIsOpen else { return }
    startTagIsOpen = false
    bytes.append(UInt8(ascii: ">"))
  }
}
