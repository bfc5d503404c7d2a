/// Whether the default branch that somebody named was ever measured; no other branch is to take its place in silence.
package enum DefaultBranchCheck {
  /// Checks the name that an option gives, else that of the configuration.
  ///
  /// What the configuration says may be true before the first measurement of the branch, and so may a name that a service of
  /// continuous integration fills in (`isAutomatic`; `nil` looks at the variables of this process): for these the answer is a
  /// warning. `nil` where all is well, where nothing was named, and where no fossil names a branch.
  ///
  /// - Throws: `SelectionError.unknownBranch` for the name of an option that a person typed.
  package static func warning(
    option: String?, configuration: Configuration, in history: History,
    isAutomatic: Bool? = nil
  ) throws(SelectionError) -> UnmeasuredDefaultBranch? {
    guard let name = option ?? configuration.defaultBranch, !history.branches.isEmpty,
      !history.branches.contains(name)
    else { return nil }
    if option != nil && !(isAutomatic ?? (RunnerKind.current != nil)) {
      throw .unknownBranch(name, known: history.branches)
    }
    let taken = BranchLines(history, configured: name).defaultBranch
    return UnmeasuredDefaultBranch(
      name: name, taken: history.branches[Int(taken)], known: history.branches,
      file: option == nil ? configuration.file : nil)
  }
}
