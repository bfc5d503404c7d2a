/// What of the machine's state makes measurements doubtful.
package struct MachineState: Sendable, Equatable {
  /// Processes that want to run, averaged over a minute; `nil` where unknown.
  package var load: Double?
  /// Processes other than this one that want to run at this moment; `nil` where unknown.
  package var othersRunning: Int?
  package var cores: Double?
  package var governor: String?
  package var runsOnBattery: Bool
  package var virtualization: String?

  /// The state of this machine now.
  package static var current: MachineState {
    MachineState(
      load: MachineFacts.load, othersRunning: MachineFacts.othersRunning,
      cores: MachineFacts.allowedCores.flatMap { Double($0) },
      governor: MachineFacts.governor, runsOnBattery: MachineFacts.runsOnBattery,
      virtualization: MachineFacts.virtualization)
  }
}
