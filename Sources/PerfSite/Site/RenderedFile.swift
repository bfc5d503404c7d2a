/// One file of the site, ready to be written.
package struct RenderedFile: Sendable, Equatable {
  /// Path below the site's folder, with slashes: "scripts/build/index.html".
  package var path: String
  package var bytes: [UInt8]

  package init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }
}
