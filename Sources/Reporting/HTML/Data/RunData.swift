import Convergence
import Foundation
import RunModel

/// What the script makes the time axis of. All times are milliseconds since the run started.
struct RunData: Encodable {
    /// Time zero.
    var zero: Double?
    /// The last event.
    var end: Double
    /// The converge deadline.
    var deadline: Double?
    /// The window in which everything had to last.
    var settle: Window?
    /// The phases.
    var phases: [Window]
    /// The steps.
    var steps: [StepData]
    /// What the browser asked for.
    var requests: [RequestData]
    /// What the page said, and what became of it.
    var messages: [MessageData]
    /// The stages, and how the looks saw them.
    var stages: [StageData]
    /// The looks.
    var looks: [LookData]
    /// Bodies of looks and responses, by their names in `blobs/`.
    var bodies: [String: String]
    /// The film and the pictures.
    var frames: [Pictures.Frame]
    /// Pictures, by their names in `blobs/`.
    var pictures: [String: String]
    /// The picture that stands in the page already.
    var failurePicture: String?
    /// Blobs that are not in this page but beside it.
    var linked: [String]
    /// What was left out of this page, in words.
    var left: [String]

    /// A stretch of time.
    struct Window: Encodable {
        /// What it is.
        var name: String
        /// When it began.
        var start: Double
        /// When it ended.
        var end: Double
    }

    /// Collects the data.
    ///
    /// - Parameters:
    ///   - record: The run.
    ///   - pictures: The pictures that were chosen.
    init(_ record: RunRecord, pictures: Pictures) {
        let result = record.result
        var texts = TextStore(record)
        let requests = RequestTrail(record.events)
        let looks = LookTrail(record, texts: &texts)

        zero = result.zero?.tenth
        end = result.duration.tenth
        deadline = result.zero.flatMap { zero in result.plan.map { (zero + $0.within).tenth } }
        settle = Self.settleWindow(result)
        phases = Self.phases(record)
        steps = result.steps.map { StepData($0, record, texts: &texts) }
        let messages = MessageData.all(record.events, texts: &texts)
        self.messages = messages.kept
        self.requests = requests.data(texts: &texts)
        stages = StageData.all(result, looks: looks)
        self.looks = looks.data
        bodies = texts.bodies
        frames = pictures.frames
        self.pictures = pictures.sources
        failurePicture = pictures.failure == nil ? nil : result.failurePicture
        linked = record.files.compactMap { file in
            let name = String(file.path.dropFirst("blobs/".count))
            return file.path.hasPrefix("blobs/") && BundleLink.isBlob(name) ? name : nil
        }
        left = [requests.left, messages.left, looks.left].compactMap(\.self)
    }

    private static func settleWindow(_ result: RunResult) -> Window? {
        guard let zero = result.zero, let plan = result.plan, plan.settle > 0,
            let start = result.watch?.settleStarted
        else { return nil }
        let end = min(zero + start + plan.settle, result.duration)
        let name = result.watch?.settled == true ? "settled" : "not settled"
        return Window(name: name, start: (zero + start).tenth, end: max(zero + start, end).tenth)
    }

    private static func phases(_ record: RunRecord) -> [Window] {
        var windows: [Window] = []
        for event in record.events {
            guard case .phase(let entered) = event.body else { continue }
            if !windows.isEmpty { windows[windows.count - 1].end = event.t.tenth }
            windows.append(
                Window(name: entered.phase.rawValue, start: event.t.tenth, end: record.result.duration.tenth))
        }
        return windows
    }

    /// The data as JSON that can stand inside a script element: nothing in it begins a tag or a comment, and nothing
    /// reorders what somebody reads who looks at the file itself.
    var island: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        let data = (try? encoder.encode(self)) ?? Data("null".utf8)
        let text = String(decoding: data, as: UTF8.self)
        guard text.unicodeScalars.contains(where: { $0 == "<" || PlainText.isHarmful($0) }) else { return text }
        var island = ""
        island.reserveCapacity(text.utf8.count + 1024)
        for scalar in text.unicodeScalars {
            guard scalar == "<" || PlainText.isHarmful(scalar) else {
                island.unicodeScalars.append(scalar)
                continue
            }
            for unit in Character(scalar).utf16 {
                let digits = String(unit, radix: 16)
                island += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            }
        }
        return island
    }
}
