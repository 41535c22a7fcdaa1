import Foundation
import JSONKit
import TestSupport

/// Several scenarios in one folder, each with a sample application of its own.
struct SampleSuite {
    /// The folder, for the command line.
    static let folder = "suite"

    /// The applications, in the order of the scenarios.
    let applications: [SampleApplication]

    /// Makes the applications and writes the scenarios, called `sample-1` and so on.
    ///
    /// - Parameters:
    ///   - count: How many.
    ///   - workplace: Where the scenarios go.
    ///   - makeApplication: Makes an application, by its number from 0.
    ///   - change: Changes a scenario, by its number from 0; its application is `${env.APP}` all the same.
    /// - Throws: When a file or a socket cannot be had.
    init(
        _ count: Int,
        in workplace: Workplace,
        makeApplication: (Int) throws -> SampleApplication = { _ in try SampleApplication() },
        change: (inout SampleScenario, Int) -> Void = { _, _ in }
    ) throws {
        let folder = workplace.url.appending(path: Self.folder)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        applications = try (0..<count).map(makeApplication)
        for number in 0..<count {
            var scenario = SampleScenario()
            scenario.name = Self.name(number)
            change(&scenario, number)
            let text = scenario.text.replacing("env.APP", with: "env.APP\(number)")
                .replacing("env: [APP]", with: "env: [APP\(number)]")
            try workplace.write(text, as: "\(Self.folder)/\(scenario.name).yaml")
        }
    }

    /// The name of a scenario.
    static func name(_ number: Int) -> String { "sample-\(number + 1)" }

    /// The names of all scenarios, in file order.
    var names: [String] { applications.indices.map(Self.name) }

    /// Where the applications are, for the scenarios.
    var environment: [String: String] {
        Dictionary(uniqueKeysWithValues: applications.enumerated().map { ("APP\($0)", $1.server.origin) })
    }

    /// Waits until the trigger has arrived at an application.
    func act(at number: Int) async throws { try await applications[number].server.request { $0.path == "/act" } }

    /// The bundles, in file order.
    ///
    /// - Throws: When a scenario has none, or more than one.
    func bundles(of workplace: Workplace) throws -> [RunBundle] {
        let all = try workplace.bundles.map { try RunBundle($0) }
        return try names.map { name in
            let own = all.filter { $0.events.first?["scenario"]?.stringValue == name }
            guard own.count == 1 else { throw Unexpected("\(name) has \(own.count) bundles") }
            return own[0]
        }
    }
}

extension RunBundle {
    /// From when to when the run went on, by the wall clock, in milliseconds since 1970.
    var interval: ClosedRange<Double>? {
        guard let start = events.first?["wallClock"]?.doubleValue,
            let length = run?["timings"]?["duration_ms"]?.doubleValue
        else { return nil }
        return start...(start + length)
    }
}
