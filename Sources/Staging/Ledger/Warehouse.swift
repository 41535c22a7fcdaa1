import GRDB
import Hummingbird

/// What there is of the product, a shelf for each tenant. All orders of a tenant take from it, whoever's they are.
struct Warehouse: Sendable {
    enum Outcome: Sendable {
        case isNew
        /// The order had its share already.
        case isKnown
        /// There is less than was asked for.
        case isShort
    }

    let database: DatabasePool

    static func migrate(_ migrator: inout DatabaseMigrator) {
        migrator.registerMigration("warehouse") { db in
            try db.create(table: "shelf") { table in
                table.belongsToTenant()
                table.column("stock", .integer).notNull()
                table.primaryKey(["tenantID"])
            }
            try db.create(table: "reservation") { table in
                table.primaryKey("orderID", .text)
                table.belongsToTenant()
                table.column("correlationID", .text).notNull()
                table.column("quantity", .integer).notNull()
                table.column("at", .text).notNull()
            }
        }
    }

    func open(for tenant: Tenant) async throws {
        try await database.write { db in
            try db.execute(
                sql: "INSERT INTO shelf (tenantID, stock) VALUES (?, ?)", arguments: [tenant.id, tenant.stock])
        }
    }

    /// What is left; nil for a tenant that is not there.
    func stock(of tenantID: String) async throws -> Int? {
        try await database.read { db in
            try Int.fetchOne(db, sql: "SELECT stock FROM shelf WHERE tenantID = ?", arguments: [tenantID])
        }
    }

    /// Takes what an order needs off the shelf, once for each order.
    func reserve(_ reservation: StockReservation) async throws -> Outcome {
        let action = reservation.action
        return try await database.write { db in
            let known = "SELECT EXISTS (SELECT 1 FROM reservation WHERE orderID = ?)"
            if try Bool.fetchOne(db, sql: known, arguments: [reservation.orderID]) == true { return .isKnown }
            try db.execute(
                sql: "UPDATE shelf SET stock = stock - ? WHERE tenantID = ? AND stock >= ?",
                arguments: [reservation.quantity, action.tenantID, reservation.quantity])
            guard db.changesCount > 0 else { return .isShort }
            try db.execute(
                sql: """
                    INSERT INTO reservation (orderID, tenantID, correlationID, quantity, at) VALUES (?, ?, ?, ?, ?)
                    """,
                arguments: [
                    reservation.orderID, action.tenantID, action.correlationID, reservation.quantity, Timestamp.now(),
                ])
            return .isNew
        }
    }
}

/// What an order asks the warehouse for.
struct StockReservation: Codable, Sendable {
    var action: Action
    var orderID: String
    var quantity: Int
}

/// What is left in the warehouse.
struct StockAnswer: ResponseCodable, Sendable { var stock: Int }
