// swift-tools-version: 6.2
import PackageDescription

/// Settings that hold for every Swift target, hand-written or generated.
let swiftSettings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
]

let argumentParser: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let hummingbird: Target.Dependency = .product(name: "Hummingbird", package: "hummingbird")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let systemPackage: Target.Dependency = .product(name: "SystemPackage", package: "swift-system")
let yams: Target.Dependency = .product(name: "Yams", package: "Yams")

let package = Package(
    name: "endstate",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "endstate", targets: ["CLI"]),
        .executable(name: "endstate-staging", targets: ["Staging"]),
        .executable(name: "endstate-bench", targets: ["Bench"]),
        .executable(name: "cdp-generator", targets: ["CDPGenerator"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/apple/swift-system", exact: "1.8.1"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1"),
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
    ],
    targets: [
        // The layers, lowest first. Tests/ArchitectureTests holds the same table and fails on an import outside it.
        .systemLibrary(name: "CLibWebSockets", providers: [.apt(["libwebsockets-dev"])]),
        .systemLibrary(name: "CLibcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .systemLibrary(name: "CSpawn"),
        .target(name: "JSONKit"),
        .target(name: "Transport", dependencies: ["CLibWebSockets", "CLibcurl", "CSpawn"]),
        .target(name: "CDP", dependencies: ["Transport"], exclude: ["methods.txt", "patch.json", "protocol.json"]),
        .target(name: "Convergence", dependencies: ["JSONKit"]),
        .target(
            name: "BrowserAutomation",
            dependencies: ["CDP", "Transport"],
            resources: [.embedInCode("Scripts")]
        ),
        .target(name: "ScenarioModel", dependencies: ["Convergence", "JSONKit", yams]),
        .target(name: "RunModel", dependencies: ["Convergence", "JSONKit", "ScenarioModel"]),
        .target(name: "Probes", dependencies: ["Convergence", "JSONKit", "ScenarioModel", "Transport", crypto]),
        .target(name: "Recording", dependencies: ["Convergence", "JSONKit", "RunModel", crypto, systemPackage]),
        .target(
            name: "Runner",
            dependencies: [
                "BrowserAutomation", "Convergence", "JSONKit", "Probes", "RunModel", "ScenarioModel", "Transport",
                crypto,
            ]
        ),
        .target(
            name: "Reporting",
            dependencies: ["Convergence", "JSONKit", "RunModel", "ScenarioModel", crypto],
            resources: [.embedInCode("HTML/Assets")]
        ),
        .executableTarget(
            name: "CLI",
            dependencies: [
                "BrowserAutomation", "Convergence", "JSONKit", "Probes", "Recording", "Reporting", "RunModel", "Runner",
                "ScenarioModel", "Transport", argumentParser,
            ],
            resources: [.embedInCode("Templates")]
        ),

        // Executables apart.
        .executableTarget(name: "CDPGenerator", dependencies: ["Transport"]),
        .executableTarget(name: "Bench", dependencies: ["BrowserAutomation", "CDP", "TestSupport", "Transport"]),
        .executableTarget(
            name: "Staging",
            dependencies: [argumentParser, crypto, grdb, hummingbird, logging],
            exclude: ["README.md"],
            resources: [.embedInCode("Web/Assets")]
        ),

        .target(name: "TestSupport", dependencies: ["JSONKit", "Transport"], path: "Tests/Support"),
        .testTarget(name: "ArchitectureTests"),
        .testTarget(name: "JSONKitTests", dependencies: ["JSONKit", "TestSupport"]),
        .testTarget(name: "ConvergenceTests", dependencies: ["Convergence", "JSONKit"]),
        .testTarget(
            name: "ScenarioModelTests",
            dependencies: ["Convergence", "JSONKit", "ScenarioModel", "TestSupport", yams]
        ),
        .testTarget(name: "RunModelTests", dependencies: ["Convergence", "JSONKit", "RunModel", "ScenarioModel"]),
        .testTarget(name: "TransportTests", dependencies: ["TestSupport", "Transport"]),
        .testTarget(name: "CDPTests", dependencies: ["CDP", "TestSupport", "Transport"]),
        .testTarget(
            name: "BrowserAutomationTests",
            dependencies: ["BrowserAutomation", "CDP", "TestSupport", "Transport"]
        ),
        .testTarget(
            name: "ProbesTests",
            dependencies: ["Convergence", "JSONKit", "Probes", "ScenarioModel", "TestSupport", "Transport"]
        ),
        .testTarget(name: "RunnerTests", dependencies: ["Convergence", "Runner"]),
        .testTarget(
            name: "RecordingTests",
            dependencies: ["Convergence", "JSONKit", "Recording", "RunModel", systemPackage]
        ),
        .testTarget(
            name: "ReportingTests",
            dependencies: ["Convergence", "JSONKit", "Reporting", "RunModel", "ScenarioModel", "TestSupport", crypto],
            exclude: ["Golden"]
        ),
        .testTarget(name: "StagingTests"),
        .testTarget(
            name: "EndToEndTests",
            dependencies: ["BrowserAutomation", "CDP", "JSONKit", "TestSupport", "Transport"],
            exclude: ["Golden"]
        ),
    ]
)

for target in package.targets where target.type != .system {
    target.swiftSettings = swiftSettings
}
