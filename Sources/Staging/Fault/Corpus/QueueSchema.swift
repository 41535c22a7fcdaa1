extension Fault {
    /// The essay's opening failure: a refactoring renamed a field of the message, the consumer still reads the old name.
    static let queueSchema = Fault(
        name: "queue-schema",
        sentence: "The api renames a field of the queue message; the worker reads the old schema and dead-letters it.",
        role: .api,
        expected: .fails("stage_missing", at: "billing -> worker", "stalled", saying: "the page showed success"),
        seams: Seams(queueMessage: { message in
            message.data["subscriptionId"] = message.data.removeValue(forKey: "subscription_id")
        }))
}
