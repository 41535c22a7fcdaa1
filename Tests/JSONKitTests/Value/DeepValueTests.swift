import Foundation
import JSONKit
import Testing

@Suite("Deep values")
struct DeepValueTests {
    /// macOS gives secondary threads this much; Linux gives more.
    static let smallStack = 512 * 1024

    @Test("every walk over the deepest value that is read fits a small stack")
    func smallStack() async throws {
        let depth = JSON.maximumDepth
        let text =
            String(repeating: "[{\"a\":", count: depth / 2) + "1" + String(repeating: "}]", count: depth / 2)
        let results = try await onSmallStack { () -> [Bool] in
            let value = try JSON(parsing: text)
            let other = try JSON(parsing: text)
            let descend = try JSONPath("$..[?@..a && count(@..*) > 0]")
            return [
                value == other,
                value.hashValue == other.hashValue,
                value.serialized() == text,
                JSONDifference.between(value, other).isEmpty,
                try JSONPath("$..*").nodes(in: value).last?.steps.count == depth,
                descend.nodes(in: value).count == depth - 1,
            ]
        }
        #expect(results == Array(repeating: true, count: results.count))
    }

    @Test("the deepest value that is read goes through Codable")
    func coding() throws {
        let depth = JSON.maximumDepth
        let value = try JSON(parsing: String(repeating: "[", count: depth) + String(repeating: "]", count: depth))
        #expect(try JSONDecoder().decode(JSON.self, from: JSONEncoder().encode(value)) == value)
    }

    @Test("the most deeply nested query that is read fits a small stack")
    func deepQuery() async throws {
        let filters = 31
        let text = "$" + String(repeating: "[?@", count: filters) + String(repeating: "]", count: filters)
        let results = try await onSmallStack { () -> [Bool] in
            let query = try JSONPath(text)
            return [query.nodes(in: [1]).isEmpty]
        }
        #expect(results == [true])
    }

    /// Runs work on a thread with a small stack.
    private func onSmallStack(_ work: @escaping @Sendable () throws -> [Bool]) async throws -> [Bool] {
        try await withCheckedThrowingContinuation { continuation in
            let thread = Thread {
                continuation.resume(with: Result { try work() })
            }
            thread.stackSize = Self.smallStack
            thread.start()
        }
    }
}
