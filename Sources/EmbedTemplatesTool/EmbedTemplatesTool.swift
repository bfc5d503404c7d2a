@main
enum EmbedTemplatesTool {
  static func main() {}
}
