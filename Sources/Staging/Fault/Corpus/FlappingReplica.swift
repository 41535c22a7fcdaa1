extension Fault {
    /// No failure: the replica that is behind catches up, and never contradicts twice in a row.
    static let flappingReplica = Fault(
        name: "flapping-replica",
        sentence:
            "Once all is done, two looks reach a replica that is behind and does not know of the entitlement yet.",
        role: .api,
        expected: .passes(saying: "flickered"),
        seams: Seams(look: { look in
            guard look.completeNumber == 3 || look.completeNumber == 6 else { return }
            var behind = look.answer
            behind.entitlementsUpdated = false
            behind.entitledAt = nil
            behind.finalPlan = .free
            look.reply = .answer(behind)
        }))
}
