package import PerfTrace

/// What the user says about results whose format cannot say it.
package struct ImportOptions: Sendable, Equatable {
  /// The branch of results that name none.
  package var branch: String?
  /// The commit of results that name none; lower-case hexadecimal.
  package var commit: String?
  /// The time of results that carry none.
  package var date: Timestamp?
  /// Facts of the machine, by the keys of a fossil's `environment`; they win over the source's.
  package var host: OrderedFields<String> = [:]
  /// Tags given to every result; they win over the source's.
  package var tags: OrderedFields<String> = [:]
  /// Put in front of every name as it stands: "numpy/".
  package var prefix = ""
  /// The good direction of values whose unit does not tell; `nil` takes smaller for better.
  package var better: Polarity?

  package init() {}
}
