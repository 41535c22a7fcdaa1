import BrowserAutomation
import Convergence
import Foundation
import RunModel
import Synchronization

/// Keeps the film of a run's pages: chosen frames as blobs, in the journal with the times at which they came on the screen.
final class FilmRecorder: Sendable {
    private let emitter: RunEmitter
    private let blobs: BlobQueue
    private let editors = Mutex<[String: FilmEditor<FilmFrame>]>([:])
    /// The last picture of each page: one that shows the same is not told again.
    private let shown = Mutex<[String: String]>([:])

    /// Makes a recorder.
    ///
    /// - Parameters:
    ///   - emitter: Takes the events.
    ///   - blobs: Takes the pictures.
    init(emitter: RunEmitter, blobs: BlobQueue) {
        self.emitter = emitter
        self.blobs = blobs
    }

    /// Takes a frame. Cheap; never waits.
    func take(_ frame: FilmFrame) {
        let now = emitter.clock.now
        // The browser tells the time of the day; a clock that was set must not throw a frame out of the run.
        let time = min(max(0, frame.wallTime * 1000 - emitter.clock.wallStart), now)
        let kept = editors.withLock { $0[frame.target, default: FilmEditor()].take(frame, at: time) }
        keep(kept)
    }

    /// Something failed just now.
    func fail() {
        let now = emitter.clock.now
        let kept = editors.withLock { editors in
            editors.keys.sorted().flatMap { editors[$0]?.fail(at: now) ?? [] }
        }
        keep(kept)
    }

    /// No frame follows.
    func finish() {
        let (kept, leftOut) = editors.withLock { editors in
            let kept = editors.keys.sorted().flatMap { editors[$0]?.finish() ?? [] }
            defer { editors = [:] }
            return (kept, editors.values.reduce(0) { $0 + $1.leftOut })
        }
        keep(kept)
        if leftOut > 0 { emitter.emit(.dropped(Dropped(what: "film frame", count: leftOut))) }
    }

    private func keep(_ shots: [FilmEditor<FilmFrame>.Shot]) {
        for shot in shots {
            let frame = shot.frame
            blobs.add(frame.data, as: "jpg", at: shot.at) { [self] blob in
                guard let blob else { return nil }
                let isNew = shown.withLock { $0.updateValue(blob, forKey: frame.target) != blob }
                guard isNew else { return nil }
                return .screencastFrame(
                    ScreencastFrame(blob: blob, width: frame.width, height: frame.height, target: frame.target))
            }
        }
    }
}
