/// A JSON value with the order of its objects' fields kept.
package enum JSONValue: Sendable, Equatable {
  case null
  case bool(Bool)
  case number(Double)
  case string(String)
  case array([JSONValue])
  case object(OrderedFields<JSONValue>)
}
