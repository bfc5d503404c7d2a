internal import PerfCharts
internal import PerfStatistics
internal import PerfTrace

/// The data behind the pages as JSON; `Documentation/SiteData.md` describes its shape.
enum OpenData {
  static let version = 1

  /// All scripts with their state: `data/index.json`.
  static func index(_ summary: SiteSummary, plan: SitePlan) -> RenderedFile {
    var json = ScriptJSON()
    json.object { json in
      json.key("version")
      json.integer(version)
      json.key("title")
      json.string(plan.options.identity.title)
      json.key("executions")
      json.integer(summary.executions)
      json.key("failures")
      json.integer(summary.failures)
      json.key("default_branch")
      if plan.defaultBranch >= 0 {
        json.string(plan.history.branches[Int(plan.defaultBranch)])
      } else {
        json.null()
      }
      json.key("scripts")
      json.array { json in
        for script in summary.scripts { write(script, &json) }
      }
    }
    return RenderedFile(path: "data/index.json", bytes: json.bytes)
  }

  private static func write(_ script: ScriptSummary, _ json: inout ScriptJSON) {
    json.object { json in
      json.key("name")
      json.string(script.name)
      json.key("slug")
      json.string(script.slug)
      json.key("executions")
      json.integer(script.executions)
      json.key("failures")
      json.integer(script.failures)
      if script.excluded > 0 {
        json.key("excluded")
        json.integer(script.excluded)
      }
      if script.executions > 0 {
        json.key("first")
        json.string(Moment(script.firstTime).machine)
        json.key("last")
        json.string(Moment(script.lastTime).machine)
      }
      json.key("series")
      json.array { json in
        for line in script.lines {
          json.object { json in
            write(line.metric, &json)
            json.key("host")
            json.string(line.host)
            if !line.tags.isEmpty {
              json.key("tags")
              json.string(line.tags)
            }
            json.key("points")
            json.integer(line.points)
            json.key("latest")
            json.number(line.latest)
            json.key("level")
            json.number(line.level)
            json.key("noise")
            json.number(line.noise, fractionDigits: 6)
          }
        }
      }
    }
  }

  /// Every change of a level: `data/changes.json`.
  static func changes(_ summary: SiteSummary) -> RenderedFile {
    var json = ScriptJSON()
    json.object { json in
      json.key("version")
      json.integer(version)
      json.key("changes")
      json.array { json in
        for group in summary.everyChange {
          for told in group.events {
            let event = summary.scripts[told.script].events[told.event]
            json.object { json in
              json.key("script")
              json.string(summary.scripts[told.script].name)
              write(event.metric, &json)
              json.key("host")
              json.string(event.host)
              json.key("commit")
              event.sha.isEmpty ? json.null() : json.string(event.sha)
              json.key("previous_commit")
              event.previousSHA.isEmpty ? json.null() : json.string(event.previousSHA)
              json.key("time")
              json.string(Moment(event.time).machine)
              json.key("kind")
              json.string(event.kind.rawValue)
              json.key("direction")
              json.string(event.direction.rawValue)
              json.key("status")
              json.string(event.status.word)
              if let reason = event.status.reason {
                json.key("reason")
                json.string(reason)
              }
              json.key("effect")
              json.number(event.effect, fractionDigits: 6)
              if let interval = event.interval {
                json.key("interval")
                json.array { json in
                  json.number(interval.lowerBound, fractionDigits: 6)
                  json.number(interval.upperBound, fractionDigits: 6)
                }
              }
              json.key("before")
              json.number(event.levelBefore)
              json.key("after")
              json.number(event.levelAfter)
            }
          }
        }
      }
    }
    return RenderedFile(path: "data/changes.json", bytes: json.bytes)
  }

  private static func write(_ metric: Metric, _ json: inout ScriptJSON) {
    json.key("metric")
    json.string(metric.id)
    json.key("unit")
    json.string(unit(metric.unit))
    json.key("better")
    json.string(metric.polarity.rawValue)
  }

  /// A unit in its usual short form.
  static func unit(_ unit: Metric.Unit) -> String {
    switch unit {
    case .seconds: "s"
    case .mebibytes: "MiB"
    case .bytes: "B"
    case .percent: "%"
    case .count: ""
    case .other(let name): name
    }
  }

  /// Every execution of a script, column by column: `data/scripts/<slug>.json`.
  static func script(_ slice: ScriptStage.Slice, plan: SitePlan) -> RenderedFile {
    let history = plan.history
    let rows = plan.collection.rows(ofScript: slice.script)
    // Commits and machines are named once and referred to by index.
    let commits = Numbering(rows, of: history.commits.count) { history.commit[Int($0)] }
    let branches = Numbering(rows, of: history.branches.count) { history.branch[Int($0)] }
    let hosts = Numbering(rows, of: history.hostClasses.count) {
      Int32(plan.collection.hostClass(ofRow: Int($0)))
    }
    var json = ScriptJSON()
    json.object { json in
      json.key("version")
      json.integer(version)
      json.key("script")
      json.string(history.scripts[slice.script])
      json.key("commits")
      json.array { json in
        commits.names.forEach { json.string(String(history.commits[Int($0)].sha.prefix(12))) }
      }
      json.key("branches")
      json.array { json in branches.names.forEach { json.string(history.branches[Int($0)]) } }
      json.key("hosts")
      json.array { json in hosts.names.forEach { json.string(plan.hostNames[Int($0)].full) } }
      json.key("executions")
      json.object { json in
        json.key("commit")
        json.array { json in commits.column.forEach { json.integer(Int($0)) } }
        json.key("branch")
        json.array { json in branches.column.forEach { json.integer(Int($0)) } }
        json.key("host")
        json.array { json in hosts.column.forEach { json.integer(Int($0)) } }
        // Rows ascend in time, so that differences are small numbers.
        json.key("seconds_since_previous")
        json.array { json in
          var previous = 0
          for row in rows {
            let time = Int(history.timestamp[Int(row)].milliseconds / 1000)
            json.integer(time - previous)
            previous = time
          }
        }
        json.key("failed")
        json.array { json in
          for (index, row) in rows.enumerated() where history.flags[Int(row)].contains(.failed) {
            json.integer(index)
          }
        }
        let exclusions = plan.exclusions(ofScript: slice.script)
        if !exclusions.isEmpty {
          json.key("excluded")
          json.array { json in
            for (row, reason) in exclusions {
              json.array { json in
                json.integer((rows.firstIndex(of: row) ?? rows.startIndex) - rows.startIndex)
                json.string(reason)
              }
            }
          }
        }
        json.key("metrics")
        json.array { json in
          for metric in slice.openMetrics(of: history) {
            json.object { json in
              write(history.metrics[metric], &json)
              json.key("values")
              json.array { json in
                for value in plan.collection.values(ofMetric: metric, at: Array(rows)) {
                  json.number(value)
                }
              }
            }
          }
        }
      }
    }
    return RenderedFile(
      path: "data/scripts/\(plan.scriptSlugs[slice.script]).json", bytes: json.bytes)
  }
}

/// Names in the order in which rows have them first, and each row's place among them.
private struct Numbering {
  private(set) var names: [Int32] = []
  /// One number a row, -1 where it has no name.
  private(set) var column: [Int32] = []

  /// Numbers what `name` says of each row, a number below `count` or -1.
  init(_ rows: ArraySlice<Int32>, of count: Int, _ name: (Int32) -> Int32) {
    var numbers = [Int32](repeating: -1, count: count)
    column.reserveCapacity(rows.count)
    for row in rows {
      let name = name(row)
      if name >= 0, numbers[Int(name)] < 0 {
        numbers[Int(name)] = Int32(names.count)
        names.append(name)
      }
      column.append(name < 0 ? -1 : numbers[Int(name)])
    }
  }
}

extension ScriptStage.Slice {
  /// The metrics that are judged, and so the ones that others will want to look at.
  fileprivate func openMetrics(of history: History) -> [Int] {
    shownMetrics.filter {
      LimitRules.standard(.regression, metric: history.metrics[$0]).action != .off
    }
  }
}
