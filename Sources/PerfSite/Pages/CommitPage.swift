internal import PerfCharts
internal import PerfStatistics
internal import PerfTrace

/// All scripts at one commit, against what was usual before it.
struct CommitPage: Sendable {
  /// A change that came in with the commit.
  struct EventReference: Sendable {
    var script: Int
    var event: ScriptSummary.Event
  }

  let plan: SitePlan
  let commit: Int32
  /// Of this commit only, by script.
  let entries: [CommitEntry]
  let events: [EventReference]
  let summaries: [ScriptSummary]

  private var record: History.Commit { plan.history.commits[Int(commit)] }
  private var time: Timestamp { plan.collection.order.times[Int(commit)] }

  /// Digest of all that the page is made of.
  var inputs: Digest {
    var digest = plan.commitDigests[Int(commit)]
    for parent in record.parents { digest.combine(plan.commitDigests[Int(parent)]) }
    digest.combine(record.parents.count)
    for sha in record.parentSHAs { digest.combine(sha) }
    for child in plan.children[Int(commit)] { digest.combine(plan.commitDigests[Int(child)]) }
    for entry in entries {
      digest.combine(plan.scriptDigests[Int(entry.script)])
      digest.combine(plan.hostDigests[Int(entry.hostClass)])
      if entry.tagSet > 0 { digest.combine(Int(entry.tagSet)) }
      entry.combine(into: &digest)
    }
    for reference in events {
      digest.combine(reference.script)
      digest.combine(reference.event.effect)
      digest.combine(reference.event.levelAfter)
      digest.combine(reference.event.status.word)
    }
    return digest
  }

  /// Paths of the files that belong to a commit.
  static func paths(of commit: Int32, plan: SitePlan) -> [String] {
    let slug = plan.commitSlugs[Int(commit)]
    return ["commits/\(slug)/index.html", "data/commits/\(slug).js"]
  }

  /// The page, and the data that the comparing page loads.
  func files(frame: PageFrame) -> [RenderedFile] {
    [page(frame: frame), PickerData.commit(commit, entries: entries, plan: plan)]
  }

  private func page(frame: PageFrame) -> RenderedFile {
    let path = Self.paths(of: commit, plan: plan)[0]
    let context = PageContext(plan, path: path)
    var html = HTMLWriter(capacity: entries.count * 180 + 6000)
    html.element("h1") { $0.element("bdi", text: context.subject(commit)) }
    html.element("p", class: "lede", text: sentence)
    writeCommit(context, &html)
    writeEvents(context, &html)
    writeScripts(context, &html)
    let title =
      "\(Words.shortened(context.subject(commit), limit: 80)) – \(plan.options.identity.title)"
    var head = PageHead(
      path: path, title: title, description: "Commit \(plan.shortSHA(commit)): \(sentence)")
    head.breadcrumbs = [
      .init(label: "Overview", path: "index.html"),
      .init(label: "Commits", path: "commits/index.html"), .init(label: plan.shortSHA(commit)),
    ]
    return frame.page(head, body: html.fragment.bytes)
  }

  private var sentence: String {
    let scripts = entries.scriptCount
    let worse = entries.count { $0.standing == .worse }
    let better = entries.count { $0.standing == .better }
    let failures = entries.reduce(0) { $0 + Int($1.failures) }
    var parts: [String] = []
    if worse > 0 { parts.append("\(Quantity.count(worse)) worse than usual") }
    if better > 0 { parts.append("\(Quantity.count(better)) better") }
    // A level may change by less than one measurement can stand out from the others.
    let changed = Set(events.map(\.script)).count
    if parts.isEmpty && changed > 0 {
      parts.append("\(Quantity.count(changed)) at a new level from here on")
    }
    if failures > 0 { parts.append(Words.count(failures, "failed execution")) }
    let measured = "\(Words.count(scripts, "script")) measured"
    let few = entries.count { $0.standing == .few || $0.standing == .first }
    guard parts.isEmpty else { return "\(measured): \(Words.list(parts))." }
    switch few {
    case 0: return measured + ", all as usual."
    case entries.count: return measured + "; too little was measured before to say what is usual."
    default:
      return measured
        + ", as usual where enough was measured before (\(Quantity.count(entries.count - few)) of \(Quantity.count(entries.count)))."
    }
  }

  // MARK: The commit itself

  private func writeCommit(_ context: PageContext, _ html: inout HTMLWriter) {
    html.element("dl", class: "pairs") { html in
      html.element("dt", text: "Commit")
      html.element("dd") { html in
        html.element("code", text: record.sha)
        if let address = plan.address(ofCommit: commit) {
          html.text(" ")
          html.link(to: address, text: "in the repository")
        }
      }
      if !record.author.isEmpty {
        html.element("dt", text: "Author")
        html.element("dd") { $0.element("bdi", text: Words.shortened(record.author, limit: 120)) }
      }
      html.element("dt", text: "Date")
      html.element("dd") { html in
        html.time(time, as: .minute)
        html.text(" UTC")
      }
      html.element("dt", text: record.parentSHAs.count > 1 ? "Parents" : "Parent")
      html.element("dd") { html in writeParents(context, &html) }
      let children = plan.children[Int(commit)]
      if !children.isEmpty {
        html.element("dt", text: children.count == 1 ? "Child" : "Children")
        html.element("dd") { html in
          for (index, child) in children.prefix(8).enumerated() {
            if index > 0 { html.markup("<br>") }
            context.commitLink(child, to: &html)
            html.text(" ")
            html.element("bdi", text: Words.shortened(context.subject(child), limit: 90))
          }
        }
      }
      for accepted in plan.collection.accepted(at: commit) {
        html.element("dt", text: "Accepted")
        html.element("dd") { html in
          html.element("bdi", text: Words.shortened(accepted.reason, limit: 300))
          let what = [accepted.script.pattern, accepted.metric?.pattern].compactMap(\.self)
          html.text(" ")
          html.element(
            "small", class: "muted", text: Words.shortened(what.joined(separator: ", "), limit: 200)
          )
        }
      }
      html.element("dt", text: "Compare")
      html.element("dd") { html in
        html.link(
          to: "\(context.root)compare/index.html#head=\(plan.commitSlugs[Int(commit)])",
          text: "with any other commit or branch")
      }
    }
  }

  private func writeParents(_ context: PageContext, _ html: inout HTMLWriter) {
    guard !record.parentSHAs.isEmpty else { return html.text("unknown") }
    for (index, sha) in record.parentSHAs.prefix(8).enumerated() {
      if index > 0 { html.markup("<br>") }
      if let parent = record.parents.first(where: { plan.history.commits[Int($0)].sha == sha }) {
        context.commitLink(parent, to: &html)
        html.text(" ")
        html.element("bdi", text: Words.shortened(context.subject(parent), limit: 90))
      } else {
        html.element("span", class: "sha", text: String(sha.prefix(10)))
        html.element("span", class: "muted", text: " was not measured")
      }
    }
  }

  // MARK: What it changed

  private func writeEvents(_ context: PageContext, _ html: inout HTMLWriter) {
    guard !events.isEmpty else { return }
    html.markup("<h2 id=\"changes\">Levels that changed here</h2>\n<ul class=\"effects\">")
    for reference in events {
      let owner = summaries[reference.script]
      html.element("li") { html in
        html.element("span") { html in
          context.scriptLink(reference.script, to: &html)
          let words = PageContext.context(of: reference.event, in: owner)
          if !words.isEmpty {
            html.text(" ")
            html.element("small", class: "muted", text: words)
          }
        }
        PageContext.effect(of: reference.event, to: &html)
      }
    }
    html.markup("</ul>\n")
  }

  private func writeScripts(_ context: PageContext, _ html: inout HTMLWriter) {
    guard !entries.isEmpty else { return }
    html.markup("<h2 id=\"scripts\">Scripts</h2>\n")
    let hosts = Set(entries.lazy.map(\.hostClass)).sorted()
    if hosts.count == 1, let host = hosts.first {
      html.element("p", class: "muted", text: "Measured on \(plan.hostNames[Int(host)].full).")
    }
    html.markup(
      """
      <div class="scroll" tabindex="0" role="group" aria-label="Scripts">
      <table class="measured" data-sortable><thead><tr><th scope="col">Script</th><th scope="col" class="n">Here</th>\
      <th scope="col" class="n">Usual</th><th scope="col">Difference</th>
      """)
    let columns = Columns(
      hasMemory: entries.count <= Self.rowsWithMemory && entries.contains { $0.memory.isFinite },
      hasRuns: entries.contains { $0.executions > 1 }, hasHost: hosts.count > 1)
    if columns.hasMemory { html.markup("<th scope=\"col\" class=\"n optional\">Peak memory</th>") }
    if columns.hasRuns { html.markup("<th scope=\"col\" class=\"n optional\">Runs</th>") }
    if columns.hasHost { html.markup("<th scope=\"col\" class=\"optional\">Machine</th>") }
    html.markup("</tr></thead><tbody>\n")
    for entry in ordered { writeRow(entry, columns, context, &html) }
    html.markup("</tbody></table></div>\n")
  }

  /// Rows up to which memory stands beside the time. A site of long pages has thousands of them; scripts' pages and the
  /// open data have it all.
  private static let rowsWithMemory = 150

  /// Columns that not every page has something to say in.
  private struct Columns {
    var hasMemory: Bool
    var hasRuns: Bool
    var hasHost: Bool
  }

  /// What is out of the ordinary first, the largest difference before smaller ones; then by name.
  private var ordered: [CommitEntry] {
    func rank(_ entry: CommitEntry) -> Int {
      switch entry.standing {
      case .failed: 0
      case .worse: 1
      case .better: 2
      case .usual, .few, .first: 3
      }
    }
    // Most are as usual, and stay as they come: by name.
    let unusual = entries.enumerated().filter { rank($0.element) < 3 }.sorted { a, b in
      let (first, second) = (rank(a.element), rank(b.element))
      if first != second { return first < second }
      if first == 1 || first == 2 {
        let (x, y) = (a.element.effect.magnitude, b.element.effect.magnitude)
        if x != y { return x > y }
      }
      return a.offset < b.offset
    }
    return unusual.map(\.element) + entries.filter { rank($0) == 3 }
  }

  /// One row in as few bytes as it takes: a site may have a million of them.
  private func writeRow(
    _ entry: CommitEntry, _ columns: Columns, _ context: PageContext, _ html: inout HTMLWriter
  ) {
    let script = Int(entry.script)
    // The style sheet aligns the cells by their place: a class on each would double the page.
    html.markup("<tr><td>")
    context.scriptLink(script, to: &html)
    if entry.tagSet > 0 {
      html.text(" ")
      html.element(
        "span", class: "tag", text: Words.shortened(plan.words(ofTagSet: entry.tagSet), limit: 80))
    }
    if entry.metric >= 0 {
      let metric = plan.history.metrics[Int(entry.metric)]
      html.markup("<td>")
      html.quantity(entry.median, metric.unit)
      html.markup("<td>")
      html.quantity(entry.usual, metric.unit)
      html.markup("<td>")
      switch entry.standing {
      case .worse, .better:
        html.verdict(effect: entry.effect, metric: metric, isSignificant: true)
      case .first: html.markup("first")
      case .usual, .few, .failed: html.change(entry.effect)
      }
    } else {
      html.markup("<td>–<td>–<td><span class=\"verdict failed\">failed</span>")
    }
    if columns.hasMemory {
      html.markup("<td>")
      html.quantity(entry.memory, .mebibytes)
    }
    if columns.hasRuns {
      html.markup("<td>")
      html.text(integer: Int(entry.executions))
      if entry.failures > 0 && entry.metric >= 0 { html.text(", \(entry.failures) failed") }
    }
    if columns.hasHost {
      html.markup("<td class=\"host\">")
      html.text(plan.hostNames[Int(entry.hostClass)].short)
    }
  }
}
