import Foundation
import PerfTestSupport
import Testing

@testable import PerfTrace

@Suite struct RepositoryFilesTests {
  @Test func tellsTheScriptFromTheOtherWordsOfItsCommand() throws {
    let folder = try TemporaryFolder()
    try folder.write("", to: "work/scripts/job.ts")
    let files = RepositoryFiles(root: folder.path, folder: folder.path + "/work")
    let command = ["/usr/bin/env", "run", "--fast", "scripts", "./scripts/job.ts", "/etc/passwd"]
    #expect(command.compactMap(files.relativePath) == ["work/scripts/job.ts"])
    #expect(files.relativePath(folder.path + "/work/scripts/job.ts") == "work/scripts/job.ts")
    #expect(files.relativePath("../../etc/../work/scripts/job.ts") == nil)
    #expect(files.relativePath("../work/scripts/job.ts") == "work/scripts/job.ts")
    #expect(files.relativePath("") == nil)
  }
}
