/** A logout right after an import: the longest callback there, which nobody can slice. */

import type { Figure } from "./harness";
import { addOfficer, checkErrors, createGuildRealm, statusOf } from "./support/guild";

const ENTRIES = 30000;
/** Days over which the entries are spread. */
const DAYS = 365;
/** Most seconds of game time that the import may take. */
const IMPORT_LIMIT = 600;
/** Milliseconds. */
const LOGOUT_TARGET = 50;

const IMPORT = `
    local count, days, now = ...
    local entries = {}
    for index = 1, count do
        local creator = string.format("Player-1001-%08X", index % 40 + 1)
        entries[index] = {
            type = "award",
            time = now - days * 86400 + math.floor(index * days * 86400 / count) - 1,
            creator = creator,
            values = { players = { creator }, amount = index % 100, reason = "Item " .. index % 300 },
        }
    end
    SimpleDKP.ledger:importEvents(entries, function() IsImported = true end)
`;

export function run(): Figure[] {
    const realm = createGuildRealm({});
    const client = addOfficer(realm, "Thrall");
    client.login();
    realm.advance(20);
    client.run(IMPORT, ENTRIES, DAYS, realm.getServerTime());
    if (!realm.advanceUntil(() => client.evaluate("IsImported") === true, IMPORT_LIMIT)) error("not imported", 0);
    if (statusOf(client, "events") !== ENTRIES) error("events are missing", 0);
    client.resetLongestCallback();
    client.logout();
    checkErrors(realm);
    return [
        {
            name: "longest callback of a logout right after importing 30,000 events",
            value: client.getLongestCallback().ms,
            unit: "ms",
            target: LOGOUT_TARGET,
            atMost: true,
        },
    ];
}
