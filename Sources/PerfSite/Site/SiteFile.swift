/// Reading a built site from outside of the pipeline.
package enum SiteFile {
  /// The bytes of a file below a site's folder; `nil` where there is none or it cannot be read.
  package static func read(_ path: String, in folder: String) -> [UInt8]? {
    let folder = SiteFolder(existingRoot: folder)
    guard folder.size(path) != nil else { return nil }
    return try? folder.read(path)
  }
}
