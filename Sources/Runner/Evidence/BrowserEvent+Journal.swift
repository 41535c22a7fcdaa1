import BrowserAutomation
import Foundation
import RunModel

extension BrowserEvent {
    /// The event for the journal; `nil` for what the journal does not keep.
    var journaled: RunEvent.Body? {
        switch self {
        case .request(let request): .request(RequestSent(request))
        case .requestBody(let key, let body): .requestBody(RequestBody(key, body))
        case .requestExtraInfo(let info): .requestWire(RequestWire(info))
        case .requestCorrelation(let key, let mark):
            .requestCorrelated(RequestCorrelated(id: key.description, correlation: CorrelationMark(mark)))
        case .response(let response): .response(ResponseReceived(response))
        case .responseExtraInfo(let info): .responseWire(ResponseWire(info))
        case .requestFinished(let finish): .requestFinished(RequestFinished(finish))
        case .requestFailed(let failed): .requestFailed(RequestFailed(failed))
        case .webSocket(let activity): activity.journaled
        case .console(let message):
            .console(
                RunModel.ConsoleMessage(
                    level: message.kind, text: message.text, source: message.location?.description))
        case .pageError(let error):
            .pageError(RunModel.PageError(message: error.message, stack: error.stack.isEmpty ? nil : error.stack))
        case .dialog(let dialog):
            .dialog(DialogAnswered(type: dialog.kind.rawValue, message: dialog.message, accepted: dialog.accepted))
        case .download(let download):
            .download(
                RunModel.Download(
                    url: download.url, suggestedName: download.suggestedName, state: download.phase.rawValue))
        case .navigation(let navigation):
            .navigation(
                Navigation(
                    frame: navigation.frame, url: navigation.url, sameDocument: navigation.isSameDocument,
                    mainFrame: navigation.isMainFrame, loader: navigation.loader))
        case .pageTiming(let timing):
            .pageTiming(
                RunModel.PageTiming(
                    frame: timing.frame, name: timing.name == .load ? .load : .contentLoaded,
                    timestamp: timing.timestamp, loader: timing.loader))
        case .frameAttached(_, let frame, let parent):
            .frameAttached(FrameAttached(frame: frame, parent: parent ?? ""))
        case .targetAttached(let target):
            .targetAttached(TargetAttached(id: target.target, type: target.kind, url: target.url))
        case .targetCrashed(let target, let url): .targetCrashed(TargetCrashed(id: target, how: url))
        case .browserExited(let how): .browserExited(BrowserExited(how: how, expected: false))
        case .dropped(let what, let count): .dropped(Dropped(what: what, count: count))
        case .film, .targetClosed: nil
        }
    }
}
