import CDP

extension Page {
    /// Answers a dialog at once, so that it never freezes the page, and records it.
    func answerDialog(_ event: CDP.Page.JavascriptDialogOpening) {
        counts.dialogs += 1
        let kind = Dialog.Kind(rawValue: event.type.rawValue) ?? .alert
        // Leaving a page is what the run asked for; staying would hang it.
        let answer = kind == .beforeunload ? .accept(text: nil) : context.currentDialogAnswer
        let command: CDP.Page.HandleJavaScriptDialog
        switch answer {
        case .dismiss: command = .init(accept: false)
        case .accept(let text): command = .init(accept: true, promptText: kind == .prompt ? text : nil)
        }
        session.begin(command, deadline: Browser.unawaited)
        context.emit(
            .dialog(
                Dialog(
                    target: id, kind: kind, message: event.message, url: event.url,
                    accepted: command.accept)))
    }
}
