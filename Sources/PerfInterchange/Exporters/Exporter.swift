package import PerfTrace

/// A format that fossils are written as for another tool; one type a format, listed in `ExportFormats`.
package protocol Exporter: Sendable {
  /// The name on the command line: "csv".
  static var name: String { get }
  /// What the format is, for lists.
  static var title: String { get }

  /// Whether the format keeps executions that failed, and those whose measurements do not count.
  static var takesFailures: Bool { get }
  static var takesWarmups: Bool { get }

  init()

  /// Takes the next fossil, in order of time; may write what is finished.
  mutating func append(_ fossil: Fossil, to output: inout [UInt8])

  /// Writes what is left.
  mutating func finish(to output: inout [UInt8])
}

extension Exporter {
  package static var takesFailures: Bool { true }
  package static var takesWarmups: Bool { true }

  /// Whether a fossil has a place in the format.
  package static func takes(_ fossil: Fossil) -> Bool {
    if !takesWarmups, fossil.run?.warmup == true || fossil.outcome.interrupted { return false }
    return takesFailures || fossil.succeeded
  }
}
