internal import PerfCharts
internal import PerfTrace

/// The Atom feed (RFC 4287) of changes: one entry for each commit that changed a level.
///
/// An entry's id depends on the commit alone, so that readers never see the same change twice. Nothing in it says when the
/// site was built. Without any change it is as old as the newest execution, and without any execution, since RFC 4287 wants a
/// time, as the year 1970.
struct Feed: Sendable {
  static let path = "feed.xml"
  private static let entries = 50
  private static let eventsPerEntry = 30

  let plan: SitePlan
  let summary: SiteSummary

  func file() -> RenderedFile {
    let identity = plan.options.identity
    var xml = HTMLWriter(capacity: 30_000)
    xml.markup("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n")
    xml.element("feed") { xml in
      xml.attribute("xmlns", literal: "http://www.w3.org/2005/Atom")
      xml.markup("\n")
      xml.element("title", text: "\(identity.title): changes")
      xml.markup("\n")
      xml.element("id", text: Self.tag(identity, "feed"))
      xml.markup("\n")
      xml.element(
        "updated",
        text: Moment(
          summary.changes.first?.time ?? summary.lastTime ?? Timestamp(milliseconds: 0)
        ).machine)
      xml.markup("\n")
      xml.element("author") { $0.element("name", text: "PerfSite") }
      xml.markup("\n")
      xml.shape("link") { xml in
        xml.attribute("rel", literal: "alternate")
        xml.attribute("href", url: (identity.baseURL ?? "") + "regressions/index.html")
      }
      if let base = identity.baseURL {
        xml.shape("link") { xml in
          xml.attribute("rel", literal: "self")
          xml.attribute("href", url: base + Self.path)
        }
      }
      xml.markup("\n")
      for group in summary.changes.prefix(Self.entries) { write(group, &xml) }
    }
    xml.markup("\n")
    return RenderedFile(path: Self.path, bytes: xml.fragment.bytes)
  }

  private func write(_ group: SiteSummary.CommitEvents, _ xml: inout HTMLWriter) {
    let identity = plan.options.identity
    let context = PageContext(plan, path: Self.path)
    let base = identity.baseURL ?? ""
    let key =
      group.commit >= 0 ? plan.history.commits[Int(group.commit)].sha : Moment(group.time).date
    xml.element("entry") { xml in
      xml.element("title", text: title(group))
      xml.element("id", text: Self.tag(identity, "change:" + key))
      xml.element("updated", text: Moment(group.time).machine)
      xml.shape("link") { xml in
        xml.attribute(
          "href", url: base + (plan.path(ofCommit: group.commit) ?? "regressions/index.html"))
      }
      var html = HTMLWriter(capacity: 2000)
      html.element("p", text: context.subject(group.commit))
      html.element("ul") { html in
        for index in group.environments {
          html.element(
            "li", text: EnvironmentWords(summary.environmentChanges[index], plan: plan).sentence)
        }
        for told in group.events.prefix(Self.eventsPerEntry) {
          let owner = summary.scripts[told.script]
          html.element("li") { html in
            html.link(
              to: "\(base)scripts/\(owner.slug)/index.html",
              text: Words.shortened(owner.name, limit: 160))
            html.text(" " + Self.words(owner.events[told.event]))
          }
        }
      }
      xml.element("content") { xml in
        xml.attribute("type", literal: "html")
        xml.text(html.fragment.string)
      }
    }
    xml.markup("\n")
  }

  private func title(_ group: SiteSummary.CommitEvents) -> String {
    if let index = group.environments.first {
      let words = EnvironmentWords(summary.environmentChanges[index], plan: plan).sentence
      let others = group.events.count + group.environments.count - 1
      return others == 0 ? words : "\(words) And \(Words.count(others, "other change"))."
    }
    guard let told = group.events.first else { return "" }
    let owner = summary.scripts[told.script]
    let first = "\(Words.shortened(owner.name, limit: 100)) \(Self.words(owner.events[told.event]))"
    return group.events.count == 1 ? first : "\(first), and \(group.events.count - 1) more"
  }

  private static func words(_ event: ScriptSummary.Event) -> String {
    "\(event.metric.title) \(Quantity.change(event.effect)) "
      + "(\(Quantity(event.levelBefore, event.metric.unit).text) → \(Quantity(event.levelAfter, event.metric.unit).text))"
  }

  /// An id that stays the same wherever the site is served: a URN of a digest, after RFC 4122's form.
  private static func tag(_ identity: SiteIdentity, _ key: String) -> String {
    var digest = Digest()
    digest.combine("perfsite")
    digest.combine(identity.title)
    digest.combine(key)
    let hex = Array(digest.text)
    let part = { (range: Range<Int>) in String(hex[range]) }
    return
      "urn:uuid:\(part(0..<8))-\(part(8..<12))-8\(part(13..<16))-8\(part(17..<20))-\(part(20..<32))"
  }
}
