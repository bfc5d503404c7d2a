internal import PerfCharts
internal import PerfTrace

/// Data for comparing any two revisions in the page, as scripts: they load from `file://`, where nothing can be fetched.
///
/// Each file calls `perfsite(key, value)`, which the comparing page defines before it asks for one.
struct PickerData: Sendable {
  static let revisionsPath = "data/revisions.js"
  static let scriptsPath = "data/scripts.js"
  /// Newest commits that the page suggests; any other is found by its hash.
  private static let suggestedCommits = 2000

  let plan: SitePlan
  let summary: SiteSummary

  /// Branches and commits to choose from.
  func revisions() -> RenderedFile {
    var json = ScriptJSON()
    json.object { json in
      json.key("commits")
      json.array { json in
        for commit in plan.commits.lazy.filter({ plan.hasCommitPage[Int($0)] })
          .prefix(Self.suggestedCommits)
        {
          json.array { json in
            json.string(plan.commitSlugs[Int(commit)])
            json.string(
              Words.shortened(plan.history.commits[Int(commit)].subject, limit: 80))
            json.string(Moment(plan.collection.order.times[Int(commit)]).date)
          }
        }
      }
      json.key("branches")
      json.array { json in
        for branch in plan.branches.prefix(SitePlan.comparedBranches) {
          json.array { json in
            json.string(plan.history.branches[Int(branch)])
            // The newest commit of the branch stands for it.
            json.string(newestCommit(of: branch).map { plan.commitSlugs[Int($0)] } ?? "")
          }
        }
      }
    }
    return Self.file(Self.revisionsPath, key: "revisions", json)
  }

  /// Slug and name of every script, with the noise of a point around its level, relative, of its noisiest line where that
  /// is known: `[[slug,name,noise],…]`.
  func scripts() -> RenderedFile {
    var json = ScriptJSON()
    json.array { json in
      for script in summary.scripts {
        json.array { json in
          json.string(script.slug)
          json.string(Words.shortened(script.name, limit: 160))
          if let noise = Self.noise(of: script) { json.number(noise, fractionDigits: 4) }
        }
      }
    }
    return Self.file(Self.scriptsPath, key: "scripts", json)
  }

  /// How far a point of the script's metric strays from its level; `nil` where too few points tell.
  private static func noise(of script: ScriptSummary) -> Double? {
    script.lines.filter { $0.metric == script.headline?.metric && $0.points >= leastPointsForNoise }
      .map(\.noise).filter(\.isFinite).max()
  }

  private static let leastPointsForNoise = 5

  private func newestCommit(of branch: Int32) -> Int32? {
    newestByBranch[branch]
  }

  private let newestByBranch: [Int32: Int32]

  init(plan: SitePlan, summary: SiteSummary) {
    self.plan = plan
    self.summary = summary
    let positions = plan.collection.order.positions
    var newest: [Int32: Int32] = [:]
    let history = plan.history
    for row in 0..<history.count {
      let (branch, commit) = (history.branch[row], history.commit[row])
      guard branch >= 0, commit >= 0, !history.flags[row].contains(.excluded),
        plan.hasCommitPage[Int(commit)]
      else { continue }
      if let known = newest[branch], positions[Int(known)] >= positions[Int(commit)] { continue }
      newest[branch] = commit
    }
    newestByBranch = newest
  }

  /// What was measured at a commit: `{"hosts":[…],"scripts":[[slug,host,runs,median,unit,isHigherBetter],…]}`, where
  /// `[slug,median]` stands for one run in seconds on the first host.
  static func commit(
    _ commit: Int32, entries: [CommitEntry], plan: SitePlan
  ) -> RenderedFile {
    let hosts = Set(entries.lazy.map(\.hostClass)).sorted()
    var json = ScriptJSON()
    json.object { json in
      json.key("hosts")
      json.array { json in hosts.forEach { json.string(plan.hostNames[Int($0)].short) } }
      json.key("scripts")
      json.array { json in
        for entry in entries where entry.metric >= 0 {
          json.array { json in
            json.string(plan.scriptSlugs[Int(entry.script)])
            let metric = plan.history.metrics[Int(entry.metric)]
            let host = hosts.firstIndex(of: entry.hostClass) ?? 0
            let runs = Int(entry.executions - entry.failures)
            // What most entries have in common is left out: a site may have a million of them.
            if host != 0 || runs != 1 || metric != Metric.executionTime {
              json.integer(host)
              json.integer(runs)
            }
            json.rounded(entry.median)
            if metric != Metric.executionTime {
              json.string(OpenData.unit(metric.unit))
              json.integer(metric.polarity == .higher ? 1 : 0)
            }
          }
        }
      }
    }
    return file(
      "data/commits/\(plan.commitSlugs[Int(commit)]).js",
      key: "commits/\(plan.commitSlugs[Int(commit)])", json)
  }

  private static func file(_ path: String, key: String, _ json: ScriptJSON) -> RenderedFile {
    var name = ScriptJSON()
    name.string(key)
    return RenderedFile(
      path: path,
      bytes: Array("perfsite(".utf8) + name.bytes + [UInt8(ascii: ",")] + json.bytes
        + Array(");\n".utf8))
  }
}

extension ScriptJSON {
  /// Writes a number with four significant digits or more: enough to compare by.
  fileprivate mutating func rounded(_ value: Double) {
    let size = value.magnitude
    if size >= 1e-3 && size < 1e9 {
      number(value, fractionDigits: size >= 1000 ? 0 : size >= 10 ? 2 : size >= 0.1 ? 4 : 6)
    } else {
      number(value)
    }
  }
}
