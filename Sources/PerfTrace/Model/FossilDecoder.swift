/// Typed access to the fields of a fossil's JSON objects: absent and `null` are `nil`, a wrong kind is an error.
struct FossilDecoder {
  var fields: OrderedFields<JSONValue>
  /// The keys that lead here, each with a point behind it, for messages.
  var path = ""

  private func value(_ key: String) -> JSONValue? {
    guard let value = fields[key], !value.isNull else { return nil }
    return value
  }

  private func unexpected(_ key: String, _ expected: String, _ value: JSONValue) -> FossilError {
    .unexpected(key: path + key, expected: expected, found: value.kind)
  }

  /// A number, also one that the original's shell scripts wrote as a string.
  func number(_ key: String) throws(FossilError) -> Double? {
    guard let value = value(key) else { return nil }
    if let number = value.double { return number }
    guard let text = value.text else { throw unexpected(key, "a number", value) }
    let trimmed = text.utf8.drop { $0 == 0x20 }
    guard case .number(let number) = try? JSONValue.parse(Array(trimmed)) else {
      throw unexpected(key, "a number", value)
    }
    return number
  }

  func integer(_ key: String) throws(FossilError) -> Int? {
    guard let number = try number(key) else { return nil }
    guard let integer = Int(exactly: number) else {
      throw .unexpected(key: path + key, expected: "a whole number", found: "\(number)")
    }
    return integer
  }

  func boolean(_ key: String) throws(FossilError) -> Bool? {
    guard let value = value(key) else { return nil }
    guard let boolean = value.boolean else { throw unexpected(key, "a boolean", value) }
    return boolean
  }

  func string(_ key: String) throws(FossilError) -> String? {
    guard let value = value(key) else { return nil }
    guard let text = value.text else { throw unexpected(key, "a string", value) }
    return text
  }

  /// A string that the original wrote as "unknown" where it did not know.
  func known(_ key: String) throws(FossilError) -> String? {
    guard let text = try string(key), !text.isEmpty, text != "unknown" else { return nil }
    return text
  }

  /// A commit's hash, whole or abbreviated, in lower case.
  func hash(_ key: String) throws(FossilError) -> String? {
    guard let text = try known(key) else { return nil }
    return try hash(text, key)
  }

  func hashes(_ key: String) throws(FossilError) -> [String] {
    var hashes: [String] = []
    for text in try strings(key) ?? [] { hashes.append(try hash(text, key)) }
    return hashes
  }

  private func hash(_ text: String, _ key: String) throws(FossilError) -> String {
    guard (4...64).contains(text.utf8.count),
      text.utf8.allSatisfy({ $0.hexadecimalValue != nil })
    else {
      throw .unexpected(
        key: path + key, expected: "a commit hash of 4 to 64 hexadecimal digits",
        found: "another string")
    }
    return text.lowercased()
  }

  func timestamp(_ key: String) throws(FossilError) -> Timestamp? {
    guard let text = try string(key) else { return nil }
    guard let timestamp = Timestamp(iso8601: text) else {
      throw .unexpected(
        key: path + key, expected: "an ISO 8601 date and time", found: "another string")
    }
    return timestamp
  }

  func id(_ key: String) throws(FossilError) -> FossilID? {
    guard let text = try string(key) else { return nil }
    guard let id = FossilID(text) else {
      throw .unexpected(key: path + key, expected: "a UUID", found: "another string")
    }
    return id
  }

  func array(_ key: String) throws(FossilError) -> [JSONValue]? {
    guard let value = value(key) else { return nil }
    guard let elements = value.elements else { throw unexpected(key, "an array", value) }
    return elements
  }

  func strings(_ key: String) throws(FossilError) -> [String]? {
    guard let elements = try array(key) else { return nil }
    var strings: [String] = []
    for element in elements {
      guard let text = element.text else { throw unexpected(key, "strings", element) }
      strings.append(text)
    }
    return strings
  }

  func object(_ key: String) throws(FossilError) -> FossilDecoder? {
    guard let value = value(key) else { return nil }
    guard let fields = value.fields else { throw unexpected(key, "an object", value) }
    return FossilDecoder(fields: fields, path: path + key + ".")
  }

  /// An object of texts; numbers and booleans become the text that JSON writes for them.
  func texts(_ key: String) throws(FossilError) -> OrderedFields<String> {
    guard let fields = try object(key)?.fields else { return [:] }
    var texts: [(key: String, value: String)] = []
    for (name, value) in fields {
      switch value {
      case .null: continue
      case .string(let text): texts.append((name, text))
      case .number, .bool:
        var bytes: [UInt8] = []
        bytes.append(json: value)
        texts.append((name, String(decoding: bytes, as: UTF8.self)))
      case .array, .object:
        throw .unexpected(key: path + key + "." + name, expected: "a string", found: value.kind)
      }
    }
    return OrderedFields(texts)
  }

  /// This object as a value that the measured program or another tool reported.
  func customMetric() throws(FossilError) -> CustomMetric {
    guard let value = try number("value") else { throw .missing(key: path + "value") }
    var metric = CustomMetric(value: value, unit: try string("unit"))
    if let better = try string("better") {
      guard let polarity = Polarity(rawValue: better) else {
        throw .unexpected(
          key: path + "better", expected: "\"lower\" or \"higher\"", found: "\"\(better)\"")
      }
      metric.better = polarity
    }
    metric.spread = try number("spread")
    for sample in try array("samples") ?? [] {
      guard let number = sample.double else { throw unexpected("samples", "numbers", sample) }
      metric.samples.append(number)
    }
    return metric
  }
}
