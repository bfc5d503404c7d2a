import Foundation
import PerfTestSupport
import Testing

@testable import PerfTrace

@Suite struct RepositoryFilesTests {
  @Test func tellsTheScriptFromTheOtherWordsOfItsCommand() throws {
    let folder = try TemporaryFolder()
    try folder.write("", to: "task/scripts/job.ts")
    let files = RepositoryFiles(root: folder.path, folder: folder.path + "/task")
    let command = ["/usr/bin/env", "run", "--fast", "scripts", "./scripts/job.ts", "/etc/passwd"]
    #expect(command.compactMap(files.relativePath) == ["task/scripts/job.ts"])
    #expect(files.relativePath(folder.path + "/task/scripts/job.ts") == "task/scripts/job.ts")
    #expect(files.relativePath("../../etc/../task/scripts/job.ts") == nil)
    #expect(files.relativePath("../task/scripts/job.ts") == "task/scripts/job.ts")
    #expect(files.relativePath("") == nil)
  }
}
