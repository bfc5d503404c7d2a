/// One that is shown every fossil of some files, and every damage.
protocol FossilVisitor {
  /// Reads the fossil at the reader's position and moves the reader behind it.
  mutating func visit(
    _ reader: inout JSONReader, in bytes: Span<UInt8>, at location: History.Location
  ) throws(FossilError)

  mutating func report(_ diagnostic: StoreDiagnostic)
}
