import RunModel

/// The page at the moment of failure, beside the answers.
struct PictureSection {
    let record: RunRecord
    /// The picture, as it stands in the page.
    let source: String?

    /// The figure; nothing where no picture was taken.
    var markup: Markup {
        guard let name = record.result.failurePicture, record.result.verdict != .passed, BundleLink.isBlob(name)
        else { return "" }
        let caption = "The page at the moment of failure"
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
