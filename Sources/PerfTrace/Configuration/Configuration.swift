/// What `perftrace.yml` says; the defaults are those of a program without one.
package struct Configuration: Sendable, Equatable {
  /// What the site is called and where it will be found.
  package struct Site: Sendable, Equatable {
    package var title: String?
    package var baseURL: String?
    package var repositoryURL: String?
    /// Markdown files that become pages, relative to the configuration.
    package var pages: [String] = []

    package init() {}
  }

  /// How the gate chooses and treats baselines.
  package struct Gate: Sendable, Equatable {
    /// The most earlier jobs of the default branch that make a baseline.
    package var window = 30
    /// Whether a script without a baseline fails.
    package var requiresBaseline = false

    package init() {}
  }

  /// How scripts are run; `nil` leaves it to the command's default.
  package struct Tracking: Sendable, Equatable {
    /// Folder of the scripts that `track-batch` runs by itself, relative to the configuration.
    package var directory: String?
    /// Which files in it, as a glob.
    package var pattern: String?
    package var runs: Int?
    package var warmups: Int?
    /// The most of either that may be asked for.
    package static let mostRuns = 100_000
    /// Seconds after which an execution is ended.
    package var timeout: Double?
    /// Interpreters by extension without point, each a program with leading arguments.
    package var interpreters: [String: [String]] = [:]

    package init() {}
  }

  /// The file that was read; `nil` if there is none.
  package var file: String?
  /// The store's folder, relative to the configuration.
  package var store = "fossils"
  package var defaultBranch: String?
  package var rules = LimitRules()
  package var gate = Gate()
  package var tracking = Tracking()
  package var webhooks: [Webhook] = []
  package var site = Site()
  /// Every pattern for names that limits and exceptions have, in the order of the file.
  package var patterns: [NamePattern] = []

  package init() {}
}
