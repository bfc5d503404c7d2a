internal import CProcess

/// The small process that starts commands; see `cprocess.h`.
///
/// Start it early: the peak memory of a command cannot be told below that of the process that forks it.
package final class Launcher: Sendable {
  private let launcher: pt_launcher

  /// Forks the launcher.
  ///
  /// Throws `CaptureError.launcher` if the system refuses a process or descriptors.
  package init() throws(CaptureError) {
    var launcher = pt_launcher()
    let digits = launcherImage.utf8CodeUnitCount
    // The image is a constant of this program; it is there as long as the program runs.
    let image = unsafe digits > 0 ? launcherImage.utf8Start : nil
    let error = unsafe pt_launcher_start(&launcher, image, digits)
    guard error == 0 else { throw .launcher(reason: SystemFile.message(error)) }
    self.launcher = launcher
  }

  deinit {
    unsafe withUnsafePointer(to: launcher) { unsafe pt_launcher_stop($0) }
  }

  /// Has one order carried out and waits for its end.
  func execute(
    _ order: pt_order, text: [UInt8]
  ) throws(CaptureError) -> (report: pt_report, points: [pt_point]) {
    var order = order
    order.text_length = UInt32(text.count)
    var report = pt_report()
    var points = [pt_point](repeating: pt_point(), count: Int(PT_POINT_LIMIT))
    let error = unsafe withUnsafePointer(to: launcher) { launcher in
      unsafe text.withUnsafeBufferPointer { text in
        unsafe points.withUnsafeMutableBufferPointer { points in
          unsafe pt_execute(launcher, &order, text.baseAddress, &report, points.baseAddress)
        }
      }
    }
    guard error == 0 else { throw .launcher(reason: SystemFile.message(error)) }
    return (report, Array(points.prefix(Int(report.point_count))))
  }

  /// Lets SIGINT, SIGTERM and SIGHUP interrupt executions while `body` runs, instead of ending this program.
  package func watchingForInterruptions<Result>(
    _ body: () async throws -> Result
  ) async rethrows -> Result {
    unsafe withUnsafePointer(to: launcher) { unsafe pt_interruption_watch($0) }
    defer { pt_interruption_unwatch() }
    return try await body()
  }

  /// The signal that interrupted the work; `nil` if there was none.
  package var interruption: Int? {
    let signal = pt_interruption_signal()
    return signal == 0 ? nil : Int(signal)
  }
}
