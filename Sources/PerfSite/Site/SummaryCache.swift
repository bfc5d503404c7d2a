internal import PerfTrace

/// Writes summaries down for the next build, so that a script without new executions is not assessed again.
///
/// A format of this version of the program for itself: a summary that does not read back is made anew.
enum SummaryCache {
  /// Where a script's summary is kept, below the site's folder.
  static func path(ofSlug slug: String) -> String {
    "\(SiteFolder.privateFolder)/scripts/\(slug)"
  }

  /// The file of a summary.
  static func file(_ summary: ScriptSummary) -> RenderedFile {
    var json: [UInt8] = []
    json.append(json: value(summary))
    return RenderedFile(path: path(ofSlug: summary.slug), bytes: json)
  }
}
