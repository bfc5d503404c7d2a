/// Values of a metric from commit to commit: every execution, medians, levels, steps, failures and notes.
///
/// The picture is as wide as the page lets it be: what must keep its shape (text, marks, rules) is placed in
/// percent, what may be stretched (dots, lines, areas) lies in a `viewBox` with strokes that don't scale.
package struct TrendChart: Sendable {
  /// A place on the horizontal axis: a commit, or a run without one.
  ///
  /// A class, for many charts of a site have the same thousands of positions.
  package final class Position: Sendable {
    /// What it is called for short, such as an abbreviated hash.
    package let label: String
    /// The subject of the commit; may be empty.
    package let title: String
    /// Where more is to be read about it.
    package let link: String?
    /// Seconds since 1970; `nil` where unknown.
    package let time: Int?

    package init(label: String, title: String = "", link: String? = nil, time: Int? = nil) {
      (self.label, self.title, self.link, self.time) = (label, title, link, time)
    }
  }

  /// The executions of one line at one position.
  package struct Point: Sendable, Hashable {
    /// Index into `positions`.
    package var position: Int
    package var median: Double
    /// The ends of the middle half of the values.
    package var lower: Double
    package var upper: Double
    /// How many of the line's `values` belong to it.
    package var count: Int

    package init(position: Int, median: Double, lower: Double, upper: Double, count: Int) {
      (self.position, self.median, self.lower, self.upper, self.count) = (
        position, median, lower, upper, count
      )
    }
  }

  /// A stretch of points that have one level, or that lead slowly to one.
  package struct Level: Sendable, Hashable {
    /// Indices into the line's `points`.
    package var points: Range<Int>
    package var value: Double
    /// What a slope leads from; `nil` for a level.
    package var origin: Double?

    package init(points: Range<Int>, value: Double, origin: Double? = nil) {
      (self.points, self.value, self.origin) = (points, value, origin)
    }
  }

  /// Values that belong together: one host class, or one branch.
  package struct Line: Sendable {
    /// In words, for legend and readout.
    package var name: String
    /// Whether it is drawn behind the others, dashed: another branch.
    package var isOverlay = false
    /// In ascending order of positions.
    package var points: [Point] = []
    /// All values, point by point; finite.
    package var values: [Double] = []
    package var levels: [Level] = []

    package init(name: String) {
      self.name = name
    }
  }

  /// Whether a change is good, bad or neither.
  package enum Tone: Sendable, Hashable {
    case better, worse, neutral
  }

  /// A change of level.
  package struct Step: Sendable, Hashable {
    /// The first position of the new level.
    package var position: Int
    /// Its size, "+8.1 %".
    package var label: String
    package var tone: Tone
    /// All that there is to say in one sentence.
    package var title: String
    package var link: String?

    package init(
      position: Int, label: String, tone: Tone, title: String, link: String? = nil
    ) {
      (self.position, self.label, self.tone, self.title, self.link) = (
        position, label, tone, title, link
      )
    }
  }

  /// Executions that failed at a position.
  package struct Failure: Sendable, Hashable {
    package var position: Int
    package var failed: Int
    package var timedOut: Int

    package init(position: Int, failed: Int, timedOut: Int) {
      (self.position, self.failed, self.timedOut) = (position, failed, timedOut)
    }
  }

  /// A remark of a person on a position, or on a range of them.
  package struct Note: Sendable, Hashable {
    /// What the remark does to the values.
    package enum Kind: Sendable, Hashable {
      case accepted, excluded
    }

    package var positions: ClosedRange<Int>
    package var kind: Kind
    package var text: String

    package init(positions: ClosedRange<Int>, kind: Kind, text: String) {
      (self.positions, self.kind, self.text) = (positions, kind, text)
    }
  }

  /// What the horizontal axis shows.
  package enum Axis: Sendable, Hashable {
    /// One commit after the other, evenly spaced.
    case commits
    /// Time; positions without one stand with the one before them.
    case dates
  }

  /// How large the picture is and how much it may hold.
  package struct Detail: Sendable, Hashable {
    /// Height of the plot in CSS pixels.
    package var height: Int
    /// How many dots are drawn about; see `PointReduction`.
    package var dots: Int
    /// How many points of medians are drawn about; see `LineReduction`.
    package var medians: Int
    /// How many positions are linked about.
    package var links: Int
    /// How many rows the table has.
    package var rows: Int

    package init(height: Int, dots: Int, medians: Int, links: Int, rows: Int) {
      (self.height, self.dots, self.medians, self.links, self.rows) = (
        height, dots, medians, links, rows
      )
    }

    /// The chart that a page is about.
    package static let full = Detail(height: 260, dots: 1600, medians: 480, links: 180, rows: 60)
    /// A second chart of the same commits.
    package static let medium = Detail(height: 200, dots: 700, medians: 240, links: 60, rows: 20)
    /// One chart of several.
    package static let compact = Detail(height: 140, dots: 240, medians: 160, links: 24, rows: 10)
  }

  /// Unique in the page; letters, digits and hyphens.
  package var id: String
  /// What is shown, "Wall time of build".
  package var title: String
  /// What is good: "lower is better".
  package var note: String
  package var labels: ValueLabels
  package var positions: [Position] = []
  package var lines: [Line] = []
  package var steps: [Step] = []
  package var failures: [Failure] = []
  package var notes: [Note] = []
  package var axis = Axis.commits
  package var detail = Detail.full
  /// Whether each failure is a link with its numbers; otherwise failures are bare ticks, for a chart below one that
  /// says it in full.
  package var linksFailures = true
  /// How values are spread; `nil` lets their range decide.
  package var scaleKind: ValueScale.Kind?
  /// Where all values are to be found, for a table that cannot hold them.
  package var dataLink: String?

  package init(id: String, title: String, note: String, labels: ValueLabels) {
    (self.id, self.title, self.note, self.labels) = (id, title, note, labels)
  }

  /// Whether there is nothing to draw.
  package var isEmpty: Bool {
    failures.isEmpty && lines.allSatisfy { $0.points.isEmpty }
  }
}
