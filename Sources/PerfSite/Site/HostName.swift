internal import PerfTrace

/// A host class in words for people.
struct HostName: Sendable, Hashable {
  /// "AMD EPYC 7763, 4 cores".
  var short: String
  /// With system, architecture and kind of runner.
  var full: String

  init(_ host: HostClass) {
    var model = host.cpuModel
    for noise in ["(R)", "(TM)", " CPU", " Processor", " 64-Core", " 32-Core", " 16-Core"] {
      model = model.replacing(noise, with: "")
    }
    if let speed = model.firstRange(of: " @ ") { model = String(model[..<speed.lowerBound]) }
    model = model.split(separator: " ").joined(separator: " ")
    let cores =
      host.cpuCores.isEmpty ? "" : host.cpuCores + (host.cpuCores == "1" ? " core" : " cores")
    let system = [host.os, host.arch].filter { !$0.isEmpty }.joined(separator: " ")
    let machine = [model, cores].filter { !$0.isEmpty }
    short =
      machine.isEmpty
      ? (system.isEmpty ? "unknown machine" : system) : machine.joined(separator: ", ")
    full = (machine + [system, host.runner].filter { !$0.isEmpty }).joined(separator: ", ")
    if full.isEmpty { full = "unknown machine" }
  }

  /// Names of several classes; where two short names are the same, they are the full ones.
  static func all(of hosts: [HostClass]) -> [HostName] {
    var names = hosts.map(HostName.init)
    var counts: [String: Int] = [:]
    for name in names { counts[name.short, default: 0] += 1 }
    for index in names.indices where counts[names[index].short, default: 0] > 1 {
      names[index].short = names[index].full
    }
    return names
  }
}
