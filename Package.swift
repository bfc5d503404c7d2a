// swift-tools-version: 6.2
import PackageDescription

/// One array for every Swift target, so that no part of the house is held to weaker rules.
let swiftSettings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("ImmutableWeakCaptures"),
  .enableUpcomingFeature("InferIsolatedConformances"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
  // Generic code of one module is made for the types of another, which `bin/bench site` feels.
  .unsafeFlags(["-cross-module-optimization"], .when(configuration: .release)),
]

let argumentParser = Target.Dependency.product(
  name: "ArgumentParser", package: "swift-argument-parser")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let subprocess = Target.Dependency.product(name: "Subprocess", package: "swift-subprocess")
let system = Target.Dependency.product(name: "SystemPackage", package: "swift-system")
let mustache = Target.Dependency.product(name: "Mustache", package: "swift-mustache")
let flyingSocks = Target.Dependency.product(name: "FlyingSocks", package: "FlyingFox")

let package = Package(
  name: "perftrace",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "perftrace", targets: ["PerfTraceCLI"]),
    .executable(name: "perfsite", targets: ["PerfSiteCLI"]),
    .library(name: "PerfTraceLibrary", targets: ["PerfTrace", "PerfStatistics"]),
    .library(name: "PerfSiteLibrary", targets: ["PerfSite", "PerfCharts"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2", traits: []),
    .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    .package(url: "https://github.com/swhitty/FlyingFox", from: "0.27.1"),
  ],
  targets: [
    .target(name: "PerfBytes", swiftSettings: swiftSettings),
    .target(name: "PerfStatistics", swiftSettings: swiftSettings),
    .target(
      name: "PerfTrace",
      dependencies: ["PerfBytes", "PerfStatistics", "CProcess", yams, subprocess, system],
      swiftSettings: swiftSettings, plugins: ["EmbedLauncher", "EmbedTemplates"]),
    .target(
      name: "PerfInterchange", dependencies: ["PerfTrace", "PerfStatistics", "PerfBytes"],
      swiftSettings: swiftSettings),
    .target(name: "PerfCharts", dependencies: ["PerfBytes"], swiftSettings: swiftSettings),
    .target(
      name: "PerfSite",
      dependencies: [
        "PerfTrace", "PerfStatistics", "PerfCharts", "PerfBytes", "CCMarkGFM", mustache,
      ],
      swiftSettings: swiftSettings, plugins: ["EmbedTemplates"]),
    .target(
      name: "PerfCommandLine", dependencies: ["PerfTrace", "PerfBytes", argumentParser],
      swiftSettings: swiftSettings),
    .executableTarget(
      name: "PerfTraceCLI",
      dependencies: [
        "PerfTrace", "PerfInterchange", "PerfStatistics", "PerfBytes", "PerfCommandLine",
        argumentParser,
      ],
      swiftSettings: swiftSettings),
    .executableTarget(
      name: "PerfSiteCLI",
      dependencies: [
        "PerfSite", "PerfTrace", "PerfCommandLine", argumentParser, flyingSocks,
      ],
      swiftSettings: swiftSettings),
    .target(name: "CProcess"),
    // All C: without Swift's libraries it starts sooner, and is smaller, which commands are born as.
    .executableTarget(
      name: "PerfLauncher", dependencies: ["CProcess"],
      linkerSettings: [
        .unsafeFlags(["-nostartfiles", "-static-stdlib"], .when(platforms: [.linux]))
      ]),
    .plugin(name: "EmbedLauncher", capability: .buildTool(), dependencies: ["PerfLauncher"]),
    .systemLibrary(
      name: "CCMarkGFM",
      providers: [
        .apt(["libcmark-gfm-dev", "libcmark-gfm-extensions-dev"]), .brew(["cmark-gfm"]),
      ]),
    .plugin(name: "EmbedTemplates", capability: .buildTool(), dependencies: ["EmbedTemplatesTool"]),
    .executableTarget(name: "EmbedTemplatesTool", swiftSettings: swiftSettings),

    .target(
      name: "PerfTestSupport", dependencies: ["PerfTrace"], path: "Tests/PerfTestSupport",
      swiftSettings: swiftSettings),
    .testTarget(
      name: "PerfBytesTests", dependencies: ["PerfBytes", "PerfTestSupport"],
      swiftSettings: swiftSettings),
    .testTarget(
      name: "PerfStatisticsTests", dependencies: ["PerfStatistics", "PerfTestSupport"],
      swiftSettings: swiftSettings),
    .testTarget(
      name: "PerfTraceTests", dependencies: ["PerfTrace", "PerfTestSupport"],
      swiftSettings: swiftSettings),
    .testTarget(
      name: "PerfInterchangeTests", dependencies: ["PerfInterchange", "PerfTestSupport"],
      exclude: ["Fixtures"], swiftSettings: swiftSettings),
    .testTarget(
      name: "PerfChartsTests", dependencies: ["PerfCharts", "PerfBytes", "PerfTestSupport"],
      exclude: ["Snapshots"], swiftSettings: swiftSettings),
    .testTarget(
      name: "PerfSiteTests", dependencies: ["PerfSite", "PerfTestSupport"],
      swiftSettings: swiftSettings),
    .testTarget(
      name: "CommandLineTests",
      dependencies: ["PerfTestSupport", "PerfTraceCLI", "PerfSiteCLI"],
      swiftSettings: swiftSettings),
  ],
  cLanguageStandard: .gnu17
)
