import RunModel

/// The page at the moment of failure, beside the answers.
struct PictureSection {
    let record: RunRecord
    /// The picture, as it stands in the page.
    let source: String?

    /// What an answer says of the page may have been seen later.
    private func moment(of name: String) -> String {
        let taken = record.events.last { event in
            if case .screenshot(let shot) = event.body { shot.blob == name } else { false }
        }
        guard let taken, let zero = record.result.zero, taken.t >= zero else { return "" }
        return ", +\((taken.t - zero).elapsedText)"
    }

    /// The figure; nothing where no picture was taken.
    var markup: Markup {
        guard let name = record.result.failurePicture, record.result.verdict != .passed, BundleLink.isBlob(name)
        else { return "" }
        let caption = "The page at the moment of failure\(moment(of: name))"
        let isThere = record.files.contains { $0.path == "blobs/\(name)" }
        guard let source else {
            guard isThere else { return "" }
            return
                "<figure class=\"picture\"><figcaption><a href=\"blobs/\(name)\">\(caption)</a></figcaption></figure>\n"
        }
        let image: Markup = "<img id=\"picture\" src=\"\(raw: source)\" alt=\"\(caption)\">"
        let linked: Markup = isThere ? "<a href=\"blobs/\(name)\">\(image)</a>" : image
        return "<figure class=\"picture\">\(linked)<figcaption>\(caption)</figcaption></figure>\n"
    }
}
