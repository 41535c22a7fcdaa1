import Convergence
import Foundation
import RunModel

/// A minute in which a page and a back end do far more than a report can show.
enum Flood {
    /// The run.
    static var record: RunRecord {
        get throws {
            let body = Data(
                "[\(Array(repeating: "\"\(String(repeating: "x", count: 90))\"", count: 400).joined(separator: ","))]"
                    .utf8)
            var blobs: [String: Data] = [:]
            func keep(_ data: Data, _ name: String, _ type: String) -> String {
                let blob = "\(Scene.digest(name)).\(type)"
                blobs[blob] = data
                return blob
            }
            let filler = Data((0..<60_000).map { UInt8(truncatingIfNeeded: $0 &* 31) })
            var events = try Scene.queueSchema.events
            let zero = Scene.zero
            for index in 0..<5000 {
                let t = zero + Double(index) * 12
                var sent = RequestSent(
                    id: "f\(index)", method: "POST", url: "http://127.0.0.1/\(String(repeating: "p", count: 2000))",
                    headers: (0..<20).map { HeaderField(name: "x-\($0)", value: String(repeating: "v", count: 400)) },
                    type: "Fetch", body: String(repeating: "b", count: 9000))
                sent.wallTime = t
                let blob = keep(body, "body \(index)", "json")
                let text = String(repeating: "c", count: 3000)
                let bodies: [RunEvent.Body] = [
                    .request(sent),
                    .response(
                        ResponseReceived(
                            id: "f\(index)", status: index % 3 == 0 ? 500 : 200,
                            mimeType: "application/json")),
                    .requestFinished(RequestFinished(id: "f\(index)", size: body.count, blob: blob)),
                    .console(ConsoleMessage(level: index % 2 == 0 ? "error" : "log", text: text, source: text)),
                    .stepLog(StepLog(index: 3, message: text)),
                ]
                for body in bodies { events.append(RunEvent(seq: events.count, t: t, body: body)) }
                if index % 50 == 0 {
                    let picture = keep(
                        Data([0xFF, 0xD8, 0xFF]) + filler + Data("\(index)".utf8), "film \(index)", "jpeg")
                    let frame = ScreencastFrame(blob: picture, width: 1280, height: 720)
                    events.append(RunEvent(seq: events.count, t: t, body: .screencastFrame(frame)))
                }
                if index % 10 == 0 {
                    let answer = keep(body + Data(" ".utf8), "look \(index)", "json")
                    var look = Look(probe: "workflow", start: t, end: t + 5, outcome: .transient, status: 503)
                    look.detail = text
                    let taken = LookTaken(
                        look: look, purpose: .converge, bodyDigest: Scene.digest("look \(index)"), blob: answer)
                    events.append(RunEvent(seq: events.count, t: t, body: .look(taken)))
                }
            }
            return try Scene.queueSchema.record({ $0 = events }, blobs: blobs)
        }
    }
}
