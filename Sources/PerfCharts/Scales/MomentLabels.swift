/// Words for some instants of a history that tell each from the one before: dates, and times where a date says nothing new.
///
/// Of 5 Jul 08:00, 5 Jul 09:59 and 10 Jul the labels are "5 Jul, 08:00", "09:59" and "10 Jul 2025".
struct MomentLabels {
  /// A text for each instant; `nil` for those that are not known.
  private(set) var texts: [String?]

  /// Finds the labels of instants in seconds since 1970, UTC, from left to right; a narrow picture leaves out the wide ones.
  init(_ instants: [(seconds: Int?, isWide: Bool)]) {
    texts = [String?](repeating: nil, count: instants.count)
    let known = instants.enumerated().compactMap { index, instant in
      instant.seconds.map {
        (index, seconds: $0, day: CivilDate(secondsSince1970: $0), instant.isWide)
      }
    }
    // Whether one is of the same day as the one after it.
    let joins = zip(known, known.dropFirst()).map { $0.day == $1.day } + [false]
    let needsSeconds = zip(known, known.dropFirst()).contains {
      $0.day == $1.day && $0.seconds / 60 == $1.seconds / 60
    }
    // A time alone must mean the date of the label before it, in a narrow picture as well.
    var narrowDay: CivilDate?
    for (place, (index, seconds, day, isWide)) in known.enumerated() {
      let joinsLast = place > 0 && joins[place - 1]
      if joinsLast || joins[place] {
        let clock = CivilDate.clock(secondsSince1970: seconds, withSeconds: needsSeconds)
        texts[index] =
          joinsLast && narrowDay == day ? clock : "\(day.day) \(day.monthName), \(clock)"
      } else {
        texts[index] = day.text
      }
      if !isWide { narrowDay = day }
    }
  }
}
