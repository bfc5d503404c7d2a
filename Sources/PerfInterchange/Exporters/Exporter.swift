package import PerfTrace

/// A format that fossils are written as for another tool; one type a format, listed in `ExportFormats`.
package protocol Exporter: Sendable {
  /// The name on the command line: "csv".
  static var name: String { get }
  /// What the format is, for lists.
  static var title: String { get }

  init()

  /// Takes the next fossil, in order of time; may write what is finished.
  mutating func append(_ fossil: Fossil, to output: inout [UInt8])

  /// Writes what is left.
  mutating func finish(to output: inout [UInt8])
}
