extension HostClass {
  /// What distinguishes the class, for people: "Linux x86_64, AMD EPYC 7763, 4 cores, github-hosted".
  package var words: String {
    var parts: [String] = []
    let system = [os, arch].filter { !$0.isEmpty }.joined(separator: " ")
    if !system.isEmpty { parts.append(system) }
    if !cpuModel.isEmpty { parts.append(cpuModel) }
    if !cpuCores.isEmpty { parts.append(cpuCores == "1" ? "1 core" : cpuCores + " cores") }
    if !runner.isEmpty { parts.append(runner) }
    return parts.isEmpty ? "unknown host" : parts.joined(separator: ", ")
  }
}
