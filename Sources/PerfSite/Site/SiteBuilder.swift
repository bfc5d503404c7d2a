internal import PerfCharts
package import PerfTrace

/// The pipeline from a history to a folder of pages: per script, then per commit and pair of branches, then the rest.
package struct SiteBuilder: Sendable {
  /// What every page depends on besides its own data; raise it when pages are made in another way.
  static let pageVersion = 11

  /// How far a build has come.
  package struct Progress: Sendable {
    package var done: Int
    package var total: Int
  }

  /// Reads the fossil of a row of the history whole; `nil` where the store has changed meanwhile.
  package typealias FossilReader = @Sendable (_ row: Int) -> Fossil?

  private let plan: SitePlan
  private let theme: Theme
  private let readFossil: FossilReader
  private let report: @Sendable (Progress) -> Void

  /// Prepares a build; `report` hears of progress from several tasks.
  package init(
    history: History, options: SiteOptions, theme: Theme,
    readFossil: @escaping FossilReader = { _ in nil },
    report: @escaping @Sendable (Progress) -> Void = { _ in }
  ) {
    var history = history
    history.apply(options.annotations)
    let collection = SeriesCollection(history, defaultBranch: options.defaultBranch)
    plan = SitePlan(collection, options: options)
    self.theme = theme
    self.readFossil = readFossil
    self.report = report
  }

  /// Brings the folder of `writer` up to date.
  package func build(into writer: SiteWriter) async throws -> SiteWriter.Summary {
    let base = baseInputs
    let frames = Frames(theme: theme, identity: plan.options.identity)
    let counter = ProgressCounter(total: plan.history.scripts.count + plan.commits.count, report)
    try writer.claim(plannedPaths)
    for asset in theme.assets { try writer.write(asset, inputs: base.text) }

    let records = try await scripts(writer, frames: frames, base: base, counter: counter)
    async let byCommit = EntriesByCommit(
      records.map(\.entries), commits: plan.history.commits.count)
    let summary = SiteSummary(records.map(\.summary), plan: plan)
    try await pages(
      writer, frames: frames, base: base, counter: counter, summary: summary,
      entries: await byCommit)
    return try writer.finish()
  }

  // MARK: Stages

  private func scripts(
    _ writer: SiteWriter, frames: Frames, base: Digest, counter: ProgressCounter
  ) async throws -> [ScriptRecord] {
    let stage = ScriptStage(plan: plan)
    return try await Parallel.map(count: plan.history.scripts.count, tasks: plan.options.tasks) {
      script in
      defer { counter.advance() }
      let slug = plan.scriptSlugs[script]
      let record = ScriptRecord.path(ofSlug: slug)
      let pages = [
        plan.path(ofScript: script), "data/scripts/\(slug).json", "badges/\(slug).svg",
      ]
      var quickInputs = base
      quickInputs.combine(stage.quickInputs(script))
      func known() throws -> (record: ScriptRecord, bytes: [UInt8])? {
        try writer.read(record).flatMap { bytes in
          ScriptRecord.read(bytes, script: script, plan: plan).map { ($0, bytes) }
        }
      }
      if writer.isCurrent([record], inputs: quickInputs.text), let (known, _) = try known(),
        writer.isCurrent(pages, inputs: known.inputs)
      {
        writer.keep([record] + pages)
        return known
      }
      let slice = stage.slice(script)
      var inputs = base
      inputs.combine(slice.inputs)
      if writer.isCurrent(pages, inputs: inputs.text), let (known, bytes) = try known(),
        known.inputs == inputs.text
      {
        writer.keep(pages)
        try writer.write(RenderedFile(path: record, bytes: bytes), inputs: quickInputs.text)
        return known
      }
      let assessment = ScriptAssessment(slice, plan: plan)
      var summary = stage.summary(assessment)
      let newest = stage.newestFossil(slice, readFossil)
      summary.command = newest?.command ?? []
      let page = ScriptPage(
        plan: plan, summary: summary, assessment: assessment, newest: newest)
      try writer.write(page.file(frame: frames.overview), inputs: inputs.text)
      try writer.write(OpenData.script(slice, plan: plan), inputs: inputs.text)
      try writer.write(summary.badge, inputs: inputs.text)
      let entries = stage.commitEntries(assessment)
      let made = ScriptRecord(
        inputs: inputs.text, summary: summary, entries: entries.map(\.entry))
      try writer.write(
        made.file(
          firstRows: entries.map(\.row), rows: plan.collection.rows(ofScript: script)),
        inputs: quickInputs.text)
      return made
    }
  }

  /// Makes some pages, or keeps them as they are, and returns the paths of those that are made at every build.
  private typealias PageJob = @Sendable () throws -> [String]

  /// All pages but the scripts': those made of everything come first, for they take longest.
  private func pages(
    _ writer: SiteWriter, frames: Frames, base: Digest, counter: ProgressCounter,
    summary: SiteSummary, entries: EntriesByCommit
  ) async throws {
    let jobs =
      overviews(writer, frames: frames, base: base, summary: summary, entries: entries)
      + comparisons(writer, frames: frames, base: base, summary: summary)
      + commits(
        writer, frames: frames, base: base, counter: counter, summary: summary, entries: entries)
    let paths = try await Parallel.map(count: jobs.count, tasks: plan.options.tasks) {
      try jobs[$0]()
    }
    guard let address = plan.options.identity.baseURL else { return }
    let overviews = paths.flatMap(\.self).filter { $0.hasSuffix("index.html") }
    let scripts = plan.history.scripts.indices.map { plan.path(ofScript: $0) }
    let commits = plan.commits.compactMap { plan.path(ofCommit: $0) }
    let map = SiteMap(baseURL: address, paths: (overviews + scripts + commits).sorted())
    try writer.write(map.file(), inputs: base.text)
  }

  private func commits(
    _ writer: SiteWriter, frames: Frames, base: Digest, counter: ProgressCounter,
    summary: SiteSummary, entries: EntriesByCommit
  ) -> [PageJob] {
    var events: [Int32: [CommitPage.EventReference]] = [:]
    for group in summary.everyChange where group.commit >= 0 {
      events[group.commit] = group.events.map { reference in
        CommitPage.EventReference(
          script: reference.script, event: summary.scripts[reference.script].events[reference.event]
        )
      }
    }
    let eventsByCommit = events
    return plan.commits.filter { plan.hasCommitPage[Int($0)] }.map { commit in
      { [plan] in
        let page = CommitPage(
          plan: plan, commit: commit, entries: entries[commit],
          events: eventsByCommit[commit] ?? [], summaries: summary.scripts)
        var inputs = base
        inputs.combine(page.inputs)
        let paths = CommitPage.paths(of: commit, plan: plan)
        if writer.isCurrent(paths, inputs: inputs.text) {
          writer.keep(paths)
        } else {
          for file in page.files(frame: frames.commits) {
            try writer.write(file, inputs: inputs.text)
          }
        }
        counter.advance()
        return []
      }
    }
  }

  private func comparisons(
    _ writer: SiteWriter, frames: Frames, base: Digest, summary: SiteSummary
  ) -> [PageJob] {
    var rows: [String: [ComparePage.Row]] = [:]
    for (script, owner) in summary.scripts.enumerated() {
      for row in owner.branches {
        rows[row.branch, default: []].append(.init(script: script, row: row))
      }
    }
    return plan.branches.filter { plan.hasComparison($0) }.map { branch in
      let rows = rows[plan.history.branches[Int(branch)]] ?? []
      return { [plan] in
        let page = ComparePage(plan: plan, branch: branch, rows: rows, summaries: summary.scripts)
        var inputs = base
        inputs.combine(page.inputs)
        let path = plan.path(ofComparison: branch)
        if writer.isCurrent([path], inputs: inputs.text) {
          writer.keep([path])
        } else {
          try writer.write(page.file(frame: frames.branches), inputs: inputs.text)
        }
        return []
      }
    }
  }

  /// Pages that are made from summaries alone; so cheap that they are made at every build.
  private func overviews(
    _ writer: SiteWriter, frames: Frames, base: Digest, summary: SiteSummary,
    entries: EntriesByCommit
  ) -> [PageJob] {
    let plan = plan
    var makers: [@Sendable () -> [RenderedFile]] = [
      { IndexPage(plan: plan, summary: summary).files(frame: frames.overview) },
      {
        CommitListPage(plan: plan, summary: summary, entries: entries).files(frame: frames.commits)
      },
      { RegressionsPage(plan: plan, summary: summary).files(frame: frames.regressions) },
      { [BranchesPage(plan: plan, summary: summary).file(frame: frames.branches)] },
      {
        let picker = PickerData(plan: plan, summary: summary)
        let page = ComparePickerPage(plan: plan).file(frame: frames.compare)
        return [page, picker.revisions(), picker.scripts()]
      },
      { [EnvironmentsPage(plan: plan).file(frame: frames.environments)] },
      {
        let report = TraceabilityReport(
          facts: summary.reportFacts(plan), site: "../", trendLimit: plan.options.trendLimit)
        let page = DocumentPage(
          plan: plan, path: SiteSection.report.path, label: "Report", markdown: report.markdown)
        return [page.file(frame: frames.report)]
      },
      { [OpenData.index(summary, plan: plan), OpenData.changes(summary)] },
      {
        [
          Feed(plan: plan, summary: summary).file(),
          NotFoundPage(plan: plan).file(frame: frames.overview),
          RenderedFile(path: ".nojekyll", bytes: []),
        ]
      },
    ]
    for (document, name) in zip(plan.options.documents, plan.documentNames) {
      makers.append {
        let page = DocumentPage(
          plan: plan, path: DocumentPage.path(of: name), label: name, markdown: document.markdown,
          source: document.path)
        return [page.file(frame: frames.report)]
      }
    }
    return makers.map { make in
      {
        let files = make()
        for file in files { try writer.write(file, inputs: base.text) }
        return files.map(\.path)
      }
    }
  }

  // MARK: Plan

  /// Files whose names follow from the plan alone.
  private var plannedPaths: [String] {
    var paths = theme.assets.map(\.path)
    paths += SiteSection.allCases.map(\.path)
    paths += [
      Feed.path, "data/index.json", "data/changes.json", PickerData.revisionsPath,
      PickerData.scriptsPath,
      "404.html",
    ]
    for script in plan.history.scripts.indices {
      paths.append(plan.path(ofScript: script))
      paths.append("data/scripts/\(plan.scriptSlugs[script]).json")
      paths.append("badges/\(plan.scriptSlugs[script]).svg")
      paths.append(ScriptRecord.path(ofSlug: plan.scriptSlugs[script]))
    }
    for commit in plan.commits where plan.hasCommitPage[Int(commit)] {
      paths += CommitPage.paths(of: commit, plan: plan)
    }
    for branch in plan.branches where plan.hasComparison(branch) {
      paths.append(plan.path(ofComparison: branch))
    }
    paths += plan.documentNames.map(DocumentPage.path(of:))
    return paths
  }

  /// What all pages depend on.
  private var baseInputs: Digest {
    let identity = plan.options.identity
    var digest = theme.digest
    digest.combine(Self.pageVersion)
    digest.combine(identity.version)
    digest.combine(plan.detail.executions)
    digest.combine(identity.title)
    digest.combine(identity.baseURL ?? "")
    digest.combine(identity.repositoryURL ?? "")
    for change in plan.options.annotations.accepted {
      digest.combine(change.script.pattern)
      digest.combine(change.metric?.pattern ?? "")
      digest.combine(change.commit)
      digest.combine(change.reason)
    }
    for exclusion in plan.options.annotations.excluded {
      digest.combine(exclusion.fossil.high)
      digest.combine(exclusion.fossil.low)
      digest.combine(exclusion.reason)
    }
    for tag in plan.commonTags.sorted() { digest.combine(tag) }
    digest.combine(
      plan.defaultBranch < 0 ? "" : plan.history.branches[Int(plan.defaultBranch)])
    return digest
  }
}

/// The frames of all kinds of pages, each rendered once.
private struct Frames: Sendable {
  let overview: PageFrame
  let commits: PageFrame
  let regressions: PageFrame
  let branches: PageFrame
  let compare: PageFrame
  let report: PageFrame
  let environments: PageFrame

  init(theme: Theme, identity: SiteIdentity) {
    overview = theme.frame(section: .overview, site: identity)
    commits = theme.frame(section: .commits, site: identity)
    regressions = theme.frame(section: .regressions, site: identity)
    branches = theme.frame(section: .branches, site: identity)
    compare = theme.frame(section: .compare, site: identity)
    report = theme.frame(section: .report, site: identity)
    environments = theme.frame(section: .environments, site: identity)
  }
}
