internal import ArgumentParser
internal import PerfTrace

extension UnitText {
  /// The value of an option with a unit, such as `5%` or `15s`, in the base unit of `dimension`.
  ///
  /// - Throws: `ValidationError` that names the option and says what to write.
  static func value(
    of text: String, _ dimension: Dimension, option: String
  ) throws(ValidationError) -> Double {
    do throws(Failure) {
      return try value(of: text, dimension)
    } catch {
      let hint = error.suggestion.map { ": write \($0)" } ?? ""
      throw ValidationError("\"\(text)\" is no value for \(option): \(error.why)\(hint)")
    }
  }

  /// The share that an option gives as a percentage of at most `most`.
  ///
  /// - Throws: `ValidationError` that names the option and says what to write.
  static func share(
    of text: String, atMost most: Double, option: String
  ) throws(ValidationError) -> Double {
    let share = try value(of: text, .share, option: option)
    guard share <= most else {
      throw ValidationError(
        "\(option) must be at most \(Int(most * 100))%, not \(text)")
    }
    return share
  }
}
