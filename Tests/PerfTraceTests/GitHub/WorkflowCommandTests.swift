import PerfTrace
import Testing

@Suite struct WorkflowCommandTests {
  @Test func namesFileAndTitle() {
    let command = WorkflowCommand(
      level: .error, title: "build is slower", message: "+7.1 %", file: "Examples/build.sh")
    #expect(
      command.line == "::error file=Examples/build.sh,line=1,title=build is slower::+7.1 %25")
  }

  @Test func keepsHostileTextInsideItsPlace() {
    let hostile = "a,b:c%\r\n::set-output name=a::b"
    let command = WorkflowCommand(level: .warning, title: hostile, message: hostile, file: hostile)
    #expect(
      command.line == """
        ::warning file=a%2Cb%3Ac%25%0D%0A%3A%3Aset-output name=a%3A%3Ab,line=1,\
        title=a%2Cb%3Ac%25%0D%0A%3A%3Aset-output name=a%3A%3Ab::\
        a,b:c%25%0D%0A::set-output name=a::b
        """)
    #expect(!command.line.unicodeScalars.contains("\n"))
  }
}
