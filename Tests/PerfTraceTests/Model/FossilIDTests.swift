import PerfTestSupport
import Testing

@testable import PerfTrace

@Suite struct FossilIDTests {
  @Test func readsAndWritesUUIDs() throws {
    let id = try #require(FossilID("0197D8A2-6c1e-7b64-9d0f-4d2f0b1c9a77"))
    #expect(id == FossilID(high: 0x0197_d8a2_6c1e_7b64, low: 0x9d0f_4d2f_0b1c_9a77))
    #expect(id.description == "0197d8a2-6c1e-7b64-9d0f-4d2f0b1c9a77")
  }

  @Test(arguments: [
    "", "0197d8a2-6c1e-7b64-9d0f-4d2f0b1c9a7", "0197d8a2-6c1e-7b64-9d0f-4d2f0b1c9a777",
    "0197d8a26c1e-7b64-9d0f-4d2f0b1c9a77-", "0197d8a2-6c1e-7b64-9d0f-4d2f0b1c9a7g",
    "{197d8a2-6c1e-7b64-9d0f-4d2f0b1c9a7}",
  ])
  func refusesOtherText(text: String) {
    #expect(FossilID(text) == nil)
  }

  // The example of RFC 9562, appendix A.6: 0x017F22E279B0 milliseconds.
  @Test func isAUUIDv7OfItsMoment() {
    var generator = SeededGenerator(seed: 1)
    let id = FossilID.recorded(atNanoseconds: 0x017F_22E2_79B0 * 1_000_000, using: &generator)
    #expect(id.description.hasPrefix("017f22e2-79b0-7000-"))
    #expect(id.low >> 62 == 0b10)
  }

  @Test func sortsInTheOrderOfRecording() {
    var generator = SeededGenerator(seed: 2)
    let ids = (0..<1000).map {
      FossilID.recorded(
        atNanoseconds: 1_751_693_400_123_000_000 + $0 * 300, using: &generator)
    }
    #expect(ids == ids.sorted())
    #expect(Set((0..<1000).map { _ in FossilID.recorded() }).count == 1000)
  }

  // printf abc | sha256sum; the version's and the variant's bits replaced by 8 and binary 10.
  @Test func isTheSameForTheSameContent() {
    let id = FossilID(contentOf: Array("abc".utf8))
    #expect(id.description == "ba7816bf-8f01-8fea-8141-40de5dae2223")
    #expect(id != FossilID(contentOf: Array("abd".utf8)))
  }

  // printf abc | sha256sum; printf '' | sha256sum; head -c 1000000 /dev/zero | tr '\0' a | sha256sum
  @Test func hashesAsSHA256() {
    #expect(
      SHA256.hexadecimal(Array("abc".utf8))
        == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(
      SHA256.hexadecimal([]) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    var pieces = SHA256()
    for size in [1, 63, 64, 65, 127] { pieces.update(Array(repeating: 97, count: size)[...]) }
    #expect(pieces.finish() == SHA256.hash(Array(repeating: 97, count: 320)))
  }
}
