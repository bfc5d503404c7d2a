/// The machine and software that an execution ran on: text values by their JSON key.
package struct Environment: Sendable, Equatable {
  package var values: OrderedFields<String>

  package init(values: OrderedFields<String> = [:]) {
    self.values = values
  }

  /// What must be equal for timings to be comparable.
  package var hostClass: HostClass {
    HostClass(
      os: values["os"] ?? "", arch: values["arch"] ?? "", cpuModel: values["cpu_model"] ?? "",
      cpuCores: values["cpu_cores"] ?? "", runner: values["runner"] ?? "")
  }
}

/// The fields of an environment that must be equal for timings to be comparable; empty where unknown.
package struct HostClass: Sendable, Hashable {
  package var os: String
  package var arch: String
  package var cpuModel: String
  package var cpuCores: String
  /// Kind of runner: "github-hosted", "self-hosted", or empty for a machine of one's own.
  package var runner: String

  package init(os: String, arch: String, cpuModel: String, cpuCores: String, runner: String) {
    self.os = os
    self.arch = arch
    self.cpuModel = cpuModel
    self.cpuCores = cpuCores
    self.runner = runner
  }
}
