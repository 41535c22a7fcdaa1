import Convergence
import Crypto
import Foundation
import RunModel
import SystemPackage

/// The folder of one bundle, `….partial` while it is written.
struct BundleFolder: Sendable {
    /// The folder as it is called now, absolute.
    private(set) var path: String
    /// The folder as it is called once the bundle is whole, absolute.
    let finalPath: String

    /// What is appended to the name of a bundle that is being written.
    static let partialSuffix = ".partial"
    /// What is appended to the name of a file that is being written.
    private static let temporarySuffix = ".tmp"

    /// Makes the folder.
    ///
    /// - Parameters:
    ///   - root: The folder of all bundles; made when missing.
    ///   - run: What it is named after.
    /// - Throws: ``RecordingError/rootNotWritable(path:reason:remedy:)``.
    init(root: String, run: RunIdentity) throws(RecordingError) {
        let root = URL(fileURLWithPath: root).standardizedFileURL.path
        var made: String?
        do {
            try Self.makeDirectory(root, exclusive: false)
            let name = "\(Self.stamp(run.startedAt))-\(Self.sanitize(run.scenario))-\(Self.sanitize(run.runID))"
            finalPath = try Self.freePath(root: root, name: name)
            path = finalPath + Self.partialSuffix
            made = path
            try Self.makeDirectory(path + "/blobs", exclusive: false)
        } catch {
            if let made { try? FileManager.default.removeItem(atPath: made) }
            throw .rootNotWritable(
                path: root, reason: Self.reason(error),
                remedy: "make it writable, or name another folder with --output, or run with --artifacts never")
        }
    }

    /// A folder that is there.
    ///
    /// - Parameter path: Its path; it keeps its name.
    init(existing path: String) {
        self.path = URL(fileURLWithPath: path).standardizedFileURL.path
        finalPath = self.path
    }

    /// Writes a file of its own name, whole or not at all.
    ///
    /// - Parameters:
    ///   - data: Its bytes.
    ///   - name: Its path in the bundle.
    /// - Throws: What the file system says.
    func write(_ data: Data, as name: String) throws {
        let target = FilePath("\(path)/\(name)")
        let temporary = FilePath("\(path)/\(name)\(Self.temporarySuffix)")
        do {
            let descriptor = try FileDescriptor.open(
                temporary, .writeOnly, options: [.create, .truncate, .closeOnExec], permissions: .ownerReadWrite)
            try descriptor.closeAfter { _ = try descriptor.writeAll(data) }
            try Self.rename(temporary, to: target)
        } catch {
            try? FileManager.default.removeItem(atPath: temporary.string)
            throw error
        }
    }

    /// The bytes of a file.
    func read(_ name: String) throws -> Data { try Data(contentsOf: URL(fileURLWithPath: "\(path)/\(name)")) }

    /// A reader of a bundle's blobs, by their names, which never leave the folder.
    static func blobs(in folder: String) -> @Sendable (_ name: String) -> Data? {
        { name in
            guard Redactor.isDigestName(name), !name.contains("/") else { return nil }
            return try? Data(contentsOf: URL(fileURLWithPath: "\(folder)/blobs/\(name)"))
        }
    }

    /// Removes a file or folder.
    func remove(_ name: String) { try? FileManager.default.removeItem(atPath: "\(path)/\(name)") }

    /// Removes all of it.
    func removeAll() { try? FileManager.default.removeItem(atPath: path) }

    /// Every file, as paths in the bundle, sorted.
    var files: [String] {
        let top = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        let blobs = (try? FileManager.default.contentsOfDirectory(atPath: path + "/blobs")) ?? []
        let all = top.filter { $0 != "blobs" } + blobs.map { "blobs/\($0)" }
        // What a killed run had half written is none of the bundle's files.
        return all.filter { !$0.hasSuffix(Self.temporarySuffix) }.sorted()
    }

    /// A file with its size and digest.
    ///
    /// - Parameters:
    ///   - name: Its path in the bundle.
    ///   - isNamedByDigest: True when the digest need not be made again.
    /// - Returns: What is known of it; `nil` when it cannot be read.
    func describe(_ name: String, isNamedByDigest: Bool) -> BundleFile? {
        guard isNamedByDigest else {
            guard let data = try? read(name) else { return nil }
            return BundleFile(path: name, size: data.count, sha256: Self.digest(data))
        }
        let attributes = try? FileManager.default.attributesOfItem(atPath: "\(path)/\(name)")
        guard let size = (attributes?[.size] as? NSNumber)?.intValue else { return nil }
        return BundleFile(path: name, size: size, sha256: String(name.dropFirst("blobs/".count).prefix(64)))
    }

    /// Gives the folder its final name.
    mutating func complete() throws {
        try Self.rename(FilePath(path), to: FilePath(finalPath))
        path = finalPath
    }

    /// SHA-256 in hexadecimal.
    static func digest(_ data: Data) -> String {
        SHA256.hash(data: data).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    /// A name that is safe as part of a path, whatever the text.
    static func sanitize(_ text: String) -> String {
        let safe = text.unicodeScalars.map { scalar -> Character in
            let isSafe = scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
            return isSafe || scalar == "_" ? Character(scalar) : "-"
        }
        let name = String(safe).split(separator: "-").joined(separator: "-").prefix(60)
        return name.isEmpty ? "unnamed" : String(name)
    }

    /// The start as `20261123T062432Z`.
    private static func stamp(_ milliseconds: Milliseconds) -> String {
        let date = Date(timeIntervalSince1970: milliseconds / 1000)
        return date.formatted(
            Date.ISO8601FormatStyle(timeZone: .gmt).year().month().day().dateSeparator(.omitted)
                .time(includingFractionalSeconds: false).timeSeparator(.omitted)) + "Z"
    }

    private static func freePath(root: String, name: String) throws -> String {
        for attempt in 1...1000 {
            let path = "\(root)/\(name)\(attempt == 1 ? "" : "-\(attempt)")"
            guard !FileManager.default.fileExists(atPath: path) else { continue }
            do {
                try makeDirectory(path + partialSuffix, exclusive: true)
                return path
            } catch CocoaError.fileWriteFileExists {
                continue
            }
        }
        throw Errno.fileExists
    }

    private static func makeDirectory(_ path: String, exclusive: Bool) throws {
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: !exclusive, attributes: [.posixPermissions: 0o700])
    }

    private static func rename(_ source: FilePath, to target: FilePath) throws {
        try? FileManager.default.removeItem(atPath: target.string)
        try FileManager.default.moveItem(atPath: source.string, toPath: target.string)
    }

    /// What the system said, in its words.
    static func reason(_ error: any Error) -> String {
        if let error = error as? Errno { return error.description }
        let outer = error as NSError
        if let cause = outer.userInfo[NSUnderlyingErrorKey] as? any Error { return reason(cause) }
        return outer.domain == NSPOSIXErrorDomain
            ? Errno(rawValue: CInt(outer.code)).description : outer.localizedDescription
    }
}
