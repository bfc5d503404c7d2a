internal import PerfBytes

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Asks the machine and the interpreter in use what they are; each question once.
package struct EnvironmentProbe: Sendable {
  private var machine: OrderedFields<String>?
  private var versions: [String: String?] = [:]

  package init() {}

  /// The environment that executions of `command` see. What cannot be found out is absent.
  package mutating func environment(for command: Command) async -> Environment {
    var values: OrderedFields<String> = [:]
    if let name = command.interpreter, let interpreter = Interpreter(program: name) {
      let version = await version(of: interpreter, program: command.interpreterProgram ?? name)
      values[interpreter.key] = version
    }
    let machine = self.machine ?? Self.machine()
    self.machine = machine
    for (key, value) in machine { values[key] = value }
    return Environment(values: values)
  }

  private mutating func version(of interpreter: Interpreter, program: String) async -> String? {
    if let known = versions[program] { return known }
    let result = try? await HelperProgram.run(program, interpreter.arguments)
    let version = result.flatMap { result in
      interpreter.version(in: result.text)
        ?? interpreter.version(in: String(decoding: result.errorOutput, as: UTF8.self))
    }
    versions[program] = .some(version)
    return version
  }

  private static func machine() -> OrderedFields<String> {
    var values: OrderedFields<String> = [:]
    var system = utsname()
    if unsafe uname(&system) == 0 {
      values["os"] = Self.text(of: system.sysname).lowercased()
      values["os_release"] = MachineFacts.osRelease
      values["kernel"] = Self.text(of: system.release)
      values["arch"] = Self.text(of: system.machine)
    }
    values["cpu_model"] = MachineFacts.processorModel
    values["cpu_cores"] = MachineFacts.allowedCores
    values["memory_total"] = MachineFacts.memory.map(Self.gibibytes)
    values["memory_allowed"] = MachineFacts.memoryLimit.map(Self.gibibytes)
    values["cpu_governor"] = MachineFacts.governor
    values["virtualization"] = MachineFacts.virtualization
    values["container"] = MachineFacts.container
    if let runner = RunnerKind.current {
      values["runner"] = runner.kind
      values["runner_image"] = runner.image
    }
    return values
  }

  /// GiB with one decimal, as the original's records have it: "16.0".
  private static func gibibytes(_ bytes: Int64) -> String {
    String(fixed: Double(bytes) / 1_073_741_824, fractionDigits: 1)
  }

  /// The text of one of `uname`'s fields, a tuple of characters.
  private static func text<Field>(of field: Field) -> String {
    unsafe withUnsafeBytes(of: field) { bytes in
      unsafe String(displaying: Array(bytes.prefix { $0 != 0 }))
    }
  }
}
