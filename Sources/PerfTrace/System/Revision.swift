/// What is measured, as far as version control and continuous integration know it.
package struct Revision: Sendable, Equatable {
  package var git: GitSnapshot
  /// `nil` outside continuous integration.
  package var ci: CIRecord?

  package init(git: GitSnapshot = GitSnapshot(), ci: CIRecord? = nil) {
    self.git = git
    self.ci = ci
  }

  /// Asks git about `folder` (the current folder if `nil`), and GitHub Actions' variables about the job.
  package static func current(in folder: String?) async -> Revision {
    var snapshot = await GitProbe.snapshot(in: folder)
    guard let actions = GitHubActionsJob.current else { return Revision(git: snapshot) }
    if let head = actions.correctedHead(for: snapshot) {
      snapshot.sha = head.sha
      snapshot.branch = head.branch ?? snapshot.branch
      if head.replacesCommit {
        // Nothing of the merge commit holds for the pull request's head.
        let dirty = snapshot.record?.dirty
        snapshot.record = GitRecord()
        if let commit = await GitProbe.commit(head.sha, in: folder) {
          snapshot.read(commit: commit)
        }
        snapshot.record?.dirty = dirty
      }
    }
    return Revision(git: snapshot, ci: actions.record)
  }
}
