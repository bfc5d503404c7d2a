internal import PerfBytes

extension Configuration {
  /// The configuration as JSON in the keys of `perftrace.yml`, with defaults filled in; `null` where nothing is set.
  package var json: JSONValue {
    var scripts: OrderedFields<JSONValue> = [:]
    for rule in rules.scripts {
      scripts[rule.script.pattern] = .object(Self.json(of: rule.overrides))
    }
    var limits = Self.json(of: rules.general)
    var shown: OrderedFields<JSONValue> = [:]
    for kind in LimitKind.allCases where kind != .maximum {
      let limit = rules.limit(kind, script: "", metric: .executionTime)
      let explicit = limits[kind.rawValue]
      let action = limit.action == .fail ? nil : limit.action
      shown[kind.rawValue] = explicit ?? Self.json(kind, value: limit.value, action: action)
    }
    shown["metrics"] = limits["metrics"]
    limits = shown
    return .object([
      "store": .string(store),
      "default-branch": .string(orNull: defaultBranch),
      "limits": .object(limits),
      "scripts": .object(scripts),
      "exceptions": .array(
        rules.exceptions.map {
          .object([
            "script": .string($0.script.pattern), "metric": .string(orNull: $0.metric?.pattern),
            "limit": .string(orNull: $0.limit?.rawValue), "until": .string($0.lastDay),
            "reason": .string($0.reason),
          ])
        }),
      "gate": .object([
        "window": .integer(gate.window), "require-baseline": .bool(gate.requiresBaseline),
      ]),
      "track": .object([
        "runs": tracking.runs.map { .integer($0) } ?? .null,
        "warmups": tracking.warmups.map { .integer($0) } ?? .null,
        "timeout": tracking.timeout.map { .string(Self.seconds($0)) } ?? .null,
        "interpreters": .object(
          OrderedFields(
            tracking.interpreters.sorted { $0.key < $1.key }.map {
              ($0.key, JSONValue.array($0.value.map { .string($0) }))
            })),
      ]),
      "notify": .object([
        "webhooks": .array(
          webhooks.map {
            .object([
              "format": .string($0.format.rawValue), "variable": .string($0.variable),
            ])
          })
      ]),
      "site": .object([
        "title": .string(orNull: site.title), "base-url": .string(orNull: site.baseURL),
        "repository-url": .string(orNull: site.repositoryURL),
        "pages": .array(site.pages.map { .string($0) }),
      ]),
    ])
  }

  /// The configuration as YAML that reads back as the same configuration.
  package var yaml: String {
    var text = file.map { "# \($0)\n" } ?? "# No perftrace.yml was found; these are the defaults.\n"
    Self.append(json, to: &text, depth: 0)
    return text
  }

  private static func append(_ value: JSONValue, to text: inout String, depth: Int) {
    guard let fields = value.fields else { return }
    let indentation = String(repeating: "  ", count: depth)
    for (key, value) in fields {
      let name =
        key.allSatisfy { $0.isASCII && ($0.isLetter || $0 == "-" || $0 == "_") }
        ? key : quoted(.string(key))
      text += indentation + name + ":"
      switch value {
      case .object(let inner) where !inner.isEmpty:
        text += "\n"
        append(value, to: &text, depth: depth + 1)
      case .string(let words)
      where words.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || ".%-_/".contains($0)) })
        && !words.isEmpty && !["null", "true", "false", "yes", "no"].contains(words):
        text += " " + words + "\n"
      default:
        // JSON is YAML.
        text += " " + quoted(value) + "\n"
      }
    }
  }

  private static func quoted(_ value: JSONValue) -> String {
    var bytes: [UInt8] = []
    bytes.append(json: value)
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func json(of overrides: LimitRules.Overrides) -> OrderedFields<JSONValue> {
    var fields: OrderedFields<JSONValue> = [:]
    for kind in LimitKind.allCases {
      guard let limit = overrides.limits[kind] else { continue }
      fields[kind.rawValue] = json(kind, value: limit.value, action: limit.action)
    }
    if !overrides.metrics.isEmpty {
      var metrics: OrderedFields<JSONValue> = [:]
      for rule in overrides.metrics {
        let unit = Metric.builtIn.first { $0.id == rule.metric.pattern }?.unit
        var limits: OrderedFields<JSONValue> = [:]
        for kind in LimitKind.allCases {
          guard kind != .maxTime, kind != .successRate, let limit = rule.limits[kind] else {
            continue
          }
          limits[kind.rawValue] = json(kind, value: limit.value, action: limit.action, unit: unit)
        }
        metrics[rule.metric.pattern] = .object(limits)
      }
      fields["metrics"] = .object(metrics)
    }
    return fields
  }

  private static func json(
    _ kind: LimitKind, value: Double?, action: LimitAction?, unit: Metric.Unit? = nil
  ) -> JSONValue {
    let words = value.map { value in
      switch (kind, unit) {
      case (.maxTime, _), (.maximum, .seconds): seconds(value)
      case (.maximum, .mebibytes): number(value) + "MiB"
      case (.maximum, .bytes): number(value) + "B"
      case (.maximum, .percent): number(value) + "%"
      case (.maximum, _): number(value)
      default: number(value * 100) + "%"
      }
    }
    if action == .off { return .string("off") }
    guard let action else { return .string(orNull: words) }
    guard let words else { return .object(["action": .string(action.rawValue)]) }
    return .object(["limit": .string(words), "action": .string(action.rawValue)])
  }

  private static func seconds(_ value: Double) -> String {
    value < 1 ? number(value * 1000) + "ms" : number(value) + "s"
  }

  private static func number(_ value: Double) -> String {
    String(fixed: value, fractionDigits: 6, trimsZeros: true)
  }
}
