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
    /// What stands in the name of a file that Foundation is about to put in the place of another.
    private static let replacementMark = ".dat.nosync"

    /// Makes the folder.
    ///
    /// - Parameters:
    ///   - root: The folder of all bundles; made when missing.
    ///   - run: What it is named after.
    /// - Throws: ``RecordingError/rootNotWritable(path:reason:remedy:)``.
    init(root: String, run: BundleName) throws(RecordingError) {
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
                path: root, reason: RecordingError.reason(error),
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

    /// Writes a file of its own name, whole or not at all. What stands there and is no regular file stays, and is
    /// written into.
    ///
    /// - Parameters:
    ///   - data: Its bytes.
    ///   - name: Its path in the bundle.
    /// - Throws: What the file system says; a file that was there before is there still.
    func write(_ data: Data, as name: String) throws {
        let target = "\(path)/\(name)"
        if let outside = try OutsideFile(target) { return try outside.write(data) }
        guard !FileManager.default.fileExists(atPath: target) else { return try Self.replace(target, by: data) }
        // A name that nobody has: beside a report that goes elsewhere stand files of others.
        let temporary = "\(target).\(UUID().uuidString.prefix(6))\(Self.temporarySuffix)"
        let descriptor = try FileDescriptor.open(
            FilePath(temporary), .writeOnly, options: [.create, .exclusiveCreate, .closeOnExec],
            permissions: .ownerReadWrite)
        do {
            try descriptor.closeAfter { _ = try descriptor.writeAll(data) }
            try FileManager.default.moveItem(atPath: temporary, toPath: target)
        } catch {
            try? FileManager.default.removeItem(atPath: temporary)
            throw error
        }
    }

    /// Puts other bytes in the place of a file in one step (rename(2)): whenever the process ends, either is there.
    /// Foundation does that without a pointer here; before `moveItem` the old file would have to go.
    private static func replace(_ target: String, by data: Data) throws {
        try data.write(to: URL(fileURLWithPath: target), options: .atomic)
        // A bundle's folder has kept others out until now.
        try? FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: target)
    }

    /// Writes over parts of a file where it stands, for a disk that has no room for another one.
    ///
    /// - Parameters:
    ///   - name: Its path in the bundle.
    ///   - patches: The bytes, and where they go; inside the file, so that it grows by nothing.
    /// - Throws: What the file system says.
    func overwrite(_ name: String, _ patches: [(offset: Int64, bytes: Data)]) throws {
        let file = try FileDescriptor.open(FilePath("\(path)/\(name)"), .writeOnly, options: .closeOnExec)
        try file.closeAfter {
            for patch in patches { _ = try file.writeAll(toAbsoluteOffset: patch.offset, patch.bytes) }
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
        return all.filter { !$0.hasSuffix(Self.temporarySuffix) && !$0.contains(Self.replacementMark) }.sorted()
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
        try FileManager.default.moveItem(atPath: path, toPath: finalPath)
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

}
