internal import PerfCharts
internal import PerfTrace

extension ScriptSummary {
  /// The script's badge: its latest value, coloured by its state.
  var badge: RenderedFile {
    let label = Words.shortened(name, limit: 40)
    let message: String
    let tone: Badge.Tone
    if lastFailed {
      (message, tone) = ("failed", .warning)
    } else if let line = headline {
      let value = Quantity(line.latest, line.metric.unit).text
      if let event = latestEvent, event.isStanding {
        message = "\(value) (\(Quantity.change(event.effect)))"
        tone = event.direction == .worse ? .bad : .good
      } else {
        (message, tone) = (value, .neutral)
      }
    } else {
      (message, tone) = (isExcluded ? "excluded" : "not measured", .neutral)
    }
    return RenderedFile(
      path: "badges/\(slug).svg",
      bytes: Badge(label: label, message: message, tone: tone).document.bytes)
  }
}
