#if os(Linux)
  /// The limits of the control group that this process is in, of both versions.
  struct ControlGroup: Sendable {
    /// Folders from the process's own group up to the root, by controller; "" is version 2.
    private let paths: [String: String]

    static var current: ControlGroup {
      ControlGroup(membership: SystemFile.text("/proc/self/cgroup") ?? "")
    }

    /// Reads the lines of `/proc/self/cgroup`: `hierarchy:controllers:path`.
    init(membership: String) {
      var paths: [String: String] = [:]
      for line in membership.split(separator: "\n") {
        let parts = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3 else { continue }
        if parts[1].isEmpty { paths[""] = String(parts[2]) }
        for controller in parts[1].split(separator: ",") {
          paths[String(controller)] = String(parts[2])
        }
      }
      self.paths = paths
    }

    /// Cores that the group may keep busy; `nil` if it has no limit.
    var coreQuota: Double? {
      let unified = values("", file: "cpu.max").compactMap { text -> Double? in
        let parts = text.split(separator: " ")
        guard parts.count == 2, let quota = Double(parts[0]), let period = Double(parts[1]) else {
          return nil
        }
        return quota / period
      }
      let quotas = values("cpu", file: "cpu.cfs_quota_us").map { Double($0) ?? -1 }
      let periods = values("cpu", file: "cpu.cfs_period_us").map { Double($0) ?? 0 }
      let divided = zip(quotas, periods).filter { $0 > 0 && $1 > 0 }.map { $0 / $1 }
      return (unified + divided).min()
    }

    /// Bytes of memory that the group may use; `nil` if it has no limit.
    var memoryLimit: Int64? {
      let limits =
        values("", file: "memory.max") + values("memory", file: "memory.limit_in_bytes")
      // Version 1 writes "no limit" as the largest multiple of a page.
      return limits.compactMap { Int64($0) }.filter { $0 < 1 << 62 }.min()
    }

    /// The contents of a file in the group's folder and in each above it.
    private func values(_ controller: String, file: String) -> [String] {
      guard let path = paths[controller] else { return [] }
      let root =
        controller.isEmpty
        ? (SystemFile.kind(Array("/sys/fs/cgroup/unified".utf8)) == .directory
          ? "/sys/fs/cgroup/unified" : "/sys/fs/cgroup")
        : "/sys/fs/cgroup/" + controller
      var components = path.split(separator: "/")
      var found: [String] = []
      while true {
        let folder = components.reduce(root) { $0 + "/" + $1 }
        if let text = SystemFile.text(folder + "/" + file) { found.append(text) }
        guard components.popLast() != nil else { return found }
      }
    }
  }
#endif
