package import PerfTrace

/// What a build of a site is asked for.
package struct SiteOptions: Sendable {
  package var identity: SiteIdentity
  /// Only executions from this instant on are shown; `nil` for all.
  package var since: Timestamp?
  /// How many of the newest commits get a page of their own; `nil` for all.
  package var maximumCommitPages: Int?
  /// Name of the default branch; `nil` to find it in the history.
  package var defaultBranch: String?
  /// Least effect of a standing regression in the report: 0.1 is 10 %.
  package var trendLimit = 0.1
  /// Further Markdown files that become pages.
  package var documents: [SiteDocument] = []
  /// Limits that say which effect of a branch counts.
  package var rules = LimitRules()
  /// What people accepted and excluded, to be marked in charts.
  package var annotations = Annotations()
  /// Number of tasks that work at once.
  package var tasks = 1

  package init(identity: SiteIdentity) {
    self.identity = identity
  }
}

/// A Markdown file that becomes a page of the site.
package struct SiteDocument: Sendable, Equatable {
  /// Path in the repository: "Documentation/Method.md".
  package var path: String
  package var markdown: String

  package init(path: String, markdown: String) {
    self.path = path
    self.markdown = markdown
  }
}
