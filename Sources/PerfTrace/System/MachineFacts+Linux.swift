#if os(Linux)
  internal import CProcess
  internal import Glibc
  internal import PerfBytes

  /// What the kernel tells of this machine and of the limits that this process is under.
  enum MachineFacts {
    /// Name and version of the distribution, "Debian GNU/Linux 12 (bookworm)".
    static var osRelease: String? {
      let prefix = "PRETTY_NAME="
      let lines = SystemFile.text("/etc/os-release")?.split(separator: "\n") ?? []
      guard let line = lines.first(where: { $0.hasPrefix(prefix) }) else { return nil }
      return line.dropFirst(prefix.count).trimming { $0 == "\"" }
    }

    /// The processor as /proc/cpuinfo names it, "AMD EPYC".
    static var processorModel: String? {
      let lines = SystemFile.text("/proc/cpuinfo")?.split(separator: "\n") ?? []
      func value(_ key: String) -> String? {
        guard let line = lines.first(where: { $0.hasPrefix(key) }),
          let colon = line.firstIndex(of: ":")
        else { return nil }
        return line[line.index(after: colon)...].trimming { $0 == " " }
      }
      if let model = value("model name") ?? value("cpu model") { return model }
      // ARM names its processors by numbers only.
      guard let implementer = value("CPU implementer"), let part = value("CPU part") else {
        return SystemFile.text("/sys/firmware/devicetree/base/model")
      }
      return "ARM implementer \(implementer) part \(part)"
    }

    /// Cores that this process may use: those of its affinity, or fewer by its control group's quota.
    static var allowedCores: String? {
      let cores = Int(pt_allowed_cores())
      guard cores > 0 else { return nil }
      guard let quota = ControlGroup.current.coreQuota, quota < Double(cores) else {
        return String(cores)
      }
      return String(fixed: quota, fractionDigits: 2, trimsZeros: true)
    }

    /// Bytes of memory in the machine.
    static var memory: Int64? {
      let pages = sysconf(Int32(_SC_PHYS_PAGES))
      return pages > 0 ? Int64(pages) * Int64(sysconf(Int32(_SC_PAGESIZE))) : nil
    }

    /// Bytes that the control group allows, where that is less than the machine has.
    static var memoryLimit: Int64? {
      guard let limit = ControlGroup.current.memoryLimit, limit < memory ?? .max else { return nil }
      return limit
    }

    /// How the processor's frequency is chosen: "performance", "powersave".
    static var governor: String? {
      SystemFile.text("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor")
    }

    /// Whether turbo frequencies are allowed; `nil` where unknown.
    static var allowsTurbo: Bool? {
      if let text = SystemFile.text("/sys/devices/system/cpu/intel_pstate/no_turbo") {
        return text == "0"
      }
      return SystemFile.text("/sys/devices/system/cpu/cpufreq/boost").map { $0 == "1" }
    }

    /// Whether the machine runs on its battery.
    static var runsOnBattery: Bool {
      let folder = "/sys/class/power_supply/"
      let supplies = SystemFile.names(in: Array(folder.utf8)) ?? []
      return supplies.contains { name in
        let supply = folder + String(decoding: name, as: UTF8.self)
        return SystemFile.text(supply + "/type") == "Battery"
          && SystemFile.text(supply + "/status") == "Discharging"
      }
    }

    /// The virtual machine's maker where there is one, "QEMU"; "vm" where it hides.
    static var virtualization: String? {
      let folder = "/sys/class/dmi/id/"
      let isVirtual =
        SystemFile.text("/proc/cpuinfo", limit: 1 << 14)?.contains(" hypervisor") ?? false
      let product = SystemFile.text(folder + "sys_vendor") ?? ""
      let makers = [
        "QEMU", "Amazon EC2", "Microsoft Corporation", "Google", "VMware", "innotek", "Xen", "KVM",
        "Parallels", "Apple", "Bochs",
      ]
      if let maker = makers.first(where: product.contains) {
        return isVirtual || maker != "Microsoft Corporation" && maker != "Apple" ? maker : nil
      }
      return isVirtual ? "vm" : nil
    }

    /// The kind of container around this process: "docker", "podman", "kubernetes", "lxc".
    static var container: String? {
      if SystemFile.kind(Array("/.dockerenv".utf8)) != nil { return "docker" }
      if SystemFile.kind(Array("/run/.containerenv".utf8)) != nil { return "podman" }
      if ProcessVariables.value("KUBERNETES_SERVICE_HOST") != nil { return "kubernetes" }
      let groups = SystemFile.text("/proc/1/cgroup") ?? ""
      for (mark, name) in [("kubepods", "kubernetes"), ("docker", "docker"), ("/lxc", "lxc")]
      where groups.contains(mark) {
        return name
      }
      return nil
    }

    /// Processes that want to run, averaged over the last minute.
    /// The number before the slash counts this process, which reads it.
    static var othersRunning: Int? {
      let fields = SystemFile.text("/proc/loadavg")?.split(separator: " ") ?? []
      guard fields.count > 3 else { return nil }
      return fields[3].split(separator: "/").first.flatMap { Int($0) }.map { max($0 - 1, 0) }
    }

    static var load: Double? {
      SystemFile.text("/proc/loadavg")?.split(separator: " ").first.flatMap { Double($0) }
    }
  }
#endif
