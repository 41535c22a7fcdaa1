import Foundation

/// One output stream of a child that is about to start.
struct ChildStream {
    /// The descriptor to give the child.
    let childEnd: Int32
    private let given: OwnedDescriptor?
    private let ours: OwnedDescriptor?
    private let mode: ChildOutput

    init(_ mode: ChildOutput, inherited: Int32) throws(TransportError) {
        self.mode = mode
        switch mode {
        case .inherit: (given, ours) = (nil, nil)
        case .discard: (given, ours) = (try OwnedDescriptor.null(), nil)
        case .file(let path): (given, ours) = (try OwnedDescriptor.creating(path), nil)
        case .collect, .lines:
            let pipe = try OwnedDescriptor.pipe()
            (given, ours) = (pipe.write, pipe.read)
        }
        childEnd = given?.rawValue ?? inherited
    }

    /// Starts reading; called once the child has started. The child's end is closed here, so that the child's close is
    /// the end of the stream.
    func reader() throws(TransportError) -> OutputReader? {
        given?.close()
        guard let ours else { return nil }
        return try OutputReader(ours, as: mode)
    }
}

/// The standard input of a child that is about to start.
struct ChildInput {
    /// The descriptor to give the child.
    let childEnd: OwnedDescriptor
    private let ours: OwnedDescriptor?
    private let data: Data

    init(_ data: Data?) throws(TransportError) {
        self.data = data ?? Data()
        if data == nil {
            (childEnd, ours) = (try OwnedDescriptor.null(), nil)
        } else {
            let pipe = try OwnedDescriptor.pipe()
            (childEnd, ours) = (pipe.read, pipe.write)
        }
    }

    /// Starts writing, on a thread of its own; called once the child has started.
    func start() throws(TransportError) {
        childEnd.close()
        guard let ours else { return }
        try BlockingThread.start("endstate-input") { [data] in
            ours.write(data)
            ours.close()
        }
    }
}
