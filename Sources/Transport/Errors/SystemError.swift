import Foundation

extension NativeCode {
    /// A code of the system's `errno`, with its text.
    init(errno code: Int32) {
        var buffer = [CChar](repeating: 0, count: 256)
        let found = unsafe strerror_r(code, &buffer, buffer.count) == 0
        let bytes = buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
        self.init(.errno, code, text: found ? String(decoding: bytes, as: UTF8.self) : "error \(code)")
    }
}
