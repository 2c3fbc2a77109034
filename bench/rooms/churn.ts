/** Members come and go all the time, the network is cut, and the game refuses messages: how long until all see the same. */

import type { Client } from "../../realm/realm";
import type { Figure } from "../harness";
import { ask, RoomGuild } from "../support/room-guild";
import { figuresOf } from "./seeds";

const RAID = 40;
/** Joins and leaves together, and seconds between two of them. */
const TURNS = 500;
const TURN_SECONDS = 2;
/** Turns after which the network is cut or healed. */
const CUT_TURNS = 25;
/** Seconds after a login until a member contributes. */
const CONTRIBUTE_SECONDS = 2;
const PARTITION_SECONDS = 60;
const LOCKDOWN_SECONDS = 300;
const LIMIT_SECONDS = 300;

function comeAndContribute({ realm }: RoomGuild, client: Client): void {
    client.login();
    realm.after(CONTRIBUTE_SECONDS, () => {
        if (client.isOnline) client.call("Bid", client.name, math.floor(realm.random.next() * 1000));
    });
}

/** One member comes, logs out, reloads or crashes. */
function turn(guild: RoomGuild): void {
    const { clients, realm } = guild;
    const client = clients[math.floor(realm.random.next() * RAID)];
    const lot = realm.random.next();
    if (!client.isOnline) comeAndContribute(guild, client);
    else if (lot < 0.4) client.logout();
    else if (lot < 0.7) client.crash();
    else client.reload();
}

function areEqual({ clients }: RoomGuild): boolean {
    const online = clients.filter((client) => client.isOnline);
    const view = ask(online[0], "View");
    return online.every((client) => ask(client, "View") === view);
}

/** All change what they say while some of them do not hear the others. */
function changeAll({ clients }: RoomGuild, amount: number): void {
    for (const client of clients) {
        if (client.isOnline) client.call("Bid", client.name, amount);
    }
}

/** Seconds until all see the same: after a partition has ended silently, and after a lockdown. */
function churn(seed: number): number[] {
    const guild = new RoomGuild(seed, RAID);
    const { clients, realm } = guild;
    const cut = (): void => realm.partition([clients.filter(() => realm.random.next() < 0.5)]);
    for (const index of $range(1, TURNS)) {
        if (index % CUT_TURNS === 0) {
            if ((index / CUT_TURNS) % 2 === 1) cut();
            else realm.heal();
        }
        turn(guild);
        realm.advance(TURN_SECONDS);
    }
    for (const client of clients) {
        if (!client.isOnline) comeAndContribute(guild, client);
    }
    cut();
    realm.advance(PARTITION_SECONDS);
    changeAll(guild, 2000);
    realm.advance(PARTITION_SECONDS);
    realm.heal();
    const healed = guild.until("equality after a partition", () => areEqual(guild), LIMIT_SECONDS);
    const locked = clients.slice(0, RAID / 2);
    for (const client of locked) client.setLockdown(true);
    realm.advance(LOCKDOWN_SECONDS / 2);
    changeAll(guild, 3000);
    realm.advance(LOCKDOWN_SECONDS / 2);
    for (const client of locked) client.setLockdown(false);
    const unlocked = guild.until("equality after a lockdown", () => areEqual(guild), LIMIT_SECONDS);
    guild.check();
    return [healed, unlocked];
}

export function churnFigures(): Figure[] {
    const name = `${RAID} members, ${TURNS} joins and leaves, partitions, a lockdown of 5 minutes`;
    return figuresOf(
        [
            { name: `${name}: views equal after a silent heal`, unit: "s", target: 60 },
            { name: `${name}: views equal after the unlock`, unit: "s", target: 20 },
        ],
        churn,
        3,
    );
}
