import BrowserAutomation
import Foundation
import RunModel

/// Takes what happens in the browser into the journal.
struct BrowserRecorder: Sendable {
    let emitter: RunEmitter
    let blobs: BlobQueue
    let film: FilmRecorder
    let sentRequest: SentRequest?

    /// What is still on its way when the steps are over is waited for no longer than this, twice.
    private static let patience = Duration.milliseconds(500)

    /// Makes a recorder.
    ///
    /// - Parameters:
    ///   - emitter: Takes the events.
    ///   - sentRequest: Told of every event, too, where a run has to know what has left the browser.
    init(emitter: RunEmitter, sentRequest: SentRequest?) {
        self.emitter = emitter
        self.sentRequest = sentRequest
        blobs = BlobQueue(emitter: emitter)
        film = FilmRecorder(emitter: emitter, blobs: blobs)
    }

    /// What the browser is asked to tell.
    var options: ContextOptions {
        var options = ContextOptions()
        options.onEvent = { take($0) }
        if emitter.sink.keepsBlobs {
            options.bodies = BodyPolicy()
            options.film = FilmPolicy()
        }
        return options
    }

    /// Takes an event, on the browser's loop.
    func take(_ event: BrowserEvent) {
        sentRequest?.take(event)
        switch event {
        case .film(let frame): film.take(frame)
        case .requestFinished(let finish): take(finish)
        default: if let body = event.journaled { emitter.emit(body) }
        }
    }

    private func take(_ finish: NetworkFinish) {
        let time = emitter.clock.time(of: finish.instant)
        guard let body = finish.body else {
            return emitter.emit(.requestFinished(RequestFinished(finish)), at: time)
        }
        blobs.add(body, as: Self.fileExtension(finish), at: time) { blob in
            .requestFinished(RequestFinished(finish, blob: blob))
        }
    }

    /// Takes what is still on its way, for a moment.
    ///
    /// - Parameter context: The browser's context.
    func finish(_ context: BrowserContext) async {
        // In a task of its own: a run that was stopped still leaves what it has.
        await Task {
            await context.endFilm()
            film.finish()
            await context.finishBodies(deadline: .now + Self.patience)
            await blobs.finish(within: Self.patience)
        }.value
    }

    /// How a body's name ends. Markup and scripts are text, so that nobody runs them by opening a bundle's file.
    private static func fileExtension(_ finish: NetworkFinish) -> String {
        guard finish.isText else { return "bin" }
        let type = finish.mimeType.lowercased()
        return type == "application/json" || type.hasSuffix("+json") ? "json" : "txt"
    }
}
