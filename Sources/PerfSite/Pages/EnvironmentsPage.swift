internal import PerfCharts
internal import PerfTrace

/// The machines and software that executions ran on, and which of them split series.
struct EnvironmentsPage: Sendable {
  private static let valuesPerKey = 12

  let plan: SitePlan

  func file(frame: PageFrame) -> RenderedFile {
    let context = PageContext(plan, path: SiteSection.environments.path)
    let history = plan.history
    var html = HTMLWriter(capacity: 20_000)
    html.element("h1", text: "Environments")
    html.element(
      "p", class: "lede",
      text: history.hostClasses.isEmpty
        ? "No execution has been recorded."
        : "Executions are compared only within a class of machines: the same system, architecture, processor, number of cores and kind of runner."
    )
    if !history.hostClasses.isEmpty {
      writeClasses(&html)
      if !plan.commonTags.isEmpty {
        html.element(
          "p", class: "muted",
          text: "All executions are tagged "
            + Words.shortened(Words.list(plan.commonTags.sorted()), limit: 300) + ".")
      }
      writeSoftware(&html)
    }
    var head = PageHead(
      path: context.path, title: "Environments – \(plan.options.identity.title)",
      description: "Machines and software that executions ran on.")
    head.breadcrumbs = [.init(label: "Overview", path: "index.html"), .init(label: "Environments")]
    return frame.page(head, body: html.fragment.bytes)
  }

  /// Executions, scripts and span of time of each class of machines.
  private func writeClasses(_ html: inout HTMLWriter) {
    let history = plan.history
    struct Use {
      var executions = 0
      var first = Timestamp(milliseconds: .max)
      var last = Timestamp(milliseconds: .min)
      var scripts: Set<Int32> = []
    }
    var uses = [Use](repeating: Use(), count: history.hostClasses.count)
    for row in 0..<history.count where history.flags[row].isCounted {
      let host = plan.collection.hostClass(ofRow: row)
      uses[host].executions += 1
      uses[host].first = min(uses[host].first, history.timestamp[row])
      uses[host].last = max(uses[host].last, history.timestamp[row])
      uses[host].scripts.insert(history.script[row])
    }
    html.markup(
      """
      <h2 id="machines">Machines</h2>
      <div class="scroll" tabindex="0" role="group" aria-label="Machines">
      <table data-sortable><thead><tr><th scope="col">Class</th><th scope="col" class="n">Executions</th>\
      <th scope="col" class="n">Scripts</th><th scope="col" class="optional">First</th><th scope="col" class="optional">Last</th></tr></thead><tbody>

      """)
    let order = uses.indices.filter { uses[$0].executions > 0 }.sorted {
      uses[$0].executions != uses[$1].executions
        ? uses[$0].executions > uses[$1].executions
        : plan.hostNames[$0].full < plan.hostNames[$1].full
    }
    for host in order {
      html.element("tr") { html in
        html.element("th", class: "name") { html in
          html.attribute("scope", literal: "row")
          html.text(Words.shortened(plan.hostNames[host].full, limit: 200))
        }
        html.cell(Quantity.count(uses[host].executions), value: Double(uses[host].executions))
        html.cell(Quantity.count(uses[host].scripts.count), value: Double(uses[host].scripts.count))
        html.element("td", class: "optional") { $0.time(uses[host].first) }
        html.element("td", class: "optional") { $0.time(uses[host].last) }
      }
      html.markup("\n")
    }
    html.markup("</tbody></table></div>\n")
  }

  /// Values of every field, with their executions.
  private func writeSoftware(_ html: inout HTMLWriter) {
    let history = plan.history
    var executions = [Int](repeating: 0, count: history.environments.count)
    for (row, environment) in history.environment.enumerated()
    where environment >= 0 && history.flags[row].isCounted {
      executions[Int(environment)] += 1
    }
    var fields: [String: [String: Int]] = [:]
    for (index, environment) in history.environments.enumerated() where executions[index] > 0 {
      for (key, value) in environment.values {
        fields[key, default: [:]][value, default: 0] += executions[index]
      }
    }
    guard !fields.isEmpty else { return }
    html.markup("<h2 id=\"fields\">Recorded fields</h2>\n<dl class=\"pairs\">")
    for key in fields.keys.sorted() {
      let values = (fields[key] ?? [:]).sorted {
        $0.value != $1.value ? $0.value > $1.value : $0.key < $1.key
      }
      html.element("dt") { $0.element("code", text: Words.shortened(key, limit: 60)) }
      html.element("dd") { html in
        for (index, (value, count)) in values.prefix(Self.valuesPerKey).enumerated() {
          if index > 0 { html.markup("<br>") }
          html.element("bdi", text: value.isEmpty ? "(empty)" : Words.shortened(value, limit: 160))
          html.element("small", class: "muted", text: "  \(Words.count(count, "execution"))")
        }
        if values.count > Self.valuesPerKey {
          html.markup("<br>")
          html.element(
            "small", class: "muted", text: "and \(values.count - Self.valuesPerKey) more values")
        }
      }
    }
    html.markup("</dl>\n")
  }
}
