import Foundation
import PerfCharts
import Testing

@Suite struct ScriptJSONTests {
  @Test func cannotEndItsElement() {
    var json = ScriptJSON()
    json.object { json in
      json.key("</script>" as String)
      json.string("<!--\u{2028}&\u{2029}</script>\"\\\n\u{1}")
    }
    let fragment = HTMLFragment { $0.dataBlock(id: "d", json) }
    #expect(
      fragment.string
        == #"<script type="application/json" id="d">{"\u003c/script\u003e":"\u003c!--\u2028\u0026"#
        + #"\u2029\u003c/script\u003e\"\\\n\u0001"}</script>"#)
  }

  @Test func readsBackAsWhatWasWritten() throws {
    var json = ScriptJSON()
    json.object { json in
      json.key("a")
      json.array { json in
        for number in [0, -1.5, 1e-12, 1e15, 123_456_789, 2.5e-300, 1.797e308] {
          json.number(number)
        }
        json.number(.nan)
        json.number(2.0 / 3, fractionDigits: 2)
        json.integer(7)
        json.boolean(true)
        json.array { _ in }
      }
      json.key("é🚀")
      json.string("<&>é🚀\u{7F}")
    }
    let read = try JSONSerialization.jsonObject(with: Data(json.bytes)) as? NSDictionary
    let expected: NSDictionary = [
      "a": [
        0, -1.5, 1e-12, 1e15, 123_456_789, 2.5e-300, 1.797e308, NSNull(), 0.67, 7, true,
        [] as NSArray,
      ] as NSArray, "é🚀": "<&>é🚀\u{7F}",
    ]
    #expect(read == expected)
  }
}
