/// A line on the page's console.
package struct ConsoleMessage: Sendable, Hashable, Codable {
    /// `log`, `warning`, `error`, `info`, `debug`.
    package var level: String
    /// The text.
    package var text: String
    /// Where in the page's code.
    package var source: String?

    /// Makes the event.
    package init(level: String, text: String, source: String? = nil) {
        self.level = level
        self.text = text
        self.source = source
    }
}

/// An error that nothing in the page caught.
package struct PageError: Sendable, Hashable, Codable {
    /// Name and message.
    package var message: String
    /// The stack, in the page's words.
    package var stack: String?

    /// Makes the event.
    package init(message: String, stack: String? = nil) {
        self.message = message
        self.stack = stack
    }
}

/// A dialog opened and was answered.
package struct DialogAnswered: Sendable, Hashable, Codable {
    /// `alert`, `confirm`, `prompt`, `beforeunload`.
    package var type: String
    /// Its text.
    package var message: String
    /// Whether it was accepted.
    package var accepted: Bool

    /// Makes the event.
    package init(type: String, message: String, accepted: Bool) {
        self.type = type
        self.message = message
        self.accepted = accepted
    }
}

/// A file was downloaded.
package struct Download: Sendable, Hashable, Codable {
    /// Where from.
    package var url: String
    /// The name that the page suggests: data, never a path.
    package var suggestedName: String
    /// `started`, `completed`, `canceled`.
    package var state: String

    /// Makes the event.
    package init(url: String, suggestedName: String, state: String) {
        self.url = url
        self.suggestedName = suggestedName
        self.state = state
    }
}

/// A frame navigated.
package struct Navigation: Sendable, Hashable, Codable {
    /// The frame.
    package var frame: String
    /// The new address.
    package var url: String
    /// Within the same document.
    package var sameDocument: Bool
    /// Whether it is a page's main frame.
    package var mainFrame: Bool
    /// The new document, by the ID that its request has.
    package var loader: String?

    /// Makes the event.
    package init(
        frame: String,
        url: String,
        sameDocument: Bool = false,
        mainFrame: Bool = true,
        loader: String? = nil
    ) {
        self.frame = frame
        self.url = url
        self.sameDocument = sameDocument
        self.mainFrame = mainFrame
        self.loader = loader
    }
}

/// The document of a page's main frame came to a point of its loading.
package struct PageTiming: Sendable, Hashable, Codable {
    /// The frame.
    package var frame: String
    /// The point.
    package var name: Name
    /// When, in seconds of Chromium's monotonic clock.
    package var timestamp: Double
    /// The document, by the ID that its request has.
    package var loader: String?

    /// Makes the event.
    package init(frame: String, name: Name, timestamp: Double, loader: String? = nil) {
        self.frame = frame
        self.name = name
        self.timestamp = timestamp
        self.loader = loader
    }

    /// The points, by the names of the page's own events.
    package enum Name: String, Sendable, Hashable, Codable {
        /// The document has been read.
        case contentLoaded = "DOMContentLoaded"
        /// So has everything it is made of.
        case load
    }
}

/// A frame of the film: what the page looked like at the event's `t`, and until the next frame.
package struct ScreencastFrame: Sendable, Hashable, Codable {
    /// The picture's name in `blobs/`; `nil` when it could not be kept.
    package var blob: String?
    /// The width of the page's viewport, in CSS pixels; 0 where it is not known.
    package var width: Int
    /// The height of the page's viewport, in CSS pixels; 0 where it is not known.
    package var height: Int
    /// The page, by the ID of its target.
    package var target: String?

    /// Makes the event.
    package init(blob: String?, width: Int, height: Int, target: String? = nil) {
        self.blob = blob
        self.width = width
        self.height = height
        self.target = target
    }

    /// Reads a frame; format 1.0 had none of its sizes.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        blob = try container.decodeIfPresent(String.self, forKey: .blob)
        width = try container.decodeIfPresent(Int.self, forKey: .width) ?? 0
        height = try container.decodeIfPresent(Int.self, forKey: .height) ?? 0
        target = try container.decodeIfPresent(String.self, forKey: .target)
    }
}

/// A frame was attached.
package struct FrameAttached: Sendable, Hashable, Codable {
    /// The frame.
    package var frame: String
    /// The frame that holds it.
    package var parent: String

    /// Makes the event.
    package init(frame: String, parent: String) {
        self.frame = frame
        self.parent = parent
    }
}

/// A target was attached.
package struct TargetAttached: Sendable, Hashable, Codable {
    /// Its identity.
    package var id: String
    /// `page`, `iframe`, `worker`, `service_worker`…
    package var type: String
    /// Its address.
    package var url: String

    /// Makes the event.
    package init(id: String, type: String, url: String) {
        self.id = id
        self.type = type
        self.url = url
    }
}

/// A target crashed.
package struct TargetCrashed: Sendable, Hashable, Codable {
    /// Its identity.
    package var id: String
    /// How, in Chromium's words.
    package var how: String

    /// Makes the event.
    package init(id: String, how: String) {
        self.id = id
        self.how = how
    }
}
