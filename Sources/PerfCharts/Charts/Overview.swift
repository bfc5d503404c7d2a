/// Many small pictures of the same kind, side by side: one for each script.
package struct Overview: Sendable {
  /// One picture with its words.
  package struct Item: Sendable {
    package var name: String
    package var link: String?
    package var spark: Sparkline
    /// The newest value, "4.23 s"; empty where there is none.
    package var value: String
    /// What changed, "+8.1 %"; empty where nothing did.
    package var change: String
    package var tone: TrendChart.Tone

    package init(
      name: String, link: String?, spark: Sparkline, value: String, change: String,
      tone: TrendChart.Tone
    ) {
      (self.name, self.link, self.spark) = (name, link, spark)
      (self.value, self.change, self.tone) = (value, change, tone)
    }
  }

  package var items: [Item]

  package init(items: [Item]) {
    self.items = items
  }

  /// Writes the list of pictures; nothing without items.
  package func write(to writer: inout HTMLWriter) {
    guard !items.isEmpty else { return }
    writer.element("ul", class: "multiples") { writer in
      for item in items {
        writer.element("li") { writer in
          if let link = item.link {
            writer.link(to: link, class: "name") { $0.element("bdi", text: item.name) }
          } else {
            writer.element("bdi", class: "name", text: item.name)
          }
          writer.text(" ")
          writer.element("span", class: "value", text: item.value)
          if !item.change.isEmpty {
            writer.text(" ")
            let name: StaticString =
              switch item.tone {
              case .worse: "change worse"
              case .better: "change better"
              case .neutral: "change"
              }
            writer.element("span", class: name, text: item.change)
          }
          var spark = item.spark
          (spark.width, spark.height) = (220, 52)
          spark.write(to: &writer)
        }
      }
    }
  }
}
