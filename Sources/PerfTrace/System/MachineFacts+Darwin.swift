#if os(macOS)
  internal import Darwin
  internal import IOKit.ps

  /// What the kernel tells of this machine.
  enum MachineFacts {
    /// Version of the system, "macOS 15.5".
    static var osRelease: String? { text("kern.osproductversion").map { "macOS " + $0 } }

    static var processorModel: String? { text("machdep.cpu.brand_string") }

    /// Cores that are switched on.
    static var allowedCores: String? { number("hw.logicalcpu").map(String.init) }

    /// Bytes of memory in the machine.
    static var memory: Int64? { number("hw.memsize") }

    /// macOS has no limit for a group of processes.
    static var memoryLimit: Int64? { nil }

    static var governor: String? { nil }

    static var allowsTurbo: Bool? { nil }

    /// Whether the machine runs on its battery: on mains the estimate is -2, "unlimited".
    static var runsOnBattery: Bool { IOPSGetTimeRemainingEstimate() != -2 }

    static var virtualization: String? { number("kern.hv_vmm_present") == 1 ? "vm" : nil }

    static var container: String? { nil }

    /// Processes that want to run, averaged over the last minute.
    static var othersRunning: Int? { nil }

    static var load: Double? {
      var averages = [Double](repeating: 0, count: 1)
      return unsafe getloadavg(&averages, 1) == 1 ? averages[0] : nil
    }

    private static func text(_ name: String) -> String? {
      var size = 0
      guard unsafe sysctlbyname(name, nil, &size, nil, 0) == 0, size > 0 else { return nil }
      var bytes = [UInt8](repeating: 0, count: size)
      guard unsafe sysctlbyname(name, &bytes, &size, nil, 0) == 0 else { return nil }
      return String(displaying: bytes.prefix { $0 != 0 })
    }

    /// A number of 32 or 64 bits.
    private static func number(_ name: String) -> Int64? {
      var value: Int64 = 0
      var size = MemoryLayout<Int64>.size
      guard unsafe sysctlbyname(name, &value, &size, nil, 0) == 0 else { return nil }
      return size == 4 ? Int64(Int32(truncatingIfNeeded: value)) : value
    }
  }
#endif
