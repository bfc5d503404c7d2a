/// A default branch of which there are no fossils, yet.
package struct UnmeasuredDefaultBranch: Diagnosis, Equatable {
  package var name: String
  /// The branch that is taken for it.
  package var taken: String
  package var known: [String]
  /// The configuration that names it; `nil` for an option.
  package var file: String?

  package var summary: String {
    "the default branch \"\(name)\" was never measured; \"\(taken)\" is taken for it"
  }

  package var location: SourceLocation? { file.map { SourceLocation(file: $0) } }

  package var hint: String? { NameSuggestion.hint(for: name, among: known, what: "branches") }
}
