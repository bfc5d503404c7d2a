internal import PerfCharts
internal import PerfStatistics
internal import PerfTrace

/// All about one script: state, changes, charts, executions and machines.
struct ScriptPage: Sendable {
  /// Changes that stand open in the table, and all that it has.
  private static let eventsInSight = 8
  private static let eventRows = 60
  /// Points below which nothing can be said of noise.
  private static let leastPointsForNoise = 4

  /// Letters of the name that the heading shows.
  private static let headingLimit = 120

  let plan: SitePlan
  let summary: ScriptSummary
  let assessment: ScriptAssessment
  /// The newest execution that left a memory profile, or the newest at all; `nil` where it cannot be read.
  let newest: Fossil?

  var script: Int { assessment.slice.script }

  func file(frame: PageFrame) -> RenderedFile {
    let context = PageContext(plan, path: plan.path(ofScript: script))
    var html = HTMLWriter(capacity: 200_000)
    html.element("h1") {
      $0.element("bdi", text: Words.shortenedInside(summary.name, limit: Self.headingLimit))
    }
    writeFullName(&html)
    html.element("p", class: "lede", text: sentence)
    writeFacts(&html)
    writeEvents(context, &html)
    writeFigures(context, &html)
    writeExecutions(context, &html)
    writeExclusions(context, &html)
    writeMachines(&html)
    writeSources(context, &html)
    let title = "\(Words.shortened(summary.name, limit: 120)) – \(plan.options.identity.title)"
    var head = PageHead(
      path: context.path, title: title,
      description: "\(Words.shortened(summary.name, limit: 120)): \(sentence)")
    head.hasTrends = true
    head.breadcrumbs = [
      .init(label: "Overview", path: "index.html"),
      .init(label: Words.shortened(summary.name, limit: 80)),
    ]
    return frame.page(head, body: html.fragment.bytes)
  }

  /// The name behind a disclosure, where the heading does not say all of it.
  private func writeFullName(_ html: inout HTMLWriter) {
    guard summary.name.count > Self.headingLimit else { return }
    html.element("details", class: "full-name") { html in
      html.element("summary", text: "Full name")
      html.element("p") { $0.element("bdi", text: summary.name) }
    }
  }

  /// The state in one sentence.
  private var sentence: String {
    guard let line = summary.headline else {
      if summary.isExcluded {
        return summary.excluded == 1
          ? "Its only execution is excluded: nothing counts."
          : "All of its \(Words.count(summary.excluded, "execution")) are excluded: nothing counts."
      }
      return summary.failures == 0
        ? "Nothing was measured."
        : "All of its \(Words.count(summary.failures, "execution")) failed."
    }
    let latest = "\(Quantity(line.latest, line.metric.unit).text) \(line.metric.title)"
    guard let event = summary.latestEvent else {
      if line.points == 1 {
        return
          "\(latest). \(Words.count(line.executions, "execution")) at a single point so far: a change shows from the second on."
      }
      return "\(latest), and no change of the level over \(Words.count(line.points, "point"))."
    }
    let change =
      "\(Quantity.change(event.effect)) (\(Words.comparative(event.metric, isIncrease: event.effect > 0)))"
    let since = event.sha.isEmpty ? Moment(event.time).date : String(event.sha.prefix(10))
    return switch event.status {
    case .standing: "\(latest), \(change) since \(since)."
    case .recovery: "\(latest), recovered since \(since) (\(change))."
    case .recovered: "\(latest); a change of \(change) at \(since) has recovered."
    case .accepted: "\(latest), \(change) since \(since), which was accepted."
    }
  }

  // MARK: Facts

  private func writeFacts(_ html: inout HTMLWriter) {
    var facts: [HTMLWriter.Fact] = []
    if let line = summary.headline {
      facts.append(
        .init(
          "Latest " + line.metric.title, Quantity(line.latest, line.metric.unit).text,
          note: "level \(Quantity(line.level, line.metric.unit).text)"))
      if line.points >= Self.leastPointsForNoise {
        facts.append(
          .init(
            "Noise", "±" + Quantity(line.noise * 100, .percent).text,
            note: "of a point around its level"))
      }
    }
    if let line = summary.lines.first(where: { $0.metric == Metric.memoryUsage }),
      summary.headline?.metric != Metric.memoryUsage
    {
      facts.append(.init("Latest peak RSS", Quantity(line.latest, line.metric.unit).text))
    }
    facts.append(
      .init(
        "Success rate",
        Quantity.share(summary.executions - summary.failures, of: summary.executions),
        note: summary.failures == 0
          ? ""
          : Words.count(summary.failures, "failure")
            + (summary.timeouts > 0 ? ", \(Words.count(summary.timeouts, "time-out"))" : "")))
    facts.append(
      .init(
        "Executions", Quantity.count(summary.executions),
        note: summary.excluded == 0
          ? ""
          : "and \(Quantity.count(summary.excluded)) excluded, which \(summary.excluded == 1 ? "counts" : "count") nowhere"
      ))
    if summary.executions > 0 {
      facts.append(
        .init(
          "Last run", Moment(summary.lastTime).date, note: summary.lastFailed ? "it failed" : ""))
    }
    html.facts(facts)
  }

  // MARK: Changes

  /// A change, and how many machines and sets of tags show it.
  private struct ToldEvent {
    var event: ScriptSummary.Event
    var hosts: Int
    var tagSets: Int
  }

  /// Steps and drifts, newest first; what several machines show at overlapping places is told once.
  private var toldEvents: [ToldEvent] {
    let changes = assessment.items.flatMap { item in
      (item.assessment?.changes ?? []).map { (item.series.key, $0) }
    }
    // Summaries list the changes in the order of the assessment.
    guard changes.count == summary.events.count else {
      return summary.events.filter { $0.kind != .spike }.sorted { $0.time > $1.time }
        .map { ToldEvent(event: $0, hosts: 1, tagSets: 1) }
    }
    var sights: [ChangeSight] = []
    for (index, (key, change)) in changes.enumerated() where change.kind != .spike {
      let series = ChangeSight.Series(key)
      sights.append(
        ChangeSight(
          member: .init(assessment: 0, change: index), series: series, kind: change.kind,
          direction: change.direction, effect: change.effect, strength: change.strength,
          previousCommit: change.previousCommit, commit: change.commit, time: change.time,
          span: change.span, differences: []))
    }
    return ChangeSight.told(sights).map {
      ToldEvent(
        event: summary.events[sights[$0.sight].member.change], hosts: $0.hostCount,
        tagSets: $0.tagSetCount)
    }.sorted { $0.event.time > $1.event.time }
  }

  private func writeEvents(_ context: PageContext, _ html: inout HTMLWriter) {
    let events = toldEvents
    guard !events.isEmpty else { return }
    html.markup("<h2 id=\"changes\">Changes</h2>\n")
    writeEvents(events.prefix(Self.eventsInSight), label: "Changes", context, &html)
    let earlier = events.dropFirst(Self.eventsInSight)
    guard !earlier.isEmpty else { return }
    html.element("details") { html in
      html.element("summary", text: Words.count(earlier.count, "earlier change"))
      writeEvents(
        earlier.prefix(Self.eventRows - Self.eventsInSight), label: "Earlier changes", context,
        &html)
      if events.count > Self.eventRows {
        html.element("p", class: "muted") { html in
          html.text("and \(Words.count(events.count - Self.eventRows, "more")) in the ")
          html.link(to: "\(context.root)data/changes.json", text: "open data")
          html.text(".")
        }
      }
    }
  }

  private func writeEvents(
    _ events: ArraySlice<ToldEvent>, label: StaticString, _ context: PageContext,
    _ html: inout HTMLWriter
  ) {
    html.markup("<div class=\"scroll changes-table\" tabindex=\"0\" role=\"group\" aria-label=\"")
    html.markup(label)
    html.markup(
      """
      ">
      <table><thead><tr><th scope="col">Commit</th><th scope="col">Effect</th><th scope="col">Metric</th>\
      <th scope="col" class="optional">Interval</th><th scope="col" class="n">Before</th><th scope="col" class="n">After</th>\
      <th scope="col" class="optional">Kind</th><th scope="col">State</th></tr></thead><tbody>

      """)
    for told in events {
      let event = told.event
      let commit = commitIndex(event.sha)
      html.element("tr") { html in
        html.element("td") { html in
          if commit >= 0 {
            context.commitLink(commit, to: &html)
            html.text(" ")
          }
          html.element("small", class: "muted") { $0.time(event.time) }
          if context.hasSubject(commit) {
            html.markup("<br>")
            html.element("bdi", text: Words.shortened(context.subject(commit), limit: 90))
          }
        }
        html.element("td") {
          $0.verdict(effect: event.effect, metric: event.metric, isSignificant: true)
        }
        html.element("td") { html in
          html.text(event.metric.title)
          if summary.lines.contains(where: { $0.host != event.host }) {
            html.markup("<br>")
            html.element(
              "small", class: "muted",
              text: told.hosts > 1
                ? "on \(told.hosts) machines, clearest on \(event.host)" : event.host)
          }
          if !event.tags.isEmpty {
            html.markup("<br>")
            html.element(
              "small", class: "muted",
              text: told.tagSets > 1
                ? "\(event.tags) and \(Words.count(told.tagSets - 1, "other set")) of tags"
                : event.tags)
          }
        }
        html.element("td", class: "optional nowrap") { html in
          html.text(event.interval.map { Quantity.changes($0.lowerBound, $0.upperBound) } ?? "–")
        }
        html.element("td", class: "n", text: Quantity(event.levelBefore, event.metric.unit).text)
        html.element("td", class: "n", text: Quantity(event.levelAfter, event.metric.unit).text)
        html.element("td", class: "optional", text: event.kind.rawValue)
        html.element("td") { html in
          html.text(event.status.word)
          if let reason = event.status.reason {
            html.markup("<br>")
            html.element("small", class: "muted") {
              $0.element("bdi", text: Words.shortened(reason, limit: 120))
            }
          }
        }
      }
      html.markup("\n")
    }
    html.markup("</tbody></table></div>\n")
  }

  private func commitIndex(_ sha: String) -> Int32 {
    guard !sha.isEmpty else { return -1 }
    return assessment.items.lazy.flatMap(\.series.commits).first {
      $0 >= 0 && plan.history.commits[Int($0)].sha == sha
    } ?? -1
  }

  // MARK: Machines and sources

  private func writeMachines(_ html: inout HTMLWriter) {
    var counts: [Int: Int] = [:]
    for row in plan.collection.rows(ofScript: script)
    where plan.history.flags[Int(row)].isCounted {
      counts[plan.collection.hostClass(ofRow: Int(row)), default: 0] += 1
    }
    guard !counts.isEmpty else { return }
    html.markup("<h2 id=\"machines\">Machines</h2>\n")
    if counts.count > 1 {
      html.element(
        "p", class: "muted",
        text: "Values of different machines are never compared; each has levels of its own.")
    }
    html.markup("<ul>")
    let ordered = counts.sorted {
      $0.value != $1.value
        ? $0.value > $1.value : plan.hostNames[$0.key].full < plan.hostNames[$1.key].full
    }
    for (host, count) in ordered {
      html.element("li") { html in
        html.text(plan.hostNames[host].full + ": " + Words.count(count, "execution"))
      }
    }
    html.markup("</ul>\n")
  }

  private func writeSources(_ context: PageContext, _ html: inout HTMLWriter) {
    html.element("p", class: "muted") { html in
      html.link(
        to: "\(context.root)data/scripts/\(summary.slug).json", text: "Every execution as JSON")
      html.text(" · ")
      html.link(to: "\(context.root)badges/\(summary.slug).svg", text: "Badge")
      html.text(" · ")
      html.link(to: "\(context.root)environments/index.html", text: "Environments")
    }
  }
}
