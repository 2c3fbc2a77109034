/**
 * A guild in which everything happens that happens to guilds: loss, messages twice and out of order, partitions, crashes, old
 * backups, renames, changes of rank, new members, /reload, lockdowns, loading screens. At the end all are online and undisturbed.
 */

import type { Client } from "../realm/realm";
import { conclude, type Outcome, type Scenario, SETTLING } from "./outcome";
import {
    CREATORS,
    dump,
    EVERYBODY,
    MASTER,
    MEMBER,
    NOTES,
    OFFICER,
    OFFICERS,
    PolicyGuild,
    VOTES,
} from "./policy-guild";

const POLICIES = [EVERYBODY, OFFICERS, VOTES, CREATORS];

const STEPS = 60;

/** Members that may join the guild on the way. */
const JOINERS = 2;

/** Seconds of peace after which all must be equal or say why not, and those in which the guild must be quiet then. */
const PEACE = 1800;
const QUIET = 600;

class Chaos {
    readonly guild: PolicyGuild;
    private readonly backups: LuaMap<Client, string> = new LuaMap();
    private number = 0;
    private renames = 0;
    private joined = 0;

    constructor(seed: number) {
        this.guild = new PolicyGuild(seed, POLICIES[seed % POLICIES.length], {
            loss: 0.02,
            duplication: 0.02,
            reordering: 0.02,
            latencyJitter: 0.2,
            guildEcho: seed % 3 !== 0,
        });
        this.guild.add(1, MASTER, "Master");
        this.guild.add(2, OFFICER, "Officer");
        this.guild.add(5, MEMBER, "Member");
    }

    /** One thing that happens, drawn by lot. */
    step(): void {
        const { guild } = this;
        const client = guild.random.pick(guild.clients);
        const drawn = guild.random.integer(1, 100);
        if (drawn <= 44) this.write(client);
        else if (drawn <= 49) this.load(client);
        else if (drawn <= 50) this.join();
        else if (drawn <= 60) this.leaveOrReturn(client, false);
        else if (drawn <= 66) this.leaveOrReturn(client, true);
        else if (drawn <= 71) this.reload(client);
        else if (drawn <= 76) this.part();
        else if (drawn <= 82) guild.realm.heal();
        else if (drawn <= 86) guild.realm.setLoss(guild.random.pick([0, 0.05, 0.3]));
        else if (drawn <= 90) this.lock(client);
        else if (drawn <= 93) this.restore(client);
        else if (drawn <= 96) this.changeRank(client);
        else this.rename(client);
        guild.realm.advance(guild.random.integer(1, 40));
    }

    /** Ends all disturbances, and lets everybody log in. */
    pacify(): void {
        const { realm, clients } = this.guild;
        realm.heal();
        realm.setLoss(0);
        for (const client of clients) {
            if (!client.isOnline) client.login();
            client.setLockdown(false);
        }
    }

    private write(client: Client): void {
        if (!client.isOnline || client.isLoading()) return;
        this.number++;
        const type = this.guild.random.pick(["award", "vote"]);
        client.run('local type, number = ... Notes:submit(type, { number = number, reason = "r" })', type, this.number);
    }

    private leaveOrReturn(client: Client, isCrash: boolean): void {
        if (!client.isOnline) client.login();
        else if (isCrash) client.crash();
        else client.logout();
    }

    private reload(client: Client): void {
        if (client.isOnline && !client.isLoading()) client.reload();
        const text = client.getSavedText(NOTES);
        if (text !== undefined) this.backups.set(client, text);
    }

    private load(client: Client): void {
        if (client.isOnline && !client.isLoading()) client.showLoadingScreen(this.guild.random.integer(5, 40));
    }

    /** A new member. He has nothing yet. */
    private join(): void {
        if (this.joined === JOINERS) return;
        this.joined++;
        const [client] = this.guild.add(1, MEMBER, `New${this.joined}`);
        client.login();
    }

    private part(): void {
        const { realm, random, clients } = this.guild;
        const left = clients.filter(() => random.integer(0, 1) === 0);
        realm.partition([left, clients.filter((client) => !left.includes(client))]);
    }

    private lock(client: Client): void {
        client.setLockdown(true);
        this.guild.realm.after(this.guild.random.integer(5, 120), () => client.setLockdown(false));
    }

    /** Puts an old copy of the saved file back. */
    private restore(client: Client): void {
        const text = this.backups.get(client);
        if (text === undefined) return;
        if (client.isOnline) client.logout();
        client.setSavedText(NOTES, text);
        client.login();
    }

    private changeRank(client: Client): void {
        const { random, clients } = this.guild;
        if (client !== clients[0]) client.setRank(random.pick([OFFICER, MEMBER]));
    }

    private rename(client: Client): void {
        if (client.isOnline) client.logout();
        this.renames++;
        client.rename(
            `${client.name.slice(0, 6)}${string.char(97 + (this.renames % 26))}${string.char(97 + math.floor(this.renames / 26))}`,
        );
        client.login();
    }
}

/** Whether nobody distrusts anybody: all of them are honest. */
function areHonest(clients: readonly Client[]): boolean {
    return clients.every((client) => client.evaluate("Notes:status().ignored.distrusted") === undefined);
}

/** Messages and bytes: those of ten minutes at the end. Equal: nobody distrusts anybody. */
export function playChaos(seed: number): Outcome {
    const chaos = new Chaos(seed);
    const { guild } = chaos;
    for (const client of guild.clients) client.login();
    guild.realm.advance(SETTLING);
    for (const _ of $range(1, STEPS)) chaos.step();
    chaos.pacify();
    const start = guild.realm.getTime();
    guild.realm.advanceUntil(
        () => {
            const text = dump(guild.clients[0]);
            return guild.clients.every((client) => dump(client) === text);
        },
        PEACE,
        5,
    );
    const seconds = guild.realm.getTime() - start;
    guild.realm.advance(SETTLING);
    guild.checkWords();
    guild.reset();
    guild.realm.advance(QUIET);
    const { messages, bytes, clients } = guild;
    return conclude(guild, { messages, bytes, seconds, isEqual: areHonest(clients) });
}

/** All scenarios of this file, by name. */
export const chaos: Record<string, Scenario> = { chaos: playChaos };
