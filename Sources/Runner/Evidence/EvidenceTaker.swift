import BrowserAutomation
import Foundation
import RunModel

/// Takes what has to be taken at the moment of failure, because it is gone a moment later.
///
/// Console, requests and looks are in the journal already; what is left is what the page shows.
struct EvidenceTaker {
    let page: Page
    let emitter: RunEmitter
    let film: FilmRecorder

    /// A page that does not answer keeps the run no longer than this.
    static let patience = Duration.seconds(5)

    /// Takes a picture and the DOM.
    ///
    /// - Parameters:
    ///   - step: The step it belongs to.
    ///   - why: `failure`, `end`.
    /// - Returns: The picture's name in the bundle.
    @discardableResult
    func takePicture(step: Int?, why: String) async -> String? {
        let deadline = ContinuousClock.now + Self.patience
        film.fail()
        // In tasks of their own: a step that was cancelled still leaves its evidence.
        let (page, emitter) = (page, emitter)
        return await Task {
            var picture: String?
            if let data = try? await page.screenshot(deadline: deadline) {
                picture = await emitter.store(data, as: "png")
                emitter.emit(.screenshot(BlobTaken(blob: picture, step: step, why: why)))
            }
            if let html = try? await page.domSnapshot(deadline: deadline) {
                let blob = await emitter.store(Data(html.utf8), as: "txt")
                emitter.emit(.domSnapshot(BlobTaken(blob: blob, step: step, why: why)))
            }
            return picture
        }.value
    }
}
