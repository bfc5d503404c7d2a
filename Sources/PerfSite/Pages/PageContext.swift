internal import PerfCharts
internal import PerfStatistics
internal import PerfTrace

/// Where a page stands in the site: what it needs to link to others.
struct PageContext: Sendable {
  let plan: SitePlan
  let path: String
  /// "../" as often as the page lies deep.
  let root: String

  init(_ plan: SitePlan, path: String) {
    self.plan = plan
    self.path = path
    root = PageHead.root(ofPath: path)
  }

  /// Writes a link to a script's page.
  func scriptLink(_ script: Int, to html: inout HTMLWriter) {
    if root == SitePlan.deepRoot {
      html.fragment(plan.deepScriptLinks[script])
    } else {
      html.link(to: plan.path(ofScript: script), root: root) { html in
        html.fragment(plan.scriptLabels[script])
      }
    }
  }

  /// Writes a commit's short hash, as a link where it has a page.
  func commitLink(_ commit: Int32, to html: inout HTMLWriter) {
    guard commit >= 0 else { return html.text("–") }
    if let path = plan.path(ofCommit: commit) {
      html.link(to: path, root: root, class: "sha") { $0.text(plan.shortSHA(commit)) }
    } else {
      html.element("span", class: "sha", text: plan.shortSHA(commit))
    }
  }

  /// The subject of a commit, shortened; words that say so where there is none.
  func subject(_ commit: Int32) -> String {
    guard commit >= 0 else { return "No commit was recorded" }
    let subject = plan.history.commits[Int(commit)].subject
    return subject.isEmpty
      ? "Commit \(plan.shortSHA(commit))" : Words.shortened(subject, limit: 200)
  }

  /// Whether a commit's subject was recorded.
  func hasSubject(_ commit: Int32) -> Bool {
    commit >= 0 && !plan.history.commits[Int(commit)].subject.isEmpty
  }

  /// Writes the changes of a commit: its heading, then one line for each script and metric, the largest first.
  func changeGroup(
    _ group: SiteSummary.CommitEvents, summary: SiteSummary, limit: Int, to html: inout HTMLWriter
  ) {
    html.element("li") { html in
      html.element("div", class: "commit-line") { html in
        let isNamed = group.commit >= 0 && hasSubject(group.commit)
        html.element("h3", class: "subject") { html in
          if isNamed || group.commit < 0 {
            html.element("bdi", text: subject(group.commit))
          } else {
            html.text("Commit ")
            commitLink(group.commit, to: &html)
          }
        }
        if isNamed { commitLink(group.commit, to: &html) }
        html.element("span", class: "when") {
          $0.time(group.time, as: summary.isOfOneDay ? .minute : .date)
        }
      }
      for index in group.environments {
        environmentChange(summary.environmentChanges[index], summary: summary, to: &html)
      }
      if group.events.isEmpty { return }
      html.element("ul", class: "effects") { html in
        for told in group.events.prefix(limit) {
          let owner = summary.scripts[told.script]
          let event = owner.events[told.event]
          html.element("li") { html in
            html.element("span") { html in
              scriptLink(told.script, to: &html)
              let words = Self.context(of: event, in: owner, told: told)
              if !words.isEmpty {
                html.text(" ")
                html.element("small", class: "muted", text: words)
              }
            }
            Self.effect(of: event, to: &html)
          }
        }
      }
      if group.events.count > limit {
        let more = Words.count(group.events.count - limit, "more change")
        html.element("p", class: "muted") { html in
          if let path = plan.path(ofCommit: group.commit) {
            html.link(to: root + path, text: "\(more) with this commit")
          } else {
            html.text("and \(more)")
          }
        }
      }
    }
  }

  /// Writes a change that many scripts share: the sentence, and the scripts behind a disclosure.
  private func environmentChange(
    _ change: EnvironmentChange, summary: SiteSummary, to html: inout HTMLWriter
  ) {
    let words = EnvironmentWords(change, plan: plan)
    html.element("p", class: "together", text: words.sentence)
    html.element("details") { html in
      html.element(
        "summary", text: Words.count(change.members.count, "change") + " told as one")
      html.element("ul", class: "effects") { html in
        for member in change.members.prefix(Self.membersShown) {
          let owner = summary.scripts[member.assessment]
          let event = owner.events[member.change]
          html.element("li") { html in
            html.element("span") { html in
              scriptLink(member.assessment, to: &html)
              if event.metric != Metric.executionTime {
                html.text(" ")
                html.element("small", class: "muted", text: event.metric.title)
              }
            }
            Self.effect(of: event, to: &html)
          }
        }
      }
      if change.members.count > Self.membersShown {
        html.element(
          "p", class: "muted",
          text: "and \(Quantity.count(change.members.count - Self.membersShown)) more")
      }
    }
  }

  /// Changes of one environment that a list names one by one.
  private static let membersShown = 60

  /// Writes effect and levels of a change.
  static func effect(of event: ScriptSummary.Event, to html: inout HTMLWriter) {
    html.verdict(effect: event.effect, metric: event.metric, isSignificant: true)
    html.element("span", class: "levels") { html in
      // A level is of a whole stretch, an effect of its ends; where they point in different directions, both together
      // would confuse.
      let agrees = (event.levelAfter > event.levelBefore) == (event.effect > 0)
      if agrees {
        html.text(Quantity(event.levelBefore, event.metric.unit).text)
        html.markup(" <span class=\"to\">to</span> ")
        html.text(Quantity(event.levelAfter, event.metric.unit).text)
      }
      let fate = Words.fate(of: event.status)
      html.text(agrees ? fate : String(fate.drop { ", ".contains($0) }))
    }
  }

  /// Metric, tags and host of a change, as far as they are not what one expects.
  static func context(
    of event: ScriptSummary.Event, in script: ScriptSummary, told: SiteSummary.Told? = nil
  ) -> String {
    var words: [String] = []
    if event.metric != Metric.executionTime { words.append(event.metric.title) }
    let (hosts, tagSets) = (told?.hosts ?? 1, told?.tagSets ?? 1)
    if !event.tags.isEmpty {
      words.append(Words.shortened(event.tags, limit: 120))
      if tagSets > 1 { words.append("and \(Words.count(tagSets - 1, "other set")) of tags") }
    }
    if hosts > 1 {
      words.append("on \(Words.count(hosts, "machine"))")
    } else if script.lines.contains(where: { $0.host != event.host }) {
      words.append(event.host)
    }
    if event.kind == .drift { words.append("a slow drift") }
    return words.joined(separator: ", ")
  }

  /// Writes links to the pages of a list that was cut into several.
  func pageLinks(current: Int, paths: [String], to html: inout HTMLWriter) {
    guard paths.count > 1 else { return }
    html.element("nav") { html in
      html.attribute("aria-label", literal: "Pages of the list")
      html.element("ul", class: "pages") { html in
        for (index, path) in paths.enumerated()
        where index == 0 || index == paths.count - 1 || abs(index - current) <= 3 {
          html.element("li") { html in
            if index == current {
              html.element("span") { html in
                html.attribute("aria-current", literal: "page")
                html.text("\(index + 1)")
              }
            } else {
              html.link(to: root + path) { html in
                html.attribute("aria-label", "Page \(index + 1)")
                html.text("\(index + 1)")
              }
            }
          }
        }
      }
    }
  }
}
