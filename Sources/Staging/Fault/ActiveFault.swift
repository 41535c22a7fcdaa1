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
    /// The faults that hold for the tenant set up as the given one, each once, however often it was asked for.
    func active(forRun run: Int, seed: UInt64) -> [ActiveFault] {
        var active: [ActiveFault] = []
        for request in self where request.holds(forRun: run, seed: seed) {
            guard let fault = Fault.named(request.name), !active.contains(where: { $0.name == fault.name }) else {
                continue
            }
            active.append(ActiveFault(name: fault.name, rate: fault.rateCounts == .looks ? request.rate : nil))
        }
        return active
    }
}
