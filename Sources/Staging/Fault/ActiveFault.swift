/// A fault that holds for a tenant.
struct ActiveFault: Codable, Sendable, Equatable {
    var name: String
    /// For faults whose rate counts looks: how many of them it spoils.
    var rate: Double?
}

extension Tenant {
    /// Passes a value through a seam: each fault that holds for the tenant and takes hold there changes it.
    func changed<Value>(_ value: Value, at seam: (Seams) -> Change<Value>?) -> Value {
        var value = value
        for active in faults {
            guard let fault = Fault.named(active.name), let change = seam(fault.seams) else { continue }
            change(&value)
        }
        return value
    }
}

extension [FaultRequest] {
    /// The faults that hold for the tenant set up as the given one.
    func active(forRun run: Int, seed: UInt64) -> [ActiveFault] {
        filter { $0.holds(forRun: run, seed: seed) }.map { ActiveFault(name: $0.name, rate: $0.rate) }
    }
}
