/// The parts of the site that the header leads to.
enum SiteSection: CaseIterable, Sendable {
  case overview
  case regressions
  case commits
  case branches
  case compare
  case report
  case environments

  var label: String {
    switch self {
    case .overview: "Overview"
    case .regressions: "Changes"
    case .commits: "Commits"
    case .branches: "Branches"
    case .compare: "Compare"
    case .report: "Report"
    case .environments: "Environments"
    }
  }

  /// Path of the section's first page below the site's folder.
  var path: String {
    switch self {
    case .overview: "index.html"
    case .regressions: "regressions/index.html"
    case .commits: "commits/index.html"
    case .branches: "branches/index.html"
    case .compare: "compare/index.html"
    case .report: "report/index.html"
    case .environments: "environments/index.html"
    }
  }
}
