import Convergence
import Crypto
import Foundation
import JSONKit
import ScenarioModel
import Transport

/// Looks at files: `{count, files: [{name, size, sha256, text}]}`, by name.
///
/// Reading blocks, so it is done on a thread of its own, which gives up at the deadline as well.
struct FileProbe {
    /// Which files.
    let glob: FileGlob
    /// Only files with this text in them.
    let containing: String?
    /// Whether an answer without the text of each file is none.
    let needsText: Bool

    func ask(deadline: ContinuousClock.Instant) async -> ProbeAnswer {
        let search = FileSearch(
            glob: glob, needle: containing.map { Data($0.utf8) }, needsText: needsText, deadline: deadline)
        let found = OneShot<ProbeAnswer, Never>()
        do {
            try BlockingThread.start("endstate-files") { found.resolve(.success(search.answer())) }
        } catch {
            return ProbeAnswer(.transient, detail: error.description)
        }
        let answer: ProbeAnswer? = await withTaskGroup(of: ProbeAnswer?.self) { group in
            group.addTask {
                guard case .success(let answer)? = await found.wait() else { return nil }
                return answer
            }
            group.addTask {
                // The thread has a moment to say itself why it gave up.
                try? await Task.sleep(until: deadline + .milliseconds(500), clock: .continuous)
                return nil
            }
            defer { group.cancelAll() }
            guard let first = await group.next() else { return nil }
            return first
        }
        return answer ?? ProbeAnswer(.transient, detail: FileSearch.tooSlow)
    }
}

/// One reading of all files that match; blocks.
struct FileSearch: Sendable {
    let glob: FileGlob
    /// What a file has to have in it.
    let needle: Data?
    /// Whether an answer without the text of each file is none.
    let needsText: Bool
    let deadline: ContinuousClock.Instant

    static let tooSlow = "the files were not read in time; match fewer of them"
    /// Nobody counts more than these by hand, and a pattern that matches them is most often too wide.
    static let mostFiles = 1000

    /// A file that matches.
    private struct Candidate {
        /// Its path from the pattern's folder on.
        var name: String
        /// Where it is read, links followed.
        var path: String
    }

    /// Why there is no answer.
    private struct Obstacle: Error {
        var detail: String
    }

    /// Reads them.
    ///
    /// - Returns: The answer; what could not be read is worth another try.
    func answer() -> ProbeAnswer {
        do {
            var candidates: [Candidate] = []
            try collect(in: [], into: &candidates)
            var room = Defaults.bodyLimit
            var files: [JSON] = []
            for candidate in candidates.sorted(by: { $0.name < $1.name }) {
                if let file = try read(candidate, room: &room) { files.append(file) }
            }
            let value: JSON = ["count": .integer(Int64(files.count)), "files": .array(files)]
            return ProbeAnswer(.answered, value: value, body: Data(value.serialized().utf8))
        } catch {
            return ProbeAnswer(.transient, detail: (error as? Obstacle)?.detail ?? "\(error)")
        }
    }

    private func checkTime() throws {
        if ContinuousClock.now >= deadline { throw Obstacle(detail: Self.tooSlow) }
    }

    // MARK: Finding

    private func collect(in folder: [String], into candidates: inout [Candidate]) throws {
        try checkTime()
        let path = path(of: folder)
        // What is not there yet holds no file.
        guard try kind(of: Self.target(of: path)) == .typeDirectory else { return }
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: path)
        } catch {
            if try kind(of: Self.target(of: path)) == nil { return }
            throw Obstacle(detail: "the folder \(path) cannot be read: \(Self.reason(error))")
        }
        for name in names.sorted() where glob.seesHidden || !name.hasPrefix(".") {
            let inner = folder + [name]
            switch try kind(of: self.path(of: inner)) {
            case .typeDirectory?:
                if glob.depth.map({ inner.count < $0 }) ?? true { try collect(in: inner, into: &candidates) }
            case .typeRegular? where glob.matches(inner):
                try add(Candidate(name: inner.joined(separator: "/"), path: self.path(of: inner)), to: &candidates)
            case .typeSymbolicLink? where glob.matches(inner):
                guard let target = try file(behind: self.path(of: inner)) else { continue }
                try add(Candidate(name: inner.joined(separator: "/"), path: target), to: &candidates)
            default: continue
            }
        }
    }

    private func add(_ candidate: Candidate, to candidates: inout [Candidate]) throws {
        candidates.append(candidate)
        if candidates.count > Self.mostFiles {
            throw Obstacle(detail: "more than \(Self.mostFiles) files match; write a narrower glob")
        }
    }

    private func path(of names: [String]) -> String {
        guard !names.isEmpty else { return glob.root }
        let folder = glob.root.hasSuffix("/") ? glob.root : glob.root + "/"
        return folder + names.joined(separator: "/")
    }

    /// What is at a path, links not followed; `nil` for nothing. What may not be looked at is not nothing.
    private func kind(of path: String) throws -> FileAttributeType? {
        do {
            return try FileManager.default.attributesOfItem(atPath: path)[.type] as? FileAttributeType
        } catch {
            if Self.isAbsence(error) { return nil }
            throw Obstacle(detail: "\(path) cannot be looked at: \(Self.reason(error))")
        }
    }

    /// Whether an error says that there is nothing at a path.
    private static func isAbsence(_ error: any Error) -> Bool {
        let error = error as NSError
        if let cause = error.userInfo[NSUnderlyingErrorKey] as? any Error { return isAbsence(cause) }
        switch error.domain {
        case NSPOSIXErrorDomain: return [ENOENT, ENOTDIR].contains(Int32(error.code))
        case NSCocoaErrorDomain:
            return [CocoaError.fileNoSuchFile.rawValue, CocoaError.fileReadNoSuchFile.rawValue].contains(error.code)
        default: return false
        }
    }

    /// Where a link leads, if that is a regular file below the pattern's folder: a look reads nothing else.
    private func file(behind link: String) throws -> String? {
        let root = Self.target(of: glob.root)
        let target = Self.target(of: link)
        let isInside = root == "/" || target.hasPrefix(root + "/")
        return try isInside && kind(of: target) == .typeRegular ? target : nil
    }

    private static func target(of path: String) -> String { URL(fileURLWithPath: path).resolvingSymlinksInPath().path }

    // MARK: Reading

    /// What is told of a file; nothing for one that does not have the text, or is gone by now.
    private func read(_ candidate: Candidate, room: inout Int) throws -> JSON? {
        var hash = SHA256()
        var size = 0
        var beginning = Data()
        var tail = Data()
        var isFound = needle?.isEmpty ?? true
        do {
            let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: candidate.path))
            defer { try? handle.close() }
            while let chunk = try handle.read(upToCount: Self.chunk), !chunk.isEmpty {
                try checkTime()
                hash.update(data: chunk)
                size += chunk.count
                if beginning.count <= room { beginning += chunk.prefix(room + 1 - beginning.count) }
                if let needle, !isFound {
                    let window = tail + chunk
                    isFound = window.firstRange(of: needle) != nil
                    tail = Data(window.suffix(max(0, needle.count - 1)))
                }
            }
        } catch let obstacle as Obstacle {
            throw obstacle
        } catch {
            if try kind(of: candidate.path) == nil { return nil }
            throw Obstacle(detail: "the file \(candidate.name) cannot be read: \(Self.reason(error))")
        }
        guard isFound else { return nil }
        let digest = hash.finalize().map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        var file: [String: JSON] = [
            "name": .string(candidate.name), "size": .integer(Int64(size)), "sha256": .string(digest),
        ]
        if size <= room, let text = String(validating: beginning, as: UTF8.self) {
            file["text"] = .string(text)
            room -= size
        } else {
            // What is no text, or too much of it, is said: half of it would match what is not so.
            file["note"] = .string("no text: \(try textLack(of: candidate, isTooLong: size > room))")
        }
        return .object(file)
    }

    /// Why a file has no text in the answer.
    ///
    /// - Throws: ``Obstacle`` where the scenario reads texts: what was not read would pass for what is not there, and a
    ///   `never` would be green. A file may only be half written yet, so it is worth another try.
    private func textLack(of candidate: Candidate, isTooLong: Bool) throws -> String {
        let lack =
            isTooLong ? "the files have more than \(Defaults.bodyLimit) bytes together" : "the file is not UTF-8"
        guard needsText else { return lack }
        throw Obstacle(
            detail: "the text of \(candidate.name) cannot be looked at: \(lack); write a narrower glob"
                + (isTooLong && needle == nil ? ", or containing" : ""))
    }

    private static let chunk = 1 << 18

    /// The system's own words, which Foundation wraps.
    private static func reason(_ error: any Error) -> String {
        let outer = error as NSError
        if let cause = outer.userInfo[NSUnderlyingErrorKey] as? any Error { return reason(cause) }
        return outer.localizedDescription
    }
}
