import Foundation
import SystemPackage

extension RecordingError {
    /// What the system said, in its words.
    ///
    /// - Parameter error: What a call of the system threw, or Foundation, which wraps it.
    /// - Returns: A few words, such as "No space left on device".
    package static func reason(_ error: any Error) -> String {
        if let error = error as? Errno { return error.description }
        let outer = error as NSError
        if let cause = outer.userInfo[NSUnderlyingErrorKey] as? any Error { return reason(cause) }
        return outer.domain == NSPOSIXErrorDomain
            ? Errno(rawValue: CInt(outer.code)).description : outer.localizedDescription
    }
}
