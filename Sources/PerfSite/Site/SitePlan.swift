internal import PerfCharts
internal import PerfTrace

/// Everything that pages have in common: addresses, order of commits, and which page exists.
///
/// Made once, in time linear in the history; every stage reads it and none changes it.
struct SitePlan: Sendable {
  /// Branches that get a page of comparison, those measured last first.
  static let comparedBranches = 200

  let collection: SeriesCollection
  let options: SiteOptions
  /// Slugs by index into the history's dictionaries.
  let scriptSlugs: [String]
  let branchSlugs: [String]
  let commitSlugs: [String]
  /// Names of scripts as links to their pages show them.
  let scriptLabels: [HTMLFragment]
  /// Links to scripts' pages from pages two folders deep, which a site may have a million of.
  let deepScriptLinks: [HTMLFragment]
  /// Paths of pages by index into the history's dictionaries; `nil` for a commit without a page.
  private let scriptPaths: [String]
  private let commitPaths: [String?]
  /// Commits as the charts of scripts' pages place them.
  let chartPositions: [TrendChart.Position]
  /// Commits with executions, newest first.
  let commits: [Int32]
  /// Whether a commit has a page, by index into `History.commits`.
  let hasCommitPage: [Bool]
  /// Commits that name a commit as a parent and have executions, in commit order.
  let children: [[Int32]]
  /// Names for people, by index into `History.hostClasses`.
  let hostNames: [HostName]
  /// Tags that all executions have, "env=py3.12", where there are several sets of tags.
  let commonTags: Set<String>
  /// Digest of what pages say of a commit when they mention it.
  let commitDigests: [Digest]
  /// Digests of scripts' and machines' names, one word each, by index into the history's dictionaries.
  let scriptDigests: [UInt64]
  let hostDigests: [UInt64]
  /// Digest of all that pages say of machines.
  let hostNamesDigest: Digest
  /// Branches with commits of their own, the default branch first, then those measured last first.
  let branches: [Int32]
  /// What compares a branch with the default one, of the branches that have a page for it.
  let comparators: [Int32: Comparator]
  /// Executions by branch, and time of the last one.
  let branchExecutions: [Int]
  let branchLastTimes: [Timestamp]

  var history: History { collection.history }
  var defaultBranch: Int32 { collection.lines.defaultBranch }

  init(_ collection: SeriesCollection, options: SiteOptions) {
    let history = collection.history
    self.collection = collection
    self.options = options
    commonTags = Self.commonTags(of: history)
    scriptSlugs = history.scripts.map(Slug.of)
    scriptLabels = history.scripts.map(Self.label(ofScript:))
    let scriptPaths = scriptSlugs.map { "scripts/\($0)/index.html" }
    self.scriptPaths = scriptPaths
    deepScriptLinks = zip(scriptPaths, scriptLabels).map { path, label in
      HTMLFragment { $0.link(to: path, root: Self.deepRoot) { $0.fragment(label) } }
    }
    branchSlugs = history.branches.map(Slug.of)
    commitSlugs = history.commits.map { Slug.ofCommit($0.sha) }
    hostNames = HostName.all(of: history.hostClasses)
    scriptDigests = history.scripts.map { Digest($0).low }
    hostDigests = hostNames.map { Digest($0.short).low }
    var hostNamesDigest = Digest()
    for name in hostNames { hostNamesDigest.combine(name.full) }
    self.hostNamesDigest = hostNamesDigest

    var isMeasured = [Bool](repeating: false, count: history.commits.count)
    var executions = [Int](repeating: 0, count: history.branches.count)
    var lastTimes = [Timestamp](
      repeating: Timestamp(milliseconds: .min), count: history.branches.count)
    for row in history.commit.indices where !history.flags[row].contains(.excluded) {
      let commit = history.commit[row]
      if commit >= 0 { isMeasured[Int(commit)] = true }
      let branch = Int(history.branch[row])
      if branch >= 0 {
        executions[branch] += 1
        lastTimes[branch] = max(lastTimes[branch], history.timestamp[row])
      }
    }
    branchExecutions = executions
    branchLastTimes = lastTimes
    commits = collection.order.commits.reversed().filter { isMeasured[Int($0)] }
    var hasPage = [Bool](repeating: false, count: history.commits.count)
    for commit in commits.prefix(options.maximumCommitPages ?? commits.count) {
      hasPage[Int(commit)] = true
    }
    hasCommitPage = hasPage
    let commitPaths = commitSlugs.enumerated().map { index, slug in
      hasPage[index] ? "commits/\(slug)/index.html" : nil
    }
    self.commitPaths = commitPaths
    chartPositions = history.commits.enumerated().map { index, commit in
      TrendChart.Position(
        label: String(commit.sha.prefix(10)), title: Words.shortened(commit.subject, limit: 72),
        link: commitPaths[index].map { Self.deepRoot + $0 }
          ?? options.identity.repositoryURL.map { "\($0)/commit/\(commit.sha)" },
        time: Int(collection.order.times[index].milliseconds / 1000))
    }

    var children = [[Int32]](repeating: [], count: history.commits.count)
    for commit in collection.order.commits where isMeasured[Int(commit)] {
      for parent in history.commits[Int(commit)].parents
      where parent >= 0 && parent != commit && children[Int(parent)].last != commit {
        children[Int(parent)].append(commit)
      }
    }
    self.children = children

    let times = collection.order.times
    commitDigests = history.commits.indices.map { index in
      let commit = history.commits[index]
      var digest = Digest()
      digest.combine(commit.sha)
      digest.combine(commit.subject)
      digest.combine(commit.author)
      digest.combine(Int(times[index].milliseconds))
      digest.combine(hasPage[index] ? 1 : 0)
      return digest
    }
    let defaultBranch = collection.lines.defaultBranch
    let branches = history.branches.indices
      .filter { executions[$0] > 0 }
      .sorted { a, b in
        (Int32(a) == defaultBranch ? 0 : 1, lastTimes[b], history.branches[a])
          < (Int32(b) == defaultBranch ? 0 : 1, lastTimes[a], history.branches[b])
      }
      .map(Int32.init)
    self.branches = branches
    comparators = Self.comparators(branches, collection, rules: options.rules)
  }

  private static func comparators(
    _ branches: [Int32], _ collection: SeriesCollection, rules: LimitRules
  ) -> [Int32: Comparator] {
    let base = collection.lines.defaultBranch
    guard base >= 0 else { return [:] }
    let selection = { (branch: Int32) in
      Selection(name: collection.history.branches[Int(branch)], scope: .branch(branch))
    }
    let compared = branches.prefix(Self.comparedBranches + 1).filter { $0 != base }
    return Dictionary(
      uniqueKeysWithValues: compared.map {
        ($0, Comparator(collection, base: selection(base), head: selection($0), rules: rules))
      })
  }

  /// Whether branches are compared in a metric of a script.
  func isCompared(_ script: Int32, _ metric: Int) -> Bool {
    options.rules.limit(
      .regression, script: history.scripts[Int(script)], metric: history.metrics[metric]
    ).action != .off
  }

  /// Number of points, in commit order, that stand before a commit; `commits` are theirs, -1 where unknown.
  func points(of commits: [Int32], before commit: Int32) -> Int {
    let positions = collection.order.positions
    return commits.firstIndex { $0 >= 0 && positions[Int($0)] >= positions[Int(commit)] }
      ?? commits.count
  }

  // MARK: Addresses, below the site's folder

  /// Where the site's folder lies as seen from the page of a script, a commit or a comparison.
  static let deepRoot = "../../"

  func path(ofScript script: Int) -> String { scriptPaths[script] }

  /// `nil` for a commit without a page.
  func path(ofCommit commit: Int32) -> String? {
    commit >= 0 ? commitPaths[Int(commit)] : nil
  }

  /// The comparison of a branch with the default one.
  func path(ofComparison branch: Int32) -> String {
    "compare/\(branchSlugs[Int(defaultBranch)])...\(branchSlugs[Int(branch)])/index.html"
  }

  /// Whether a branch is compared with the default one on a page of its own.
  func hasComparison(_ branch: Int32) -> Bool { comparators[branch] != nil }

  /// The commit on the repository's host; `nil` where that is unknown.
  func address(ofCommit commit: Int32) -> String? {
    guard let repository = options.identity.repositoryURL, commit >= 0 else { return nil }
    return "\(repository)/commit/\(history.commits[Int(commit)].sha)"
  }

  /// How much a script's page may hold, so that a site of many scripts stays below what Pages takes.
  var detail: ScriptPage.Detail { ScriptPage.Detail(scripts: history.scripts.count) }

  // MARK: Names

  /// Programs that names of commands begin with: a slash after them parts no folder from a script.
  private static let programs: Set<String> = [
    "bash", "bun", "bundle", "cargo", "cmake", "deno", "docker", "dotnet", "env", "gmake", "go",
    "gradle", "java", "julia", "lua", "make", "mvn", "node", "npm", "npx", "perl", "php", "pnpm",
    "podman", "pwsh", "pypy", "pytest", "python", "Rscript", "ruby", "sh", "swift", "tsx", "uv",
    "yarn", "zsh",
  ]

  /// Whether a name is a command line: it begins with a well-known program, or has options.
  static func isCommand(_ name: String) -> Bool {
    guard let blank = name.firstIndex(of: " ") else { return false }
    // "python3.12" is python.
    let program = name[..<blank].prefix { !$0.isNumber }
    return programs.contains(String(program))
      || name.contains(" -") && name[..<blank].allSatisfy { $0.isLowercase || "./_-".contains($0) }
  }

  /// Letters that a name, or either part of one with a folder, has in lists: six lines of a telephone.
  private static let nameLimit = 80

  /// A script's name, its middle left out if it is long; what stands before its last slash is set back.
  static func label(ofScript name: String) -> HTMLFragment {
    // A name in ASCII alone has one direction and needs no isolation.
    guard name.utf8.contains(UInt8(ascii: "/")) || !name.utf8.allSatisfy({ $0 < 0x80 }) else {
      return HTMLFragment(text: Words.shortenedInside(name, limit: nameLimit))
    }
    return HTMLFragment { html in
      html.element("bdi") { html in
        if !isCommand(name), let slash = name.lastIndex(of: "/"),
          name.index(after: slash) != name.endIndex
        {
          let (folder, base) = (name[...slash], name[name.index(after: slash)...])
          html.element(
            "span", class: "folder", text: Words.shortenedInside(String(folder), limit: nameLimit))
          html.text(Words.shortenedInside(String(base), limit: nameLimit))
        } else {
          html.text(Words.shortenedInside(name, limit: nameLimit))
        }
      }
    }
  }

  /// Tags as "key=value", joined by ", "; empty for the empty set.
  ///
  /// What all sets have in common tells none of them apart and is left out.
  func words(ofTagSet set: Int32) -> String { tagWords(ofTagSet: set).joined(separator: ", ") }

  /// The same, one text a tag.
  func tagWords(ofTagSet set: Int32) -> [String] {
    guard set >= 0 else { return [] }
    return history.tagSets[Int(set)].map { "\($0.key)=\($0.value)" }
      .filter { !commonTags.contains($0) }
  }

  /// Tags that all executions of a history with several sets of tags have.
  private static func commonTags(of history: History) -> Set<String> {
    var isUsed = [Bool](repeating: false, count: history.tagSets.count)
    for set in history.tagSet where set >= 0 { isUsed[Int(set)] = true }
    let used = history.tagSets.indices.filter { isUsed[$0] }
    guard used.count > 1, !history.tagSet.contains(where: { $0 < 0 }) else { return [] }
    let sets = used.map { index in
      Set(history.tagSets[index].map { "\($0.key)=\($0.value)" })
    }
    return sets.dropFirst().reduce(sets[0]) { $0.intersection($1) }
  }

  /// Executions of a script that a person excluded, with the reasons, oldest first.
  func exclusions(ofScript script: Int) -> [(row: Int32, reason: String)] {
    guard !history.exclusionReasons.isEmpty else { return [] }
    return collection.rows(ofScript: script).compactMap { row in
      history.exclusionReason(ofRow: Int(row)).map { (row, $0) }
    }
  }

  /// Names of the documents of the options: those of their files, with the folders only where two are alike.
  var documentNames: [String] {
    let paths = options.documents.map(\.path).map {
      $0.hasSuffix(".md") ? String($0.dropLast(3)) : $0
    }
    let names = paths.map { $0.split(separator: "/").last.map(String.init) ?? $0 }
    return zip(paths, names).map { path, name in names.count { $0 == name } > 1 ? path : name }
  }

  /// The first ten digits of a commit's hash.
  func shortSHA(_ commit: Int32) -> String { String(history.commits[Int(commit)].sha.prefix(10)) }
}
