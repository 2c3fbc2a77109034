/** A realm in which addons embed dist/ as they do in the game: the whole client is measured, not its pieces. */

import { type Client, createRealm, type Realm, type RealmOptions } from "../../realm/realm";

/** The addon's folder and global prefix. */
export const ADDON = "SimpleDKP";

/** Index of the rank of officers, who may award. */
const OFFICER = 1;

const SIMPLE_DKP = {
    toc: `examples/${ADDON}/${ADDON}.toc`,
    externals: { "Libs/LibEventLedger": "dist" },
};

/** A realm with one guild, of which the game tells at once: waiting takes no processor time. */
export function createGuildRealm(options: RealmOptions = {}): Realm {
    const realm = createRealm({ guildInfoDelay: 0, rosterDelay: 0, ...options });
    realm.addGuild({ name: "Guild", ranks: [{ name: "Master" }, { name: "Officer" }] });
    return realm;
}

/** An officer who runs SimpleDKP; offline. */
export function addOfficer(realm: Realm, name: string): Client {
    return realm.addClient({ name, guild: "Guild", rank: OFFICER, addons: [SIMPLE_DKP] });
}

/** A number of the ledger's status. */
export function statusOf(client: Client, field: string): number {
    const [value] = client.run(`return ${ADDON}.ledger:status().${field}`);
    return value as number;
}

/** Ends the bench when a client's code raised. */
export function checkErrors(realm: Realm): void {
    for (const { client, message } of realm.errors) error(`${client}: ${message}`, 0);
}
